/** Errors that allow for dependence within clusters: the sandwich A^-1 M A^-1, M = sum over clusters of u u'. */
import type { Correction } from './estimates.js';

/** Numbers 0, 1, … for the values of a column, in order of appearance. */
export function codesOf(values: ArrayLike<number | string>): { codes: Int32Array; count: number } {
  const known = new Map<number | string, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let code = known.get(values[i]);
    if (code === undefined) {
      code = known.size;
      known.set(values[i], code);
    }
    codes[i] = code;
  }
  return { codes, count: known.size };
}

/**
 * Clustered covariance, k x k by row. bread: A^-1, k x k. scores: k columns of n, the derivative of each row's
 * log-likelihood. Its rank is below the number of clusters: `areEnough` says whether it tells anything. Source: Liang
 * and Zeger 1986; Zeileis, Köll and Graham 2020, Journal of Statistical Software 95(1).
 */
export function sandwich(
  bread: Float64Array,
  scores: readonly Float64Array[],
  cluster: { readonly codes: Int32Array; readonly count: number },
  correction: Correction,
): Float64Array {
  const k = scores.length;
  const { codes, count } = cluster;
  const sums = scores.map((column) => {
    const sum = new Float64Array(count);
    for (let i = 0; i < codes.length; i++) sum[codes[i]] += column[i];
    return sum;
  });
  // U A^-1, then its cross product: symmetric and never negative on the diagonal.
  const influence = sums.map((_, j) => {
    const column = new Float64Array(count);
    for (let m = 0; m < k; m++) {
      const weight = bread[m * k + j];
      for (let g = 0; g < count; g++) column[g] += sums[m][g] * weight;
    }
    return column;
  });
  const factor = correction === 'CR1' ? count / (count - 1) : 1;
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let g = 0; g < count; g++) sum += influence[i][g] * influence[j][g];
      covariance[i * k + j] = factor * sum;
      covariance[j * k + i] = factor * sum;
    }
  }
  return covariance;
}

/** With fewer clusters than this, errors clustered come out too small: Cameron and Miller 2015 speak of 20 to 50. */
export const FEW_CLUSTERS = 40;

/**
 * Whether clusters tell the errors of k coefficients: their scores sum to 0, so that G clusters give a covariance of
 * rank G - 1 at most. Where the columns hold a dummy for each cluster, these take none of it, as their scores are 0 in
 * every cluster. Source: Cameron and Miller 2015, Journal of Human Resources 50, 317-372.
 *
 * @param q k orthonormal columns of n (Q'Q / n = I).
 */
export function areEnough(
  q: readonly Float64Array[],
  { codes, count }: { readonly codes: Int32Array; readonly count: number },
): boolean {
  const rest = q.length - count;
  if (rest < 0) return true;
  const size = new Float64Array(count);
  for (const code of codes) size[code]++;
  // Length of each cluster's dummy, less that of its part within the columns.
  const outside = size.slice();
  for (const column of q) {
    const sum = new Float64Array(count);
    for (let i = 0; i < codes.length; i++) sum[codes[i]] += column[i];
    for (let g = 0; g < count; g++) outside[g] -= sum[g] ** 2 / codes.length;
  }
  const hasDummies = outside.every((left, g) => left < 1e-6 * size[g]);
  return hasDummies && rest > 0 && rest < count;
}
