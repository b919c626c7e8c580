import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/model/benchmark.js';
import { randomNumbers } from '../support/world.js';

/** Every pair compared: by distance, then by index. */
function bruteForce(points: readonly Float64Array[], k: number): Int32Array {
  const count = points[0].length;
  const found = new Int32Array(count * k).fill(-1);
  for (let i = 0; i < count; i++) {
    const distance = (j: number): number =>
      points.reduce((sum, values) => sum + (values[j] - values[i]) * (values[j] - values[i]), 0);
    const order = Array.from({ length: count }, (_, j) => j)
      .filter((j) => j !== i)
      .sort((a, b) => distance(a) - distance(b) || a - b);
    order.slice(0, k).forEach((j, at) => {
      found[i * k + at] = j;
    });
  }
  return found;
}

test('the nearest are those that comparing every pair finds', () => {
  const next = randomNumbers(3);
  for (const [count, dimensions, k] of [
    [2, 1, 1],
    [5, 3, 5],
    [15, 2, 3],
    [16, 2, 3],
    [17, 3, 5],
    [200, 1, 4],
    [300, 3, 5],
    [300, 2, 1],
  ]) {
    const points = Array.from({ length: dimensions }, () =>
      Float64Array.from({ length: count }, () => next() - 0.5),
    );
    expect(nearest(points, k)).toEqual(bruteForce(points, k));
  }
});

test('equal distances are broken by the order of the input, also across the tree', () => {
  // Coordinates from a small grid: most distances are shared by many, and many points coincide.
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 0, max: 1 }),
        ),
        {
          minLength: 1,
          maxLength: 90,
        },
      ),
      (dimensions, k, rows) => {
        const points = Array.from({ length: dimensions }, (_, d) => Float64Array.from(rows, (row) => row[d]));
        expect(nearest(points, k)).toEqual(bruteForce(points, k));
      },
    ),
    { numRuns: 150, seed: 1 },
  );
});

test('nobody is among his own nearest, and missing ones are -1', () => {
  expect([...nearest([Float64Array.of(0, 1)], 3)]).toEqual([1, -1, -1, 0, -1, -1]);
  expect([...nearest([Float64Array.of(5)], 2)]).toEqual([-1, -1]);
  expect([...nearest([new Float64Array(0)], 2)]).toEqual([]);
});
