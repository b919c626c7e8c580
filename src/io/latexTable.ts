/** Tables for papers in LaTeX: over the width of a page, and in a single column of a journal. */
import { isOfWords, type PaperTable } from './paperTable.js';

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

const noteTexts = (notes: readonly string[]): string[] =>
  notes.map((note, at) => `${at === 0 ? '\\emph{Notes:} ' : ''}${latexText(note)}`);

const notesBelow = (notes: readonly string[]): string[] =>
  notes.length === 0
    ? []
    : [
        '',
        '\\smallskip',
        '\\begin{minipage}{\\linewidth}\\footnotesize',
        ...noteTexts(notes),
        '\\end{minipage}',
      ];

/** A float for booktabs, or, where it is longer than a page, a longtable; `label`, after tab:, is what \ref names. */
export function latexTable(table: PaperTable, label: string): string {
  const { caption, head, body, notes } = table;
  const line = (cells: readonly string[]): string => `${cells.map(latexText).join(' & ')} \\\\`;
  const rows = body.map((row) => (row === null ? '\\midrule' : line(row)));
  const noteLines = noteTexts(notes);
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
    ...notesBelow(notes),
    '\\end{table}',
    '',
  ].join('\n');
}

/** Lines of a narrow table from which on it goes on in a second one: no table of a single column breaks over pages. */
const NARROW_LINES = 50;

/** Characters of a head that are not broken. */
const NARROW_HEAD = 14;

/** Words in lines, each as long as it may be; intervals and numbers stay whole. */
function inLines(text: string): string[] {
  if (!/^\p{L}/u.test(text)) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= NARROW_HEAD) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Texts that stand below each other in one cell. */
function stacked(texts: readonly string[], place: 'tl' | 'tr'): string {
  const [only, ...more] = texts;
  // {} keeps a bracket that follows from being read as an option of \\.
  return more.length === 0 ? only : `\\makecell[${place}]{${[only, ...more].join('\\\\{}')}}`;
}

/**
 * The table in its narrow form, for a single column of a journal: small, as wide as the line that it stands in, long names
 * broken into lines. Without a narrow form of its own it has all its columns. One that is longer than a page goes on in
 * further floats.
 */
export function narrowLatexTable(table: PaperTable, label: string): string {
  const { caption, head, body } = table;
  const { columns, notes } = table.narrow ?? { columns: head.map((_, at) => [at]), notes: table.notes };
  const broken = (text: string): string => latexText(text).replaceAll('\\_', '\\_\\allowbreak{}');
  const sides = columns.map(([at]) => (isOfWords(body, at) ? 'l' : 'r'));
  const cellsOf = (row: readonly string[]): string[] =>
    columns.map((own, k) => {
      const texts = own.flatMap((at) => (k === 0 ? [broken(row[at])] : inLines(row[at]).map(latexText)));
      const told = texts.slice(0, Math.max(1, texts.findLastIndex((text) => text !== '') + 1));
      // The first column is a paragraph, whose lines are broken as they must.
      return k === 0 ? told.join('\\newline{}') : stacked(told, `t${sides[k]}`);
    });
  const line = (row: readonly string[]): string =>
    row.slice(1).every((text) => text === '')
      ? `\\multicolumn{${columns.length}}{@{}p{\\linewidth}@{}}{\\raggedright\\arraybackslash ${broken(row[0])}} \\\\`
      : `${cellsOf(row).join(' & ')} \\\\`;
  const height = Math.max(...columns.map((own) => own.length));
  const pages = inPages(body, Math.floor(NARROW_LINES / height));
  return [
    '% \\usepackage{booktabs,tabularx,makecell}',
    ...pages.flatMap((rows, page) => [
      '\\begin{table}[htbp]',
      '\\centering',
      ...(page === 0
        ? [`\\caption{${latexText(caption)}}`, `\\label{tab:${label}}`]
        : ['\\addtocounter{table}{-1}', `\\caption{${latexText(caption)} (continued)}`]),
      '\\footnotesize\\setlength{\\tabcolsep}{3pt}',
      `\\begin{tabularx}{\\linewidth}{@{}>{\\raggedright\\arraybackslash}X${sides.slice(1).join('')}@{}}`,
      '\\toprule',
      `${cellsOf(head).join(' & ')} \\\\`,
      '\\midrule',
      ...rows.map((row) => (row === null ? '\\midrule' : line(row))),
      '\\bottomrule',
      '\\end{tabularx}',
      ...(page < pages.length - 1 ? [] : notesBelow(notes)),
      '\\end{table}',
    ]),
    '',
  ].join('\n');
}

/** Rows in pieces of at most `most`; no piece begins with a rule. */
function inPages(body: PaperTable['body'], most: number): PaperTable['body'][] {
  const pages: (readonly string[] | null)[][] = [[]];
  for (const row of body) {
    if (pages.at(-1)!.length >= most) pages.push([]);
    if (row !== null || pages.at(-1)!.length > 0) pages.at(-1)!.push(row);
  }
  return pages;
}
