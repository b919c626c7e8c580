import { expect, test } from 'vitest';
import { readTable } from '../../src/io/csv.js';
import { type EventColumns, eventTable } from '../../src/io/eventTable.js';
import { TableError } from '../../src/io/tableProblems.js';

const states: EventColumns = {
  city: 'state',
  time: 'year',
  time0: null,
  time1: null,
  event: 'adopt',
  covariates: [],
  numeric: [],
  missing: 'error',
  policy: null,
  transition: null,
};

const table = (text: string) => readTable(new TextEncoder().encode(text), 'states.csv');

function problemsOf(text: string, columns: Partial<EventColumns> = {}): string[] {
  try {
    eventTable(table(text), { ...states, ...columns });
    return [];
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return error.message.split('\n');
  }
}

test('a period lasts from the period before it in the table, the first from one before', () => {
  const { parts, repeated } = eventTable(
    table('state,year,adopt,income,region\nOhio,1990,0,1.5,north\nOhio,1992,1,2,north\nUtah,1990,0,3,west\n'),
    { ...states, covariates: ['income', 'region'] },
  );
  const { rows } = parts[0];
  expect(Array.from(rows.time0)).toEqual([1989, 1990, 1989]);
  expect(Array.from(rows.time1)).toEqual([1990, 1992, 1990]);
  expect(Array.from(rows.trendTime)).toEqual([1990, 1992, 1990]);
  expect(Array.from(rows.start)).toEqual([1989, 1989, 1989]);
  expect(Array.from(rows.event)).toEqual([0, 1, 0]);
  expect(rows.covariates.get('income')).toEqual(Float64Array.of(1.5, 2, 3));
  expect(rows.covariates.get('region')).toEqual(['north', 'north', 'west']);
  expect(repeated).toBe(0);
});

test('all mistakes are told at once, by row and column', () => {
  const text = 'state,year,adopt,income\nOhio,1990,0,1.5\nOhio,1991,2,\nOhio,1990,0,abc\nUtah,199x,yes,3\n';
  expect(problemsOf(text, { covariates: ['income'] })).toEqual([
    'states.csv:3:3 adopt: got "2", expected 1 where it happened, else 0',
    'states.csv:3:4 income: nothing there, expected a value (or leave such rows out with --missing drop)',
    'states.csv:4:2 year: got "1990", expected each period once for Ohio; it is in line 2',
    'states.csv:4:4 income: got "abc", expected a number',
    'states.csv:5:2 year: got "199x", expected a decimal year or a date as 2015-09-01',
    'states.csv:5:3 adopt: got "yes", expected 1 where it happened, else 0',
  ]);
});

test('where a column is not there, the others are checked all the same', () => {
  const text = 'state,year,adopt,income\nOhio,1990,0,1.5\nOhio,1991,2,1\nOhio,1990,0,abc\n';
  expect(problemsOf(text, { covariates: ['peers', 'income'] })).toEqual([
    expect.stringMatching(/^states\.csv:1:1 peers: no such column/),
    'states.csv:3:3 adopt: got "2", expected 1 where it happened, else 0',
    'states.csv:4:2 year: got "1990", expected each period once for Ohio; it is in line 2',
    'states.csv:4:4 income: got "abc", expected a number',
  ]);
  // Without cities there are no histories, but cells.
  expect(problemsOf(text, { city: 'town', covariates: ['income'] })).toEqual([
    expect.stringMatching(/^states\.csv:1:1 town: no such column/),
    'states.csv:3:3 adopt: got "2", expected 1 where it happened, else 0',
    'states.csv:4:4 income: got "abc", expected a number',
  ]);
});

test('a column that is not there is told with the nearest name', () => {
  expect(problemsOf('state,yaer,adopt\nOhio,1990,1\n')[0]).toContain('did you mean yaer?');
});

test('times that overlap or end before they begin are told, and policies are told apart', () => {
  const header = 'state,policy,from,to,adopt\n';
  const columns = { time: null, time0: 'from', time1: 'to' };
  expect(problemsOf(`${header}Ohio,a,1,3,0\nOhio,a,2,4,1\n`, columns)).toEqual([
    'states.csv:3:3 from: got "2", expected a time from 3 on, when the row of line 2 for Ohio ends',
  ]);
  expect(problemsOf(`${header}Ohio,a,3,3,1\n`, columns)).toEqual([
    'states.csv:2:4 to: got "3", expected a time after 3',
  ]);
  const { parts } = eventTable(table(`${header}Ohio,a,1,3,1\nOhio,b,2,4,1\n`), { ...states, ...columns });
  expect(parts.map(({ policy }) => policy)).toEqual(['a', 'b']);
  const one = eventTable(table(`${header}Ohio,a,1,3,1\nOhio,b,2,4,1\n`), {
    ...states,
    ...columns,
    policy: 'b',
  });
  expect(Array.from(one.parts[0].rows.time0)).toEqual([2]);
  expect(problemsOf(`${header}Ohio,a,1,3,1\n`, { ...columns, policy: 'c' })).toEqual([
    'states.csv:1:1 policy: c, expected policy: a',
  ]);
});

test('rows with an empty cell are left out if asked, and counted', () => {
  const text = 'state,year,adopt,income\nOhio,1990,0,\nOhio,1991,1,2\n';
  const found = eventTable(table(text), { ...states, covariates: ['income'], missing: 'drop' });
  expect(found.dropped).toBe(1);
  expect(found.parts[0].rows.time1).toEqual(Float64Array.of(1991));
});

test('no row, no event and rows after an event are told', () => {
  expect(problemsOf('state,year,adopt\n')).toEqual(['states.csv: no row, expected rows at risk']);
  expect(problemsOf('state,year,adopt\nOhio,1990,0\n')).toEqual([
    'states.csv:1:3 adopt: got "no 1", expected at least one event',
  ]);
  const text = 'state,year,adopt\nOhio,1990,1\nOhio,1991,1\nUtah,1990,0\n';
  expect(eventTable(table(text), states).repeated).toBe(1);
});

test('NA and . are empty cells of numbers, and texts where most cells hold no number', () => {
  const text =
    'city,year,adopt,income,country\na,2000,0,NA,NA\na,2001,1,3,NA\nb,2000,0,.,DE\nb,2001,1,4,DE\n';
  const { parts, dropped } = eventTable(readTable(new TextEncoder().encode(text), 'rows.csv'), {
    city: 'city',
    time: 'year',
    time0: null,
    time1: null,
    event: 'adopt',
    covariates: ['income', 'country'],
    numeric: [],
    missing: 'drop',
    policy: null,
    transition: null,
  });
  expect(dropped).toBe(2);
  expect(parts[0].rows.covariates.get('income')).toEqual(Float64Array.of(3, 4));
  expect(parts[0].rows.covariates.get('country')).toEqual(['NA', 'DE']);
});

test('a column that is not there comes with those that are', () => {
  expect(problemsOf('state,year,adopt,gdp\na,2000,1,3\n', { covariates: ['income'] })).toEqual([
    'states.csv:1:1 income: no such column, expected the columns state, year, adopt, income; there are state, year, adopt, gdp',
  ]);
});
