import { type Stream, uniform } from '../../model/random.js';

export type Alternative = 'two-sided' | 'greater' | 'less';

/** Up to so many differences other than 0 all sign patterns are tried: 65,536. */
const EXACT = 16;
/** Patterns drawn beyond that; the smallest p is then 1 / 10,000. */
const DRAWN = 9999;

/**
 * Sign-flip permutation test that differences are symmetric about `about` (0: that the two worlds are exchangeable in each
 * replicate): the probability, over all patterns of signs, of a sum at least as far out as the one seen.
 *
 * Exact for up to 16 differences other than 0. Beyond, (1 + patterns as far out) / (1 + 9,999 drawn), which is valid as it
 * stands (Phipson and Smyth 2010). All differences 0: 1; none: NaN. Fisher 1935, The Design of Experiments, 21.
 */
export function signFlip(
  differences: readonly number[],
  from: Stream,
  { alternative = 'two-sided' as Alternative, about = 0 } = {},
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
  const asFar = (flipped: number): boolean => {
    const sum = total - 2 * flipped;
    return (twoSided ? Math.abs(sum) : sum) >= least;
  };
  return values.length <= EXACT ? exact(values, asFar) : drawn(values, from, asFar);
}

/** The fewest differences with which a one-sided test among so many, corrected by Holm, can reach a level: 2^-n <= alpha / tests. */
export const fewestSignFlips = (tests: number, alpha: number): number => Math.ceil(Math.log2(tests / alpha));

/** All patterns in Gray's order, in which each differs from the last by one sign. */
function exact(values: Float64Array, asFar: (flipped: number) => boolean): number {
  const patterns = 2 ** values.length;
  let count = asFar(0) ? 1 : 0;
  let flipped = 0;
  for (let k = 1; k < patterns; k++) {
    const at = 31 - Math.clz32(k & -k);
    const isFlipped = ((k ^ (k >>> 1)) >>> at) & 1;
    flipped += isFlipped ? values[at] : -values[at];
    if (asFar(flipped)) count++;
  }
  return count / patterns;
}

function drawn(values: Float64Array, from: Stream, asFar: (flipped: number) => boolean): number {
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
  for (let k = 0; k < DRAWN; k++) {
    let flipped = 0;
    for (let byte = 0; byte < bytes; byte += 4) {
      const bits = Math.floor(uniform(from, 1, at++) * 4294967296);
      const last = Math.min(4, bytes - byte);
      for (let j = 0; j < last; j++) flipped += sums[256 * (byte + j) + ((bits >>> (8 * j)) & 255)];
    }
    if (asFar(flipped)) count++;
  }
  return (1 + count) / (1 + DRAWN);
}
