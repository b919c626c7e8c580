import { invertPositive, times } from './cholesky.js';
import type { ChiSquareTest } from './estimates.js';
import { riskTimes, type SurvivalData } from './riskTimes.js';
import { chiSquareTail } from './tails.js';

export interface LogRankTest extends ChiSquareTest {
  /** Events by group, and how many the common hazard would have brought. */
  readonly observed: Float64Array;
  readonly expected: Float64Array;
}

/**
 * Log-rank test that the hazards of k groups are equal: chi-square of observed - expected events with the
 * hypergeometric covariance, k - 1 degrees of freedom. Groups that are never at risk when something happens are left
 * out. As survdiff of the R package survival. Source: Mantel 1966; Peto and Peto 1972.
 *
 * @param group n codes 0 … k - 1.
 */
export function logRankTest(data: SurvivalData, group: ArrayLike<number>, groupCount: number): LogRankTest {
  const all = riskTimes(data);
  const rows = Array.from({ length: groupCount }, (): number[] => []);
  for (let i = 0; i < data.time1.length; i++) rows[group[i]].push(i);
  const pick = (values: ArrayLike<number>, of: readonly number[]): Float64Array =>
    Float64Array.from(of, (i) => values[i]);
  const { time0 } = data;
  const atRisk = rows.map((of) => atRiskAt(all.time, time0 && pick(time0, of), pick(data.time1, of)));

  const observed = new Float64Array(groupCount);
  for (let i = 0; i < data.time1.length; i++) if (data.event[i] > 0) observed[group[i]]++;
  const expected = new Float64Array(groupCount);
  const variance = new Float64Array(groupCount * groupCount);
  for (let m = 0; m < all.time.length; m++) {
    const total = all.atRisk[m];
    const deaths = all.events[0][m];
    const spread = total > 1 ? (deaths * (total - deaths)) / (total * total * (total - 1)) : 0;
    for (let a = 0; a < groupCount; a++) {
      const own = atRisk[a][m];
      expected[a] += (deaths * own) / total;
      for (let b = 0; b < groupCount; b++) {
        variance[a * groupCount + b] += spread * own * ((a === b ? total : 0) - atRisk[b][m]);
      }
    }
  }
  // The differences sum to 0: one group is redundant.
  const informative = [...expected.keys()].filter((a) => expected[a] > 0);
  const used = informative.slice(1);
  const k = used.length;
  const block = new Float64Array(k * k);
  used.forEach((a, i) => {
    used.forEach((b, j) => {
      block[i * k + j] = variance[a * groupCount + b];
    });
  });
  const inverse = invertPositive(block, k);
  if (k === 0 || !inverse) return { observed, expected, statistic: NaN, degreesOfFreedom: k, p: NaN };
  const difference = used.map((a) => observed[a] - expected[a]);
  const weighted = times(inverse, k, difference);
  const statistic = difference.reduce((sum, value, i) => sum + value * weighted[i], 0);
  return { observed, expected, statistic, degreesOfFreedom: k, p: chiSquareTail(statistic, k) };
}

function atRiskAt(time: Float64Array, time0: Float64Array | undefined, time1: Float64Array): Float64Array {
  const ends = time1.sort();
  const starts = time0?.sort();
  let ended = 0;
  let entered = 0;
  return time.map((at) => {
    while (ended < ends.length && ends[ended] < at) ended++;
    while (starts && entered < starts.length && starts[entered] < at) entered++;
    return (starts ? entered : ends.length) - ended;
  });
}
