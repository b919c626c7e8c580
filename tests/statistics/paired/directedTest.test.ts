/** Claims about a paired difference and their contraries. */
import { describe, expect, test } from 'vitest';
import { stream } from '../../../src/model/random.js';
import {
  type Direction,
  directedTest,
  distanceToLimit,
  sidesOf,
} from '../../../src/statistics/paired/directedTest.js';

const from = stream('directed');
const tested = (
  differences: readonly number[],
  direction: Direction,
  minimumEffect = 0,
  test: 't' | 'sign-flip' = 't',
) => directedTest(differences, from, { direction, minimumEffect, test });

// R: x <- c(.3, -.1, .4, .2, .6, .1); t.test(x, alternative = "greater")$p.value
const x = [0.3, -0.1, 0.4, 0.2, 0.6, 0.1];

describe('the paired t test of a claim', () => {
  test('is that of R, about the limit', () => {
    expect(tested(x, 'greater').support).toBeCloseTo(0.02655174588, 9);
    expect(tested(x, 'greater').support + tested(x, 'greater').refute).toBeCloseTo(1, 10);
    expect(tested(x, 'less').support).toBeCloseTo(tested(x, 'greater').refute, 12);
    expect(tested(x, 'different').support).toBeCloseTo(2 * tested(x, 'greater').support, 12);
    expect(tested(x, 'different').refute).toBeNaN();
    // About .25 the mean lies on the limit.
    expect(tested(x, 'greater', 0.25).support).toBeCloseTo(0.5, 10);
  });

  test('equivalence is both one-sided tests, and the contrary of different', () => {
    const claim = tested(x, 'equivalent', 0.5);
    expect(claim.support).toBeCloseTo(
      tested(
        x.map((d) => d - 0.5),
        'less',
      ).support,
      12,
    );
    expect(tested(x, 'different', 0.5).refute).toBe(claim.support);
    expect(() => tested(x, 'equivalent')).toThrow(RangeError);
  });
});

test('worlds that never differ support nothing but equivalence', () => {
  const none = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const method of ['t', 'sign-flip'] as const) {
    expect(tested(none, 'greater', 0, method)).toEqual({ support: 1, refute: 1 });
    expect(tested(none, 'different', 0, method).support).toBe(1);
  }
  expect(tested(none, 'equivalent', 0.1, 'sign-flip').support).toBeLessThan(0.01);
  expect(tested(none, 'greater', 0.1, 'sign-flip').refute).toBeLessThan(0.01);
});

test('t shows nothing of differences that do not vary, be they two or a thousand', () => {
  for (const same of [
    [0, 0],
    [1, 1],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ])
    for (const direction of ['greater', 'less', 'different', 'equivalent'] as const)
      expect(tested(same, direction, 0.5)).toEqual({ support: 1, refute: 1 });
});

test('the sign-flip test of a claim counts patterns of signs', () => {
  // Of the 2^4 patterns only the one seen has so large a sum.
  expect(tested([1, 2, 3, 4], 'greater', 0, 'sign-flip')).toEqual({ support: 1 / 16, refute: 1 });
  expect(tested([1, 2, 3, 4], 'less', 0, 'sign-flip')).toEqual({ support: 1, refute: 1 / 16 });
});

test('what decides lies at the limit', () => {
  expect(distanceToLimit(0.5, 'greater', 0.2)).toBeCloseTo(0.3);
  expect(distanceToLimit(-0.5, 'less', 0.2)).toBeCloseTo(0.3);
  expect(distanceToLimit(-0.5, 'equivalent', 0.2)).toBeCloseTo(0.3);
});

test('outside of limits on both sides the test that decides is doubled', () => {
  expect(sidesOf(0.5, 'different', 0.2)).toBe(2);
  expect(sidesOf(-0.5, 'equivalent', 0.2)).toBe(2);
  expect(sidesOf(0.1, 'equivalent', 0.2)).toBe(1);
  expect(sidesOf(0.5, 'greater', 0.2)).toBe(1);
});

test('a limit on the other side of 0 is the same test of shifted differences', () => {
  const shifted = x.map((d) => d - 0.4);
  for (const method of ['t', 'sign-flip'] as const) {
    // D < .4, and D > -.4 of the mirrored differences.
    expect(tested(x, 'less', -0.4, method)).toEqual(tested(shifted, 'less', 0, method));
    expect(
      tested(
        x.map((d) => -d),
        'greater',
        -0.4,
        method,
      ).support,
    ).toBeCloseTo(tested(x, 'less', -0.4, method).support, 12);
  }
  // scipy: ttest_1samp(x, .4, alternative = 'less').pvalue
  expect(tested(x, 'less', -0.4).support).toBeCloseTo(0.0953879757555511, 9);
  expect(distanceToLimit(0.25, 'less', -0.4)).toBeCloseTo(0.15);
  expect(distanceToLimit(-0.25, 'greater', -0.4)).toBeCloseTo(0.15);
  expect(sidesOf(0.25, 'less', -0.4)).toBe(1);
  expect(() => tested(x, 'different', -0.4)).toThrow(RangeError);
});
