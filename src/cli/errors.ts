/** What went wrong, in words, and the exit status: 1 a run failed, 2 input or usage is wrong. */
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { TaskError } from '../experiment/batches.js';
import { RunError } from '../experiment/journal.js';
import { InputError, problemsWithSource } from '../scenario/problem.js';
import { TableError } from '../io/tableProblems.js';

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const write = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Prints the error on standard error, without a stack, and returns the exit status. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its own messages; help and version are no errors.
    if (error.code === 'fastpolicy.number') write(pc.red(error.message));
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof InputError) {
    write(problemsWithSource(error.problems));
    const count = error.problems.length;
    write(pc.red(count === 1 ? '1 problem; nothing was started' : `${count} problems; nothing was started`));
    return 2;
  }
  if (error instanceof TableError || error instanceof UsageError) {
    write(pc.red(error.message));
    return 2;
  }
  if (error instanceof TaskError || error instanceof RunError) {
    write(pc.red(error.message));
    return 1;
  }
  const known = error as NodeJS.ErrnoException;
  if (known?.code === 'EACCES' || known?.code === 'ENOSPC' || known?.code === 'EROFS' || known?.code === 'EPERM') {
    write(pc.red(`${known.code}: ${known.message}`));
    return 1;
  }
  write(pc.red('fastpolicy failed, and it is not your fault. Please report this:'));
  write(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
