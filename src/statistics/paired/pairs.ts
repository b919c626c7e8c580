/** What two worlds give in the same replicates. */
export interface Pairs {
  /** n values each, in the order of the replicates in which both are defined. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** b - a. */
  readonly differences: readonly number[];
  /** Replicates left out because one of the two is undefined (NaN). */
  readonly missing: number;
}

/** Pairs the values of equal replicates. Throws RangeError where the lengths differ. */
export function pairs(a: readonly number[], b: readonly number[]): Pairs {
  if (a.length !== b.length) throw new RangeError(`${a.length} values cannot be paired with ${b.length}`);
  const both = [...a.keys()].filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  return {
    a: both.map((i) => a[i]),
    b: both.map((i) => b[i]),
    differences: both.map((i) => b[i] - a[i]),
    missing: a.length - both.length,
  };
}
