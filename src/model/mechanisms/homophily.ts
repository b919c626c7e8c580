import type { Mechanism } from '../mechanism.js';
import { membershipTransitions } from './driver.js';

export const homophily: Mechanism = {
  id: 'homophily',
  label: 'likeness to the members',
  help: 'a city joins those that think alike; 0 while the network has no active member',
  formula: String.raw`x_i = 1 - \tfrac{1}{2} \bigl| o_i - O_p \bigr|`,
  range: [0, 1],
  reads: ['everyone', 'city'],
  needs: ['orientation'],
  channel: 'internal',
  reference: 'mean',
  transitions: membershipTransitions,
  plausible: [0, 4],
  parameters: {},
  source: 'Lacroix and Spencer 2022: selective groupings of potentially like-minded actors',
  term({ state, standard, memberships, subject }) {
    const orientation = standard.attribute('orientation');
    let mean = 0;
    let meanAt = -1;
    function meanOfMembers(): number {
      if (meanAt !== state.moment) {
        const members = memberships.members(subject);
        const count = memberships.count(subject);
        let sum = 0;
        for (let at = 0; at < count; at++) sum += orientation[members[at]];
        mean = sum / count;
        meanAt = state.moment;
      }
      return mean;
    }
    return (cities, count, out) => {
      if (memberships.count(subject) === 0) {
        for (let k = 0; k < count; k++) out[k] = 0;
        return;
      }
      const centre = meanOfMembers();
      for (let k = 0; k < count; k++) out[k] = 1 - Math.abs(orientation[cities[k]] - centre) / 2;
    };
  },
};
