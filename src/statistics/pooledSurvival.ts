import { kaplanMeier, type SurvivalCurve } from './kaplanMeier.js';
import type { SurvivalData } from './riskTimes.js';
import { studentQuantile } from './studentT.js';

/**
 * Kaplan and Meier's curve of rows of R replicates, which hold the same cities again. These are not independent, so that
 * Greenwood's variance does not hold; replicates are:
 *
 *     standard error  sd(S_r(t)) / sqrt R,   S_r the curve of replicate r
 *
 * and the band is Student's with R - 1 degrees of freedom, on the scale of log(-log S) as kaplanMeier has it. It speaks of
 * the mean over replicates of these cities. One replicate: kaplanMeier. Cost: n log n + R times moments.
 *
 * @param replicate n names.
 */
export function pooledSurvival(
  data: SurvivalData,
  replicate: ArrayLike<string>,
  level = 0.95,
): SurvivalCurve {
  const all = kaplanMeier(data, level);
  const rows = new Map<string, number[]>();
  for (let i = 0; i < data.time1.length; i++) {
    const own = rows.get(replicate[i]) ?? [];
    rows.set(replicate[i], own);
    own.push(i);
  }
  const count = rows.size;
  if (count < 2) return all;
  const pick = (values: ArrayLike<number>, of: readonly number[]) => Float64Array.from(of, (i) => values[i]);
  const { time0, time1, event } = data;
  const moments = all.time.length;
  const sum = new Float64Array(moments);
  const squares = new Float64Array(moments);
  for (const of of rows.values()) {
    const { time, survival } = kaplanMeier({
      ...(time0 ? { time0: pick(time0, of) } : {}),
      time1: pick(time1, of),
      event: pick(event, of),
    });
    let at = -1;
    for (let m = 0; m < moments; m++) {
      while (at + 1 < time.length && time[at + 1] <= all.time[m]) at++;
      // Off the pooled curve, so that no digits are lost.
      const off = (at < 0 ? 1 : survival[at]) - all.survival[m];
      sum[m] += off;
      squares[m] += off * off;
    }
  }
  const reach = studentQuantile((1 + level) / 2, count - 1);
  const standardError = sum.map((own, m) =>
    Math.sqrt(Math.max(0, squares[m] - (own * own) / count) / (count - 1) / count),
  );
  const end = (sign: number) =>
    all.survival.map((share, m) =>
      share > 0 ? share ** Math.exp((-sign * reach * standardError[m]) / (share * Math.log(share))) : NaN,
    );
  return { ...all, standardError, low: end(1), high: end(-1) };
}
