import { join } from 'node:path';
import { type AdoptionSeries, adoptionCurve } from '../../../figures/adoptionCurve/index.js';
import { bands } from '../../../figures/bands.js';
import type { Figure } from '../../../figures/figure.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { words } from '../../../figures/words.js';
import type { Comparison } from '../../comparison/prepareComparison.js';
import { courseKey, coursesByScenario } from '../../courses.js';
import type { FigureKind } from '../kind.js';
import { milestonesOf } from '../run/milestones.js';
import { drawnSubjects, type FinishedComparison, labelOf } from './finishedComparison.js';

export const adoption: FigureKind<FinishedComparison> = {
  id: 'adoption',
  question: 'How does adoption run in each scenario?',
  standard: true,
  lacks: () => null,
  figures: ({ comparison, folder }) => curves(comparison, folder),
};

/** The curves of all scenarios on one another. */
function curves(comparison: Comparison, folder: string): Figure[] {
  const { studies, replicates, name } = comparison;
  const [{ loaded }] = studies;
  const { start, end } = loaded.scenario.time;
  const courses = coursesByScenario(join(folder, 'series.csv'), new Set(['all']));
  return drawnSubjects(comparison).map((subject) => {
    const isNetwork = subject in loaded.scenario.networks;
    const label = labelOf(comparison, subject);
    const series = studies.flatMap(({ id }): AdoptionSeries[] => {
      const course = courses.get(id)?.get(courseKey(subject, 'all'));
      if (!course) return [];
      const { times, declared, cities } = course;
      const values = isNetwork
        ? declared
        : declared.map((row, r) => row.map((count, t) => count / cities[r][t]));
      return [
        {
          subject: id,
          label: id,
          stage: isNetwork ? 'joined' : 'declared',
          unit: isNetwork ? 'count' : 'share',
          points: bands(times, values),
        },
      ];
    });
    return adoptionCurve({
      name: `adoption-${subject}`,
      title: `${name}: ${label}`,
      measure: `${label}: ${isNetwork ? words`members` : words`share of cities`}`,
      series,
      milestones: milestonesOf(loaded.scenario),
      timeRange: [start, end],
      replicates,
      widthMm: DOUBLE_COLUMN_MM,
    });
  });
}
