import { expect, test } from 'vitest';
import { historyGroups } from '../../src/experiment/historyGroups.js';
import type { EventRows } from '../../src/statistics/eventModel.js';

/** Nine cities, of which the small ones have a row and the large ones ten, as they last longer. */
function rowsOf(value: (city: number, row: number) => number): EventRows {
  const cells = [...Array(9).keys()].flatMap((city) =>
    [...Array(city < 6 ? 1 : 10).keys()].map((row) => ({ city, row })),
  );
  const times = Float64Array.from(cells, ({ row }) => 2000 + row);
  return {
    city: cells.map(({ city }) => `c${city}`),
    unit: cells.map(({ city }) => `0 c${city}`),
    start: times.map(() => 2000),
    time0: times,
    time1: times.map((time) => time + 1),
    trendTime: times,
    event: cells.map(() => 0),
    covariates: new Map([
      ['size', Float64Array.from(cells, ({ city }) => city)],
      ['asked', Float64Array.from(cells, ({ city, row }) => value(city, row))],
    ]),
  };
}

test('thirds of a number are thirds of the cities, however many rows they have', () => {
  const rows = rowsOf((city) => city / 10);
  const { names, codes } = historyGroups(rows, 'asked');
  const groups = new Map(rows.unit.map((name, row) => [name, codes[row]]));
  expect([...groups.values()]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  expect(names).toEqual(['asked below 0.300', 'asked 0.300 to 0.600', 'asked from 0.600']);
});

test('what changes while a city is at risk is no group: what stays is named', () => {
  const rows = rowsOf((city, row) => city + row);
  expect(() => historyGroups(rows, 'asked')).toThrow(
    '--by asked: it changes while a city is at risk (c6: 6.00 from 2000, 7.00 from 2001), and survival curves are of groups that stay; take size, or have asked among the covariates',
  );
});

test('a value that is another in another spell stays within each', () => {
  const rows = rowsOf((_, row) => (row < 5 ? 0 : 1));
  const spells = { ...rows, start: rows.time0.map((time) => (time < 2005 ? 2000 : 2005)) };
  expect(historyGroups(spells, 'asked').names).toEqual(['asked 0', 'asked 1']);
});
