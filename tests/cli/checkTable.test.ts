import { expect, test } from 'vitest';
import { checkTable, roleOf } from '../../src/cli/checkTable.js';
import { readTable } from '../../src/io/csv.js';

const table = (text: string) => readTable(new TextEncoder().encode(text), 'x.csv');

test('ties are known by the headers that they have elsewhere, and cities by their id', () => {
  expect(roleOf(['from', 'to'])).toBe('ties');
  expect(roleOf(['Ego', 'Alter', 'weight'])).toBe('ties');
  expect(roleOf(['id', 'from', 'to'])).toBe('cities');
  expect(roleOf(['city', 'network', 'from', 'to'])).toBe('memberships');
  const { kind, rows, notes } = checkTable(table('from,to\na,b\nb,c\n'), null);
  expect([kind, rows]).toEqual(['ties', 2]);
  expect(notes.at(-1)).toContain('columns: { source: from, target: to }');
  expect(() => checkTable(table('from,to\na,a\n'), null)).toThrow('expected another');
});
