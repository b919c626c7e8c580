/** Thresholds: results that come out exactly. */
import { simulate } from '../../model/simulate.js';
import type { Ties } from '../../model/world.js';
import { tieGenerators } from '../../population/ties/index.js';
import { clustering } from '../../population/ties/measures.js';
import { fromEdges } from '../../population/ties/rows.js';
import { adoptionSeenAt, moments } from '../../statistics/diffusion/adoption.js';
import { cumulativeAdopters } from '../../statistics/diffusion/cumulativeAdopters.js';
import { exposureOverTime, thresholds } from '../../statistics/diffusion/exposureOverTime.js';
import { susceptibility } from '../../statistics/diffusion/infectiousness.js';
import { moran } from '../../statistics/diffusion/moran.js';
import { tieWeights } from '../../statistics/diffusion/moranWeights.js';
import { type DockingTest, resultOf } from './dockingTest.js';
import { bareCities, minimalWorld } from './minimalWorld.js';

/** City and time of each adoption by the threshold rule, one round a year. */
export function thresholdRun(
  threshold: ArrayLike<number>,
  ties: Ties,
  seeds: readonly number[],
  unit: 'count' | 'share',
  end = 120,
): { readonly city: number; readonly time: number }[] {
  const { count, city, time } = simulate(
    minimalWorld({
      end,
      stepsPerYear: 1,
      cities: threshold.length,
      threshold: Float64Array.from(threshold),
      ties,
      held: seeds,
      decision: { rule: 'threshold', unit },
    }),
  );
  return Array.from({ length: count }, (_, event) => ({ city: city[event], time: time[event] }));
}

const exact = (label: string, measured: number, expected: number, within = 0) => ({
  label,
  measured,
  expected,
  within,
});

export const granovetter: DockingTest = {
  id: 'D1',
  fact: 'One threshold decides a riot',
  source: 'Granovetter 1978',
  statistic:
    'rioters on the complete graph of 100, count thresholds 0 to 99; rounds; rioters with the threshold 1 replaced by 2',
  expected: '100 in 100 rounds; 1',
  run() {
    const complete = tieGenerators.complete.generate(bareCities(100), {}, 0);
    const crowd = Array.from({ length: 100 }, (_, i) => i);
    const riot = thresholdRun(crowd, complete, [], 'count');
    const calm = thresholdRun(crowd.with(1, 2), complete, [], 'count');
    return resultOf([
      exact('rioters', riot.length, 100),
      exact('rounds', riot.at(-1)?.time ?? 0, 100),
      exact('rioters without the second', calm.length, 1),
    ]);
  },
};

/** Adopters, seeds included, and steps on a ring of 100 with 4 ties where `needed` adopters are needed and as many begin. */
export function ringRun(needed: number): { readonly adopters: number; readonly steps: number } {
  const ring = tieGenerators.ring.generate(bareCities(100), { meanDegree: 4 }, 0);
  const seeds = Array.from({ length: needed }, (_, i) => i);
  const rows = thresholdRun(new Float64Array(100).fill(needed), ring, seeds, 'count');
  return { adopters: rows.length + seeds.length, steps: rows.at(-1)?.time ?? 0 };
}

export const ring: DockingTest = {
  id: 'D2',
  fact: 'On a ring complex contagion is slower, and ends where three are needed',
  source: 'Centola and Macy 2007',
  statistic:
    'steps until all of a ring of 100 with 4 ties have adopted where 1, 2 and 3 adopters are needed and as many neighbours begin',
  expected: '25; 49; nobody else adopts where 3 are needed',
  run() {
    const [one, two, three] = [1, 2, 3].map(ringRun);
    return resultOf([
      exact('adopters where 1 is needed', one.adopters, 100),
      exact('steps', one.steps, 25),
      exact('adopters where 2 are needed', two.adopters, 100),
      exact('steps', two.steps, 49),
      exact('adopters where 3 are needed', three.adopters, 3),
    ]);
  },
};

export const valente: DockingTest = {
  id: 'D3',
  fact: 'Exposure, threshold and susceptibility of a small network',
  source: 'Valente 1995 and 1996; Myers 2000',
  statistic:
    'node 5 looks at 1 to 4, adoption times 1, 4, 1, 2, 3: its exposure at 1 to 4, its threshold, its susceptibility (not normalised) for 1 moment and, linearly discounted, 2',
  expected: '.5, .75, .75, 1; .75; 1/3; 2/4',
  run() {
    const ties = [fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], null, true)];
    const adoption = adoptionSeenAt(Float64Array.of(1, 4, 1, 2, 3), moments(1, 4, 1));
    const exposure = exposureOverTime(ties, adoption);
    const ofFive = exposure.subarray(16, 20);
    const [one, two] = [1, 2].map((span) => susceptibility(ties, adoption, { span, normalised: false })[4]);
    return resultOf([
      ...[0.5, 0.75, 0.75, 1].map((value, k) => exact(`exposure at ${k + 1}`, ofFive[k], value, 1e-12)),
      exact('threshold', thresholds(exposure, adoption)[4], 0.75, 1e-12),
      exact('susceptibility, K = 1', one, 1 / 3, 1e-12),
      exact('K = 2', two, 0.5, 1e-12),
    ]);
  },
};

export const hazardRate: DockingTest = {
  id: 'D4',
  fact: 'Hazard rates of a cumulative course',
  source: 'Allison 1984',
  statistic: 'hazard rate of 100 nodes with 8, 11 and 17 adopters',
  expected: '3/92, 6/89',
  run() {
    const adoptedAt = Float64Array.from({ length: 100 }, (_, i) =>
      i < 8 ? 1 : i < 11 ? 2 : i < 17 ? 3 : NaN,
    );
    const { hazard } = cumulativeAdopters(adoptionSeenAt(adoptedAt, moments(1, 3, 1)));
    return resultOf([exact('second', hazard[1], 3 / 92, 1e-12), exact('third', hazard[2], 6 / 89, 1e-12)]);
  },
};

export const moranValues: DockingTest = {
  id: 'D5',
  fact: "Moran's I of graphs that can be worked by hand",
  source: 'Moran 1950; Cliff and Ord 1981',
  statistic:
    'path of 4, values 1, 1, 0, 0, weights 0/1 and row-standardised; alternating cycle of 4; expectation for n = 4',
  expected: '1/3, 1/2; -1; -1/3',
  run() {
    const path = fromEdges(4, [0, 1, 2], [1, 2, 3], null, false);
    const cycle = fromEdges(4, [0, 1, 2, 3], [1, 2, 3, 0], null, false);
    const halves = [1, 1, 0, 0];
    const adjacency = moran(halves, tieWeights(path, 'adjacency'));
    return resultOf([
      exact('path', adjacency.observed, 1 / 3, 1e-12),
      exact('row-standardised', moran(halves, tieWeights(path, 'rowStandardised')).observed, 0.5, 1e-12),
      exact('cycle', moran([1, 0, 1, 0], tieWeights(cycle, 'adjacency')).observed, -1, 1e-12),
      exact('expectation', adjacency.expected, -1 / 3, 1e-12),
    ]);
  },
};

export const clusteringOfRings: DockingTest = {
  id: 'D10',
  fact: 'Clustering of a small world that is not rewired',
  source: 'Watts and Strogatz 1998: C = 3 (k - 2) / (4 (k - 1))',
  statistic: 'clustering of 1,000 nodes without rewiring, 4 and 8 ties',
  expected: '.5; .642857',
  run() {
    const of = (meanDegree: number): number =>
      clustering(tieGenerators.smallWorld.generate(bareCities(1000), { meanDegree, rewiring: 0 }, 0));
    return resultOf([exact('k = 4', of(4), 0.5, 1e-12), exact('k = 8', of(8), 0.642857, 1e-6)]);
  },
};
