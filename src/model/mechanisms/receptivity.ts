import type { Mechanism } from '../mechanism.js';
import { everyTransition } from './driver.js';

export const receptivity: Mechanism = {
  id: 'receptivity',
  label: 'receptivity',
  help: 'need becomes policy where the government is liberal',
  formula: String.raw`x_i = \mathrm{need}_i\, d_p\, o_i`,
  range: [-Infinity, Infinity],
  reads: ['city'],
  needs: ['immigrantShare', 'population', 'orientation'],
  channel: 'internal',
  reference: 'mean',
  transitions: everyTransition,
  plausible: [0, 0.6],
  parameters: {},
  source: "O'Brien, Collingwood and Paarlberg 2023",
  term({ world, standard, subject }) {
    const need = standard.need();
    const orientation = standard.attribute('orientation');
    const { direction } = world.subjects[subject];
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = need[city] * direction * orientation[city];
      }
    };
  },
};
