/** A table for a paper: Markdown, LaTeX (booktabs) and CSV of the same cells. No stars. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cell, csvText } from './csv.js';

export interface PaperTable {
  /** File stem: letters, digits, dot, hyphen, underscore. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  /** Rows under their headings; a heading of '' is left out. Cells are texts as they are to be read. */
  readonly sections: readonly { readonly heading: string; readonly rows: readonly (readonly string[])[] }[];
  /** Below the table: what the numbers are, how many replicates, what is assumed. */
  readonly notes: readonly string[];
  /** The same in numbers, for the CSV. */
  readonly data: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
}

const markdown = (text: string): string => text.replace(/([\\|*_`<>[\]])/g, '\\$1');

const LATEX: { readonly [character: string]: string } = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '−': '$-$',
  '–': '--',
  '∞': '$\\infty$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '<': '$<$',
  '>': '$>$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  '→': '$\\rightarrow$',
  '²': '$^2$',
};

export const latexText = (text: string): string =>
  text.replace(/[\\~^−–∞×±<>≥≤→²]|[&%$#_{}]/g, (c) => LATEX[c] ?? `\\${c}`);

export function markdownTable({ title, columns, sections, notes }: PaperTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = sections.flatMap(({ heading, rows: own }) => [
    ...(heading === '' ? [] : [line([`**${markdown(heading)}**`, ...columns.slice(1).map(() => '')])]),
    ...own.map((cells) => line(cells.map(markdown))),
  ]);
  return [
    `**${markdown(title)}**`,
    '',
    line(columns.map(({ label }) => markdown(label))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows,
    '',
    ...notes.map((note) => `*${markdown(note)}*\n`),
  ].join('\n');
}

/** Needs \usepackage{booktabs}; a table environment of its own. */
export function latexTable({ name, title, columns, sections, notes }: PaperTable): string {
  const line = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;
  const rows = sections.flatMap(({ heading, rows: own }, at) => [
    ...(heading === ''
      ? []
      : [
          ...(at > 0 ? ['    \\addlinespace'] : []),
          `    \\multicolumn{${columns.length}}{l}{\\emph{${latexText(heading)}}} \\\\`,
        ]),
    ...own.map((cells) => line(cells.map(latexText))),
  ]);
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(title)}}`,
    `  \\label{tab:${name}}`,
    `  \\begin{tabular}{${columns.map(({ align }) => align[0]).join('')}}`,
    '    \\toprule',
    line(columns.map(({ label }) => latexText(label))),
    '    \\midrule',
    ...rows,
    '    \\bottomrule',
    '  \\end{tabular}',
    '  \\par\\smallskip',
    '  \\begin{minipage}{\\linewidth}\\footnotesize',
    `    ${notes.map(latexText).join(' ')}`,
    '  \\end{minipage}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** Writes tables/NAME.md, .tex and .csv into a run folder. */
export function writePaperTable(folder: string, table: PaperTable): void {
  const place = join(folder, 'tables');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `${table.name}.md`), markdownTable(table));
  writeFileSync(join(place, `${table.name}.tex`), latexTable(table));
  writeFileSync(join(place, `${table.name}.csv`), csvText(table.data.rows, table.data.columns));
}
