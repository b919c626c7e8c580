import jstat from 'jstat';
import type { Interval } from './jackknife.js';

/**
 * 95 % range of bootstrap values, widened for small samples (Hesterberg 2015, "What teachers should know about the
 * bootstrap", expanded percentile interval): the tail is Φ(−√(n / (n − 1)) t_{.975, n − 1}) instead of .025, which
 * makes up for the bootstrap's divisor n and for the error of the spread itself. NaN for fewer than two units.
 */
export function expandedRange(values: Float64Array, n: number): Interval {
  if (n < 2) return { low: NaN, high: NaN };
  const tail = jstat.normal.cdf(-Math.sqrt(n / (n - 1)) * jstat.studentt.inv(0.975, n - 1), 0, 1);
  values.sort();
  // The order statistic i of B has probability i / (B + 1); between two, linearly.
  const at = (probability: number): number => {
    const place = probability * (values.length + 1) - 1;
    if (place <= 0) return values[0];
    if (place >= values.length - 1) return values[values.length - 1];
    const lower = Math.floor(place);
    return values[lower] + (place - lower) * (values[lower + 1] - values[lower]);
  };
  return { low: at(tail), high: at(1 - tail) };
}
