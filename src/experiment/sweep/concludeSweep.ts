/** What is made of the finished tables of a sweep, and of merged ones. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TippingPoint } from '../../design/maps/index.js';
import type { SensitivityRow } from '../../design/sensitivity/index.js';
import { writeParquet } from '../../io/parquet.js';
import { sweepIndices, writeIndices } from './indices.js';
import type { Experiment } from './loadExperiment.js';
import { responsesOf } from './responses.js';
import { DRAWN_OUTCOMES, drawnOutcomes, type FinishedSweep, isReached } from './sweepFigures.js';
import { INDICES_FILE, PARQUET_FILE, RESULTS_FILE, TIPPING_FILE } from './sweepFiles.js';
import { type OutcomeRange, outcomeRange } from './sweepSummary.js';
import { resultColumns } from './sweepTables.js';
import { tippingLevel, tippingOf, writeTipping } from './tipping.js';

export interface Conclusions {
  /** Whether the results are written as Parquet too. */
  readonly parquet: boolean;
  /** Whether indices are made although runs are missing, of what is whole. */
  readonly dropIncomplete: boolean;
  /** Draws the figures (drawSweep.ts); left out: none. */
  readonly draw?: (sweep: FinishedSweep) => Promise<void>;
}

export interface Concluded {
  /** How each outcome ranges over the points. */
  readonly ranges: readonly OutcomeRange[];
  /** Rows of tipping.csv. */
  readonly tipping: readonly TippingPoint[];
  /** Rows of indices.csv. */
  readonly indices: readonly SensitivityRow[];
  /** What a reader should know of them, or why there are none. */
  readonly notes: readonly string[];
}

export interface SweepTables {
  readonly experiment: Experiment;
  readonly folder: string;
  /** Of the whole sweep, for the figures. */
  readonly identity: string;
  readonly failed: number;
  /** The most that any point has. */
  readonly replicatesDone: number;
}

/** Writes indices.csv, where all runs are there, tipping.csv of a grid, results.parquet where asked for, and the figures. */
export async function concludeSweep(
  { experiment, folder, identity, failed, replicatesDone }: SweepTables,
  { parquet, dropIncomplete, draw }: Conclusions,
): Promise<Concluded> {
  const { columns, design } = experiment;
  if (parquet)
    writeParquet(join(folder, RESULTS_FILE), join(folder, PARQUET_FILE), resultColumns(columns), [
      'replicate',
      'point',
    ]);
  const replicates = Math.min(experiment.replication.min, replicatesDone);
  rmSync(join(folder, INDICES_FILE), { force: true });
  const refused = failed > 0 && !dropIncomplete;
  const { rows: indices, notes } = refused
    ? {
        rows: [],
        notes: [
          `no indices: ${failed} runs failed; fastpolicy sensitivity --drop-incomplete makes them of what is whole`,
        ],
      }
    : sweepIndices(experiment, folder, { replicates, dropIncomplete });
  if (indices.length > 0) writeIndices(folder, indices);

  rmSync(join(folder, TIPPING_FILE), { force: true });
  const tipping: TippingPoint[] = [];
  const ranges = columns.map((column) => {
    const responses = responsesOf(folder, column, design.pointCount, replicatesDone);
    const range = outcomeRange(column, design.pointCount, responses);
    const level = isReached(column, columns) ? null : tippingLevel(experiment, range);
    tipping.push(...tippingOf(experiment, column, { ...responses, replicates }, level));
    return range;
  });
  if (design.structure.kind === 'grid') writeTipping(folder, experiment, tipping);

  await draw?.({
    experiment,
    folder,
    identity,
    indices,
    tipping,
    replicates,
    replicatesDone,
    dropIncomplete,
  });
  const many = columns.filter((column) => !isReached(column, columns)).length > DRAWN_OUTCOMES;
  return {
    ranges,
    tipping,
    indices,
    notes: [
      ...notes,
      ...(draw && many ? [`figures are of the first outcomes: ${drawnOutcomes(experiment).join(', ')}`] : []),
    ],
  };
}
