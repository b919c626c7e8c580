import { expect, test } from 'vitest';
import { performance } from '../../src/statistics/performance.js';
import { wilsonInterval } from '../../src/statistics/wilsonInterval.js';

const none = { estimate: NaN, standardError: NaN, low: NaN, high: NaN, p: NaN };
const of = (estimate: number, standardError: number, p: number) => ({
  estimate,
  standardError,
  low: estimate - 2 * standardError,
  high: estimate + 2 * standardError,
  p,
});

test('bias, error, coverage and rejection by hand', () => {
  // Off the truth 1 by 1, -1, 3: bias 1, sd 2; squares 1, 1, 9: mean 11/3, sd sqrt(64/3).
  const found = performance(1, [of(2, 0.4, 0.01), of(0, 1, 0.9), of(4, 1, 0.05), none]);
  expect(found).toMatchObject({ repetitions: 4, failed: 1, mean: 2, bias: 1, sd: 2 });
  expect(found.biasError).toBeCloseTo(2 / Math.sqrt(3), 12);
  expect(found.rmse).toBeCloseTo(Math.sqrt(11 / 3), 12);
  expect(found.rmseError).toBeCloseTo(Math.sqrt(64 / 3) / (2 * Math.sqrt(11 / 3) * Math.sqrt(3)), 12);
  // [1.2, 2.8] and [2, 6] miss 1, [-2, 2] holds it; of three p two are at most .05.
  expect(found.coverage).toBeCloseTo(1 / 3, 12);
  expect(found.coverageError).toBeCloseTo(Math.sqrt(2 / 9 / 3), 12);
  expect(found.rejection).toBeCloseTo(2 / 3, 12);
  expect(found.statedError).toBeCloseTo(0.8, 12);
});

test('a test that estimates nothing has a size and no bias', () => {
  const found = performance(0, [
    { ...none, p: 0.04 },
    { ...none, p: 0.5 },
  ]);
  expect(found).toMatchObject({ failed: 0, rejection: 0.5, bias: NaN, coverage: NaN, rmse: NaN });
});

test("Wilson's interval is R's prop.test without continuity correction, and has a length at 0 and 1", () => {
  // prop.test(15, 20, correct = FALSE)$conf.int; prop.test(0, 10, correct = FALSE)$conf.int
  expect(wilsonInterval(0.75, 20).low).toBeCloseTo(0.5312991, 6);
  expect(wilsonInterval(0.75, 20).high).toBeCloseTo(0.8881383, 6);
  expect(wilsonInterval(0, 10).low).toBe(0);
  expect(wilsonInterval(0, 10).high).toBeCloseTo(0.2775328, 6);
  expect(wilsonInterval(1, 10).low).toBeCloseTo(1 - 0.2775328, 6);
  expect(wilsonInterval(NaN, 0)).toEqual({ low: NaN, high: NaN });
});
