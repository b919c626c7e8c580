/**
 * CSV out and in, by one set of rules: UTF-8, a header, RFC 4180 quoting, lines end
 * with \n, shortest round-trip numbers, empty = missing, and no text cell that a spreadsheet would execute.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { lineOf, readBytes, textProblem } from './inputBytes.js';
import { ProblemList, TableError, type TableProblem } from './tableProblems.js';

/** A cell: a number, a text, or nothing. NaN, null, undefined and '' are written as an empty cell. */
export type Cell = string | number | null | undefined;

/**
 * First characters that make a spreadsheet execute a cell: = + - @ tab CR, and the full-width forms of the
 * first four, which csv-stringify guards as well (Apple Numbers and Excel normalise them).
 */
const FORMULA_START = '=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20';
/** Texts that cannot be written as they are. */
const NEEDS_CARE = new RegExp(`[",\\r\\n]|^['${FORMULA_START}]`);
const LINE_BREAK = /[\r\n]/;
const AMBIGUOUS = new RegExp(`^'[${FORMULA_START}]`);

/** One text cell, quoted and made harmless by csv-stringify. */
function careful(text: string): string {
  if (AMBIGUOUS.test(text))
    throw new RangeError(
      `the text ${JSON.stringify(text)} cannot be written to CSV: a ' before a formula character is how ` +
        'formulas are made harmless, and would be taken off on reading',
    );
  return stringify([[text]], { escape_formulas: true, eof: false });
}

/**
 * Rows as CSV text, each line ended by \n; with `columns`, a header line before them.
 *
 * Numbers are written by JavaScript's shortest form that reads back to the same double (1e-7 and 1e+21
 * included; -0 as 0), never quoted, never escaped; an infinite one as Infinity or -Infinity, which R, pandas
 * and DuckDB read. Text that starts like a formula gets a leading '. An empty cell that is alone in its row is
 * written "" since a blank line would be no row.
 *
 * Cost: .3 to .4 µs a cell; csv-stringify alone needs .8 to 1 (tests/io/csv.test.ts compares the two byte by
 * byte), so only texts that need quoting or escaping go through it.
 *
 * @throws RangeError for a text that starts with ' and a formula character, or a row of another length than columns.
 */
export function csvText(rows: Iterable<readonly Cell[]>, columns?: readonly string[]): string {
  const alone = '""';
  let text = '';
  if (columns) {
    text = columns.map((name) => (NEEDS_CARE.test(name) ? careful(name) : name)).join(',') + '\n';
    if (columns.length === 1 && columns[0] === '') text = alone + '\n';
  }
  for (const row of rows) {
    const width = row.length;
    if (columns && width !== columns.length)
      throw new RangeError(`a row of ${width} cells under ${columns.length} columns: ${JSON.stringify(row)}`);
    const start = text.length;
    for (let j = 0; j < width; j++) {
      const cell = row[j];
      if (j > 0) text += ',';
      if (typeof cell === 'number') {
        if (!Number.isNaN(cell)) text += cell;
      } else if (cell) text += NEEDS_CARE.test(cell) ? careful(cell) : cell;
    }
    if (width === 1 && text.length === start) text += alone;
    text += '\n';
  }
  return text;
}

/** Rows that are turned into text at a time: enough to be quick, few enough to hold any table. */
const CHUNK_ROWS = 10_000;

/** csvText in pieces of UTF-8 bytes, so that a table may be larger than the longest text. */
export function* csvChunks(
  rows: Iterable<readonly Cell[]>,
  columns?: readonly string[],
): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  if (columns) yield encoder.encode(csvText([], columns));
  let chunk: (readonly Cell[])[] = [];
  for (const row of rows) {
    if (columns && row.length !== columns.length)
      throw new RangeError(`a row of ${row.length} cells under ${columns.length} columns`);
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    yield encoder.encode(csvText(chunk));
    chunk = [];
  }
  if (chunk.length > 0) yield encoder.encode(csvText(chunk));
}

/** Pieces put together, in a buffer of their own, which can be moved to another thread. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** csvText as UTF-8 bytes in a buffer of their own. */
export function csvBytes(
  rows: Iterable<readonly Cell[]>,
  columns?: readonly string[],
): Uint8Array<ArrayBuffer> {
  return joinBytes([...csvChunks(rows, columns)]);
}

/** Writes a table to a file, piece by piece. */
export function writeCsv(path: string, rows: Iterable<readonly Cell[]>, columns: readonly string[]): void {
  const file = openSync(path, 'w');
  try {
    for (const chunk of csvChunks(rows, columns)) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
}

export interface TableRow {
  /** Line of the file on which the row starts, from 1. */
  readonly line: number;
  /** Where in that line, from 1, if the cells have no places of their own (an element of an XML file). */
  readonly at?: number;
  /** One text a column; '' = missing. */
  readonly cells: readonly string[];
}

export interface Table {
  /** The file's name, for messages. */
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

/** Takes off the ' that csvText puts before a formula; any other ' stays ('s-Hertogenbosch). */
export function harmlessBack(text: string): string {
  return AMBIGUOUS.test(text) ? text.slice(1) : text;
}

/** Problems of the bytes themselves; null: they are UTF-8 text. */
function encodingProblem(bytes: Uint8Array): TableProblem | null {
  const problem = textProblem(bytes, {
    text: 'CSV text',
    save: 'save the file as "CSV UTF-8"',
    zip: { is: 'a spreadsheet', remedy: 'export the sheet as "CSV UTF-8"' },
  });
  if (problem) return problem;
  if (/^\s*<(\?xml|graphml|gexf)/i.test(new TextDecoder().decode(bytes.subarray(0, 200))))
    return {
      line: 1,
      value: 'an XML file (GraphML, GEXF?)',
      expected: 'CSV text; ties alone may be a graph, in a file whose name ends in .graphml or .gexf',
    };
  return null;
}

/**
 * A CSV file's header and rows, with the line of each row. A byte-order mark is skipped, lines may end with
 * \n, \r\n or \r, blank lines are no rows, cells keep their blanks.
 *
 * @throws TableError with every problem at once: an empty file, bytes that are not UTF-8 text, columns divided
 * by something else than commas, a header name twice, a row of another width, a quote that does not fit.
 */
export function readTable(bytes: Uint8Array, file: string): Table {
  const fail = (problem: TableProblem): never => {
    const single = new ProblemList(file);
    single.add(problem);
    throw new TableError(single.all);
  };
  const encoding = encodingProblem(bytes);
  if (encoding) fail(encoding);
  let records: { record: string[]; info: { lines: number } }[] = [];
  const lines: number[] = [];
  try {
    records = parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    fail(quoteProblem(error, bytes));
  }
  // `info.lines` is the line on which a record ends, but counts a \r\n within quotes twice.
  let countedTwice = 0;
  for (const { record, info } of records) {
    let inside = 0;
    for (const cell of record) {
      if (!LINE_BREAK.test(cell)) continue;
      inside += cell.match(/\r\n|\n|\r/g)!.length;
      countedTwice += cell.match(/\r\n/g)?.length ?? 0;
    }
    lines.push(info.lines - countedTwice - inside);
  }
  if (records.length === 0)
    fail({ line: 1, value: 'an empty file', expected: 'a header line with the names of the columns' });
  const header = records[0].record.map(harmlessBack);
  const problems = new ProblemList(file, header);
  if (header.length === 1 && /[;\t]/.test(header[0]))
    problems.add({
      line: lines[0],
      value: header[0],
      expected: `columns divided by commas, not by ${header[0].includes(';') ? 'semicolons' : 'tabs'}`,
    });
  header.forEach((name, j) => {
    if (name !== '' && header.indexOf(name) < j)
      problems.add({ line: lines[0], column: name, value: name, expected: 'each header name once' });
  });
  const rows: TableRow[] = [];
  for (let i = 1; i < records.length; i++) {
    const cells = records[i].record;
    if (cells.length !== header.length)
      problems.add({
        line: lines[i],
        value: `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`,
        expected: `${header.length}, as in the header`,
      });
    else rows.push({ line: lines[i], cells: cells.map(harmlessBack) });
  }
  problems.throwIfAny();
  return { file, header, rows };
}

/** readTable of a file on disk; one that cannot be read is a TableError too. */
export function readTableFile(path: string, file: string = path): Table {
  return readTable(readBytes(path, file, 'a CSV file'), file);
}

/** Line of the last quote that was opened and not closed. */
function openQuoteLine(bytes: Uint8Array): number {
  let open = -1;
  for (let i = bytes.indexOf(34); i >= 0; i = bytes.indexOf(34, i + 1)) open = open < 0 ? i : -1;
  return lineOf(bytes, Math.max(open, 0));
}

function quoteProblem(error: CsvError, bytes: Uint8Array): TableProblem {
  const line = Number((error as CsvError & { lines?: number }).lines ?? 1);
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return { line: openQuoteLine(bytes), value: 'a quoted cell without an end', expected: 'a closing "' };
    case 'INVALID_OPENING_QUOTE':
      return {
        line,
        value: 'a " within an unquoted cell',
        expected: 'the whole cell in quotes, with "" for each "',
      };
    case 'CSV_INVALID_CLOSING_QUOTE':
      return {
        line,
        value: 'text after a closing quote',
        expected: 'a comma or the end of the line; "" stands for a quote',
      };
    default:
      return { line, value: error.message, expected: 'CSV (RFC 4180)' };
  }
}
