/** Which points need more replicates, judged by what is on disk: the same after a resumption as without one. */
import jstat from 'jstat';
import { eachRow } from '../../io/eachRow.js';
import type { Precision } from './experimentFile/experiment.js';
import type { PointList } from './rounds.js';

/**
 * Half the 95 % interval of a mean (Student's t over replicates), from their number and their sum of squared deviations;
 * NaN for fewer than two. Looked at again and again as the sample grows, it covers a little less often than 95 % where outcomes
 * are near normal, and far less often (.55 from 16 on) where a few lie far from all others, for a sample without these stops.
 */
export function halfWidth(count: number, sumOfSquares: number): number {
  if (count < 2) return NaN;
  return jstat.studentt.inv(0.975, count - 1) * Math.sqrt(sumOfSquares / (count - 1) / count);
}

/**
 * The points whose interval is still too wide after the replicates 0 … upTo - 1, each judged by its own replicates, or
 * by the differences from the same replicates of the reference, which goes on as long as one of them does. A reference none
 * of whose runs has the outcome compares nothing: then each point is judged by its own replicates. A point none of whose runs
 * has the outcome is given up. Memory: three numbers a point.
 */
export function unfinishedPoints(
  resultsFile: string,
  points: PointList,
  { halfWidth: wanted, column, reference }: Precision,
  upTo: number,
  compared = referenceValues(resultsFile, column, reference, upTo),
): PointList {
  const count = new Map<number, number>();
  const mean = new Map<number, number>();
  const squares = new Map<number, number>();
  const add = (point: number, value: number): void => {
    const n = (count.get(point) ?? 0) + 1;
    const before = mean.get(point) ?? 0;
    const after = before + (value - before) / n;
    count.set(point, n);
    mean.set(point, after);
    squares.set(point, (squares.get(point) ?? 0) + (value - before) * (value - after));
  };
  eachRow(resultsFile, ['replicate', 'point', column], ([replicateText, pointText, text]) => {
    const replicate = Number(replicateText);
    const point = Number(pointText);
    if (replicate >= upTo || text === '' || point === reference) return;
    if (compared === null) add(point, Number(text));
    else if (!Number.isNaN(compared[replicate])) add(point, Number(text) - compared[replicate]);
  });
  const open: number[] = [];
  for (let k = 0; k < points.length; k++) {
    const point = points.at(k);
    const n = count.get(point) ?? 0;
    if (n === 0) continue;
    if (!(halfWidth(n, squares.get(point)!) <= wanted)) open.push(point);
  }
  if (open.length > 0 && reference !== null) open.push(reference);
  open.sort((a, b) => a - b);
  return { length: open.length, at: (k) => open[k] };
}

/** Outcomes of the reference by replicate, NaN where it has none; null: nothing is compared, for no run of it has one. */
function referenceValues(
  resultsFile: string,
  column: string,
  reference: number | null,
  upTo: number,
): Float64Array | null {
  if (reference === null) return null;
  const values = new Float64Array(upTo).fill(NaN);
  eachRow(resultsFile, ['replicate', 'point', column], ([replicate, point, text]) => {
    if (Number(point) === reference && Number(replicate) < upTo && text !== '')
      values[Number(replicate)] = Number(text);
  });
  return values.every(Number.isNaN) ? null : values;
}

/**
 * What a reader should know of the replicates until a precision: at how many points it was not reached, and that the
 * reference could not be compared with. `upTo`: the most that any point has.
 */
export function precisionNotes(
  resultsFile: string,
  points: PointList,
  precision: Precision,
  upTo: number,
): string[] {
  const { halfWidth: wanted, column, reference } = precision;
  const compared = referenceValues(resultsFile, column, reference, upTo);
  const wide = unfinishedPoints(resultsFile, points, precision, upTo, compared);
  let count = 0;
  for (let k = 0; k < wide.length; k++) if (wide.at(k) !== reference) count++;
  const others = points.length - (reference === null ? 0 : 1);
  const isLost = reference !== null && compared === null;
  return [
    ...(isLost
      ? [
          `no run of the reference, point ${reference}, has ${column}: nothing could be compared with it, and each point was judged by its own interval`,
        ]
      : []),
    ...(count > 0
      ? [
          `at ${count} of ${others} points the precision was not reached: half the interval of ${column} is still wider than ${wanted} after ${upTo} replicates`,
        ]
      : []),
  ];
}
