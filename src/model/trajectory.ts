/** The moving columns as they stood at a moment: of N cities and P policies, d dimensions. */
export interface Snapshot {
  /** Decimal years. */
  readonly time: number;
  /** N; null where the cities have none. */
  readonly orientation: Float64Array | null;
  /** N; null where the cities have none. */
  readonly immigrantShare: Float64Array | null;
  /** P x N; empty where the world has no outcomes. */
  readonly outcome: Float64Array;
  /** P x N x d, NaN where the policy is not held; empty where the world has no designs. */
  readonly design: Float64Array;
}

/**
 * What one replicate leaves: its events, and the pressure of each step. Everything else (curves, outcomes,
 * event histories) is replayed from these and the world. Typed arrays, in the order of time, city, subject.
 * Without reasons (SimulatorOptions.explain) the columns source to contributions are empty.
 */
export interface Trajectory {
  readonly replicate: number;
  readonly count: number;
  /** Crossing times, decimal years. */
  readonly time: Float64Array;
  readonly city: Int32Array;
  /** Index into world.subjects. */
  readonly subject: Int32Array;
  /** Index into the subject's transitions; -1: given, not simulated (founders, recorded memberships). */
  readonly transition: Int8Array;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  /** Which spell of this city and transition ended: 1, 2, …; 0: given. */
  readonly spell: Int32Array;
  /** The city whose policy was copied; -1: none (an innovator, or not a declaration). */
  readonly source: Int32Array;
  /** 0 innovator, 1 copied from an innovator, …; -1: not a declaration. */
  readonly generation: Int32Array;
  /** Log-hazard at the moment; NaN where no hazard ruled (given entries, threshold and bass rules). */
  readonly logHazard: Float64Array;
  /** Baseline of the log-hazard. */
  readonly baseline: Float64Array;
  /** ln(1 - force) of the laws against it, which is part of the log-hazard. */
  readonly preemption: Float64Array;
  /** count x M: contribution coefficient * term of each mechanism of `mechanisms`, 0 where it has no part. */
  readonly contributions: Float64Array;
  readonly mechanisms: readonly string[];
  /** Steps x jurisdictions (jurisdiction.ts): pressure during each step. */
  readonly pressure: Float64Array;
  /** Jurisdiction-steps in which impulses, noise and advocacy would have gone beyond -1 or 1. */
  readonly cuts: number;
  /** The moving columns at each of world.snapshots. */
  readonly snapshots: readonly Snapshot[];
}
