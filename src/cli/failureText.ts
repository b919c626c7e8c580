import { join, relative } from 'node:path';
import { FAILURES_FILE } from '../experiment/sweep/sweepFiles.js';
import { eachRow } from '../io/eachRow.js';
import { countText } from '../scenario/countText.js';
import { errorColors } from './colors.js';

/** How many runs of a sweep's folder failed, and the first of them with its error and the command that repeats it. */
export function failureText(folder: string, failed: number): string {
  const file = join(folder, FAILURES_FILE);
  let first: readonly string[] | null = null;
  eachRow(file, ['point', 'replicate', 'error', 'command'], (cells) => {
    first ??= [...cells];
  });
  const [point, replicate, error, command] = first!;
  return (
    `${errorColors.red(`${countText(failed, 'run')} failed`)}; all others are done. ${relative('.', file)} has each with its error; the first:\n` +
    `  point ${point}, replicate ${replicate}: ${error}\n  ${command}`
  );
}
