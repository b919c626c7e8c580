/** What commands that fill a folder have in common: whom they tell what, how they go on and are stopped, how they end. */
import { TaskError } from '../experiment/batches.js';
import { RunError } from '../experiment/journal.js';
import type { UndertakingOutcome } from '../experiment/undertaking.js';
import { countText } from '../scenario/countText.js';
import { errorColors, outColors } from './colors.js';
import { resumeCommand } from './commandLine.js';
import { fileList } from './fileList.js';
import { listenForInterruption } from './interruption.js';
import { createProgress, durationText } from './progress.js';

export interface Teller {
  /** On standard output, unless --quiet or --json. */
  say(text: string): void;
  /** On standard error, unless --quiet. */
  warn(text: string): void;
  /** As warn, in the colour of notes. */
  caution(text: string): void;
  /** As warn, after the word note. */
  note(text: string): void;
}

/** Warnings and notes go to standard error, so that --json leaves nothing but JSON on standard output. */
export function teller({ quiet = false, json = false }: { quiet?: boolean; json?: boolean }): Teller {
  const warn = (text: string): void => {
    if (!quiet) process.stderr.write(`${text}\n`);
  };
  return {
    say(text) {
      if (!quiet && !json) process.stdout.write(`${text}\n`);
    },
    warn,
    caution: (text) => warn(errorColors.yellow(text)),
    note: (text) => warn(`${errorColors.yellow('note')} ${text}`),
  };
}

/** What the work is given. */
export interface Running {
  onProgress(done: number, total: number): void;
  /** The count is over; what follows has none. */
  onComputed(): void;
  readonly signal: AbortSignal;
}

export interface UnderwayOptions {
  /** What is counted, in the plural. */
  readonly unit: string;
  /** Whether no progress is shown. */
  readonly silent: boolean;
  /** What goes on after the count: 'drawing figures'. */
  readonly afterwards?: string;
  /** What to say of a task that failed; null: the error as it is. */
  readonly failure?: (error: TaskError) => string | null;
}

/** Does the work with a bar of progress and under Ctrl-C. @throws RunError where a task failed. */
export async function underway<T>(
  { unit, silent, afterwards = '', failure = () => null }: UnderwayOptions,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  const progress = createProgress(unit, silent);
  const interruption = listenForInterruption(progress.stop);
  try {
    return await work({
      onProgress: progress.update,
      onComputed() {
        progress.stop();
        progress.doing(afterwards);
      },
      signal: interruption.signal,
    });
  } catch (error) {
    const text = error instanceof TaskError ? failure(error) : null;
    throw text === null ? error : new RunError(text, { cause: error });
  } finally {
    progress.stop();
    progress.doing('');
    interruption.close();
  }
}

/** What was done of what was to be done: '3 of 12 replicates', and whether that was all. */
export const doneOf = (done: number, total: number): Done =>
  done < total
    ? { text: `${done} of ${countText(total, 'replicate')}`, all: false }
    : { text: total === 1 ? 'the one replicate' : `all ${total} replicates`, all: true };

export interface Done {
  readonly text: string;
  /** Nothing is left to simulate: what follows from the replicates is. */
  readonly all: boolean;
}

/** Says how to go on after an interruption, and returns the exit status. */
export function interrupted({ text, all }: Done, folder: string): number {
  const left = all ? '; tables, figures or checksums that follow from them are left' : '';
  process.stderr.write(
    `${errorColors.yellow(`interrupted after ${text}`)}${left}; what is done is in ${folder}; go on with\n  ${resumeCommand()}\n`,
  );
  return 130;
}

/** What was computed, in what time, and which files it left. */
export function doneText({ folder, tasksDone, before, seconds, files }: UndertakingOutcome): string {
  const computed = before ? '' : ` in ${durationText(seconds)}`;
  return [
    `  ${countText(tasksDone, 'replicate')}${computed}; ${before ? 'in' : 'written to'} ${outColors.bold(folder)}:`,
    fileList(folder, files),
  ].join('\n');
}
