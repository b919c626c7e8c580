import type { Mechanism } from '../mechanism.js';
import { isFull } from '../state.js';
import { everyTransition } from './driver.js';

/** Funds reach the active members of sponsored networks, and for joining one those who would get them. */
export const support: Mechanism = {
  id: 'support',
  label: 'support from above',
  help: 'a supportive nation, and states and international organisations through the networks they sponsor, help those that can use it',
  formula: String.raw`x_i = K_i \min\Bigl(1,\ \max(0, -h) + \begin{cases} 1 - \prod_{n \ni i} (1 - \mathrm{funds}_n\, c_{np}) & p \text{ a policy} \\ \mathrm{funds}_p & p \text{ a network} \end{cases} \Bigr)`,
  range: [0, 1],
  reads: ['nation', 'city'],
  needs: ['capacity'],
  channel: 'national',
  reference: 'zero',
  route: 'sponsor',
  transitions: everyTransition,
  plausible: [0, 2],
  parameters: {},
  source: 'Lacroix and Spencer 2022: networks and policies initiated and funded from above',
  term({ world, state, standard, memberships, jurisdiction, subject }) {
    const capacity = standard.attribute('capacity');
    const { pressure, stage } = state;
    const cityCount = world.cities.count;
    const own = world.subjects[subject].network;
    if (own) {
      const { funds } = own;
      return (cities, count, out) => {
        for (let k = 0; k < count; k++) {
          const city = cities[k];
          out[k] = capacity[city] * Math.min(1, Math.max(0, -pressure[jurisdiction[city]]) + funds);
        }
      };
    }
    const sponsors = memberships.networks.flatMap((network) => {
      const { funds, carries } = world.subjects[network].network!;
      const passed = funds * carries[subject];
      return passed > 0 ? [{ offset: network * cityCount, passed }] : [];
    });
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = 1;
      for (const { offset, passed } of sponsors) {
        for (let k = 0; k < count; k++) out[k] *= 1 - isFull(stage[offset + cities[k]]) * passed;
      }
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = capacity[city] * Math.min(1, Math.max(0, -pressure[jurisdiction[city]]) + 1 - out[k]);
      }
    };
  },
};
