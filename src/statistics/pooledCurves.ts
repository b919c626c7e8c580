/**
 * Curves of rows of R replicates, which hold the same cities again. These are not independent, so that Greenwood's
 * variance does not hold; replicates are:
 *
 *     standard error  sd(S_r(t)) / sqrt R,   S_r the curve of replicate r
 *
 * and the band is Student's with R - 1 degrees of freedom, on the scale of log(-log S) as kaplanMeier has it. It speaks of
 * the mean over replicates of these cities. Cost: n log n + R times moments.
 */
import { cumulativeIncidence, type IncidenceCurve } from './cumulativeIncidence.js';
import { kaplanMeier, type SurvivalCurve } from './kaplanMeier.js';
import type { SurvivalData } from './riskTimes.js';
import { studentQuantile } from './studentT.js';

/** A share that falls from 1, at the moments of events. */
interface Course {
  readonly time: Float64Array;
  readonly share: Float64Array;
}

/** Rows of each replicate; n names. */
function byReplicate({ time0, time1, event }: SurvivalData, replicate: ArrayLike<string>): SurvivalData[] {
  const rows = new Map<string, number[]>();
  for (let i = 0; i < time1.length; i++) {
    const own = rows.get(replicate[i]) ?? [];
    rows.set(replicate[i], own);
    own.push(i);
  }
  const pick = (values: ArrayLike<number>, of: readonly number[]) => Float64Array.from(of, (i) => values[i]);
  return Array.from(rows.values(), (of) => ({
    ...(time0 ? { time0: pick(time0, of) } : {}),
    time1: pick(time1, of),
    event: pick(event, of),
  }));
}

/** Error and band of a pooled course, from those of its replicates. */
function spread(pooled: Course, courses: readonly Course[], level: number) {
  const count = courses.length;
  const moments = pooled.time.length;
  const sum = new Float64Array(moments);
  const squares = new Float64Array(moments);
  for (const { time, share } of courses) {
    let at = -1;
    for (let m = 0; m < moments; m++) {
      while (at + 1 < time.length && time[at + 1] <= pooled.time[m]) at++;
      // Off the pooled curve, so that no digits are lost.
      const off = (at < 0 ? 1 : share[at]) - pooled.share[m];
      sum[m] += off;
      squares[m] += off * off;
    }
  }
  const reach = studentQuantile((1 + level) / 2, count - 1);
  const standardError = sum.map((own, m) =>
    Math.sqrt(Math.max(0, squares[m] - (own * own) / count) / (count - 1) / count),
  );
  const end = (sign: number) =>
    pooled.share.map((share, m) =>
      share > 0 && share < 1
        ? share ** Math.exp((-sign * reach * standardError[m]) / (share * Math.log(share)))
        : NaN,
    );
  return { standardError, low: end(1), high: end(-1) };
}

/**
 * Kaplan and Meier's curve. One replicate: kaplanMeier.
 * @param replicate n names.
 */
export function pooledSurvival(
  data: SurvivalData,
  replicate: ArrayLike<string>,
  level = 0.95,
): SurvivalCurve {
  const pooled = kaplanMeier(data, level);
  const parts = byReplicate(data, replicate);
  if (parts.length < 2) return pooled;
  const course = ({ time, survival }: SurvivalCurve): Course => ({ time, share: survival });
  return {
    ...pooled,
    ...spread(
      course(pooled),
      parts.map((part) => course(kaplanMeier(part))),
      level,
    ),
  };
}

/**
 * Cumulative incidence of K kinds of events. One replicate: cumulativeIncidence.
 * @param replicate n names.
 */
export function pooledIncidence(
  data: SurvivalData,
  kinds: number,
  replicate: ArrayLike<string>,
  level = 0.95,
): IncidenceCurve[] {
  const pooled = cumulativeIncidence(data, kinds, level);
  const parts = byReplicate(data, replicate);
  if (parts.length < 2) return pooled;
  const course = ({ time, incidence }: IncidenceCurve): Course => ({
    time,
    share: incidence.map((reached) => 1 - reached),
  });
  const own = parts.map((part) => cumulativeIncidence(part, kinds));
  return pooled.map((curve, k) => {
    const { standardError, low, high } = spread(
      course(curve),
      own.map((curves) => course(curves[k])),
      level,
    );
    return {
      ...curve,
      standardError,
      low: high.map((share) => 1 - share),
      high: low.map((share) => 1 - share),
    };
  });
}
