import { bands } from '../../../figures/bands.js';
import { timeCourse } from '../../../figures/timeCourse.js';
import { words } from '../../../figures/words.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun } from './finishedRun.js';

const implementable = ({ scenario, policies }: FinishedRun): string[] =>
  policies.filter((id) => scenario.mechanisms[id]?.implement);

export const symbolic: FigureKind<FinishedRun> = {
  id: 'symbolic',
  question: 'What share of the cities that declared a policy never put it into practice?',
  standard: false,
  lacks: (run) => (implementable(run).length > 0 ? null : 'a policy that can be implemented'),
  figures(run) {
    const { scenario, replicates } = run;
    const lines = implementable(run).flatMap((id) => {
      const course = run.coursesOf(id);
      if (course === undefined) return [];
      const { times, declared, implemented } = course;
      const gaps = declared.map((row, r) =>
        row.map((held, t) => (held === 0 ? NaN : 1 - implemented[r][t] / held)),
      );
      return [{ label: run.labelOf(id), points: bands(times, gaps) }];
    });
    const drawn = lines.filter(({ points }) => points.length > 0);
    if (drawn.length === 0) return [];
    return [
      timeCourse({
        name: 'symbolic',
        title: words`${scenario.name}: the symbolic gap`,
        heading: capital(words`share of the holders that declared and did not implement`),
        lines: drawn,
        replicates,
        caption:
          'Symbolic gap: of the cities that hold a policy, the share that declared it and did not implement it; a replicate counts while any of its cities holds it.',
        fromZero: true,
      }),
    ];
  },
};
