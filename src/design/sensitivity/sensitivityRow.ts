/** One index of one outcome; a row of indices.csv. NaN: missing. */
export interface SensitivityRow {
  readonly parameter: string;
  /** Of a second-order index: the other parameter. */
  readonly parameter2: string | null;
  readonly outcome: string;
  readonly index: IndexName;
  readonly estimate: number;
  /** 95 % interval over base rows, trajectories or points: what another draw of the design would change. */
  readonly low: number;
  readonly high: number;
  /** 95 % interval over replicates: what more replicates would change; NaN for one replicate. */
  readonly lowReplicates: number;
  readonly highReplicates: number;
}

export type IndexName = 'first' | 'total' | 'second' | 'muStar' | 'mu' | 'sigma' | 'srrc' | 'rSquared';

/** An outcome at every point and replicate; NaN where it has no value. */
export interface Responses {
  readonly replicates: number;
  readonly value: (point: number, replicate: number) => number;
}

export interface SensitivityResult {
  readonly rows: readonly SensitivityRow[];
  /** What a reader should know before citing the rows, in words. */
  readonly notes: readonly string[];
  /** Base rows, trajectories or points left out because a run of theirs has no value. */
  readonly dropped: number;
}

/** Base rows, trajectories or points: what is kept or dropped as a whole. */
export interface Units {
  readonly count: number;
  /** Points of each; unit u has points u·size … u·size + size − 1. */
  readonly size: number;
  readonly name: 'base rows' | 'trajectories' | 'points';
}
