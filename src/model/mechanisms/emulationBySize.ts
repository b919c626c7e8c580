import type { Mechanism } from '../mechanism.js';
import { everyTransition } from './driver.js';

export const emulationBySize: Mechanism = {
  id: 'emulationBySize',
  label: 'emulation by size',
  help: 'large cities imitate less (a coefficient below 0)',
  formula: String.raw`x_i = E_{ip}\, z(\log N_i)`,
  range: [-Infinity, Infinity],
  reads: ['peers'],
  needs: ['population'],
  channel: 'external',
  reference: 'zero',
  transitions: everyTransition,
  plausible: [-0.8, 0],
  parameters: {},
  source: 'Shipan and Volden 2008',
  term({ exposure, standard, subject, transition }) {
    const exposed = exposure.reader(subject, transition.name);
    const size = standard.logPopulation();
    return (cities, count, out) => {
      exposed(cities, count, out);
      for (let k = 0; k < count; k++) out[k] *= size[cities[k]];
    };
  },
};
