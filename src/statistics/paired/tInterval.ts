import { studentQuantile } from '../studentT.js';
import { moments } from './moments.js';

/** Lower and upper end; NaN where there is none. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Student's interval of the mean of n values: mean ± t(1 - (1 - level)/2; n - 1) sd / sqrt(n). Equal values: their value,
 * twice. Fewer than two: NaN.
 */
export function tInterval(values: readonly number[], level = 0.95): Interval {
  const { count, mean, sd } = moments(values);
  if (count < 2) return { low: NaN, high: NaN };
  const half = (studentQuantile(0.5 + level / 2, count - 1) * sd) / Math.sqrt(count);
  return { low: mean - half, high: mean + half };
}
