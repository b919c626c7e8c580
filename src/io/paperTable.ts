/**
 * Tables for papers: one description, written as Markdown, LaTeX (booktabs) and CSV. Text is for reading, data for
 * computing: the CSV holds every number in full.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cell, csvText } from './csv.js';

export interface PaperTable {
  readonly caption: string;
  /** Column heads; the first column and those of words are set left, numbers right. */
  readonly head: readonly string[];
  /** Rows of texts as wide as the head; null: a rule. */
  readonly body: readonly (readonly string[] | null)[];
  /** What a reader must know: N, how errors were taken, what stars mean. */
  readonly notes: readonly string[];
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

export const starsOf = (p: number): string => (p < 0.001 ? '***' : p < 0.01 ? '**' : p < 0.05 ? '*' : '');

/** A table with one text a number, for rows of named values. */
export function plainTable(
  columns: readonly {
    readonly id: string;
    readonly label: string;
    readonly text?: (value: number) => string;
  }[],
  rows: readonly (readonly Cell[])[],
  { caption, notes = [] }: { readonly caption: string; readonly notes?: readonly string[] },
): PaperTable {
  const textOf = (cell: Cell, at: number): string =>
    typeof cell === 'number' ? (columns[at].text ?? numberText)(cell) : (cell ?? '');
  return {
    caption,
    head: columns.map(({ label }) => label),
    body: rows.map((row) => row.map(textOf)),
    notes,
    data: { columns: columns.map(({ id }) => id), rows },
  };
}

/** Whether a column is read as words: the first, and those of which most cells begin with a letter. */
function isOfWords(body: PaperTable['body'], at: number): boolean {
  if (at === 0) return true;
  const cells = body.flatMap((row) => (row === null || row[at].trim() === '' ? [] : [row[at]]));
  return 2 * cells.filter((cell) => /^\p{L}/u.test(cell)).length > cells.length;
}

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

const LATEX: { readonly [character: string]: string } = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '∞': '$\\infty$',
  '×': '$\\times$',
};

/** Text for LaTeX; a minus before a number is set as one. */
export const latexText = (text: string): string =>
  text
    .replace(/[\\{}$&#%_^~<>∞×]/g, (character) => LATEX[character])
    .replace(/(^|[\s([])-(?=[\d.]|\$\\infty)/g, '$1$-$')
    .replaceAll('$-$$\\infty$', '$-\\infty$');

/** Characters from which on a column of words is broken into lines, and rows from which on a table is longer than a page. */
const LONG_TEXT = 45;
const LONG_TABLE = 45;

/** l, r, or p{...} for long texts, which share two thirds of the line. */
function columnTypes({ head, body }: PaperTable): string {
  const isLong = head.map(
    (_, at) => isOfWords(body, at) && body.some((row) => row !== null && row[at].length > LONG_TEXT),
  );
  const width = Math.min(0.4, 0.66 / isLong.filter(Boolean).length).toFixed(2);
  return head
    .map((_, at) => (isLong[at] ? `p{${width}\\linewidth}` : isOfWords(body, at) ? 'l' : 'r'))
    .join('');
}

/** A float for booktabs, or, where it is longer than a page, a longtable; `label` is what \ref names. */
export function latexTable(table: PaperTable, label: string): string {
  const { caption, head, body, notes } = table;
  const line = (cells: readonly string[]): string => `${cells.map(latexText).join(' & ')} \\\\`;
  const rows = body.map((row) => (row === null ? '\\midrule' : line(row)));
  const noteLines = notes.map((note, at) => `${at === 0 ? '\\emph{Notes:} ' : ''}${latexText(note)}`);
  const title = `\\caption{${latexText(caption)}}`;
  if (body.length > LONG_TABLE)
    return [
      '% \\usepackage{booktabs,longtable}',
      `\\begin{longtable}{${columnTypes(table)}}`,
      `${title}\\label{tab:${label}}\\\\`,
      '\\toprule',
      line(head),
      '\\midrule',
      '\\endfirsthead',
      '\\toprule',
      line(head),
      '\\midrule',
      '\\endhead',
      '\\bottomrule',
      '\\endfoot',
      ...rows,
      '\\end{longtable}',
      ...(notes.length === 0 ? [] : ['{\\footnotesize\\noindent', ...noteLines, '\\par}']),
      '',
    ].join('\n');
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}[htbp]',
    '\\centering',
    title,
    `\\label{tab:${label}}`,
    `\\begin{tabular}{${columnTypes(table)}}`,
    '\\toprule',
    line(head),
    '\\midrule',
    ...rows,
    '\\bottomrule',
    '\\end{tabular}',
    ...(notes.length === 0
      ? []
      : ['', '\\smallskip', '\\begin{minipage}{\\linewidth}\\footnotesize', ...noteLines, '\\end{minipage}']),
    '\\end{table}',
    '',
  ].join('\n');
}

/** Writes NAME.md, NAME.tex and NAME.csv; returns their names within the folder. */
export function writePaperTable(folder: string, name: string, table: PaperTable): string[] {
  mkdirSync(folder, { recursive: true });
  const texts = {
    md: markdownTable(table),
    tex: latexTable(table, name),
    csv: csvText(table.data.rows, table.data.columns),
  };
  return Object.entries(texts).map(([extension, text]) => {
    writeFileSync(join(folder, `${name}.${extension}`), text);
    return `${name}.${extension}`;
  });
}
