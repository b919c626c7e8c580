/** What a sweep says of its parameters: indices.csv, from its design and its results. */
import { join } from 'node:path';
import { DesignError } from '../../design/index.js';
import { type SensitivityRow, sensitivity } from '../../design/sensitivity/index.js';
import { type Cell, writeCsv } from '../../io/csv.js';
import type { Experiment } from './experimentFile/experiment.js';
import { responsesOf } from './responses.js';
import { INDICES_FILE } from './sweepFiles.js';

export interface Indices {
  readonly rows: readonly SensitivityRow[];
  /** What a reader should know before citing them, in words. */
  readonly notes: readonly string[];
  /** Outcomes without indices: some run has no value. */
  readonly refused: readonly string[];
}

export interface IndicesOptions {
  /** Replicates that every point has, or should have. */
  readonly replicates: number;
  /** Leaves out base rows, trajectories or points of which a run has no value. */
  readonly dropIncomplete: boolean;
}

export const indexColumns = [
  'outcome',
  'parameter',
  'parameter2',
  'index',
  'estimate',
  'low',
  'high',
  'lowReplicates',
  'highReplicates',
];

/**
 * Indices of every outcome. An outcome that some run has no value of is refused, with a note, and the others go on.
 * Memory: one outcome of all runs at a time.
 */
export function sweepIndices(
  experiment: Experiment,
  folder: string,
  { replicates, dropIncomplete }: IndicesOptions,
): Indices {
  const { design, columns, seed } = experiment;
  const rows: SensitivityRow[] = [];
  const notes: string[] = [];
  const refused: string[] = [];
  for (const column of columns) {
    const responses = responsesOf(folder, column, design.pointCount, replicates);
    try {
      const result = sensitivity(design, column, responses, { seed, dropIncomplete });
      rows.push(...result.rows);
      notes.push(...result.notes);
    } catch (error) {
      if (!(error instanceof DesignError)) throw error;
      refused.push(column);
      notes.push(error.message);
    }
  }
  return { rows, notes, refused };
}

/** Writes indices.csv. */
export function writeIndices(folder: string, rows: readonly SensitivityRow[]): void {
  const cells = rows.map((row): Cell[] => [
    row.outcome,
    row.parameter,
    row.parameter2,
    row.index,
    row.estimate,
    row.low,
    row.high,
    row.lowReplicates,
    row.highReplicates,
  ]);
  writeCsv(join(folder, INDICES_FILE), cells, indexColumns);
}
