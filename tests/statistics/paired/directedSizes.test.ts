/** A tenth of tests/bench/directedSizes.ts. */
import { describe, expect, test } from 'vitest';
import { directedPowers, directedSizes, samplers } from '../../bench/directedSizes.js';

const REPETITIONS = 1000;

describe.each(['sign-flip', 't'] as const)('the %s test of a claim', (kind) => {
  test.each(Object.keys(samplers))('errs as often as it says where the truth is the limit (%s)', (name) => {
    for (const { what, expected, measured, p } of directedSizes(name, kind, REPETITIONS)) {
      // Of discrete shares a test of signs may reject more seldom.
      const careful = name === 'simulated' && measured < expected;
      expect(careful || p > 0.001, `${what}: ${measured} instead of ${expected}, p = ${p}`).toBe(true);
    }
  });
});

test('a planted difference is found as often as the calculation promises, on one side and on two', () => {
  for (const { what, promised, found } of directedPowers('t', REPETITIONS))
    expect(Math.abs(found - promised), `${what}: ${found}, promised ${promised}`).toBeLessThan(0.03);
});
