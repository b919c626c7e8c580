import type { Mechanism } from '../mechanism.js';

export const threat: Mechanism = {
  id: 'threat',
  label: 'threat',
  help: 'fast growth of the immigrant share is felt as a threat in conservative places while the nation is loud about it',
  formula: String.raw`x_i = \max(0, g_i) \max(0, -o_i) S_i`,
  range: [0, Infinity],
  reads: ['city', 'nation', 'time'],
  needs: ['growth', 'orientation'],
  channel: 'internal',
  reference: 'mean',
  transitions: ['declare', 'quiet', 'implement', 'repeal', 'join'],
  plausible: [0, 2],
  parameters: {},
  source: 'Walker and Leitner 2011 in Lacroix and Spencer 2022; Hopkins 2010',
  term({ world, state, standard, jurisdiction }) {
    const growth = standard.attribute('growth');
    const orientation = standard.attribute('orientation');
    const { salience, shockSalience } = state;
    const shocks = world.shocks.length > 0;
    return (cities, count, out) => {
      for (let k = 0; k < count; k++) {
        const city = cities[k];
        const felt = Math.max(0, growth[city]) * Math.max(0, -orientation[city]);
        const loudness = Math.min(1, salience[jurisdiction[city]] + (shocks ? shockSalience[city] : 0));
        out[k] = felt * loudness;
      }
    };
  },
};
