/** One run at a time writes into a folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { refusal } from '../scenario/problem.js';
import { realFolder } from './realFolder.js';

/** Whether a process of this machine is there. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Claims a folder, by whatever path it is named, by a file beside it that holds the number of this process; returns what releases it, which the end of
 * the process does too. A claim whose process is gone (a run that was killed) is taken over. Where no file can be written beside the folder there is no claim.
 * @throws InputError where another process is writing there.
 */
export function lockFolder(folder: string): () => void {
  const path = realFolder(folder);
  const file = join(dirname(path), `.${basename(path)}.lock`);
  const claim = (flag: 'wx' | 'w'): void => writeFileSync(file, String(process.pid), { flag });
  try {
    claim('wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return () => {};
    const owner = Number(readFileSync(file, 'utf8'));
    if (isAlive(owner)) {
      const message = `process ${owner} is writing to this folder; wait until it has ended (or remove ${file} if it is no run)`;
      throw refusal(folder, message, 'another --out');
    }
    claim('w');
  }
  const release = (): void => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  return release;
}
