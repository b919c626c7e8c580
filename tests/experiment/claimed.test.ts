/** Claims in signs and words, and verdicts about limits on either side of 0. */
import { expect, test } from 'vitest';
import { claimWords, inequalityText, limitsOf, limitText } from '../../src/experiment/hypotheses/claimed.js';
import type { PreparedHypothesis } from '../../src/experiment/hypotheses/prepareHypotheses.js';
import { verdictsOf } from '../../src/experiment/hypotheses/verdict.js';
import type { Direction } from '../../src/statistics/paired/directedTest.js';

test('every claim says its inequality, its words, and the limits about which it is tested', () => {
  const said = (direction: Direction, minimumEffect: number) => {
    const claimed = { direction, minimumEffect };
    return [inequalityText(claimed), claimWords(claimed), limitText(claimed), limitsOf(claimed)];
  };
  expect(said('less', 0.05)).toEqual([
    'b - a < -0.05',
    'in b lower by more than 0.05',
    '< −0.05',
    [{ at: -0.05, side: 'below' }],
  ]);
  expect(said('less', -0.05)).toEqual([
    'b - a < 0.05',
    'in b higher by less than 0.05, or lower',
    '< 0.05',
    [{ at: 0.05, side: 'below' }],
  ]);
  expect(said('greater', -0.05)).toEqual([
    'b - a > -0.05',
    'in b lower by less than 0.05, or higher',
    '> −0.05',
    [{ at: -0.05, side: 'above' }],
  ]);
  expect(said('less', 0)).toEqual(['b - a < 0', 'in b lower', '< 0', [{ at: 0, side: 'below' }]]);
  expect(said('different', 0.1).slice(0, 2)).toEqual([
    'b - a < -0.1 or b - a > 0.1',
    'apart by more than 0.1',
  ]);
  expect(said('equivalent', 0.1)).toEqual([
    '-0.1 < b - a < 0.1',
    'apart by less than 0.1',
    'within ±0.1',
    [
      { at: -0.1, side: 'above' },
      { at: 0.1, side: 'below' },
    ],
  ]);
});

test('"raises by less than 5 points" is supported by a rise of 3, and needs the replicates of an effect of 2', () => {
  const a = Array.from({ length: 30 }, (_, k) => (k % 7) / 100);
  const rise = a.map((value, k) => value + 0.03 + (k % 2 === 0 ? 0.02 : -0.02));
  const hypothesis = (direction: Direction, minimumEffect: number): PreparedHypothesis => ({
    id: 'H1',
    claim: 'Little',
    outcome: 'share',
    column: 'share',
    direction,
    minimumEffect,
    test: 'sign-flip',
    alpha: 0.05,
    a: 0,
    b: 1,
  });
  const verdict = (direction: Direction, minimumEffect: number, b: readonly number[]) =>
    verdictsOf([hypothesis(direction, minimumEffect)], [{ a, b }], 'seed')[0];
  expect(verdict('less', -0.05, rise).ruling).toBe('supported');
  // "Lowers by more than 5 points" is another claim.
  expect(verdict('less', 0.05, rise).ruling).toBe('refuted');
  // .03 lies .02 below .05, as -.02 lies .02 below 0.
  const fall = rise.map((value) => value - 0.05);
  expect(verdict('less', -0.05, rise).replicatesNeeded).toBe(verdict('less', 0, fall).replicatesNeeded);
  expect(verdict('less', -0.05, rise).replicatesNeeded).toBeGreaterThan(
    verdict('less', -0.5, rise).replicatesNeeded,
  );
});

test('what does not vary is not decided by t, and no number of replicates is promised', () => {
  const same = [1, 1];
  const claims = (kind: 't' | 'sign-flip'): PreparedHypothesis => ({
    id: 'H1',
    claim: 'The same',
    outcome: 'share',
    column: 'share',
    direction: 'equivalent',
    minimumEffect: 0.001,
    test: kind,
    alpha: 0.05,
    a: 0,
    b: 1,
  });
  const [t] = verdictsOf([claims('t')], [{ a: same, b: same }], 'seed');
  expect(t).toMatchObject({ ruling: 'undecided', p: 1, replicatesNeeded: Infinity });
  // Two pairs are too few for signs; five are enough.
  const [signs] = verdictsOf([claims('sign-flip')], [{ a: same, b: same }], 'seed');
  expect(signs).toMatchObject({ ruling: 'undecided', p: 0.25, replicatesNeeded: 5 });
});

test('replicates in which an outcome is undefined are among those that are needed', () => {
  const a = Array.from({ length: 20 }, () => 0);
  const b = a.map((_, k) => (k % 2 === 0 ? 0.6 : -0.4));
  const claim: PreparedHypothesis = {
    id: 'H1',
    claim: 'More',
    outcome: 'share',
    column: 'share',
    direction: 'greater',
    minimumEffect: 0,
    test: 't',
    alpha: 0.05,
    a: 0,
    b: 1,
  };
  const needed = (values: readonly number[]): number =>
    verdictsOf([claim], [{ a: values, b: [...b, ...b] }], 'seed')[0].replicatesNeeded;
  const all = needed([...a, ...a]);
  // Half of them have a value: twice as many runs for as many pairs (sd differs in its last digits alone, by 39/40 and 19/20).
  const half = needed([...a, ...a.map(() => NaN)]);
  expect(half / all).toBeGreaterThan(1.9);
  expect(half % 2).toBe(0);
});
