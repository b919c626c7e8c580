import { bandOfRuns } from '../../../figures/bandedLines.js';
import { bands } from '../../../figures/bands.js';
import { survivalCurves } from '../../../figures/survivalCurves.js';
import { words } from '../../../figures/words.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, stageOf, timesFault } from './finishedRun.js';
import { moments } from './replayed.js';

const MOMENTS = 81;

export const survival: FigureKind<FinishedRun> = {
  id: 'survival',
  question: 'How long do cities hold out, and how many are still at risk?',
  standard: false,
  lacks: (run) => (run.policies.length > 0 ? timesFault(run) : 'a policy'),
  figures(run) {
    const { scenario, policies, replicates } = run;
    const { start, end } = scenario.time;
    const times = moments([start, end], MOMENTS);
    const all = policies.map((subject) => {
      const adopted = run.timesOf(subject);
      // What a city held at the start it was never at risk of.
      const cities = adopted.filter((own) => own.some((time) => time > start));
      const shares = Array.from({ length: replicates }, (_, r) => {
        const sorted = cities.map((own) => own[r]).sort((a, b) => a - b);
        let done = 0;
        return times.map((time) => {
          while (done < sorted.length && sorted[done] <= time) done++;
          return sorted.length === 0 ? NaN : 1 - done / sorted.length;
        });
      });
      const atRisk = (time: number): number => {
        let sum = 0;
        for (const own of cities) for (const at of own) if (at >= time) sum++;
        return sum / replicates;
      };
      const points = bands(times, shares).map(({ time, mean, low90, high90 }) => ({
        ...{ time, mean, low: low90, high: high90 },
        atRisk: atRisk(time),
      }));
      return { label: run.labelOf(subject), points, atRisk };
    });
    const drawn = all.filter(({ points }) => points.length > 0);
    if (drawn.length === 0) return [];
    const verb = stageOf(run, policies[0]);
    return [
      survivalCurves({
        name: 'survival',
        title: words`${scenario.name}: cities that have not adopted`,
        heading: capital(words`share of cities that have not declared it`),
        caption: `Share of the cities that have not yet ${verb} each policy, of those that did not hold it at the start (Kaplan–Meier: no city is lost before the end), with the central 90% of ${replicates} ${replicates === 1 ? 'replicate' : 'replicates'}; beneath, the mean number of cities still at risk.`,
        results: drawn
          .map(({ label, points, atRisk }) => {
            const share = Math.round(100 * points[points.length - 1].mean);
            return `${label}: ${Math.round(atRisk(start))} at risk at the start, ${share}% without it at the end`;
          })
          .join('; '),
        lines: drawn,
        risk: drawn.map(({ label, atRisk }, line) => ({ label, line, at: atRisk })),
        riskName: words`at risk (mean of runs)`,
        timeRange: [start, end],
        level: 90,
        band: bandOfRuns(replicates),
      }),
    ];
  },
};
