/** Outcomes over replicates: mean with a 95 % interval, spread and quantiles. */
import jstat from 'jstat';
import { mean, quantileSorted, sampleStandardDeviation } from 'simple-statistics';

export interface OutcomeSummary {
  readonly outcome: string;
  /** Replicates in which it is defined. */
  readonly count: number;
  /** Replicates in which it is not. */
  readonly missing: number;
  readonly mean: number;
  /** 95 % interval of the mean (Student's t over replicates); NaN for fewer than two. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation over replicates; NaN for fewer than two. */
  readonly sd: number;
  readonly q05: number;
  readonly median: number;
  readonly q95: number;
}

/**
 * Summary of one outcome, a value a replicate; NaN: undefined there, counted in `missing` and left out of the rest. Quantiles
 * interpolate nothing: they are values, or the middle of two (simple-statistics). All NaN where none is defined.
 */
export function summarise(outcome: string, values: readonly number[]): OutcomeSummary {
  const defined = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const count = defined.length;
  const missing = values.length - count;
  if (count === 0) {
    const none = NaN;
    return {
      outcome,
      count,
      missing,
      mean: none,
      low: none,
      high: none,
      sd: none,
      q05: none,
      median: none,
      q95: none,
    };
  }
  const centre = mean(defined);
  const sd = count > 1 ? sampleStandardDeviation(defined) : NaN;
  const half = count > 1 ? (jstat.studentt.inv(0.975, count - 1) * sd) / Math.sqrt(count) : NaN;
  return {
    outcome,
    count,
    missing,
    mean: centre,
    low: centre - half,
    high: centre + half,
    sd,
    q05: quantileSorted(defined, 0.05),
    median: quantileSorted(defined, 0.5),
    q95: quantileSorted(defined, 0.95),
  };
}
