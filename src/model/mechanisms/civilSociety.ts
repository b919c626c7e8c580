import type { Fill } from '../fill.js';
import type { Mechanism } from '../mechanism.js';
import type { TermContext } from '../termContext.js';
import { everyTransition } from './driver.js';

/**
 * Mobilised civil society, min(1, C_i (1 + mu max(0, h) max(0, o_i))): hostility from above mobilises
 * the organisations of progressive cities. mu = 0: C_i.
 */
export function mobilised({ world, state, standard, jurisdiction }: TermContext): Fill {
  const strength = standard.attribute('civilSociety');
  const { mobilisation } = world.dynamics;
  if (mobilisation === 0) {
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = strength[cities[k]];
    };
  }
  const orientation = standard.attribute('orientation');
  const { pressure } = state;
  return (cities, count, out) => {
    for (let k = 0; k < count; k++) {
      const city = cities[k];
      const hostility = pressure[jurisdiction[city]];
      const own = strength[city];
      // Most are not mobilised at most times.
      if (hostility <= 0 || orientation[city] <= 0) out[k] = own;
      else out[k] = Math.min(1, own * (1 + mobilisation * hostility * orientation[city]));
    }
  };
}

export const civilSociety: Mechanism = {
  id: 'civilSociety',
  label: 'civil society',
  help: 'organisations that speak for migrants press the city to act',
  formula: String.raw`x_i = C^+_i = \min\bigl(1, C_i (1 + \mu \max(0, h) \max(0, o_i))\bigr)`,
  range: [0, 1],
  reads: ['city', 'nation'],
  needs: ['civilSociety'],
  channel: 'internal',
  reference: 'mean',
  transitions: everyTransition,
  plausible: [0, 2],
  parameters: {},
  source: 'Filomeno 2017a in Lacroix and Spencer 2022',
  term: mobilised,
};
