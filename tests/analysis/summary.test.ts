import { expect, test } from 'vitest';
import { summarise } from '../../src/analysis/summary.js';

// 1, 2, 4, 8, 10: mean 5, variance (16 + 9 + 1 + 9 + 25) / 4 = 15; Student's t of .975 with 4 degrees: 2.776445.
test('a summary has the mean, the interval of Student and the standard deviation', () => {
  const row = summarise('x', [10, 1, 8, 2, 4]);
  expect([row.outcome, row.count, row.missing, row.mean, row.median]).toEqual(['x', 5, 0, 5, 4]);
  expect(row.sd).toBeCloseTo(Math.sqrt(15), 12);
  expect(row.low).toBeCloseTo(5 - 2.776445 * Math.sqrt(3), 5);
  expect(row.high).toBeCloseTo(5 + 2.776445 * Math.sqrt(3), 5);
});

test('undefined values are counted as missing, not as numbers', () => {
  const row = summarise('x', [NaN, 3, NaN]);
  expect([row.count, row.missing, row.mean, row.median]).toEqual([1, 2, 3, 3]);
  expect([row.sd, row.low, row.high]).toEqual([NaN, NaN, NaN]);
  expect(summarise('x', [NaN]).mean).toBeNaN();
});
