/** Whether two worlds came as far as a time is measured to: 1 or 0, one a replicate. A time that was not is that of the end. */
export interface Reached {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Replicates in which a world was reached. */
export const reachedCount = (reached: readonly number[]): number =>
  reached.reduce((sum, one) => sum + one, 0);

/** Worlds that were not reached in some replicate: how late they would have been is unknown. */
export interface Unreached {
  readonly a: boolean;
  readonly b: boolean;
}

export const unreachedIn = (reached: Reached | undefined): Unreached => ({
  a: reached?.a.includes(0) ?? false,
  b: reached?.b.includes(0) ?? false,
});
