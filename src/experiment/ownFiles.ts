/**
 * Which files of a folder of results are its own: those that its manifest lists. All others are the user's: nothing
 * removes them, and no manifest takes them for results.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { sha256OfFile } from '../io/checksum.js';
import { FIGURES, MANIFEST_FILE, type Manifest, REPORT_FILE, readManifest } from '../io/manifest.js';

/** Folders that an undertaking which never ended may have begun to fill: its manifest lists nothing yet. */
const BEGUN = [FIGURES, 'tables', 'scenarios', 'inputs'];

/** Null where there is none that can be read. */
function manifestThere(folder: string): Manifest | null {
  try {
    return readManifest(folder);
  } catch {
    return null;
  }
}

/** Removes what an earlier study, or an earlier attempt at this one, wrote into the folder. */
export function removeOwnFiles(folder: string): void {
  const manifest = manifestThere(folder);
  if (manifest === null) return;
  const root = resolve(folder) + sep;
  const begun = manifest.complete ? [] : ((manifest['parquet'] as readonly string[] | undefined) ?? []);
  for (const file of [...Object.keys(manifest.outputs), ...begun, MANIFEST_FILE])
    if (resolve(folder, file).startsWith(root)) rmSync(join(folder, file), { force: true });
  if (manifest.complete) return;
  for (const name of BEGUN) rmSync(join(folder, name), { recursive: true, force: true });
}

/** Files of a folder that have other bytes than those with these checksums, or are gone. */
export async function compareFiles(folder: string, sums: Manifest['outputs']) {
  const altered: string[] = [];
  const missing: string[] = [];
  for (const [name, sum] of Object.entries(sums)) {
    const path = join(folder, name);
    if (!existsSync(path)) missing.push(name);
    else if ((await sha256OfFile(path)) !== sum) altered.push(name);
  }
  return { altered, missing };
}

/** Files of a folder by their path within it, in order, hidden ones aside. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

/** Those of them that can be results: neither the manifest nor the report. */
export const resultFiles = (folder: string): string[] =>
  filesOf(folder).filter((file) => file !== MANIFEST_FILE && file !== REPORT_FILE);

/** Files that are not the folder's own, and when each was written last (ms). Of an unfinished study nobody can tell: none. */
export type UsersFiles = ReadonlyMap<string, number>;

export function usersFiles(folder: string): UsersFiles {
  const manifest = manifestThere(folder);
  if (!existsSync(folder) || (manifest !== null && !manifest.complete)) return new Map();
  const own = new Set(Object.keys(manifest?.outputs ?? {}));
  const others = resultFiles(folder).filter((file) => !own.has(file));
  return new Map(others.map((file) => [file, statSync(join(folder, file)).mtimeMs]));
}

/** Whether a file is one of the user's, and has not been written over since. */
export const isUsers = (users: UsersFiles, folder: string, file: string): boolean =>
  users.get(file) === statSync(join(folder, file)).mtimeMs;
