/** Where a folder really is. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** Its path without symbolic links; of one that is not there yet, that of the nearest folder above with the rest. */
export function realFolder(folder: string): string {
  const path = resolve(folder);
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realFolder(dirname(path)), basename(path));
}

/** Whether one of them is the other, or lies in it. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [realFolder(a) + sep, realFolder(b) + sep];
  return one.startsWith(other) || other.startsWith(one);
}
