/** The tests reject a true null hypothesis as often as they say. Ten times as many: tests/bench/diffusionSizes.ts. */
import { expect, test } from 'vitest';
import { binomialTest } from '../../../src/statistics/binomialTest.js';
import { nullTests, sizeOf } from '../../support/diffusionSizes.js';

const REPETITIONS = 1000;

test('the exact binomial test has the values of scipy', () => {
  // scipy.stats.binomtest(k, n, .05).pvalue
  expect(binomialTest(8, 100, 0.05)).toBeCloseTo(0.16504168794773402, 9);
  expect(binomialTest(560, 10000, 0.05)).toBeCloseTo(0.006768168396521744, 9);
  expect(binomialTest(500, 10000, 0.05)).toBeCloseTo(1, 9);
});

test.each(Object.keys(nullTests))('%s: rejects in 5 % of the cases', (name) => {
  expect(sizeOf(name, REPETITIONS)).toMatchObject({ holds: true });
});
