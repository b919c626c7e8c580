import type { Mechanism } from '../mechanism.js';
import { mobilised } from './civilSociety.js';
import { everyTransition } from './driver.js';

export const defiance: Mechanism = {
  id: 'defiance',
  label: 'defiance',
  help: 'hostility from above mobilises progressive, organised cities',
  formula: String.raw`x_i = \max(0, h)\, \kappa_p \max(0, o_i)\, C^+_i`,
  range: [0, 1],
  reads: ['nation', 'city'],
  needs: ['orientation', 'civilSociety'],
  channel: 'national',
  reference: 'zero',
  transitions: everyTransition,
  plausible: [0, 6],
  parameters: {},
  source: 'Lacroix and Spencer 2022: resentment, the anti-Salvini movement, the revival of sanctuary',
  term(context) {
    const { world, state, standard, jurisdiction, subject } = context;
    const orientation = standard.attribute('orientation');
    const strength = mobilised(context);
    const { pressure } = state;
    const conflict = world.subjects[subject].policy?.conflict ?? 1;
    return (cities, count, out) => {
      strength(cities, count, out);
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const hostility = pressure[jurisdiction[city]];
        if (hostility <= 0) out[k] = 0;
        else out[k] *= hostility * conflict * Math.max(0, orientation[city]);
      }
    };
  },
};
