import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Cell, writeCsv } from '../../src/io/csv.js';
import { type ColumnType, writeParquet } from '../../src/io/parquet.js';
import { readParquet } from '../support/readParquet.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const typeOf = (name: string): ColumnType =>
  name === 'city' ? 'text' : name === 'replicate' || name === 'point' ? 'whole' : 'number';

async function readBack(csv: string) {
  writeFileSync(at('a.csv'), csv);
  await writeParquet(at('a.csv'), at('a.parquet'), typeOf);
  return readParquet(at('a.parquet'));
}

test('numbers come back exactly, empty cells as null, whole columns as 32-bit integers', async () => {
  const { rows, columns } = await readBack('replicate,point,x\n0,0,0.1\n0,1,\n1,,1e-300\n2,7,Infinity\n');
  expect(rows).toEqual([
    { replicate: 0, point: 0, x: 0.1 },
    { replicate: 0, point: 1, x: null },
    { replicate: 1, point: null, x: 1e-300 },
    { replicate: 2, point: 7, x: Infinity },
  ]);
  expect(columns).toEqual([
    ['replicate', 'INT32'],
    ['point', 'INT32'],
    ['x', 'DOUBLE'],
  ]);
});

test('texts come back as they were before the CSV: quotes, line breaks, formulas, other scripts', async () => {
  const cities = ['=1+1', '-b', "'s-Hertogenbosch", 'a, "b"', 'two\nlines', 'Århus', '東京', '007', null];
  const rows = cities.map((city, k): Cell[] => [k, city]);
  writeCsv(at('texts.csv'), rows, ['replicate', 'city']);
  await writeParquet(at('texts.csv'), at('texts.parquet'), typeOf);
  const read = await readParquet(at('texts.parquet'));
  expect(read.rows).toEqual(cities.map((city, replicate) => ({ replicate, city })));
  expect(read.columns[1]).toEqual(['city', 'BYTE_ARRAY']);
});

test('many rows fall into row groups, none is lost; no rows are a table too', async () => {
  const count = 250_000;
  const lines = Array.from({ length: count }, (_, k) => `${k},0,${k / 8}`);
  const { rows, groups } = await readBack(`replicate,point,x\n${lines.join('\n')}\n`);
  expect(groups).toEqual([100_000, 100_000, 50_000]);
  expect(rows.length).toBe(count);
  expect(rows.every(({ replicate, x }, k) => replicate === k && x === k / 8)).toBe(true);
  expect((await readBack('replicate,point,x\n')).rows).toEqual([]);

  const wide = Array.from({ length: 50 }, (_, k) => `x${k}`).join(',');
  expect((await readBack(`${wide}\n${`${wide.replaceAll('x', '')}\n`.repeat(30_000)}`)).groups).toEqual([
    20_000, 10_000,
  ]);
});

test('what is stopped, or is no whole number, leaves no file', async () => {
  const before = readdirSync(folder);
  writeFileSync(at('a.csv'), 'replicate,x\n0.5,1\n');
  await expect(writeParquet(at('a.csv'), at('b.parquet'), typeOf)).rejects.toThrow(
    'a.csv: replicate is 0.5, and no whole number of 32 bits',
  );
  writeFileSync(at('a.csv'), `x\n${'1\n'.repeat(100_001)}`);
  const stopped = writeParquet(at('a.csv'), at('b.parquet'), typeOf, AbortSignal.abort());
  await expect(stopped).rejects.toThrow('aborted');
  expect(readdirSync(folder)).toEqual(before);
});
