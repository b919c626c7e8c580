import type { AdoptionSeries } from '../../../figures/adoptionCurve/index.js';
import { bands } from '../../../figures/bands.js';
import type { FinishedRun } from './finishedRun.js';

/** The curve of a subject over replicates. Undefined: series.csv has none. */
export function seriesOf(
  run: FinishedRun,
  subject: string,
  stage: AdoptionSeries['stage'],
  unit: AdoptionSeries['unit'],
  group = 'all',
): AdoptionSeries | undefined {
  const course = run.coursesOf(subject, group);
  if (course === undefined) return undefined;
  const { times, cities, declared, implemented } = course;
  const counts = stage === 'implemented' ? implemented : declared;
  const values =
    unit === 'count' ? counts : counts.map((row, r) => row.map((count, t) => count / cities[r][t]));
  return { subject, label: run.labelOf(subject), stage, unit, points: bands(times, values) };
}
