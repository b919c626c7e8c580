/** What is made of the finished tables of a sweep, and of merged ones. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TippingPoint } from '../../design/maps/index.js';
import type { SensitivityRow } from '../../design/sensitivity/index.js';
import { writeParquet } from '../../io/parquet.js';
import type { Draw } from '../drawing/draw.js';
import type { Origin } from '../drawing/drawFigures.js';
import { findingsOf, type SweepTables } from './findings.js';
import { writeIndices } from './indices.js';
import { DRAWN_OUTCOMES, drawnOutcomes, isCut, isReached } from './sweepFigures.js';
import { INDICES_FILE, PARQUET_FILE, RESULTS_FILE, TIPPING_FILE } from './sweepFiles.js';
import type { OutcomeRange } from './sweepSummary.js';
import { writeTipping } from './tipping.js';

export interface Conclusions {
  /** Whether the results are written as Parquet too. */
  readonly parquet: boolean;
  /** Whether indices are made although runs are missing, of what is whole. */
  readonly dropIncomplete: boolean;
  /** Draws the figures (drawing/draw.ts); left out: none. */
  readonly draw?: Draw<'sweep'>;
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

/** Writes indices.csv, where all runs are there, tipping.csv of a grid, results.parquet where asked for, and the figures. */
export async function concludeSweep(
  tables: SweepTables,
  origin: Origin,
  { parquet, dropIncomplete, draw }: Conclusions,
): Promise<Concluded> {
  const { experiment, folder } = tables;
  const { columns, design } = experiment;
  if (parquet)
    await writeParquet(join(folder, RESULTS_FILE), join(folder, PARQUET_FILE), (name) =>
      name === 'replicate' || name === 'point' ? 'whole' : 'number',
    );
  for (const file of [INDICES_FILE, TIPPING_FILE]) rmSync(join(folder, file), { force: true });
  const { sweep, ranges, notes } = findingsOf(tables, dropIncomplete);
  const { indices, tipping } = sweep;
  if (indices.length > 0) writeIndices(folder, indices);
  if (design.structure.kind === 'grid') writeTipping(folder, experiment, tipping);

  await draw?.(sweep, origin);
  const many = columns.filter((column) => !isReached(column, columns)).length > DRAWN_OUTCOMES;
  return {
    ranges,
    tipping,
    indices,
    notes: [
      ...notes,
      ...(draw && isCut(experiment)
        ? [
            'figures: constraints leave other values of the other parameters from value to value, so there is no profile, map or interaction, and the tornado is that of a fit',
          ]
        : []),
      ...(draw && many ? [`figures are of the first outcomes: ${drawnOutcomes(experiment).join(', ')}`] : []),
    ],
  };
}
