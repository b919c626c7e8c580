/** Tables that lie beside the project and are no part of it: tests that use them are skipped where they are absent. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTableFile } from '../../src/io/csv.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A file under ../shared/data, or null. */
export function sharedFile(name: string): string | null {
  const path = join(root, 'shared', 'data', name);
  return existsSync(path) ? path : null;
}

/** Columns of a table by name, cells as texts. */
export function columnsOf(path: string): { readonly [name: string]: string[] } {
  const { header, rows } = readTableFile(path);
  return Object.fromEntries(header.map((name, at) => [name, rows.map(({ cells }) => cells[at])]));
}
