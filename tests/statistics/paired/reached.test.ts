/** Times that were not reached by the end: how far apart two worlds are is then unknown. */
import { expect, test } from 'vitest';
import { stream } from '../../../src/model/random.js';
import { comparePaired } from '../../../src/statistics/paired/comparePaired.js';
import {
  cannotBeShown,
  type Direction,
  directedTest,
  type PairedTest,
} from '../../../src/statistics/paired/directedTest.js';

const never = { a: true, b: true };
const tested = (
  differences: readonly number[],
  direction: Direction,
  minimumEffect: number,
  unreached = { a: false, b: false },
  kind: PairedTest = 'sign-flip',
) => directedTest(differences, stream('reached'), { direction, minimumEffect, test: kind, unreached });

test('two times that were never reached are not shown to be equal, nor close', () => {
  const none = Array.from({ length: 20 }, () => 0);
  expect(tested(none, 'equivalent', 0.001).support).toBeLessThan(0.001);
  expect(tested(none, 'equivalent', 0.001, never).support).toBe(1);
  expect(tested(none, 'different', 0.001, never).refute).toBe(1);
  expect(tested(none, 'less', 0.5, never)).toEqual({ support: 1, refute: 1 });
  expect(tested(none, 'greater', 0.5, never)).toEqual({ support: 1, refute: 1 });
});

test('only the world that was reached in time bounds the difference', () => {
  // b sooner by .1 to .4: D > -.5, unless a would have been later still.
  const sooner = Array.from({ length: 20 }, (_, k) => -0.1 * (1 + (k % 4)));
  expect(tested(sooner, 'less', 0.5, { a: false, b: true }).refute).toBeLessThan(0.001);
  expect(tested(sooner, 'less', 0.5, { a: true, b: false }).refute).toBe(1);
  // That b is sooner at all is shown by restricted means.
  expect(tested(sooner, 'less', 0, never).support).toBeLessThan(0.001);
  // "b is later by less than .5".
  expect(tested(sooner, 'less', -0.5, { a: true, b: false }).support).toBeLessThan(0.001);
  expect(tested(sooner, 'less', -0.5, { a: false, b: true }).support).toBe(1);
});

test('what no number of replicates would show is told', () => {
  expect(cannotBeShown(0, 'less', 0.5, never)).toBe(true);
  expect(cannotBeShown(-0.6, 'less', 0.5, never)).toBe(false);
  expect(cannotBeShown(0, 'less', 0.5, { a: false, b: true })).toBe(false);
  expect(cannotBeShown(0, 'greater', 0.5, { a: false, b: true })).toBe(true);
  expect(cannotBeShown(0.1, 'equivalent', 0.5, { a: true, b: false })).toBe(true);
  expect(cannotBeShown(0.6, 'different', 0.5, never)).toBe(false);
});

test('a comparison counts what was reached, and tests no equivalence where something was not', () => {
  const a = [5, 20, 7, 20];
  const b = [5.1, 20, 7.2, 19];
  const compared = (reached?: { a: number[]; b: number[] }) =>
    comparePaired(a, b, { names: ['t'], smallestEffect: 3, ...(reached ? { reached } : {}) });
  expect(compared({ a: [1, 0, 1, 0], b: [1, 0, 1, 1] })).toMatchObject({
    reachedA: 2,
    reachedB: 3,
    equivalence: NaN,
  });
  expect(compared({ a: [1, 1, 1, 1], b: [1, 1, 1, 1] }).equivalence).toBe(compared().equivalence);
  expect(compared()).toMatchObject({ reachedA: NaN, reachedB: NaN });
});
