/** Tables for papers as files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from './csv.js';
import { latexTable, narrowLatexTable } from './latexTable.js';
import { markdownTable, type PaperTable } from './paperTable.js';

/**
 * Writes NAME.md, NAME.tex for the width of a page, NAME-narrow.tex for a single column of a journal (either stands for the
 * other: they have one label) and NAME.csv; returns their names within the folder.
 */
export function writePaperTable(folder: string, name: string, table: PaperTable): string[] {
  mkdirSync(folder, { recursive: true });
  const texts = {
    [`${name}.md`]: markdownTable(table),
    [`${name}.tex`]: latexTable(table, name),
    [`${name}-narrow.tex`]: narrowLatexTable(table, name),
    [`${name}.csv`]: csvText(table.data.rows, table.data.columns),
  };
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), text);
  return Object.keys(texts);
}
