/** What went wrong, in words, and the exit status: 1 a run failed, 2 input or usage is wrong. */

import { CommanderError } from 'commander';
import { TaskError } from '../experiment/batches.js';
import { RunError } from '../experiment/journal.js';
import { countText } from '../scenario/countText.js';
import { InputError, type Problem, problemsWithSource } from '../scenario/problem.js';
import { errorColors } from './colors.js';

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Problems of one file that are printed; a column in the wrong unit has as many as the file has rows. */
const PRINTED = 50;

const write = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Problems with the lines at fault, file by file; of very many of one file the first. */
export function problemList(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ file }) => file))];
  return files
    .map((file) => {
      const own = problems.filter((problem) => problem.file === file);
      const more = own.length - PRINTED;
      const rest = more > 0 ? [`${file}: and ${more} more problems (check --json lists all)`] : [];
      return [problemsWithSource(own.slice(0, PRINTED)), ...rest].join('\n');
    })
    .join('\n');
}

/** Prints the error on standard error, without a stack, and returns the exit status. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its own messages; help and version are no errors.
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof InputError) {
    write(problemList(error.problems));
    write(errorColors.red(`${countText(error.problems.length, 'problem')}; nothing was started`));
    return 2;
  }
  if (error instanceof UsageError) {
    write(errorColors.red(error.message));
    return 2;
  }
  if (error instanceof TaskError || error instanceof RunError) {
    write(errorColors.red(error.message));
    return 1;
  }
  const known = error as NodeJS.ErrnoException;
  if (['EACCES', 'ENOSPC', 'EDQUOT', 'EROFS', 'EPERM', 'EIO', 'EMFILE'].includes(known?.code ?? '')) {
    write(errorColors.red(known.message));
    return 1;
  }
  write(errorColors.red('fastpolicy failed, and it is not your fault. Please report this:'));
  write(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
