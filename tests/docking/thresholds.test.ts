/** Classical results for thresholds that come out exactly. What validate runs too lies in src/validation/docking. */
import { expect, test } from 'vitest';
import { createSimulator } from '../../src/model/simulate.js';
import { tieGenerators } from '../../src/population/ties/index.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { bareCities } from '../../src/validation/docking/minimalWorld.js';
import {
  clusteringOfRings,
  granovetter,
  hazardRate,
  moranValues,
  ringRun,
  thresholdRun,
  valente,
} from '../../src/validation/docking/thresholds.js';
import { firstTimes, run } from '../support/events.js';
import { atStart, filled } from '../support/terms.js';
import { makeWorld } from '../support/world.js';

test.each([granovetter, valente, hazardRate, moranValues, clusteringOfRings])(
  '$fact ($id) comes out as expected',
  (docking) => {
    expect(docking.run('docking', 1)).toMatchObject({ holds: true, reason: '' });
  },
);

test("Granovetter's crowd of thresholds 0 to 99 riots to the last, one a round", () => {
  const complete = tieGenerators.complete.generate(bareCities(100), {}, 0);
  const thresholds = Array.from({ length: 100 }, (_, i) => i);
  expect(thresholdRun(thresholds, complete, [], 'count')).toEqual(
    thresholds.map((i) => ({ city: i, time: i + 1 })),
  );
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
    expect(ringRun(needed)).toEqual({ adopters, steps });
  },
);

// Valente 1996: 5 looks at 1, 2, 3, 4, who adopt at 1, 4, 1, 2; node 5 at 3. Cities 0 to 4 here; the state at the
// end of year t is a start at which those with adoption time <= t hold.
test("Valente's five nodes: the engine's exposure of node 5 is .5, .75, .75, 1 and its threshold .75", () => {
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
    return filled(atStart(world).exposure.reader(0, 'declare'), 5)[4];
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
  const path = fromEdges(3, [0, 1], [1, 2], null, false);
  expect(thresholdRun([0, 2, 0.5], path, [], 'count', 5)).toEqual([{ city: 0, time: 1 }]);
  expect(thresholdRun([0, 1, 2], path, [], 'count', 5)).toEqual([
    { city: 0, time: 1 },
    { city: 1, time: 2 },
  ]);
});
