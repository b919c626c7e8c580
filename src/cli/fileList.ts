/** What a folder holds, for the end of a command. */
import { join, relative } from 'node:path';
import { wrapped } from './text.js';

/** Tables in running text, then a line a figure. */
export function fileList(folder: string, files: readonly string[]): string {
  const figures = files.filter((file) => file.startsWith('figures/'));
  const tables = files.filter((file) => !file.startsWith('figures/'));
  const stems = [...new Set(figures.map((file) => file.replace(/\.(svg|pdf|png|csv|vl\.json)$/, '')))];
  return [
    wrapped(tables.join(' '), 4),
    ...stems.map((stem) => `    ${relative('.', join(folder, stem))}.{svg,pdf,png}`),
  ].join('\n');
}
