import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../src/io/csv.js';
import { eachRow } from '../../src/io/eachRow.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const path = join(folder, 'table.csv');

const readBack = (columns: readonly string[]): string[][] => {
  const rows: string[][] = [];
  eachRow(path, columns, (cells) => rows.push([...cells]));
  return rows;
};

test('rows come back as they were written, quotes, commas and line breaks included, columns in the order asked', () => {
  // A text that starts with ' and a formula cannot be written (csv.ts).
  const cell = fc.string().filter((text) => !/^'[=+\-@\t\r＝＋－＠]/.test(text) && !text.includes('\r'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (rows) => {
      writeFileSync(path, csvText(rows, ['a', 'b', 'c']));
      expect(readBack(['c', 'a'])).toEqual(rows.map(([a, , c]) => [c, a]));
    }),
    { numRuns: 200 },
  );
});

test('tables larger than one piece lose nothing at the seams', () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => [i, `city "${i}", line\nbreak ${'é'.repeat(i % 7)}`]);
  writeFileSync(path, csvText(rows, ['n', 'text']));
  const back = readBack(['text', 'n']);
  expect(back.length).toBe(rows.length);
  expect(back.every(([text, n], i) => n === String(i) && text === rows[i][1])).toBe(true);
});
