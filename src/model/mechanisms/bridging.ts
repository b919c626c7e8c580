import type { Mechanism } from '../mechanism.js';
import { mobilised } from './civilSociety.js';
import { everyTransition } from './driver.js';

export const bridging: Mechanism = {
  id: 'bridging',
  label: 'bridging by civil society',
  help: 'civil society turns the need of immigrants into policy',
  formula: String.raw`x_i = \max(0, \mathrm{need}_i)\, C^+_i`,
  range: [0, Infinity],
  reads: ['city', 'nation'],
  needs: ['immigrantShare', 'population', 'civilSociety'],
  channel: 'internal',
  reference: 'mean',
  transitions: everyTransition,
  plausible: [0, 1.5],
  parameters: {},
  source: 'Filomeno 2017a in Lacroix and Spencer 2022',
  term(context) {
    const need = context.standard.need();
    const strength = mobilised(context);
    return (cities, count, out) => {
      strength(cities, count, out);
      for (let k = 0; k < count; k++) out[k] *= Math.max(0, need[cities[k]]);
    };
  },
};
