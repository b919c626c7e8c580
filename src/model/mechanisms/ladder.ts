import type { Mechanism } from '../mechanism.js';
import { policyTransitions } from './driver.js';

export const ladder: Mechanism = {
  id: 'ladder',
  label: 'ladder',
  help: 'a policy is easier where one that it builds on is held',
  formula: String.raw`x_i = [\text{a policy that } p \text{ builds on is held}]`,
  range: [0, 1],
  reads: ['city'],
  needs: [],
  channel: 'internal',
  reference: 'zero',
  transitions: policyTransitions,
  plausible: [0, 2],
  parameters: {},
  source: 'assumption: from welcoming to sanctuary',
  term({ world, state, subject }) {
    const cityCount = world.cities.count;
    const offsets = (world.subjects[subject].policy?.buildsOn ?? []).map((below) => below * cityCount);
    const { stage } = state;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) out[k] = 0;
      for (const offset of offsets) {
        for (let k = 0; k < count; k++) if (stage[offset + cities[k]] > 0) out[k] = 1;
      }
    };
  },
};
