/** A CSV file that is written bit by bit: for tables that are made a replicate at a time. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Cell, csvChunks } from './csv.js';

export interface CsvFile {
  write(rows: Iterable<readonly Cell[]>): void;
  close(): void;
}

/** Opens a file, emptied, and writes its header. */
export function openCsv(path: string, columns: readonly string[]): CsvFile {
  const file = openSync(path, 'w');
  const write = (rows: Iterable<readonly Cell[]>, header?: readonly string[]): void => {
    for (const chunk of csvChunks(rows, header)) writeSync(file, chunk);
  };
  write([], columns);
  return { write: (rows) => write(rows), close: () => closeSync(file) };
}
