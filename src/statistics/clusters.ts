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
 * log-likelihood. Singular where there are fewer clusters than coefficients. Source: Liang and Zeger 1986; Zeileis,
 * Köll and Graham 2020, Journal of Statistical Software 95(1).
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
