import { expect, test } from 'vitest';
import { decimalYear, readTime } from '../../src/model/time.js';

test('a date is its year and the days gone by as a share of that year', () => {
  expect(decimalYear('2017-01-01')).toBe(2017);
  expect(decimalYear('2017-01-25')).toBe(2017 + 24 / 365);
  expect(decimalYear('2015-09-01')).toBe(2015 + 243 / 365);
  expect(decimalYear('2016-12-31')).toBe(2016 + 365 / 366);
  expect(decimalYear('2000-03-01')).toBe(2000 + 60 / 366);
  expect(decimalYear('1900-03-01')).toBe(1900 + 59 / 365);
});

test('days that no calendar has are no dates', () => {
  for (const text of ['2015-02-29', '2015-13-01', '2015-00-10', '2015-04-31', '2015-4-1', '2015', 'May 2015'])
    expect(decimalYear(text)).toBeNull();
});

test('a time is a finite number or a date', () => {
  expect(readTime(2015)).toBe(2015);
  expect(readTime('2016-07-02')).toBe(2016 + 183 / 366);
  expect(readTime(Number.NaN)).toBeNull();
  expect(readTime('2015')).toBeNull();
  expect(readTime(null)).toBeNull();
});
