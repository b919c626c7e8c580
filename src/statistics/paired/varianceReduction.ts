import { moments } from './moments.js';
import type { Pairs } from './pairs.js';

/**
 * How many times fewer replicates the pairing needs: (var a + var b) / var(b - a), from the sample variances. With
 * independent seeds the variance of a difference is the sum of the two. 1: pairing gains nothing; Infinity: the
 * worlds never differ; NaN: neither varies, or there are fewer than two pairs.
 */
export function varianceReduction({ a, b, differences }: Pairs): number {
  if (differences.length < 2) return NaN;
  return (moments(a).sd ** 2 + moments(b).sd ** 2) / moments(differences).sd ** 2;
}
