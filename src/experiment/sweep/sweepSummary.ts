/** How an outcome ranges over the points of a sweep. */
import { type MeanInterval, meanInterval } from '../../design/maps/index.js';
import type { Responses } from '../../design/sensitivity/index.js';

/** A point's mean outcome over its replicates, with Student's 95 % interval. */
export interface PointMean extends MeanInterval {
  readonly point: number;
}

export interface OutcomeRange {
  readonly outcome: string;
  /** Of the points' means; NaN where no run has a value. */
  readonly mean: number;
  readonly least: PointMean | null;
  readonly most: PointMean | null;
  /** Points of which no run has a value. */
  readonly undefinedPoints: number;
}

/** Of ties the first point. */
export function outcomeRange(outcome: string, points: number, responses: Responses): OutcomeRange {
  const { replicates, value } = responses;
  const own = new Float64Array(replicates);
  let [sum, defined] = [0, 0];
  let [least, most] = [
    { point: -1, mean: Infinity },
    { point: -1, mean: -Infinity },
  ];
  for (let point = 0; point < points; point++) {
    let [total, count] = [0, 0];
    for (let r = 0; r < replicates; r++) {
      const each = value(point, r);
      if (Number.isNaN(each)) continue;
      total += each;
      count++;
    }
    if (count === 0) continue;
    const mean = total / count;
    sum += mean;
    defined++;
    if (mean < least.mean) least = { point, mean };
    if (mean > most.mean) most = { point, mean };
  }
  const at = ({ point }: { readonly point: number }): PointMean | null =>
    point < 0 ? null : { point, ...meanInterval(own.map((_, r) => value(point, r))) };
  return {
    outcome,
    mean: sum / defined,
    least: at(least),
    most: at(most),
    undefinedPoints: points - defined,
  };
}
