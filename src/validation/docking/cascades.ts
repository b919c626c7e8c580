/** Cascades on random and small-world graphs. */
import { stream, uniform } from '../../model/random.js';
import type { Ties } from '../../model/world.js';
import { tieGenerators } from '../../population/ties/index.js';
import { type Comparison, type DockingTest, repetitions, resultOf } from './dockingTest.js';
import { bareCities } from './minimalWorld.js';
import { thresholdRun } from './thresholds.js';

/** How many hold it in the end, seeds included, and when the last one took it up. */
export function cascade(ties: Ties, seeds: readonly number[], threshold: number, unit: 'share' | 'count') {
  const count = ties.rowStart.length - 1;
  const rows = thresholdRun(new Float64Array(count).fill(threshold), ties, seeds, unit, 1100);
  return { size: rows.length + seeds.length, last: rows.at(-1)?.time ?? 0 };
}

/** The one who begins in a replicate. */
export const someone = (seed: string, count: number, replicate: number): number =>
  Math.min(count - 1, Math.floor(uniform(stream(seed, 'who begins', replicate), 0, 0) * count));

/** Share of seeds from which one adopter moves more than a tenth of 5,000 at the threshold .18. */
export function wattsShare(seed: string, meanDegree: number, replicates: number): number {
  const n = 5000;
  let large = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const ties = tieGenerators.random.generate(
      bareCities(n),
      { meanDegree },
      `${seed} watts ${meanDegree} ${replicate}`,
    );
    if (cascade(ties, [someone(seed, n, replicate)], 0.18, 'share').size > n / 10) large++;
  }
  return large / replicates;
}

/**
 * Probability that one adopter sets off a global cascade on an infinite random graph: it or a neighbour lies in the
 * giant cluster of the vulnerable (degree at most 5 at the threshold .18). u: a tie does not lead there;
 * u = 1 - sum_{k <= 5} (k p_k / z) (1 - u^(k - 1)), P = 1 - sum_k p_k u^k, p_k Poisson. Source: Watts 2002.
 */
export function giantCascade(meanDegree: number): number {
  const p = [Math.exp(-meanDegree)];
  for (let k = 1; k < 60; k++) p.push((p[k - 1] * meanDegree) / k);
  let u = 0;
  for (let round = 0; round < 5000; round++) {
    let next = 1;
    for (let k = 1; k <= 5; k++) next -= ((k * p[k]) / meanDegree) * (1 - u ** (k - 1));
    u = next;
  }
  return 1 - p.reduce((sum, share, k) => sum + share * u ** k, 0);
}

export const watts: DockingTest = {
  id: 'D12',
  fact: 'Global cascades on random graphs',
  source: 'Watts 2002',
  statistic:
    'share of seeds from which one adopter of 5,000 moves more than 10 %, threshold .18, mean degrees .9, 3, 5, 7 and 9',
  expected:
    '0; .87 (published about .89); .70 (about .69); 0; 0: the theory within 3 standard errors and .01',
  run(seed, share) {
    const all = [
      { meanDegree: 0.9, replicates: 50 },
      { meanDegree: 3, replicates: 400 },
      { meanDegree: 5, replicates: 400 },
      { meanDegree: 7, replicates: 50 },
      { meanDegree: 9, replicates: 20 },
    ];
    return resultOf(
      all.map(({ meanDegree, replicates }): Comparison => {
        const count = repetitions(replicates, Math.max(0.2, share));
        const theory = giantCascade(meanDegree);
        return {
          label: `mean degree ${meanDegree}`,
          measured: wattsShare(seed, meanDegree, count),
          expected: theory,
          // Finite size: up to .01 below the infinite graph.
          within: theory < 1e-6 ? 1e-6 : 3 * Math.sqrt((theory * (1 - theory)) / count) + 0.01,
        };
      }),
    );
  },
};

/** Share of runs that reach 90 % of a rewired ring of 1,000, and the mean time of those. */
export function centolaMacyRuns(seed: string, needed: number, rewiring: number, replicates: number) {
  const n = 1000;
  let reached = 0;
  let time = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const ties = tieGenerators.smallWorld.generate(
      bareCities(n),
      { meanDegree: 4, rewiring },
      `${seed} ${rewiring} ${replicate}`,
    );
    const first = someone(seed, n, replicate);
    const seeds = [first, ...ties.column.slice(ties.rowStart[first], ties.rowStart[first + 1])];
    const { size, last } = cascade(ties, seeds, needed, 'count');
    if (size >= 0.9 * n) {
      reached++;
      time += last;
    }
  }
  return { share: reached / replicates, time: time / reached };
}

export const centolaMacy: DockingTest = {
  id: 'D13',
  fact: 'Long ties speed simple and stop complex contagion',
  source: 'Centola and Macy 2007',
  statistic:
    'ring of 1,000 with 4 ties, one end of a tie rewired with probability p, a seed and its neighbours: share of runs that reach 90 % where one adopter is needed (p = 0, .001, .01, .1) and where two are (0, .001, .01); times where one is needed',
  expected: 'always, and faster with p; 1, about .70, 0',
  run(seed, share) {
    const few = repetitions(40, Math.max(0.25, share));
    const many = repetitions(400, Math.max(0.25, share));
    const simple = [0, 0.001, 0.01, 0.1].map((p) => centolaMacyRuns(seed, 1, p, few));
    const faster = simple.every((run, k) => k === 0 || run.time < simple[k - 1].time);
    const exact = (label: string, measured: number, expected: number, within = 0): Comparison => ({
      label,
      measured,
      expected,
      within,
    });
    return resultOf([
      ...simple.map((run, k) => exact(`one, p = ${[0, 0.001, 0.01, 0.1][k]}`, run.share, 1)),
      exact('faster with p (1: yes)', faster ? 1 : 0, 1),
      exact('two, p = 0', centolaMacyRuns(seed, 2, 0, few).share, 1),
      exact('p = .001', centolaMacyRuns(seed, 2, 0.001, many).share, 0.7, 3 * Math.sqrt(0.21 / many) + 0.02),
      exact('p = .01', centolaMacyRuns(seed, 2, 0.01, few).share, 0),
    ]);
  },
};
