import type { Mechanism } from '../mechanism.js';

export const homophily: Mechanism = {
  id: 'homophily',
  label: 'likeness to the members',
  help: 'a city joins those that think alike; 0 while the network has no member',
  formula: String.raw`x_i = 1 - \tfrac{1}{2} \bigl| o_i - \bar o_n \bigr|`,
  range: [0, 1],
  reads: ['everyone', 'city'],
  needs: ['orientation'],
  channel: 'internal',
  reference: 'mean',
  transitions: ['join', 'leave'],
  plausible: [0, 4],
  parameters: {},
  source: 'Lacroix and Spencer 2022: selective groupings of potentially like-minded actors',
  term({ world, state, standard, memberships, subject }) {
    const orientation = standard.attribute('orientation');
    const cityCount = world.cities.count;
    let mean = 0;
    let meanAt = -1;
    const meanOfMembers = (): number => {
      if (meanAt !== state.moment) {
        let sum = 0;
        // In index order, so that the sum does not depend on who joined first.
        for (let i = 0; i < cityCount; i++)
          if (state.stage[subject * cityCount + i] > 0) sum += orientation[i];
        mean = sum / memberships.count(subject);
        meanAt = state.moment;
      }
      return mean;
    };
    return (city) =>
      memberships.count(subject) === 0 ? 0 : 1 - Math.abs(orientation[city] - meanOfMembers()) / 2;
  },
};
