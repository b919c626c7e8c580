import { constant } from '../fill.js';
import type { Mechanism } from '../mechanism.js';

export const permission: Mechanism = {
  id: 'permission',
  label: 'permission',
  help: 'a hostile nation licenses exclusion in conservative cities; 0 for inclusive policies',
  formula: String.raw`x_i = [d_p < 0] \max(0, h) \max(0, -o_i)`,
  range: [0, 1],
  reads: ['nation', 'city'],
  needs: ['orientation'],
  channel: 'national',
  reference: 'zero',
  transitions: ['declare', 'quiet', 'implement', 'join'],
  plausible: [0, 4],
  parameters: {},
  source: 'Marchetti 2020 in Lacroix and Spencer 2022',
  term({ world, state, standard, jurisdiction, subject }) {
    const orientation = standard.attribute('orientation');
    const { pressure } = state;
    if (world.subjects[subject].direction > 0) return constant(0);
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = Math.max(0, pressure[jurisdiction[city]]) * Math.max(0, -orientation[city]);
      }
    };
  },
};
