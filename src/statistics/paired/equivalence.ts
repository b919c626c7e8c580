import { studentCumulative } from '../studentT.js';
import { moments } from './moments.js';

/**
 * Two one-sided t tests that the mean difference lies within (-margin, margin):
 *
 *     p = max(P(T >= (mean + margin) / se), P(T <= (mean - margin) / se)),  T with n - 1 degrees of freedom.
 *
 * p <= .05 exactly where the 90 % interval lies within the margins. Equal differences: NaN within the margins, for
 * there is no error to judge them by, else 1. Fewer than two: NaN. Throws RangeError unless margin > 0. Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15, 657-680.
 */
export function equivalence(differences: readonly number[], margin: number): number {
  if (!(margin > 0)) throw new RangeError(`a smallest effect of interest must be above 0, not ${margin}`);
  const { count, mean, sd } = moments(differences);
  if (count < 2) return NaN;
  if (sd === 0) return Math.abs(mean) < margin ? NaN : 1;
  const error = sd / Math.sqrt(count);
  return Math.max(
    studentCumulative(-(mean + margin) / error, count - 1),
    studentCumulative((mean - margin) / error, count - 1),
  );
}
