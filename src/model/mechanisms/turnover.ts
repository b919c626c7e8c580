import type { Mechanism } from '../mechanism.js';

export const turnover: Mechanism = {
  id: 'turnover',
  label: 'turnover of the government',
  help: 'a government that has moved away from the one that took the policy up ends it',
  formula: String.raw`x_i = \max\bigl(0, d_p (o_i(\text{taken up}) - o_i(t))\bigr)`,
  range: [0, 2],
  reads: ['city'],
  needs: ['orientation'],
  channel: 'internal',
  reference: 'zero',
  transitions: ['implement', 'repeal'],
  plausible: [0, 3],
  parameters: {},
  source: 'assumption, after lost elections in Lacroix and Spencer 2022',
  term({ world, state, standard, subject }) {
    const orientation = standard.attribute('orientation');
    const { orientationThen } = state;
    const { direction } = world.subjects[subject];
    const offset = subject * world.cities.count;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const turned = direction * (orientationThen[offset + city] - orientation[city]);
        // NaN where the policy is not held.
        out[k] = turned > 0 ? turned : 0;
      }
    };
  },
};
