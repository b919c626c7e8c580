import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/**
 * Inverse of a symmetric k x k matrix (by row) within the directions whose eigenvalue is above `least`; along the
 * others it is 0.
 */
export function pseudoInverse(matrix: Float64Array, k: number, least: number): Float64Array {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(k, k, Array.from(matrix)),
    { assumeSymmetric: true },
  );
  const inverse = new Float64Array(k * k);
  realEigenvalues.forEach((value, v) => {
    if (value <= least) return;
    for (let i = 0; i < k; i++) {
      const part = eigenvectorMatrix.get(i, v) / value;
      for (let j = 0; j < k; j++) inverse[i * k + j] += part * eigenvectorMatrix.get(j, v);
    }
  });
  return inverse;
}
