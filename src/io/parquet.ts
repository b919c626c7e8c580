/** A table of numbers as Parquet, made from its CSV: for the large ones. */
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { eachRow } from './eachRow.js';

/** Rows that are turned at a time: a row group. */
const GROUP_ROWS = 100_000;

/**
 * Writes a CSV of numbers as Parquet (snappy): the columns `whole` as 32-bit integers, all others as doubles, null where
 * the cell is empty. Memory: one row group.
 */
export function writeParquet(
  csvFile: string,
  parquetFile: string,
  columns: readonly string[],
  whole: readonly string[],
): void {
  const writer = new ParquetWriter({
    writer: fileWriter(parquetFile),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map((name) =>
        whole.includes(name)
          ? ({ name, type: 'INT32', repetition_type: 'REQUIRED' } as const)
          : ({ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const),
      ),
    ],
  });
  let group: (number | null)[][] = columns.map(() => []);
  const flush = (): void => {
    if (group[0].length === 0) return;
    const columnData = columns.map((name, k) => ({ name, data: group[k] }));
    writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    group = columns.map(() => []);
  };
  eachRow(csvFile, columns, (cells) => {
    for (let k = 0; k < cells.length; k++) group[k].push(cells[k] === '' ? null : Number(cells[k]));
    if (group[0].length === GROUP_ROWS) flush();
  });
  flush();
  writer.finish();
}
