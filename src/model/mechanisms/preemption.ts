import type { Mechanism } from '../mechanism.js';

/**
 * On declaring and implementing a law acts without a coefficient: it multiplies their hazards by 1 - force
 * (column preemption of events.csv). This term is what it does to policies that are held.
 */
export const preemption: Mechanism = {
  id: 'preemption',
  label: 'pre-emption',
  help: 'a law of the region or nation against the policy makes cities repeal it',
  formula: String.raw`x_i = 1 - \prod_{\text{laws}} (1 - \mathrm{force})`,
  range: [0, 1],
  reads: ['nation'],
  needs: [],
  channel: 'national',
  reference: 'zero',
  transitions: ['repeal'],
  plausible: [0, 5],
  parameters: {},
  source: 'state law against sanctuary policies (Texas 2017)',
  term({ state, jurisdiction, jurisdictions, subject }) {
    const { force } = state;
    const offset = subject * jurisdictions.count;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = force[offset + jurisdiction[cities[k]]];
    };
  },
};
