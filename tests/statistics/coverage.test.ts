import { expect, test } from 'vitest';
import { binomialTest, repeatEstimates, truth } from './repetitions.js';

// R: binom.test(35, 1000, .05)$p.value
test('the exact binomial test is that of R', () => {
  expect(binomialTest(35, 1000, 0.05)).toBeCloseTo(0.02915036412, 9);
});

test('a thousand histories with known coefficients: estimates centre on them, intervals cover, tests keep their size', () => {
  const { count, estimates, rejected } = repeatEstimates(0, 1000);
  expect(Object.keys(estimates)).toHaveLength(9);
  for (const [name, { mean, covered }] of Object.entries(estimates)) {
    const value = truth[name.split(' ')[1] as keyof typeof truth];
    // Standard errors are about .08; over 1000 histories the mean has .0025, and small samples a bias of some thousandths.
    expect(Math.abs(mean - value), `${name}: mean ${mean}`).toBeLessThan(0.015);
    expect(binomialTest(covered, count, 0.95), `${name}: ${covered} of ${count} cover`).toBeGreaterThan(
      0.001,
    );
  }
  expect(Object.keys(rejected)).toHaveLength(3);
  for (const [name, times] of Object.entries(rejected))
    expect(binomialTest(times, count, 0.05), `${name}: ${times} of ${count} reject`).toBeGreaterThan(0.001);
});
