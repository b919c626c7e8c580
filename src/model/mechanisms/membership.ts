import { functionStrength } from '../exposure.js';
import type { Mechanism } from '../mechanism.js';

export const membership: Mechanism = {
  id: 'membership',
  label: 'membership',
  help: 'networks that carry the policy showcase it (declaring) and exchange practice (implementing)',
  formula: String.raw`x_i = 1 - \prod_{n \ni i} (1 - f_n\, q_n\, c_{np})`,
  range: [0, 1],
  reads: ['city'],
  needs: [],
  channel: 'external',
  reference: 'zero',
  transitions: ['declare', 'implement', 'repeal'],
  plausible: [0, 2],
  parameters: {},
  source: 'Oomen 2019: practical, symbolic and jurisgenerative functions',
  term({ world, state, memberships, subject, transition }) {
    const cityCount = world.cities.count;
    const { stage } = state;
    const carriers = memberships.networks.flatMap((network) => {
      const { migrationShare, carries } = world.subjects[network].network!;
      const strength = functionStrength(world, network, transition.name) * migrationShare * carries[subject];
      return strength > 0 ? [{ offset: network * cityCount, strength }] : [];
    });
    return (city) => {
      let without = 1;
      for (const { offset, strength } of carriers) if (stage[offset + city] > 0) without *= 1 - strength;
      return 1 - without;
    };
  },
};
