/** `sweep --dry-run`: what a sweep will take, judged by some of its runs. */
import { csvText } from '../../io/csv.js';
import type { Experiment } from './experimentFile/experiment.js';
import { type PointWork, pointFault, pointRunner } from './pointRunner.js';
import { pointsOf, type Shard } from './rounds.js';
import { valueCell } from './sweepFiles.js';

export interface SweepEstimate {
  readonly points: number;
  /** Fewest and most; the same where no precision decides. */
  readonly runs: readonly [number, number];
  /** Of processor time: other programs do not count. */
  readonly secondsPerRun: number;
  /** For runs[0] and runs[1], on the threads. */
  readonly seconds: readonly [number, number];
  readonly bytes: readonly [number, number];
  /** Points that were tried, and what was wrong with those that failed. */
  readonly tried: number;
  readonly failures: readonly { readonly point: number; readonly error: string }[];
}

const TRY_MILLISECONDS = 4000;
const MOST_TRIED = 300;

/** Runs replicate 0 of points from all over the design, each once, for at most four seconds: of a small one all. */
export async function trySweep(
  { design, replication }: Experiment,
  work: PointWork,
  threads: number,
  shard: Shard,
): Promise<SweepEstimate> {
  const runner = pointRunner(work);
  const points = pointsOf(design.pointCount, shard, replication.until?.reference ?? null);
  const failures: { point: number; error: string }[] = [];
  const times: number[] = [];
  let bytes = 0;
  let tried = 0;
  const start = performance.now();
  for (const place of spread(points.length)) {
    if (tried === MOST_TRIED || performance.now() - start >= TRY_MILLISECONDS) break;
    tried++;
    const point = points.at(place);
    const before = process.cpuUsage();
    try {
      const outcomes = await runner.run(point, design.point(point), 0);
      bytes = Math.max(bytes, csvText([[0, point, ...outcomes]]).length);
    } catch (error) {
      failures.push({ point, error: pointFault(error) });
    }
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1e6);
  }
  // The later half: what comes first is slower, not yet compiled.
  const later = times.slice(times.length >> 1);
  const secondsPerRun = later.reduce((sum, time) => sum + time, 0) / Math.max(1, later.length);
  const runs: [number, number] = [points.length * replication.min, points.length * replication.max];
  const designBytes = design.pointCount * csvText([[0, ...design.point(0).map(valueCell)]]).length;
  const seconds = (count: number): number => (count * secondsPerRun) / Math.max(1, threads);
  return {
    points: points.length,
    runs,
    secondsPerRun,
    seconds: [seconds(runs[0]), seconds(runs[1])],
    bytes: [designBytes + runs[0] * bytes, designBytes + runs[1] * bytes],
    tried,
    failures,
  };
}

/**
 * All of 0 … count - 1, each once, in an order of which every beginning is spread over the whole: that of the van der Corput sequence
 * 0, 1/2, 1/4, 3/4, 1/8, … times the next power of two.
 */
export function* spread(count: number): Generator<number> {
  let size = 1;
  while (size < count) size *= 2;
  for (let k = 0; k < size; k++) {
    let place = 0;
    for (let rest = k, step = size / 2; rest > 0; rest = Math.floor(rest / 2), step /= 2)
      place += (rest % 2) * step;
    if (place < count) yield place;
  }
}
