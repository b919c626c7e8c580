/** A tenth of tests/bench/pairedSizes.ts. */
import { expect, test } from 'vitest';
import { furtherSizes, powers, samplers, sizes } from '../../bench/pairedSizes.js';

const REPETITIONS = 1000;

for (const name of Object.keys(samplers)) {
  test(`under the null (${name}), tests err in 5 % and intervals cover in 95 %`, () => {
    for (const { what, expected, measured, p } of sizes(name, REPETITIONS)) {
      // Of discrete sums a test may reject more seldom than it says, and an interval cover more often.
      const careful = name === 'counts' || name === 'simulated';
      const safe = careful && (expected < 0.5 ? measured < expected : measured > expected);
      expect(safe || p > 0.001, `${what}: ${measured} instead of ${expected}, p = ${p}`).toBe(true);
    }
  });
}

test('the equivalence test at its margin, and a family of tests after Holm, err in 5 %', () => {
  const [margin, family] = furtherSizes(REPETITIONS);
  expect(margin.p, `${margin.measured}`).toBeGreaterThan(0.001);
  // Holm is exact for one true difference and careful for none: 1 - (1 - .05 / 10)^10 = .0489.
  expect(family.p, `${family.measured}`).toBeGreaterThan(0.001);
});

test('a planted difference is found as often as the calculation promises', () => {
  for (const { promised, found } of powers(REPETITIONS))
    expect(Math.abs(found - promised)).toBeLessThan(0.03);
});
