import { expect, test } from 'vitest';
import { spread } from '../../../src/experiment/sweep/trySweep.js';

test('what is tried is spread over the whole, each once and in the end all', () => {
  expect([...spread(8)]).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
  for (const count of [1, 2, 5, 21, 300])
    expect([...spread(count)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
  const first: number[] = [];
  for (const place of spread(100_000_000)) if (first.push(place) === 300) break;
  expect(new Set(first).size).toBe(300);
  // In each tenth some.
  expect(new Set(first.map((place) => Math.floor(place / 10_000_000))).size).toBe(10);
});
