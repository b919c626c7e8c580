import { fittingFunction } from '../exposure/exposure.js';
import type { Mechanism } from '../mechanism.js';
import { carriersOf } from '../memberships.js';
import { isFull } from '../state.js';
import { policyTransitions } from './driver.js';

/**
 * What a network does for a city is its symbolic strength for declaring and repealing, the practical one for
 * implementing, declared before or not; a supportive nation strengthens the practical one (Flamant in Lacroix and
 * Spencer 2022).
 */
export const membership: Mechanism = {
  id: 'membership',
  label: 'membership',
  help: 'networks that carry the policy showcase it (declaring) and exchange practice (implementing)',
  formula: String.raw`\begin{gathered} x_i = 1 - \prod_{n \ni i} (1 - G_{nip}\, q_n\, c_{np}) \\ G_{nip} = \begin{cases} \min\bigl(1, F^{\mathrm{prac}}_n (1 + \chi \max(0, -h))\bigr) & \text{for implementing} \\ F^{\mathrm{sym}}_n & \text{else} \end{cases} \end{gathered}`,
  range: [0, 1],
  reads: ['city', 'nation', 'networks'],
  needs: [],
  channel: 'external',
  reference: 'zero',
  transitions: policyTransitions,
  plausible: [0, 2],
  parameters: {
    cooperation: {
      default: 0.5,
      range: [0, 5],
      unit: 'share',
      help: 'how far a wholly supportive nation raises the practical strength of networks',
      source: 'assumption, after Flamant in Lacroix and Spencer 2022',
    },
  },
  source: 'Oomen 2019: practical, symbolic and jurisgenerative functions',
  term({ world, state, memberships, jurisdiction, subject, transition, parameters }) {
    const { stage, pressure } = state;
    const strength = fittingFunction(state, transition.name);
    const practical = strength === state.practical;
    const { cooperation } = parameters;
    const carriers = carriersOf(world, memberships.networks, subject);
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = 1;
      for (const { network, offset, weight } of carriers) {
        const own = strength[network];
        for (let k = 0; k < count; k++) {
          const city = cities[k];
          const help = practical ? 1 + cooperation * Math.max(0, -pressure[jurisdiction[city]]) : 1;
          out[k] *= 1 - isFull(stage[offset + city]) * Math.min(1, own * help) * weight;
        }
      }
      for (let k = 0; k < count; k++) out[k] = 1 - out[k];
    };
  },
};
