/**
 * Cascades on random and small-world graphs: PATTERNS.md, D, statistical rows. Each share is compared with the
 * published one within 3 standard errors of the runs, plus .02 for "about".
 */
import { expect, test } from 'vitest';
import { cityKeys, stream, uniform } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Ties } from '../../src/model/world.js';
import { tieGenerators } from '../../src/population/ties/index.js';
import { cityNames, makeWorld } from '../support/world.js';

const bare = (count: number) => ({
  count,
  keys: cityKeys(cityNames(count)),
  latitude: null,
  longitude: null,
  country: new Int32Array(count),
  region: new Int32Array(count).fill(-1),
  attributes: {},
});

/** How many hold it in the end, and when the last one took it up. */
function cascade(ties: Ties, seeds: readonly number[], threshold: number, unit: 'share' | 'count') {
  const count = ties.rowStart.length - 1;
  const world = makeWorld({
    end: 1100,
    stepsPerYear: 1,
    cities: count,
    threshold: new Float64Array(count).fill(threshold),
    ties,
    policies: { p: {} },
    held: seeds.map((city) => [city, 'p']),
    decision: { rule: 'threshold', unit },
  });
  const trajectory = createSimulator(world, { explain: false }).run(0);
  return { size: trajectory.count + seeds.length, last: trajectory.time[trajectory.count - 1] ?? 0 };
}

const someone = (count: number, replicate: number): number =>
  Math.min(count - 1, Math.floor(uniform(stream('who begins', replicate), 0, 0) * count));

/** Share of seeds from which one adopter moves more than a tenth of 5,000 at the threshold .18. */
function wattsShare(meanDegree: number, replicates: number): number {
  const n = 5000;
  let large = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const ties = tieGenerators.random.generate(bare(n), { meanDegree }, `watts ${meanDegree} ${replicate}`);
    if (cascade(ties, [someone(n, replicate)], 0.18, 'share').size > n / 10) large++;
  }
  return large / replicates;
}

test.each([
  { meanDegree: 0.9, expected: 0, replicates: 20 },
  { meanDegree: 3, expected: 0.89, replicates: 240 },
  { meanDegree: 5, expected: 0.69, replicates: 240 },
  { meanDegree: 7, expected: 0, replicates: 20 },
  { meanDegree: 9, expected: 0, replicates: 10 },
])(
  'Watts 2002: at mean degree $meanDegree about $expected of single seeds set off a cascade',
  ({ meanDegree, expected, replicates }) => {
    const share = wattsShare(meanDegree, replicates);
    const standardError = Math.sqrt((expected * (1 - expected)) / replicates);
    expect(Math.abs(share - expected)).toBeLessThanOrEqual(expected === 0 ? 0 : 3 * standardError + 0.02);
  },
);

/** Share of runs that reach 90 % of a rewired ring of 1,000, and the mean time of those. */
function centolaMacy(needed: number, rewiring: number, replicates: number) {
  const n = 1000;
  let reached = 0;
  let time = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const ties = tieGenerators.smallWorld.generate(
      bare(n),
      { meanDegree: 4, rewiring },
      `${rewiring} ${replicate}`,
    );
    const seed = someone(n, replicate);
    const seeds = [seed, ...ties.column.slice(ties.rowStart[seed], ties.rowStart[seed + 1])];
    const { size, last } = cascade(ties, seeds, needed, 'count');
    if (size >= 0.9 * n) {
      reached++;
      time += last;
    }
  }
  return { share: reached / replicates, time: time / reached };
}

test('Centola and Macy 2007: where one adopter is enough, everyone is reached, faster the more is rewired', () => {
  const runs = [0, 0.001, 0.01, 0.1].map((rewiring) => centolaMacy(1, rewiring, 20));
  expect(runs.map(({ share }) => share)).toEqual([1, 1, 1, 1]);
  const times = runs.map(({ time }) => time);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times[3]).toBeLessThan(times[0] / 5);
});

test('Centola and Macy 2007: where two are needed, the ring is passed, and rewiring stops it', () => {
  expect(centolaMacy(2, 0, 10).share).toBe(1);
  const replicates = 200;
  const { share } = centolaMacy(2, 0.001, replicates);
  expect(Math.abs(share - 0.7)).toBeLessThan(3 * Math.sqrt((0.7 * 0.3) / replicates) + 0.02);
  for (const rewiring of [0.01, 0.1]) expect(centolaMacy(2, rewiring, 40).share).toBe(0);
});
