/** Rows that are taken at a time: few enough that those of all columns stay in the processor's cache. */
const BLOCK = 512;

/** Q' W Q of k columns with n weights, k x k by row. Cost: n k^2 / 2, four sums at a time since one waits for each addition. */
export function weightedCrossProduct(q: readonly Float64Array[], weight: Float64Array): Float64Array {
  const k = q.length;
  const n = weight.length;
  const matrix = new Float64Array(k * k);
  const product = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    const size = Math.min(BLOCK, n - from);
    for (let row = 0; row < k; row++) {
      const unit = q[row];
      for (let i = 0; i < size; i++) product[i] = weight[from + i] * unit[from + i];
      for (let column = 0; column <= row; column += 4) {
        const a = q[column];
        const b = q[Math.min(row, column + 1)];
        const c = q[Math.min(row, column + 2)];
        const d = q[Math.min(row, column + 3)];
        let sumA = 0;
        let sumB = 0;
        let sumC = 0;
        let sumD = 0;
        for (let i = 0; i < size; i++) {
          const value = product[i];
          sumA += value * a[from + i];
          sumB += value * b[from + i];
          sumC += value * c[from + i];
          sumD += value * d[from + i];
        }
        const cell = row * k + column;
        matrix[cell] += sumA;
        if (column + 1 <= row) matrix[cell + 1] += sumB;
        if (column + 2 <= row) matrix[cell + 2] += sumC;
        if (column + 3 <= row) matrix[cell + 3] += sumD;
      }
    }
  }
  for (let row = 0; row < k; row++) {
    for (let column = 0; column < row; column++) matrix[column * k + row] = matrix[row * k + column];
  }
  return matrix;
}

/** Q' x: k sums. */
export function projections(q: readonly Float64Array[], x: Float64Array): Float64Array {
  const sums = new Float64Array(q.length);
  for (let from = 0; from < x.length; from += BLOCK) {
    const to = Math.min(x.length, from + BLOCK);
    for (let j = 0; j < q.length; j++) {
      const unit = q[j];
      let sum = 0;
      for (let i = from; i < to; i++) sum += unit[i] * x[i];
      sums[j] += sum;
    }
  }
  return sums;
}

/** x + scale Q b, written into out, which may be x. */
export function addCombination(
  q: readonly Float64Array[],
  b: ArrayLike<number>,
  scale: number,
  x: Float64Array,
  out: Float64Array,
): void {
  for (let from = 0; from < x.length; from += BLOCK) {
    const to = Math.min(x.length, from + BLOCK);
    for (let i = from; i < to; i++) out[i] = x[i];
    for (let j = 0; j < q.length; j++) {
      const unit = q[j];
      const part = scale * b[j];
      for (let i = from; i < to; i++) out[i] += part * unit[i];
    }
  }
}
