/** The folder that results go to: refused before anything is computed where it would cost the user something. */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { MANIFEST_FILE } from '../io/manifest.js';
import { UsageError } from './errors.js';

/** Names in a folder that are a user's: none that start with a dot. */
export const visibleNames = (folder: string): string[] =>
  readdirSync(folder).filter((name) => !name.startsWith('.'));

/** Where the folder, or the folder it would be made in, cannot be used. Null: it can. */
export function folderFault(folder: string): string | null {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) return 'a file of that name is there already';
    // One by one: Node's recursive mkdirSync never returns where the file system refuses (as in /proc).
    const missing: string[] = [];
    for (let path = resolve(folder); !existsSync(path); path = dirname(path)) missing.unshift(path);
    for (const path of missing) mkdirSync(path);
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of this path is a file';
    if (code === 'EACCES' || code === 'EPERM') return 'you may not write there';
    if (code === 'EROFS') return 'this disk cannot be written to';
    if (code === 'ENOENT') return 'no folder can be made there';
    if (code === 'ENAMETOOLONG') return 'the name is too long';
    return message;
  }
}

/**
 * Makes the run folder. `reads`: files that the run reads, which it must not overwrite. `marks`: files by which a folder
 * is known as one that may be written to again.
 * @throws UsageError where it is a file, cannot be written, holds what the run reads, or holds a user's own files.
 */
export function claimFolder(
  folder: string,
  reads: readonly string[],
  force: boolean,
  marks: readonly string[] = [MANIFEST_FILE, '.parts'],
): void {
  const within = reads.find((file) => resolve(file).startsWith(resolve(folder) + sep));
  if (within !== undefined)
    throw new UsageError(
      `${folder}: the run reads ${relative('.', within)}, which lies there and would be overwritten; name another folder with --out`,
    );
  const fault = folderFault(folder);
  if (fault !== null) throw new UsageError(`${folder}: ${fault}; name another folder with --out`);
  const ours = marks.some((name) => existsSync(join(folder, name)));
  const names = ours || force ? [] : visibleNames(folder);
  if (names.length > 0) {
    const shown =
      names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    throw new UsageError(
      `${folder}: holds ${shown}, and no ${marks[0]} of an earlier one; name a new or empty folder with --out, or write over it with --force`,
    );
  }
}
