import { adoptionCurve } from '../../../figures/adoptionCurve/index.js';
import { words } from '../../../figures/words.js';
import type { FigureKind } from '../kind.js';
import { seriesOf } from './curves.js';
import type { FinishedRun } from './finishedRun.js';
import { milestonesOf } from './milestones.js';

export const adoption: FigureKind<FinishedRun> = {
  id: 'adoption',
  question: 'How many cities hold each policy, and since when?',
  standard: true,
  lacks: ({ policies }) => (policies.length > 0 ? null : 'a policy'),
  figures(run) {
    const { scenario, policies, replicates } = run;
    const series = policies.flatMap((id) => [
      seriesOf(run, id, 'declared', 'share'),
      ...(scenario.mechanisms[id]?.implement ? [seriesOf(run, id, 'implemented', 'share')] : []),
    ]);
    return [
      adoptionCurve({
        name: 'adoption',
        title: words`${scenario.name}: adoption`,
        series: series.filter((one) => one !== undefined),
        milestones: milestonesOf(scenario),
        timeRange: [scenario.time.start, scenario.time.end],
        replicates,
      }),
    ];
  },
};
