/** Tables with many rows a replicate, which can be had as Parquet beside the CSV (`--format parquet`). */
import { join } from 'node:path';
import { sha256OfFile } from '../io/checksum.js';
import { type Manifest, writeManifest } from '../io/manifest.js';
import { type ColumnType, writeParquet } from '../io/parquet.js';
import { refuseAltered } from './intact.js';

const TEXTS: readonly string[] = [
  'a',
  'b',
  'scenario',
  'city',
  'policy',
  'transition',
  'source',
  'route',
  'group',
  'standing',
];
const WHOLE: readonly string[] = [
  'replicate',
  'from',
  'to',
  'generation',
  'spell',
  'cities',
  'declared',
  'implemented',
];

/** By the name of the column, which means the same in all these tables. */
const typeOf = (column: string): ColumnType =>
  TEXTS.includes(column) ? 'text' : WHOLE.includes(column) ? 'whole' : 'number';

const parquetName = (table: string): string => table.replace(/\.csv$/, '.parquet');

/** Writes NAME.parquet for each NAME.csv of a folder. */
export async function writeLargeTables(
  folder: string,
  tables: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const table of tables)
    await writeParquet(join(folder, table), join(folder, parquetName(table)), typeOf, signal);
}

/** What the manifest says of them: the files that are written, or will be where the study was interrupted. */
export const parquetFiles = (tables: readonly string[]): { readonly parquet: readonly string[] } => ({
  parquet: tables.map(parquetName),
});

/** Whether a manifest says so. */
export const hasParquet = (manifest: Manifest): boolean => manifest['parquet'] !== undefined;

/**
 * Adds them to a complete folder; what else it holds stays. Returns its manifest, which lists them.
 * @throws InputError where a table is not the one that was written.
 */
export async function addLargeTables(
  folder: string,
  manifest: Manifest,
  tables: readonly string[],
  signal: AbortSignal,
): Promise<Manifest> {
  await refuseAltered(folder, manifest, tables);
  await writeLargeTables(folder, tables, signal);
  const outputs = { ...manifest.outputs };
  const { parquet } = parquetFiles(tables);
  for (const name of parquet) outputs[name] = await sha256OfFile(join(folder, name));
  const inOrder = Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1));
  const added = { ...manifest, parquet, outputs: Object.fromEntries(inOrder) };
  writeManifest(folder, added);
  return added;
}
