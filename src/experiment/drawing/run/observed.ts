import { type AdoptionSeries, adoptionCurve } from '../../../figures/adoptionCurve/index.js';
import { words } from '../../../figures/words.js';
import { columnOf } from '../../../scenario/outcomeText.js';
import { coverageText, coveredPoints } from '../../coverage.js';
import type { ObservedCurve } from '../../observedCurves.js';
import type { FigureKind } from '../kind.js';
import { seriesOf } from './curves.js';
import { type FinishedRun, rangeOf } from './finishedRun.js';
import { milestonesOf } from './milestones.js';

/** Observed data that have a curve beside them. */
const drawable = ({ study, policies, networks }: FinishedRun): ObservedCurve[] =>
  study.observed.filter(
    ({ outcome: { measure, subject } }) =>
      subject !== null &&
      ['members', 'count', 'share'].includes(measure) &&
      [...policies, ...networks].includes(subject),
  );

export const observed: FigureKind<FinishedRun> = {
  id: 'observed',
  question: 'Does the simulated growth run through what was observed?',
  standard: true,
  lacks: (run) => (drawable(run).length > 0 ? null : 'observed data (observed: in the scenario)'),
  figures(run) {
    const { scenario, networks, replicates } = run;
    const curves = new Map<string, [group: string, AdoptionSeries]>();
    for (const seen of drawable(run)) {
      const { measure, stage, group } = seen.outcome;
      const subject = seen.outcome.subject!;
      const key = `${subject}-${stage}-${group}-${measure}`;
      const points = seen.points.map(([time, value]) => ({ time, value, source: seen.source }));
      const known = curves.get(key);
      if (known) known[1].observed = [...(known[1].observed ?? []), ...points];
      else {
        const drawn = seriesOf(
          run,
          subject,
          networks.includes(subject) ? 'joined' : stage === 'implemented' ? 'implemented' : 'declared',
          measure === 'share' ? 'share' : 'count',
          group,
        );
        if (drawn) curves.set(key, [group, { ...drawn, observed: points }]);
      }
    }
    const names = new Set<string>();
    return [...curves.values()].map(([group, drawn]) => {
      const [from, to] = rangeOf(run, drawn.subject);
      const among = group === 'all' ? '' : `, ${group}`;
      const stage = drawn.stage === 'implemented' ? '-implemented' : '';
      const plain = `observed-${drawn.subject}${stage}${group === 'all' ? '' : `-${columnOf(group)}`}`;
      // What is observed as a share and as a number has a figure of each.
      const name = names.has(plain) ? `${plain}-${drawn.unit}` : plain;
      names.add(name);
      const figure = adoptionCurve({
        name,
        title: words`${scenario.name}: ${drawn.label}${among}, simulated and observed`,
        series: [{ ...drawn, points: drawn.points.filter(({ time }) => time >= from) }],
        milestones: milestonesOf(scenario).filter(({ time }) => time >= from),
        timeRange: [from, to],
        replicates,
      });
      const points = drawn.observed!.map(({ time, value }): [number, number] => [time, value]);
      const covered = coveredPoints('', points, drawn.points);
      return { ...figure, caption: `${figure.caption} ${coverageText(covered)}.` };
    });
  },
};
