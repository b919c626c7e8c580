/** When a pattern counts as shown. */
import { expect, test } from 'vitest';
import { type CheckVerdict, judgeCheck } from '../../src/validation/judge.js';
import type { Rule } from '../../src/validation/pattern.js';

const judged = (rule: Rule, values: readonly number[]): CheckVerdict =>
  judgeCheck('own', { label: 'it', rule }, values);
/** `good` times 1, then -1, of 200. */
const signs = (good: number): number[] => Array.from({ length: 200 }, (_, seed) => (seed < good ? 1 : -1));

test('a sign must come out in 95 % of the seeds', () => {
  expect(judged({ kind: 'positive' }, signs(190)).holds).toBe(true);
  expect(judged({ kind: 'positive' }, signs(189))).toMatchObject({
    holds: false,
    reason: 'it is positive in 94.5 % of the seeds, not in 95 %',
  });
  expect(judged({ kind: 'negative' }, signs(10)).holds).toBe(true);
  expect(judged({ kind: 'negative' }, signs(11)).holds).toBe(false);
});

test('a sign that is not defined counts against it, and 0 is none', () => {
  expect(judged({ kind: 'positive' }, [...signs(190).slice(0, 190), ...new Array(10).fill(NaN)]).holds).toBe(
    true,
  );
  expect(judged({ kind: 'positive' }, [...signs(189).slice(0, 189), ...new Array(11).fill(NaN)]).holds).toBe(
    false,
  );
  expect(judged({ kind: 'positive' }, [0]).holds).toBe(false);
});

test('a magnitude is judged by its median', () => {
  const rule = { kind: 'range', low: 2, high: 4 } as const;
  expect(judged(rule, [1, 3, 9]).holds).toBe(true);
  expect(judged(rule, [1, 5, 9])).toMatchObject({
    holds: false,
    reason: 'it has the median 5, not in 2 to 4',
  });
  expect(judged(rule, [NaN, 3, 3])).toMatchObject({
    holds: false,
    reason: 'it is not defined in 1 of 3 seeds',
  });
});

test('a history must besides lie in the 90 % band', () => {
  const values = Array.from({ length: 101 }, (_, k) => k);
  const rule = { kind: 'history', low: 40, high: 60 } as const;
  expect(judged({ ...rule, observed: 95 }, values).holds).toBe(true);
  expect(judged({ ...rule, observed: 97 }, values)).toMatchObject({
    holds: false,
    reason: 'the observed it, 97, is outside the 90 % band 5 to 95',
  });
  // Inside the band, but the median is not what the row asks for.
  expect(judged({ ...rule, high: 45, observed: 50 }, values).holds).toBe(false);
});
