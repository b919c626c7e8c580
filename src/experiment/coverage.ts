/** Which observed points lie within the central 90 % of the runs. */
import { join } from 'node:path';
import { type BandPoint, bands } from '../figures/bands.js';
import { courseKey, readCourses } from './courses.js';
import type { ObservedCurve } from './observedCurves.js';

/** An observed point beside the runs. */
export interface CoveredPoint {
  /** What was observed, as outcomes are written. */
  readonly outcome: string;
  /** Decimal year. */
  readonly time: number;
  readonly observed: number;
  /** 5 % and 95 % quantiles of the replicates. */
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
}

/**
 * The band that a point is held against: at the first moment recorded at or after it, since a count of a day includes
 * what was founded or joined on that day. Undefined where the runs ended before.
 */
const bandAt = (points: readonly BandPoint[], time: number): BandPoint | undefined =>
  points.find((point) => point.time >= time - 1e-9);

/** Observed counts, members and shares of a run folder; other outcomes have no curve, and are passed over. */
export function coverage(folder: string, observed: readonly ObservedCurve[]): CoveredPoint[] {
  if (observed.length === 0) return [];
  const groups = new Set(observed.map(({ outcome }) => outcome.group));
  const courses = readCourses(join(folder, 'series.csv'), groups);
  return observed.flatMap(({ outcome, points }) => {
    const found =
      outcome.subject === null ? undefined : courses.get(courseKey(outcome.subject, outcome.group));
    if (!found || !['members', 'count', 'share'].includes(outcome.measure)) return [];
    const counts = outcome.stage === 'implemented' ? found.implemented : found.declared;
    const values =
      outcome.measure === 'share'
        ? counts.map((row, r) => row.map((count, t) => count / found.cities[r][t]))
        : counts;
    return coveredPoints(outcome.text, points, bands(found.times, values));
  });
}

/** Points of one outcome beside its bands; those after the end of the runs are left out. */
export function coveredPoints(
  outcome: string,
  points: readonly (readonly [number, number])[],
  curve: readonly BandPoint[],
): CoveredPoint[] {
  return points.flatMap(([time, value]) => {
    const band = bandAt(curve, time);
    if (!band) return [];
    const { low90: low, high90: high } = band;
    return [{ outcome, time, observed: value, low, high, inside: low <= value && value <= high }];
  });
}

/** In words: 2 of 4 observed points lie within 90 % of the runs. */
export function coverageText(points: readonly CoveredPoint[]): string {
  const inside = points.filter((point) => point.inside).length;
  return `${inside} of ${points.length} observed ${points.length === 1 ? 'point lies' : 'points lie'} within 90 % of the runs`;
}
