/** What follows from the finished tables of a sweep: indices, ranges, tipping points. Writes nothing. */
import type { TippingPoint } from '../../design/maps/index.js';
import type { Experiment } from './experimentFile/experiment.js';
import { sweepIndices } from './indices.js';
import { responsesOf } from './responses.js';
import { type FinishedSweep, isReached } from './sweepFigures.js';
import { type OutcomeRange, outcomeRange } from './sweepSummary.js';
import { tippingLevel, tippingOf } from './tipping.js';

export interface SweepTables {
  readonly experiment: Experiment;
  readonly folder: string;
  readonly failed: number;
  /** The most that any point has. */
  readonly replicatesDone: number;
}

export interface Findings {
  /** With indices and tipping points, for figures. */
  readonly sweep: FinishedSweep;
  readonly ranges: readonly OutcomeRange[];
  /** What a reader should know of the indices, or why there are none. */
  readonly notes: readonly string[];
}

/**
 * Reads the tables of the folder. Indices are made of the replicates that every point has; where runs failed there are none, and
 * a note says why, unless `dropIncomplete` leaves out what is not whole.
 */
export function findingsOf(
  { experiment, folder, failed, replicatesDone }: SweepTables,
  dropIncomplete: boolean,
): Findings {
  const { columns, design } = experiment;
  const replicates = Math.min(experiment.replication.min, replicatesDone);
  const { rows: indices, notes } =
    failed > 0 && !dropIncomplete
      ? {
          rows: [],
          notes: [
            `no indices: ${failed} runs failed; fastpolicy sensitivity --drop-incomplete makes them of what is whole`,
          ],
        }
      : sweepIndices(experiment, folder, { replicates, dropIncomplete });
  const tipping: TippingPoint[] = [];
  const ranges = columns.map((column) => {
    const responses = responsesOf(folder, column, design.pointCount, replicatesDone);
    const range = outcomeRange(column, design.pointCount, responses);
    const level = isReached(column, columns) ? null : tippingLevel(experiment, range);
    tipping.push(...tippingOf(experiment, column, { ...responses, replicates }, level));
    return range;
  });
  return {
    sweep: { experiment, folder, indices, tipping, replicates, replicatesDone, dropIncomplete },
    ranges,
    notes,
  };
}
