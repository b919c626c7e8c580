/** Classical results for thresholds that come out exactly: PATTERNS.md, D. */
import { expect, test } from 'vitest';
import { cityKeys } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Ties } from '../../src/model/world.js';
import { tieGenerators } from '../../src/population/ties/index.js';
import { clustering } from '../../src/population/ties/measures.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { firstTimes, run } from '../support/events.js';
import { atStart } from '../support/terms.js';
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

function thresholdWorld(
  threshold: ArrayLike<number>,
  ties: Ties,
  seeds: readonly number[],
  unit: 'count' | 'share',
  end = 120,
) {
  return makeWorld({
    start: 0,
    end,
    stepsPerYear: 1,
    cities: threshold.length,
    threshold,
    ties,
    policies: { riot: {} },
    held: seeds.map((city) => [city, 'riot']),
    decision: { rule: 'threshold', unit },
  });
}

test("Granovetter's crowd of thresholds 0 to 99 riots to the last, one a round", () => {
  const complete = tieGenerators.complete.generate(bare(100), {}, 0);
  const thresholds = Array.from({ length: 100 }, (_, i) => i);
  const rows = run(thresholdWorld(thresholds, complete, [], 'count'));
  expect(rows.map(({ city, time }) => [city, time])).toEqual(thresholds.map((i) => [i, i + 1]));
});

test('with the threshold 1 replaced by 2 one person riots', () => {
  const complete = tieGenerators.complete.generate(bare(100), {}, 0);
  const thresholds = Array.from({ length: 100 }, (_, i) => (i === 1 ? 2 : i));
  const rows = run(thresholdWorld(thresholds, complete, [], 'count'));
  expect(rows.map(({ city, time }) => [city, time])).toEqual([[0, 1]]);
});

test('the crowd without ties but with everyone in sight riots alike', () => {
  const thresholds = Array.from({ length: 100 }, (_, i) => i);
  const world = makeWorld({
    end: 120,
    stepsPerYear: 1,
    cities: 100,
    threshold: thresholds,
    policies: { riot: {} },
    layers: { ties: 0, networks: 0, all: 1 },
    decision: { rule: 'threshold', unit: 'count' },
  });
  expect(run(world).map(({ city, time }) => [city, time])).toEqual(thresholds.map((i) => [i, i + 1]));
});

test.each([
  { needed: 1, adopters: 100, steps: 25 },
  { needed: 2, adopters: 100, steps: 49 },
  { needed: 3, adopters: 3, steps: 0 },
])(
  'on a ring of 100 with 4 ties, $needed needed and as many seeds: $adopters adopt',
  ({ needed, adopters, steps }) => {
    const ring = tieGenerators.ring.generate(bare(100), { meanDegree: 4 }, 0);
    const seeds = Array.from({ length: needed }, (_, i) => i);
    const rows = run(thresholdWorld(new Float64Array(100).fill(needed), ring, seeds, 'count'));
    expect(rows.length + seeds.length).toBe(adopters);
    expect(rows.length === 0 ? 0 : rows.at(-1)!.time).toBe(steps);
  },
);

// Valente 1996: 5 looks at 1, 2, 3, 4, who adopt at 1, 4, 1, 2; node 5 at 3. Cities 0 to 4 here; the state at the
// end of year t is a start at which those with adoption time <= t hold.
test("Valente's five nodes: the exposure of node 5 is .5, .75, .75, 1 and its threshold .75", () => {
  const adoption = [1, 4, 1, 2, 3];
  const ties = fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], null, true);
  const exposureAt = (t: number): number => {
    const world = makeWorld({
      start: t,
      end: t + 1,
      cities: 5,
      ties,
      policies: { p: {} },
      held: adoption.flatMap((time, city) => (time <= t ? [[city, 'p'] as const] : [])),
    });
    return atStart(world).exposure.reader(0, 'declare')(4);
  };
  expect([1, 2, 3, 4].map(exposureAt)).toEqual([0.5, 0.75, 0.75, 1]);
  expect(exposureAt(adoption[4])).toBe(0.75);
});

test('with its threshold of .75 node 5 adopts a step after the second of its three peers', () => {
  const ties = fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], null, true);
  const world = makeWorld({
    end: 6,
    stepsPerYear: 1,
    cities: 5,
    ties,
    threshold: [2, 2, 2, 2, 0.75],
    policies: { p: {} },
    held: [
      [0, 'p'],
      [2, 'p'],
    ],
    entries: [
      [2, 3, 'p', 1],
      [4, 1, 'p', 1],
    ],
    decision: { rule: 'threshold', unit: 'share' },
  });
  expect(firstTimes(world, createSimulator(world).run(0))[4]).toBe(3);
});

test('a threshold of 0 needs nobody, one above all peers is never reached', () => {
  const world = thresholdWorld([0, 2, 0.5], fromEdges(3, [0, 1], [1, 2], null, false), [], 'count', 5);
  expect(run(world).map(({ city, time }) => [city, time])).toEqual([[0, 1]]);
  const exact = thresholdWorld([0, 1, 2], fromEdges(3, [0, 1], [1, 2], null, false), [], 'count', 5);
  expect(run(exact).map(({ city, time }) => [city, time])).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test('the clustering of a ring is .5 with 4 ties and .642857 with 8', () => {
  expect(clustering(tieGenerators.smallWorld.generate(bare(1000), { meanDegree: 4, rewiring: 0 }, 0))).toBe(
    0.5,
  );
  expect(
    clustering(tieGenerators.smallWorld.generate(bare(1000), { meanDegree: 8, rewiring: 0 }, 0)),
  ).toBeCloseTo(0.642857, 6);
});
