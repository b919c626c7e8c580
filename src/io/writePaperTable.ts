/** Tables for papers as files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from './csv.js';
import { latexTable, narrowLatexTable } from './latexTable.js';
import { markdownTable, type PaperTable } from './paperTable.js';

/** Columns that the width of an upright page holds. */
const UPRIGHT = 8;

const widthWords = ({ head }: PaperTable): string =>
  head.length > UPRIGHT
    ? `${head.length} columns, for a page on its side (\\usepackage{pdflscape}, \\begin{landscape})`
    : 'For the width of a page';

/**
 * Writes NAME.md, NAME.tex for the width of a page, NAME-narrow.tex for a single column of a journal (either stands for the
 * other: they have one label) and NAME.csv; returns their names within the folder.
 */
export function writePaperTable(folder: string, name: string, table: PaperTable): string[] {
  mkdirSync(folder, { recursive: true });
  const texts = {
    [`${name}.md`]: markdownTable(table),
    [`${name}.tex`]: `% ${widthWords(table)}; ${name}-narrow.tex, with the same label, is for a single column of a journal.\n${latexTable(table, name)}`,
    [`${name}-narrow.tex`]: `% For a single column of a journal; ${name}.tex, with the same label, has all columns.\n${narrowLatexTable(table, name)}`,
    [`${name}.csv`]: csvText(table.data.rows, table.data.columns),
  };
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
  return Object.keys(texts);
}
