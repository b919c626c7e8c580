import { quantileSorted } from 'simple-statistics';
import { normalCumulative, normalQuantile } from '../../model/normal.js';
import type { Stream } from '../../model/random.js';
import { drawFrom } from '../drawFrom.js';
import { studentQuantile } from '../studentT.js';
import { moments } from './moments.js';
import type { Interval } from './tInterval.js';

const RESAMPLES = 2000;

/**
 * Bootstrap interval of the mean of n values, bias-corrected and accelerated:
 *
 *     ends    quantiles Phi(z0 + (z0 ± z) / (1 - acc (z0 ± z))) of the means of `resamples` resamples
 *     z0      Phi^-1 of the share of those means below the mean (ties count half)
 *     acc     sum (x - mean)^3 / (6 (sum (x - mean)^2)^1.5), the jackknife's for a mean
 *     z       sqrt(n / (n - 1)) t(1 - (1 - level)/2; n - 1)
 *
 * The z of the textbook is the normal quantile; its intervals are too narrow by about (1 + 5/n) and cover too
 * seldom. Hesterberg's expanded percentiles, used here, give them the width of Student's interval; for n in the
 * hundreds the two are the same. Equal values: their value, twice. Fewer than two: NaN.
 * Cost: n x resamples draws of 20 ns. Efron 1987, JASA 82, 171-185; Hesterberg 2015, American Statistician 69, 371-386.
 */
export function bcaInterval(
  values: readonly number[],
  from: Stream,
  { level = 0.95, resamples = RESAMPLES } = {},
): Interval {
  const { count, mean, sd } = moments(values);
  if (count < 2) return { low: NaN, high: NaN };
  if (sd === 0) return { low: mean, high: mean };

  const draw = drawFrom(from);
  const deviations = Float64Array.from(values, (value) => value - mean);
  const means = new Float64Array(resamples);
  for (let k = 0; k < resamples; k++) {
    let sum = 0;
    // Draws lie in (0, 1]: n x draw rounded up is 1 … n.
    for (let i = 0; i < count; i++) sum += deviations[Math.ceil(draw() * count) - 1];
    means[k] = sum / count;
  }
  means.sort();
  const sorted = Array.from(means);

  // What differs from 0 in the last digits is a tie.
  const tie = 1e-12 * sd;
  const below = means.filter((value) => value < -tie).length;
  const equal = means.filter((value) => Math.abs(value) <= tie).length;
  const share = Math.min(Math.max((below + equal / 2) / resamples, 0.5 / resamples), 1 - 0.5 / resamples);
  const z0 = normalQuantile(share);
  let squares = 0;
  let cubes = 0;
  for (const deviation of deviations) {
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  const acceleration = cubes / (6 * squares ** 1.5);
  const z = Math.sqrt(count / (count - 1)) * studentQuantile(0.5 + level / 2, count - 1);
  const end = (side: number): number => {
    const shifted = z0 + side * z;
    return mean + quantileSorted(sorted, normalCumulative(z0 + shifted / (1 - acceleration * shifted)));
  };
  return { low: end(-1), high: end(1) };
}
