import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { writeParquet } from '../../src/io/parquet.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

async function readBack(csv: string) {
  writeFileSync(join(folder, 'a.csv'), csv);
  const columns = csv.slice(0, csv.indexOf('\n')).split(',');
  writeParquet(join(folder, 'a.csv'), join(folder, 'a.parquet'), columns, ['replicate', 'point']);
  const bytes = readFileSync(join(folder, 'a.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return { rows: await parquetReadObjects({ file }), metadata: await parquetMetadataAsync(file) };
}

test('numbers come back exactly, empty cells as null, whole columns as 32-bit integers', async () => {
  const { rows, metadata } = await readBack('replicate,point,x\n0,0,0.1\n0,1,\n1,0,1e-300\n');
  expect(rows).toEqual([
    { replicate: 0, point: 0, x: 0.1 },
    { replicate: 0, point: 1, x: null },
    { replicate: 1, point: 0, x: 1e-300 },
  ]);
  expect(metadata.schema.slice(1).map(({ name, type }) => [name, type])).toEqual([
    ['replicate', 'INT32'],
    ['point', 'INT32'],
    ['x', 'DOUBLE'],
  ]);
});

test('many rows fall into row groups, none is lost; no rows are a table too', async () => {
  const count = 250_000;
  const lines = Array.from({ length: count }, (_, k) => `${k},0,${k / 8}`);
  const { rows, metadata } = await readBack(`replicate,point,x\n${lines.join('\n')}\n`);
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([100_000, 100_000, 50_000]);
  expect(rows.length).toBe(count);
  expect(rows.every(({ replicate, x }, k) => replicate === k && x === k / 8)).toBe(true);
  expect((await readBack('replicate,point,x\n')).rows).toEqual([]);
});
