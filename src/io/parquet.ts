/** A table as Parquet, made from its CSV: for the large ones. */
import { renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { headerOf, rowsOf } from './eachRow.js';

/** What is turned at a time, a row group: at most so many rows, and so many cells (about 250 MB in all). */
const GROUP_ROWS = 100_000;
const GROUP_CELLS = 1_000_000;

/** What a column holds: texts (strings), whole numbers (32 bits), or numbers (doubles). */
export type ColumnType = 'text' | 'whole' | 'number';

const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  whole: { type: 'INT32' },
  number: { type: 'DOUBLE' },
} as const;

/**
 * Writes a CSV of ours as Parquet (snappy), its columns in their order, null where a cell is empty; texts without the ' that
 * keeps a spreadsheet from executing them. The file is there when it is whole. Memory: one row group.
 * @throws RangeError where a column of whole numbers holds something else; what `signal` was aborted with.
 */
export async function writeParquet(
  csvFile: string,
  parquetFile: string,
  typeOf: (column: string) => ColumnType,
  signal?: AbortSignal,
): Promise<void> {
  const columns = headerOf(csvFile);
  const types = columns.map(typeOf);
  const rowGroupSize = Math.max(1, Math.min(GROUP_ROWS, Math.floor(GROUP_CELLS / columns.length)));
  // Hidden: what a killed process leaves is taken for no result.
  const unfinished = join(dirname(parquetFile), `.${basename(parquetFile)}.tmp`);
  try {
    const writer = new ParquetWriter({
      writer: fileWriter(unfinished),
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map((name, k) => ({ name, repetition_type: 'OPTIONAL' as const, ...elements[types[k]] })),
      ],
    });
    let group: (string | number | null)[][] = columns.map(() => []);
    const flush = (): void => {
      if (group[0].length === 0) return;
      const columnData = columns.map((name, k) => ({ name, data: group[k] }));
      writer.write({ columnData, rowGroupSize });
      group = columns.map(() => []);
    };
    const cellValue = (cell: string, k: number): string | number | null => {
      if (cell === '') return null;
      if (types[k] === 'text') return cell;
      const value = Number(cell);
      if (types[k] === 'whole' && value !== (value | 0))
        throw new RangeError(`${csvFile}: ${columns[k]} is ${cell}, and no whole number of 32 bits`);
      return value;
    };
    for (const cells of rowsOf(csvFile, columns)) {
      for (let k = 0; k < cells.length; k++) group[k].push(cellValue(cells[k], k));
      if (group[0].length < rowGroupSize) continue;
      flush();
      await setImmediate();
      signal?.throwIfAborted();
    }
    flush();
    writer.finish();
    renameSync(unfinished, parquetFile);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
