import { type Stream, uniform } from '../../model/random.js';

/**
 * Bootstrap resamples: an odd number, one less than a multiple of 40, so that the 2.5 % and 97.5 % points are values
 * themselves, the 25th from each end.
 */
export const RESAMPLES = 999;
const TAIL = 25;

/** How often each of n units is drawn in each resample (resamples × n). Cost: about 20 ns a draw. */
export function resampleCounts(n: number, from: Stream): Float64Array {
  const counts = new Float64Array(RESAMPLES * n);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let i = 0; i < n; i++) counts[b * n + Math.floor((1 - uniform(from, b, i)) * n)]++;
  }
  return counts;
}

/** The 25th value from each end of the 999, which are sorted in place. */
export function centralRange(values: Float64Array): [number, number] {
  values.sort();
  return [values[TAIL - 1], values[values.length - TAIL]];
}
