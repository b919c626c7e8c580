import type { Pattern } from '../pattern.js';
import { adoptions, policiesTowards } from '../reading/adoptions.js';

/** A7. */
export const wave: Pattern = {
  id: 'A7',
  fact: 'One national shock brings forth both answers, welcome and exclusion',
  source:
    'Lacroix and Spencer 2022; 97 pro- and 96 anti-immigrant cities from 2000 to 2011, Steil and Vasi 2014',
  statistic: 'inclusive adoptions per exclusionary adoption, 2000 to 2011, United States',
  expected: 'median .5 to 2',
  worlds: { us: { scenario: 'us-sanctuary' } },
  checks: { ratio: { label: 'inclusive : exclusionary', rule: { kind: 'range', low: 0.5, high: 2 } } },
  measure({ us }) {
    const between = (direction: 1 | -1): number =>
      adoptions(us, policiesTowards(us, direction)).filter(({ time }) => time >= 2000 && time < 2012).length;
    return { ratio: between(1) / between(-1) };
  },
};
