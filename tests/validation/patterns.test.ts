/** The numbers that patterns measure, on data small enough to count by hand. */
import { expect, test } from 'vitest';
import { simulate } from '../../src/model/simulate.js';
import { spreadAtEqualMean } from '../../src/validation/patterns/benchmarks.js';
import { burstPercentile } from '../../src/validation/patterns/bursts.js';
import { cramersV } from '../../src/validation/patterns/catalogueRows.js';
import { patterns } from '../../src/validation/patterns/index.js';
import { assortativity } from '../../src/validation/patterns/likeness.js';
import { cityPeriods } from '../../src/validation/reading/cityPeriods.js';
import { hazard, rateOf, riskSpells } from '../../src/validation/reading/spells.js';
import { makeWorld } from '../support/world.js';

test('there are thirty patterns, in their order, each with a source', () => {
  expect(patterns.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, k) => `A${k + 1}`));
  for (const { source, checks } of patterns) {
    expect(source).not.toBe('');
    expect(Object.keys(checks)).not.toHaveLength(0);
  }
});

test("Cramér's V of a 2 x 2 table", () => {
  expect(
    cramersV([
      [5, 0],
      [0, 5],
    ]),
  ).toBe(1);
  expect(
    cramersV([
      [2, 2],
      [3, 3],
    ]),
  ).toBe(0);
});

test('joins in one month are a burst, one a month is none', () => {
  expect(burstPercentile(new Array(24).fill(2000.01), 2000)).toBe(1);
  expect(
    burstPercentile(
      Array.from({ length: 24 }, (_, k) => 2000.01 + k / 12),
      2000,
    ),
  ).toBe(0);
  expect(burstPercentile([2000, 2001, 2001.5, 2001.9], 2000)).toBeNaN();
});

test('members that are pairs of likes are assortative, pairs of opposites the reverse', () => {
  const trait = [1, 1, -1, -1];
  expect(
    assortativity(
      [
        [0, 1],
        [2, 3],
      ],
      trait,
    ),
  ).toBeCloseTo(1, 12);
  expect(
    assortativity(
      [
        [0, 2],
        [1, 3],
      ],
      trait,
    ),
  ).toBeCloseTo(-1, 12);
});

test('the spread is compared where the mean is equal', () => {
  const course = (spread: number) => [0, 0.25, 0.5].map((mean) => ({ mean, spread }));
  expect(spreadAtEqualMean(course(0.1), course(0.3))).toBeCloseTo(-0.2, 12);
  expect(spreadAtEqualMean([{ mean: 0.6, spread: 0 }], course(0.3))).toBeNaN();
});

test('spells at risk end with the adoption, and stand still while an excluded policy is held', () => {
  const world = makeWorld({
    start: 0,
    end: 10,
    cities: 3,
    policies: { open: { excludes: ['shut'] }, shut: {} },
    held: [[2, 'open']],
    entries: [
      [4, 0, 'open', 1],
      [2, 1, 'shut', 1],
      [5, 1, 'shut', 0],
    ],
  });
  const run = { world, trajectory: simulate(world) };
  expect(riskSpells(run, 'open')).toEqual([
    { city: 1, from: 0, to: 2, event: false },
    { city: 0, from: 0, to: 4, event: true },
    { city: 1, from: 5, to: 10, event: false },
  ]);
  expect(rateOf(riskSpells(run, 'open'), 1, 6)).toEqual({ events: 1, years: 3 + 1 + 1 });
  expect(hazard({ events: 1, years: 5 })).toBe(0.2);
  // Of city 0 the years before, and the year in which it adopts.
  const { city, length, event } = cityPeriods(run, 'open', [[0, 10]]);
  expect([...city].map((own, row) => [own, length[row], event[row]])).toEqual([
    [1, 2, 0],
    [0, 4, 0],
    [0, 1, 1],
    [1, 5, 0],
  ]);
});
