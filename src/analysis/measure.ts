/** What can be measured on a replicate: one declaration serves scenario files, `list outcomes` and the columns of runs.csv. */

import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { besideColumn } from '../scenario/outcomeText.js';
import type { Beside } from '../scenario/registry.js';
import type { Course, Tally } from './tally.js';

/** What a measure is applied to. */
export interface Target {
  readonly world: World;
  readonly trajectory: Trajectory;
  readonly tally: Tally;
  readonly course: Course;
  /** The same subjects and group, implemented. */
  readonly implemented: Course;
  /** Decimal years. */
  readonly time: number;
}

export interface Measure {
  readonly name: string;
  /** What it can be asked of. */
  readonly of: 'policy' | 'network' | 'either' | 'none';
  readonly unit: string;
  readonly help: string;
  /** When the cell is empty. */
  readonly undefinedWhen: string;
  /** Whether it reads a snapshot at its time (columns that move). */
  readonly moving?: boolean;
  /** NaN where undefined. */
  readonly value: (target: Target) => number;
  /** A column beside it: 1 where the level was reached by the end, else 0. */
  readonly reached?: (target: Target) => number;
  /** A column beside it: how far off the fit is that it comes from; NaN where undefined. */
  readonly error?: (target: Target) => number;
  /** Whether it reads who copied whom, which a simulator must be told to keep (SimulatorOptions.explain). */
  readonly needsLineage?: boolean;
}

/** What stands beside its column; null: nothing. */
export const besideOf = ({ reached, error }: Pick<Measure, 'reached' | 'error'>): Beside | null =>
  reached ? 'reached' : error ? 'error' : null;

/** The column of an outcome, and the one beside it where its measure has one. */
export function columnsOf(measure: Pick<Measure, 'reached' | 'error'>, column: string): string[] {
  const beside = besideOf(measure);
  return beside === null ? [column] : [column, besideColumn(beside, column)];
}

/** Whether it is a share, from 0 to 1; a share a year is none. */
export const isShare = ({ unit }: Pick<Measure, 'unit'>): boolean =>
  unit.startsWith('share of') && !unit.endsWith('a year');
