import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type PointList,
  pointsOf,
  roundBounds,
  runCount,
  runsOf,
  wholeRuns,
} from '../../../src/experiment/sweep/rounds.js';

const listed = ({ length, at }: PointList): number[] => Array.from({ length }, (_, k) => at(k));
const whole = { index: 0, count: 1 };

test('shards divide the points among them, in ascending order', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 9 }), (pointCount, count) => {
      const shards = Array.from({ length: count }, (_, index) =>
        listed(pointsOf(pointCount, { index, count }, null)),
      );
      for (const points of shards) expect(points).toEqual([...points].sort((a, b) => a - b));
      expect(shards.flat().sort((a, b) => a - b)).toEqual(listed(pointsOf(pointCount, whole, null)));
    }),
  );
});

test('every shard has the reference too, once and in its place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.nat(),
      fc.nat(),
      (pointCount, count, any, other) => {
        const reference = any % pointCount;
        const index = other % count;
        const without = listed(pointsOf(pointCount, { index, count }, null));
        const points = listed(pointsOf(pointCount, { index, count }, reference));
        expect(points).toEqual([...new Set([...without, reference])].sort((a, b) => a - b));
      },
    ),
  );
});

test('replicates are judged at min, 2 min, 4 min … and end with max', () => {
  expect(roundBounds({ min: 5, max: 5, until: null })).toEqual([{ from: 0, to: 5 }]);
  const until = { halfWidth: 1, column: 'x', reference: null };
  expect(roundBounds({ min: 5, max: 45, until }).map(({ to }) => to)).toEqual([5, 10, 20, 40, 45]);
  expect(roundBounds({ min: 4, max: 16, until }).map(({ to }) => to)).toEqual([4, 8, 16]);
});

test('runs go replicate by replicate, within each point by point, from wherever they go on', () => {
  const round = { from: 4, to: 6, points: pointsOf(5, { index: 0, count: 2 }, null) };
  const runs = [...runsOf(round, 0, runCount(round))];
  expect(runs).toEqual([
    [4, 0],
    [4, 2],
    [4, 4],
    [5, 0],
    [5, 2],
    [5, 4],
  ]);
  expect([...runsOf(round, 2, 5)]).toEqual(runs.slice(2, 5));
});

test('of a batch, the runs up to the last whole replicate are counted', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.nat(50),
      fc.integer({ min: 1, max: 50 }),
      (points, first, count) => {
        const round = { from: 0, to: 100, points: pointsOf(points, whole, null) };
        // By definition: the largest number of the batch's runs after which a replicate has ended.
        let expected = 0;
        for (let k = 1; k <= count; k++) if ((first + k) % points === 0) expected = k;
        expect(wholeRuns(round, first, count)).toBe(expected);
      },
    ),
  );
});
