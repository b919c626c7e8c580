import type { Pattern } from '../pattern.js';
import { firstAdoptions } from '../reading/adoptions.js';
import type { Run } from '../run.js';

const POLICY = 'welcoming';

/**
 * Years from the tenth to the ninetieth percentile of the adopters of a country, where adoption has come to rest: fewer
 * than a twentieth of them in the last five years. NaN where it has not, or where fewer than ten adopted.
 */
export function adoptionWindow(run: Run, country: number): number {
  const times = firstAdoptions(run, [POLICY])
    .filter(({ city }) => run.world.cities.country[city] === country)
    .map(({ time }) => time);
  const late = times.filter((time) => time >= run.world.time.end - 5).length;
  if (times.length < 10 || late >= times.length / 20) return NaN;
  const at = (share: number): number => times[Math.ceil(share * times.length) - 1];
  return at(0.9) - at(0.1);
}

/** A28. */
export const sCurve: Pattern = {
  id: 'A28',
  fact: 'Adoption follows an S-curve within half a generation',
  source:
    '283 policies of the states of the United States: 10 to 90 % in a median of 9 years, half of them in 5 to 17 (public data)',
  statistic:
    'years from 10 to 90 % of the adopters of welcoming in the supportive nation, where adoption has come to rest; laboratory',
  expected: 'median 5 to 17',
  worlds: { lab: { scenario: 'laboratory' } },
  checks: { years: { label: 'window', rule: { kind: 'range', low: 5, high: 17 } } },
  measure({ lab }) {
    return { years: adoptionWindow(lab, lab.world.cities.countries.indexOf('north')) };
  },
};
