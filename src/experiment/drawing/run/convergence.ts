import { bands } from '../../../figures/bands.js';
import { timeCourse } from '../../../figures/timeCourse.js';
import { words } from '../../../figures/words.js';
import type { FigureKind } from '../kind.js';
import { capital, type FinishedRun, rangeOf, timesFault } from './finishedRun.js';
import { eachMoment, moments } from './replayed.js';

const MOMENTS = 41;

/** Standard deviation (divisor n) of scores 0, 1/2 and 1; NaN for fewer than two cities. */
function spread(counts: readonly [none: number, declared: number, implemented: number]): number {
  const size = counts[0] + counts[1] + counts[2];
  if (size < 2) return NaN;
  const mean = (counts[1] / 2 + counts[2]) / size;
  return Math.sqrt((counts[1] / 4 + counts[2]) / size - mean * mean);
}

export const convergence: FigureKind<FinishedRun> = {
  id: 'convergence',
  question: 'Do policies grow alike (sigma-convergence) inside networks, and outside them?',
  standard: false,
  lacks(run) {
    if (run.policies.length === 0) return 'a policy';
    return run.networks.length === 0 ? 'a network' : timesFault(run);
  },
  figures(run) {
    const { scenario, study, policies, replicates } = run;
    const { world } = study;
    const { count } = world.cities;
    const times = moments(rangeOf(run, policies[0]), MOMENTS);
    const networks = world.subjects.flatMap(({ policy }, s) => (policy === null ? [s] : []));
    const row = (): number[][] => Array.from({ length: replicates }, () => times.map(() => NaN));
    const spreads = policies.map(() => ({ inside: row(), outside: row() }));
    eachMoment(run, times, (r, k, stages) => {
      const member = Uint8Array.from({ length: count }, (_, i) =>
        networks.some((s) => stages[s * count + i] > 0) ? 1 : 0,
      );
      policies.forEach((id, p) => {
        const s = world.subjects.findIndex((subject) => subject.id === id);
        const tally: [[number, number, number], [number, number, number]] = [
          [0, 0, 0],
          [0, 0, 0],
        ];
        for (let i = 0; i < count; i++) tally[member[i]][stages[s * count + i]]++;
        spreads[p].outside[r][k] = spread(tally[0]);
        spreads[p].inside[r][k] = spread(tally[1]);
      });
    });
    return policies.flatMap((id, p) => {
      const lines = [
        { label: words`members of a network`, points: bands(times, spreads[p].inside) },
        { label: words`other cities`, points: bands(times, spreads[p].outside) },
      ].filter(({ points }) => points.length > 0);
      if (lines.length === 0) return [];
      const label = run.labelOf(id);
      return [
        timeCourse({
          name: `convergence-${id}`,
          title: words`${scenario.name}: spread of ${label} inside networks and outside`,
          heading: `${capital(label)}: ${words`standard deviation of the score over cities`}`,
          lines,
          replicates,
          caption: `Sigma-convergence: standard deviation over cities of the score of ${label} (0 none, 0.5 declared, 1 implemented), among the members of any network at the time and among all others. It rises while a policy spreads to half of the cities, and falls where they become alike.`,
          fromZero: true,
        }),
      ];
    });
  },
};
