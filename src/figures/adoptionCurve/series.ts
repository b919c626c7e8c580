/** What curves of adoption are drawn from. */
import type { BandPoint } from '../bands.js';

/** One curve: a policy or network at one stage. */
export interface AdoptionSeries {
  subject: string;
  label: string;
  /** Joined: membership of a network, drawn as declared. */
  stage: 'declared' | 'implemented' | 'joined';
  unit: 'share' | 'count';
  points: readonly BandPoint[];
  observed?: readonly { time: number; value: number; source: string }[];
}

export interface Milestone {
  readonly time: number;
  readonly label: string;
}

export interface AdoptionCurveInput {
  series: readonly AdoptionSeries[];
  /** Dated events, drawn as thin vertical lines. Those outside the time shown are left out. */
  milestones?: readonly Milestone[];
  name?: string;
  title?: string;
  /** Says what is counted, above the axis; made from the series if absent. */
  measure?: string;
  /** [start, end] of the axis; from the data if absent. */
  timeRange?: readonly [number, number];
  replicates?: number;
  widthMm?: number;
}

/** The unit of all. Throws where there is no curve, a curve without points, or shares and counts together. */
export function unitOf(series: readonly AdoptionSeries[]): AdoptionSeries['unit'] {
  if (series.length === 0) throw new RangeError('adoption curve: no series');
  for (const { subject, points } of series) {
    if (points.length === 0) throw new RangeError(`adoption curve: ${subject} has no points`);
  }
  const [{ unit }] = series;
  if (series.some((other) => other.unit !== unit))
    throw new RangeError('adoption curve: shares and counts need a figure each');
  return unit;
}

/** Where a curve ends. */
export const lastOf = ({ points }: AdoptionSeries): BandPoint => points[points.length - 1];

/** Whether declared and implemented must be told apart. */
export const hasBothStages = (series: readonly AdoptionSeries[]): boolean =>
  series.some(({ stage }) => stage === 'implemented') && series.some(({ stage }) => stage !== 'implemented');

/** All that was observed. */
export const observedIn = (series: readonly AdoptionSeries[]) =>
  series.flatMap(({ observed = [] }) => observed);

/** Sources of what was observed. */
export const sourcesOf = (series: readonly AdoptionSeries[]): string[] => [
  ...new Set(
    observedIn(series)
      .map(({ source }) => source)
      .filter((source) => source !== ''),
  ),
];

/** Bands that are drawn: around five subjects and more only the central 50 %, since many on top of one another say nothing. */
export type Bands = 'both' | 'inner' | 'none';

export function bandsOf(series: readonly AdoptionSeries[], subjectCount: number): Bands {
  const vary = series.some(({ points }) => points.some(({ low90, high90 }) => high90 > low90));
  return vary ? (subjectCount <= 4 ? 'both' : 'inner') : 'none';
}
