/**
 * Tables for papers: one description, written as Markdown, LaTeX (booktabs) and CSV. Text is for reading, data for
 * computing: the CSV holds every number in full.
 */
import type { Cell } from './csv.js';

export interface PaperTable {
  readonly caption: string;
  /** Column heads; the first column and those of words are set left, numbers right. */
  readonly head: readonly string[];
  /** Rows of texts as wide as the head; null: a rule. */
  readonly body: readonly (readonly string[] | null)[];
  /** What a reader must know: N, how errors were taken, what stars mean. */
  readonly notes: readonly string[];
  /** What fits a single column of a journal, where that is less than the whole. */
  readonly narrow?: {
    /** Columns of the table by index, those in one list below each other; the first list takes the width that is left. */
    readonly columns: readonly (readonly number[])[];
    readonly notes: readonly string[];
  };
  /** The same as numbers, with plain column names. */
  readonly data: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
}

/** A number as text: by default three decimals, in scientific form where these would show nothing; '' for NaN. */
export function numberText(value: number, decimals = 3): string {
  if (Number.isNaN(value)) return '';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  if (size >= 1e6 || (value !== 0 && size < 0.5 * 10 ** -decimals)) return value.toExponential(1);
  return value.toFixed(decimals);
}

/** p as papers print it: three decimals, below .001 as such. */
export function pText(p: number): string {
  if (Number.isNaN(p)) return '';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

export const STARS_NOTE = '* p < .05, ** p < .01, *** p < .001';

/** As STARS_NOTE says; '' for a p that is NaN. */
export const starsOf = (p: number): string => (p < 0.001 ? '***' : p < 0.01 ? '**' : p < 0.05 ? '*' : '');

/** A table with one text a number, for rows of named values. */
export function plainTable(
  columns: readonly {
    readonly id: string;
    readonly label: string;
    readonly text?: (value: number) => string;
  }[],
  rows: readonly (readonly Cell[])[],
  {
    caption,
    notes = [],
    narrow,
  }: Pick<PaperTable, 'caption' | 'narrow'> & { readonly notes?: readonly string[] },
): PaperTable {
  const textOf = (cell: Cell, at: number): string =>
    typeof cell === 'number' ? (columns[at].text ?? numberText)(cell) : (cell ?? '');
  return {
    caption,
    head: columns.map(({ label }) => label),
    body: rows.map((row) => row.map(textOf)),
    notes,
    ...(narrow ? { narrow } : {}),
    data: { columns: columns.map(({ id }) => id), rows },
  };
}

/** Whether a column is read as words: the first, and those of which most cells begin with a letter. */
export function isOfWords(body: PaperTable['body'], at: number): boolean {
  if (at === 0) return true;
  const cells = body.flatMap((row) => (row === null || row[at].trim() === '' ? [] : [row[at]]));
  return 2 * cells.filter((cell) => /^\p{L}/u.test(cell)).length > cells.length;
}

/** A pipe table below its caption in bold, the notes as paragraphs after it. Rules between rows are left out: Markdown has none. */
export function markdownTable({ caption, head, body, notes }: PaperTable): string {
  const cell = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/[*_<]/g, '\\$&').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    `**${cell(caption)}**`,
    '',
    line(head),
    `| ${head.map((_, at) => (isOfWords(body, at) ? ':--' : '--:')).join(' | ')} |`,
    ...body.filter((row) => row !== null).map(line),
    ...notes.flatMap((note) => ['', cell(note)]),
    '',
  ].join('\n');
}
