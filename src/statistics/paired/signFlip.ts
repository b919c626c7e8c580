import { type Stream, uniform } from '../../model/random.js';

export type Alternative = 'two-sided' | 'greater' | 'less';

/** Up to so many differences other than 0 all sign patterns are counted: 2^24, from two lists of 2^12 sums. */
const EXACT = 24;
/** Patterns drawn beyond that, at least; the smallest p is then 1 / 10,000. */
const DRAWN = 9999;
/** Patterns as far out that are awaited at the level of the test: its p is then known to about a fifth. */
const AT_LEVEL = 20;

/**
 * Sign-flip permutation test that differences are symmetric about `about` (0: that the two worlds are exchangeable in each
 * replicate): the probability, over all patterns of signs, of a sum at least as far out as the one seen.
 *
 * Exact for up to 24 differences other than 0. Beyond, (1 + patterns as far out) / (1 + patterns drawn), which is valid as it
 * stands (Phipson and Smyth 2010); drawn are 9,999, and 20 / level where that is more: level is the p that must be reached to
 * reject, after a correction say. All differences 0: 1; none: NaN. Fisher 1935, The Design of Experiments, 21.
 */
export function signFlip(
  differences: readonly number[],
  from: Stream,
  { alternative = 'two-sided' as Alternative, about = 0, level = 0.05 } = {},
): number {
  if (differences.length === 0) return NaN;
  const sign = alternative === 'less' ? -1 : 1;
  const values = Float64Array.from(differences, (d) => sign * (d - about)).filter((d) => d !== 0);
  if (values.length === 0) return 1;
  const twoSided = alternative === 'two-sided';
  let total = 0;
  let size = 0;
  for (const value of values) {
    total += value;
    size += Math.abs(value);
  }
  // Sums that differ in the last digits alone are equal.
  const least = (twoSided ? Math.abs(total) : total) - 1e-9 * size;
  if (twoSided && least <= 0) return 1;
  // Of the values of which the signs are turned, the sums that come as far: total - 2 sum is at least `least`, or at most -least.
  const low = (total - least) / 2;
  const high = twoSided ? (total + least) / 2 : Infinity;
  if (values.length <= EXACT) return exact(values, low, high);
  const patterns = Math.max(DRAWN, Math.ceil(AT_LEVEL / level) - 1);
  return drawn(values, from, { patterns, low, high });
}

/**
 * The fewest differences with which a one-sided test among so many, corrected by Holm, can reach a level: sides 2^-n <= alpha / tests.
 * sides 2: p is doubled.
 */
export const fewestSignFlips = (tests: number, alpha: number, sides: 1 | 2 = 1): number =>
  Math.ceil(Math.log2((sides * tests) / alpha));

/** Share of all subsets with a sum of at most `low`, or at least `high`: each is one of the one half and one of the other. */
function exact(values: Float64Array, low: number, high: number): number {
  const half = values.length >> 1;
  const left = subsetSums(values.subarray(0, half));
  const right = subsetSums(values.subarray(half));
  let count = 0;
  // The larger the sum of the left half, the fewer of the right go with it from below, the more from above.
  let below = right.length;
  let above = right.length;
  for (const sum of left) {
    while (below > 0 && sum + right[below - 1] > low) below--;
    while (above > 0 && sum + right[above - 1] >= high) above--;
    count += below + (right.length - above);
  }
  return count / 2 ** values.length;
}

/** Sums of all subsets, ascending: with each value, those without it and those with it are merged. */
function subsetSums(values: Float64Array): Float64Array {
  let sums = new Float64Array(1);
  for (const value of values) {
    const known = sums.length;
    const merged = new Float64Array(2 * known);
    let without = 0;
    let having = 0;
    for (let at = 0; at < merged.length; at++) {
      const takes = having === known || (without < known && sums[without] <= sums[having] + value);
      merged[at] = takes ? sums[without++] : sums[having++] + value;
    }
    sums = merged;
  }
  return sums;
}

function drawn(
  values: Float64Array,
  from: Stream,
  { patterns, low, high }: { readonly patterns: number; readonly low: number; readonly high: number },
): number {
  // Eight values at a time: the sums of all their 256 patterns, looked up by eight bits of a draw.
  const bytes = Math.ceil(values.length / 8);
  const sums = new Float64Array(256 * bytes);
  for (let byte = 0; byte < bytes; byte++) {
    for (let pattern = 1; pattern < 256; pattern++) {
      const highest = 31 - Math.clz32(pattern);
      const value = values[8 * byte + highest] ?? 0;
      sums[256 * byte + pattern] = sums[256 * byte + (pattern ^ (1 << highest))] + value;
    }
  }
  let count = 0;
  let at = 0;
  for (let k = 0; k < patterns; k++) {
    let flipped = 0;
    for (let byte = 0; byte < bytes; byte += 4) {
      const bits = Math.floor(uniform(from, 1, at++) * 4294967296);
      const last = Math.min(4, bytes - byte);
      for (let j = 0; j < last; j++) flipped += sums[256 * (byte + j) + ((bits >>> (8 * j)) & 255)];
    }
    if (flipped <= low || flipped >= high) count++;
  }
  return (1 + count) / (1 + patterns);
}
