/** Inverse of a symmetric positive definite k x k matrix (by row); null where it is not positive definite. */
export function invertPositive(matrix: Float64Array, k: number): Float64Array | null {
  // L of L L' = matrix, then L^-1, then L^-T L^-1.
  const l = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * k + j];
      for (let m = 0; m < j; m++) sum -= l[i * k + m] * l[j * k + m];
      if (i !== j) l[i * k + j] = sum / l[j * k + j];
      else if (sum > 1e-14 * matrix[i * k + i]) l[i * k + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverse[j * k + j] = 1 / l[j * k + j];
    for (let i = j + 1; i < k; i++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum -= l[i * k + m] * inverse[m * k + j];
      inverse[i * k + j] = sum / l[i * k + i];
    }
  }
  const whole = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < k; m++) sum += inverse[m * k + i] * inverse[m * k + j];
      whole[i * k + j] = sum;
      whole[j * k + i] = sum;
    }
  }
  return whole;
}

/** Product of a k x k matrix (by row) and a vector. */
export function times(matrix: Float64Array, k: number, vector: ArrayLike<number>): Float64Array {
  const product = new Float64Array(k);
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) product[i] += matrix[i * k + j] * vector[j];
  return product;
}
