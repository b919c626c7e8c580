import type { Mechanism } from '../mechanism.js';
import { everyTransition } from './driver.js';

export const need: Mechanism = {
  id: 'need',
  label: 'need',
  help: 'many immigrants make services for them necessary',
  formula: String.raw`x_i = \mathrm{need}_i = z\!\left(\log\frac{s_i N_i + 0.5}{N_i (1 - s_i) + 0.5}\right)`,
  range: [-Infinity, Infinity],
  reads: ['city'],
  needs: ['immigrantShare', 'population'],
  channel: 'internal',
  reference: 'mean',
  transitions: everyTransition,
  plausible: [0, 1.1],
  parameters: {},
  source: 'Lacroix and Spencer 2022: the presence of a large immigrant population',
  term({ standard }) {
    const z = standard.need();
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = z[cities[k]];
    };
  },
};
