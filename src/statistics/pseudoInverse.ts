import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface PseudoInverse {
  /** k x k, by row. */
  readonly inverse: Float64Array;
  /** Directions of length 1 along which there is nothing to invert. */
  readonly lost: readonly Float64Array[];
}

/**
 * Inverse of a symmetric k x k matrix (by row) within the directions whose eigenvalue is above `least`; along the
 * others it is 0.
 */
export function pseudoInverse(matrix: Float64Array, k: number, least: number): PseudoInverse {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(k, k, Array.from(matrix)),
    { assumeSymmetric: true },
  );
  const inverse = new Float64Array(k * k);
  const lost: Float64Array[] = [];
  realEigenvalues.forEach((value, v) => {
    if (value <= least) {
      lost.push(Float64Array.from({ length: k }, (_, i) => eigenvectorMatrix.get(i, v)));
      return;
    }
    for (let i = 0; i < k; i++) {
      const part = eigenvectorMatrix.get(i, v) / value;
      for (let j = 0; j < k; j++) inverse[i * k + j] += part * eigenvectorMatrix.get(j, v);
    }
  });
  return { inverse, lost };
}
