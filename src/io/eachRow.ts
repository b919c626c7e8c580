/** Reads a table that the tool wrote row by row, in constant memory: for tables too large to hold. */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { parse } from 'csv-parse/sync';
import { harmlessBack } from './csv.js';

const CHUNK = 1 << 20;

/** Records of a CSV file as text, the header first; a line break within quotes does not end one. */
export function* records(path: string): Generator<string> {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(CHUNK);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const isOpen = (text: string): boolean => (text.split('"').length - 1) % 2 === 1;
  try {
    for (;;) {
      const length = readSync(file, bytes, 0, CHUNK, null);
      if (length === 0) break;
      const lines = (rest + decoder.write(bytes.subarray(0, length))).split('\n');
      rest = lines.pop()!;
      for (let at = 0; at < lines.length; at++) {
        let line = lines[at];
        while (line.includes('"') && isOpen(line) && at + 1 < lines.length) line += `\n${lines[++at]}`;
        if (line.includes('"') && isOpen(line)) {
          rest = `${line}\n${rest}`;
          break;
        }
        yield line;
      }
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

const quoted = (line: string): string[] => parse(line, { relax_column_count: true })[0] as string[];

/** Names of a table's columns. */
export function headerOf(path: string): readonly string[] {
  for (const line of records(path)) return line.includes('"') ? quoted(line) : line.split(',');
  return [];
}

/**
 * Rows of a table, each with its cells in the order of `columns`; numbers are still texts. The array is the same for
 * all rows.
 */
export function* rowsOf(path: string, columns: readonly string[]): Generator<readonly string[]> {
  let width: number | undefined; // cells beyond the last one asked for are not cut out
  const cellsOf = (line: string): string[] => (line.includes('"') ? quoted(line) : line.split(',', width));
  let places: number[] | null = null;
  const picked: string[] = new Array(columns.length);
  for (const line of records(path)) {
    const cells = cellsOf(line);
    if (places === null) {
      places = columns.map((name) => cells.indexOf(name));
      width = Math.max(...places) + 1;
      continue;
    }
    for (let at = 0; at < places.length; at++) picked[at] = harmlessBack(cells[places[at]]);
    yield picked;
  }
}

/** Visits each row of rowsOf. */
export function eachRow(
  path: string,
  columns: readonly string[],
  visit: (cells: readonly string[]) => void,
): void {
  for (const cells of rowsOf(path, columns)) visit(cells);
}
