/**
 * Columns turned into an orthonormal basis of the space that they span, so that a fit neither suffers from
 * columns on different scales (a year and its square) nor is stopped by columns that say the same.
 *
 *     X = Q R,   Q'Q / n = I,   R upper triangular
 *
 * Gram-Schmidt, done twice, which is as good as Householder's (Giraud et al. 2005, Numerische Mathematik 101,
 * 87-100). Cost: 4 n p^2.
 */
import { addCombination, projections } from './crossProduct.js';

export interface Basis {
  /** k columns of length n with mean square 1, for the k columns that are kept. */
  readonly q: readonly Float64Array[];
  /** k x k, by row: columns kept = q R. */
  readonly r: Float64Array;
  /** Positions among the columns given, ascending. */
  readonly kept: readonly number[];
  /** Columns that are linear combinations of kept ones before them, with the positions of these; none: all zero. */
  readonly dependent: readonly { readonly column: number; readonly of: readonly number[] }[];
}

/** A column whose part outside the others is smaller than this share of its length is dependent. */
const TOLERANCE = 1e-9;

/** Columns of one length n, in their order: of those that say the same, the first stays. Each is copied, none is changed. */
export function orthonormalise(columns: readonly ArrayLike<number>[]): Basis {
  const n = columns[0]?.length ?? 0;
  const q: Float64Array[] = [];
  const parts: Float64Array[] = []; // of each kept column: its coefficients on q
  const kept: number[] = [];
  const dependent: { column: number; of: number[] }[] = [];
  columns.forEach((given, column) => {
    const rest = new Float64Array(given);
    const own = new Float64Array(q.length + 1);
    const size = Math.sqrt(dot(rest, rest) / n);
    for (let round = 0; round < 2; round++) {
      const found = projections(q, rest).map((sum) => sum / n);
      addCombination(q, found, -1, rest, rest);
      found.forEach((part, k) => {
        own[k] += part;
      });
    }
    const left = Math.sqrt(dot(rest, rest) / n);
    if (!(left > TOLERANCE * size)) {
      const weights = backSubstitute(triangle(parts), kept.length, own.subarray(0, kept.length));
      const of = kept.filter((_, k) => {
        const spread = Math.sqrt(dot(parts[k], parts[k]));
        return Math.abs(weights[k]) * spread > 1e-6 * size;
      });
      dependent.push({ column, of });
      return;
    }
    for (let i = 0; i < n; i++) rest[i] /= left;
    own[q.length] = left;
    q.push(rest);
    parts.push(own);
    kept.push(column);
  });
  return { q, r: triangle(parts), kept, dependent };
}

/** Coefficients on the columns from those on the basis: the x with R x = b. */
export function backSubstitute(r: Float64Array, k: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from({ length: k }, (_, i) => b[i]);
  for (let i = k - 1; i >= 0; i--) {
    for (let j = i + 1; j < k; j++) x[i] -= r[i * k + j] * x[j];
    x[i] /= r[i * k + i];
  }
  return x;
}

/** The covariance of coefficients on the columns from that on the basis: R^-1 C R^-T, k x k. */
export function covarianceOnColumns(r: Float64Array, k: number, covariance: Float64Array): Float64Array {
  const half = new Float64Array(k * k); // R^-1 C, by column
  for (let j = 0; j < k; j++) {
    const column = Float64Array.from({ length: k }, (_, i) => covariance[i * k + j]);
    half.set(backSubstitute(r, k, column), j * k);
  }
  const whole = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    const row = Float64Array.from({ length: k }, (_, j) => half[j * k + i]);
    whole.set(backSubstitute(r, k, row), i * k);
  }
  return whole;
}

function triangle(parts: readonly Float64Array[]): Float64Array {
  const k = parts.length;
  const r = new Float64Array(k * k);
  parts.forEach((part, column) => {
    part.forEach((value, row) => {
      r[row * k + column] = value;
    });
  });
  return r;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
