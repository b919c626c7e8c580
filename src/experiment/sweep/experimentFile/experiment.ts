/** A complete experiment: what a sweep runs, and what it asks of the results. */
import type { Design, Parameter } from '../../../design/index.js';
import type { StudyInput } from '../../study.js';
import type { PointSource } from '../points.js';

/** Replicates until the mean of an outcome, or its paired difference from a point, is known well enough. */
export interface Precision {
  readonly halfWidth: number;
  /** Column of the outcome in results.csv. */
  readonly column: string;
  /** Point that all are compared with; null: none. */
  readonly reference: number | null;
}

export interface Replication {
  /** Every point has so many; where there is no precision to reach, min and max are one. */
  readonly min: number;
  readonly max: number;
  readonly until: Precision | null;
}

export interface Experiment {
  /** The file's stem: the default folder. */
  readonly id: string;
  /** As the user named it. */
  readonly file: string;
  readonly name: string;
  readonly why: string;
  readonly seed: string;
  readonly parameters: readonly Parameter[];
  readonly design: Design;
  readonly replication: Replication;
  /** Outcomes of results.csv. */
  readonly columns: readonly string[];
  /** Levels of outcomes whose crossing is looked for, by column. */
  readonly tipping: { readonly [column: string]: number };
  readonly points: PointSource;
  /** Files of the user's that some scenario reads. */
  readonly files: readonly StudyInput[];
  /** Experiment files and scenario files read. */
  readonly sources: readonly string[];
  /** As plain values, complete: with seed, replicates and outcomes. */
  readonly resolved: { readonly [key: string]: unknown };
  /** Each scenario resolved, as YAML that runs from the folder `scenarios` of a sweep's folder. */
  readonly scenarios: { readonly [id: string]: string };
  readonly identity: string;
}
