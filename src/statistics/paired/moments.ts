/** Size, mean and standard deviation of a sample. */
export interface Moments {
  readonly count: number;
  /** NaN for an empty sample. */
  readonly mean: number;
  /** With divisor n - 1; exactly 0 where all values are equal; NaN for fewer than two. */
  readonly sd: number;
}

/** Two passes: the sum of squares is taken about the mean. No value may be NaN. */
export function moments(values: readonly number[]): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: NaN, sd: NaN };
  // The sum of equal numbers, divided, need not be that number again: then no spread may come of it.
  const first = values[0];
  if (values.every((value) => value === first)) return { count, mean: first, sd: count > 1 ? 0 : NaN };
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { count, mean, sd: Math.sqrt(squares / (count - 1)) };
}
