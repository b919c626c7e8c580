/**
 * The order of a sweep: replicate by replicate, within each point by point, so that what is done of an interrupted sweep
 * is a smaller, balanced one. Where replicates are added until a precision is reached, this happens in rounds: min
 * replicates of all points, then as many again of those that need them, up to max.
 */
import type { Replication } from './experimentFile/experiment.js';

/** One of several processes that share a sweep: the points p with p mod count = index. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Points in ascending order. */
export interface PointList {
  readonly length: number;
  at(position: number): number;
}

/** Replicates from … to - 1 of some points. */
export interface Round {
  readonly from: number;
  readonly to: number;
  readonly points: PointList;
}

/** The points of a shard, and the one that all are compared with. */
export function pointsOf(pointCount: number, shard: Shard, reference: number | null): PointList {
  const { index, count } = shard;
  const length = Math.max(0, Math.ceil((pointCount - index) / count));
  if (reference === null || reference % count === index) return { length, at: (k) => index + k * count };
  const before = Math.max(0, Math.ceil((reference - index) / count));
  return {
    length: length + 1,
    at: (k) => (k < before ? index + k * count : k === before ? reference : index + (k - 1) * count),
  };
}

/** First and last replicate of each round. */
export function roundBounds({ min, max }: Replication): { readonly from: number; readonly to: number }[] {
  const bounds = [{ from: 0, to: min }];
  for (let done = min; done < max; done = Math.min(max, 2 * done))
    bounds.push({ from: done, to: Math.min(max, 2 * done) });
  return bounds;
}

/** Runs of a round: its replicates at each of its points. */
export const runCount = ({ from, to, points }: Round): number => (to - from) * points.length;

/** The runs of a round from one on, as replicate and point. */
export function* runsOf({ from, points }: Round, first: number, until: number): Generator<[number, number]> {
  for (let k = first; k < until; k++)
    yield [from + Math.floor(k / points.length), points.at(k % points.length)];
}

/** Of runs first … first + count - 1 of a round, how many end with the last whole replicate; 0: none does. */
export function wholeRuns({ points }: Round, first: number, count: number): number {
  return Math.max(0, Math.floor((first + count) / points.length) * points.length - first);
}
