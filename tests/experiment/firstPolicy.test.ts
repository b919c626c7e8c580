import { expect, test } from 'vitest';
import { firstPolicies } from '../../src/experiment/firstPolicy.js';
import type { EventRows } from '../../src/statistics/eventModel.js';

/** A row a year from 2000; who takes it up does so at a moment within the last. */
function part(policy: string, moments: { readonly [city: string]: number | null }) {
  const cells = Object.entries(moments).flatMap(([city, moment]) => {
    const years = moment === null ? 3 : Math.ceil(moment) - 2000;
    return Array.from({ length: years }, (_, k) => ({
      city,
      time0: 2000 + k,
      moment: moment !== null && k === years - 1 ? moment : NaN,
    }));
  });
  const time0 = Float64Array.from(cells, (cell) => cell.time0);
  const rows: EventRows = {
    city: cells.map(({ city }) => city),
    unit: cells.map(({ city }) => `0 ${city}`),
    start: time0.map(() => 2000),
    time0,
    time1: time0.map((time) => time + 1),
    trendTime: time0,
    event: cells.map(({ moment }) => (Number.isNaN(moment) ? 0 : 1)),
    moment: Float64Array.from(cells, ({ moment }) => moment),
    covariates: new Map(),
  };
  return { policy, rows };
}

test('of two policies taken up in one year the first is the earlier one, in whatever order they are named', () => {
  const parts = [part('a', { x: 2001.75, y: null }), part('b', { x: 2001.25, y: 2002.5 })];
  const named = firstPolicies(parts, ['a', 'b']);
  expect([named.time1, named.event, named.held]).toEqual([[1.25, 2.5], [2, 2], 0]);
  expect(firstPolicies(parts, ['b', 'a']).event).toEqual([1, 1]);
});

test('where only the year is known, it is refused to say which came first', () => {
  const parts = [part('a', { x: 2001.75 }), part('b', { x: 2001.25 })].map(({ policy, rows }) => {
    const { moment: _, ...yearly } = rows;
    return { policy, rows: yearly };
  });
  expect(() => firstPolicies(parts, ['a', 'b'])).toThrow(
    'which came first is not known: x takes up a and b at 2002',
  );
});

test('who holds one of them from the outset is at risk of no first one', () => {
  const [a, b] = [part('a', { x: 2000.5 }), part('b', { x: null, y: 2002.5 })];
  expect(firstPolicies([a, b], ['a', 'b'])).toEqual({
    time1: [0.5],
    event: [1],
    replicate: [''],
    held: 1,
  });
  const holders = new Set(['0 x']);
  const told = firstPolicies(
    [
      { ...a, holders },
      { ...b, holders: new Set<string>() },
    ],
    ['a', 'b'],
  );
  expect(told).toEqual({ time1: [2.5], event: [2], replicate: [''], held: 1 });
  expect(() => firstPolicies([a, part('b', { y: null })], ['a', 'b'])).toThrow('every city holds one');
});
