/**
 * Wilson's interval of a share of n independent cases: the shares that a score test does not reject. It has a length where the
 * share is 0 or 1 too, where sqrt(share (1 - share) / n) is 0. NaN without cases. Source: Wilson 1927; as R's prop.test without
 * continuity correction.
 */
import { normalQuantile } from '../model/normal.js';
import type { Interval } from './paired/tInterval.js';

export function wilsonInterval(share: number, n: number, level = 0.95): Interval {
  if (!(n > 0)) return { low: NaN, high: NaN };
  const square = normalQuantile(0.5 + level / 2) ** 2;
  const middle = (share + square / (2 * n)) / (1 + square / n);
  const half =
    (Math.sqrt((share * (1 - share)) / n + square / (4 * n * n)) * Math.sqrt(square)) / (1 + square / n);
  return { low: share === 0 ? 0 : middle - half, high: share === 1 ? 1 : middle + half };
}
