/** What follows from the finished tables of a sweep: indices, ranges, tipping points. Writes nothing. */
import { join } from 'node:path';
import { isNumeric } from '../../design/index.js';
import { isAveraged, type TippingPoint } from '../../design/maps/index.js';
import type { Responses } from '../../design/sensitivity/index.js';
import { eachRow } from '../../io/eachRow.js';
import type { Experiment } from './experimentFile/experiment.js';
import { sweepIndices } from './indices.js';
import { precisionNotes } from './precision.js';
import { responsesOf } from './responses.js';
import { pointsOf } from './rounds.js';
import { type FinishedSweep, isReached } from './sweepFigures.js';
import { FAILURES_FILE, RESULTS_FILE } from './sweepFiles.js';
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
 * Reads the tables of the folder. Indices and tipping points are made of the replicates that every point has; where runs failed there are none, and
 * a note says why, unless `dropIncomplete` leaves out what is not whole.
 */
export function findingsOf(
  { experiment, folder, failed, replicatesDone }: SweepTables,
  dropIncomplete: boolean,
): Findings {
  const { columns, design, replication } = experiment;
  const { until } = replication;
  const replicates = until
    ? commonReplicates(folder, design.pointCount)
    : Math.min(replication.min, replicatesDone);
  const { rows: indices, notes: ofIndices } =
    failed > 0 && !dropIncomplete
      ? {
          rows: [],
          notes: [
            `no indices: ${failed} runs failed; fastpolicy sensitivity --drop-incomplete makes them of what is whole`,
          ],
        }
      : sweepIndices(experiment, folder, { replicates, dropIncomplete });
  const isGrid = design.structure.kind === 'grid';
  const tipping: TippingPoint[] = [];
  /** Outcomes by the parameters along which their mean is not balanced. */
  const unbalanced = new Map<string, string[]>();
  const ranges = columns.map((column) => {
    const responses = responsesOf(folder, column, design.pointCount, replicatesDone);
    const range = outcomeRange(column, design.pointCount, responses);
    const level = isReached(column, columns) ? null : tippingLevel(experiment, range);
    const common = { ...responses, replicates };
    tipping.push(...tippingOf(experiment, column, common, level));
    const along = isGrid && level !== null ? unaveraged(design, common).join(', ') : '';
    if (along !== '') unbalanced.set(along, [...(unbalanced.get(along) ?? []), column]);
    return range;
  });
  return {
    sweep: { experiment, folder, indices, tipping, replicates, replicatesDone, dropIncomplete },
    ranges,
    notes: [
      ...(until
        ? precisionNotes(
            join(folder, RESULTS_FILE),
            pointsOf(design.pointCount, { index: 0, count: 1 }, until.reference),
            until,
            replicatesDone,
          )
        : []),
      ...(until && replicates > 0
        ? [
            `indices${isGrid ? ', tipping points' : ''} and averages over points rest on the first ${replicates} replicates, which all points have`,
          ]
        : []),
      ...ofIndices,
      ...[...unbalanced].map(
        ([along, outcomes]) =>
          `${outcomes.join(', ')}: no tipping points averaged over the other parameters along ${along}: what is there of these differs from value to value, and so would the average`,
      ),
    ],
  };
}

/** Parameters along which points that have all replicates are not balanced. */
const unaveraged = (design: Experiment['design'], responses: Responses): string[] =>
  design.parameters.flatMap((parameter, i) =>
    isNumeric(parameter) && !isAveraged(design, i, responses) ? [parameter.path] : [],
  );

/** Replicates that every point has been given of which any run succeeded; where none did, that any point has. */
function commonReplicates(folder: string, points: number): number {
  const given = new Uint32Array(points);
  const hasResult = new Uint8Array(points);
  eachRow(join(folder, RESULTS_FILE), ['point'], ([point]) => {
    given[Number(point)]++;
    hasResult[Number(point)] = 1;
  });
  eachRow(join(folder, FAILURES_FILE), ['point'], ([point]) => {
    given[Number(point)]++;
  });
  const counted = given.filter((_, point) => hasResult[point] === 1);
  return (counted.length > 0 ? counted : given).reduce((least, count) => Math.min(least, count));
}
