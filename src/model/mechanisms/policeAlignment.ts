import type { Mechanism } from '../mechanism.js';
import { policyTransitions } from './driver.js';

export const policeAlignment: Mechanism = {
  id: 'policeAlignment',
  label: 'alignment of the police',
  help: 'police bound to the national line resist carrying the policy out (a coefficient below 0)',
  formula: String.raw`x_i = \mathrm{police}_i \max(0, h)`,
  range: [0, 1],
  reads: ['nation', 'city'],
  needs: ['policeAlignment'],
  channel: 'national',
  reference: 'zero',
  transitions: policyTransitions,
  plausible: [-2, 0],
  parameters: {},
  source: 'Hudson 2019 on Toronto, in Lacroix and Spencer 2022',
  term({ state, standard, jurisdiction }) {
    const alignment = standard.attribute('policeAlignment');
    const { pressure } = state;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        out[k] = alignment[city] * Math.max(0, pressure[jurisdiction[city]]);
      }
    };
  },
};
