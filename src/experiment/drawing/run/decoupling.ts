import { join } from 'node:path';
import { bands } from '../../../figures/bands.js';
import { timeCourse } from '../../../figures/timeCourse.js';
import { words } from '../../../figures/words.js';
import { eachRow } from '../../../io/eachRow.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, timesFault } from './finishedRun.js';
import { eachMoment } from './replayed.js';

/** Mean pressure on all cities: by replicate, by time of series.csv. */
function pressures({ folder, replicates, policies }: FinishedRun): { times: number[]; values: number[][] } {
  const times: number[] = [];
  const values: number[][] = Array.from({ length: replicates }, () => []);
  eachRow(
    join(folder, 'series.csv'),
    ['replicate', 'time', 'policy', 'group', 'pressure'],
    ([replicate, time, policy, group, pressure]) => {
      if (policy !== policies[0] || group !== 'all') return;
      if (replicate === '0') times.push(Number(time));
      values[Number(replicate)].push(pressure === '' ? NaN : -Number(pressure));
    },
  );
  return { times, values };
}

export const decoupling: FigureKind<FinishedRun> = {
  id: 'decoupling',
  question: 'Do cities follow the line of their nation, or part company with it?',
  standard: false,
  lacks(run) {
    if (run.policies.length === 0) return 'a policy';
    if (Object.keys(run.scenario.nations).length === 0) return 'nations with a pressure';
    return timesFault(run);
  },
  figures(run) {
    const { scenario, study, replicates } = run;
    const { world } = study;
    const { count } = world.cities;
    const { times, values } = pressures(run);
    const local = Array.from({ length: replicates }, () => times.map(() => NaN));
    eachMoment(run, times, (r, k, stages) => {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        let [inclusive, exclusionary] = [0, 0];
        for (let s = 0; s < world.policyCount; s++) {
          if (stages[s * count + i] === 0) continue;
          if (world.subjects[s].direction > 0) inclusive = 1;
          else exclusionary = 1;
        }
        sum += inclusive - exclusionary;
      }
      local[r][k] = sum / count;
    });
    return [
      timeCourse({
        name: 'decoupling',
        title: words`${scenario.name}: national stance and what cities do`,
        heading: capital(words`national stance, and the mean of what cities do`),
        upName: words`from −1 (hostile, exclusionary) to +1 (supportive, inclusive)`,
        lines: [
          { label: words`nation (minus its pressure, mean over cities)`, points: bands(times, values) },
          { label: words`cities (+1 inclusive policy, −1 exclusionary one)`, points: bands(times, local) },
        ].filter(({ points }) => points.length > 0),
        replicates,
        caption:
          'National stance: minus the pressure of nation and region, mean over the cities. What cities do: +1 for an inclusive policy held, −1 for an exclusionary one, 0 for none or both, mean over the cities.',
        fromZero: false,
      }),
    ];
  },
};
