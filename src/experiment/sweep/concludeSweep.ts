/** What is made of the finished tables of a sweep, and of merged ones. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SensitivityRow } from '../../design/sensitivity/index.js';
import { writeParquet } from '../../io/parquet.js';
import { sweepIndices, writeIndices } from './indices.js';
import type { Experiment } from './loadExperiment.js';
import { INDICES_FILE, PARQUET_FILE, RESULTS_FILE } from './sweepFiles.js';
import { resultColumns } from './sweepTables.js';

export interface Conclusions {
  /** Whether the results are written as Parquet too. */
  readonly parquet: boolean;
  /** Whether indices are made although runs are missing, of what is whole. */
  readonly dropIncomplete: boolean;
}

export interface Concluded {
  /** Rows of indices.csv. */
  readonly indices: readonly SensitivityRow[];
  /** What a reader should know of them, or why there are none. */
  readonly notes: readonly string[];
}

/** Writes indices.csv, where all runs are there, and results.parquet where it is asked for. */
export function concludeSweep(
  experiment: Experiment,
  folder: string,
  failed: number,
  { parquet, dropIncomplete }: Conclusions,
): Concluded {
  const results = join(folder, RESULTS_FILE);
  if (parquet)
    writeParquet(results, join(folder, PARQUET_FILE), resultColumns(experiment.columns), [
      'replicate',
      'point',
    ]);
  rmSync(join(folder, INDICES_FILE), { force: true });
  if (failed > 0 && !dropIncomplete)
    return {
      indices: [],
      notes: [
        `no indices: ${failed} runs failed; fastpolicy sensitivity --drop-incomplete makes them of what is whole`,
      ],
    };
  const { min } = experiment.replication;
  const { rows, notes } = sweepIndices(experiment, folder, { replicates: min, dropIncomplete });
  if (rows.length > 0) writeIndices(folder, rows);
  return { indices: rows, notes };
}
