/**
 * Results that survive: whatever kills the process, the public tables of a folder hold whole replicates 0 … k,
 * and `--resume` goes on to the very bytes of an uninterrupted run.
 *
 * How: tables grow by whole batches, in order, as `.parts/NAME`. After each batch `.parts/progress.json` says how many
 * bytes of each table are committed; what lies beyond was never there. From time to time
 * the committed tables are *published*: copied beside and renamed to their public names. At the end the parts
 * themselves get the public names. What is counted are tasks: replicates of a run, points x replicates of a sweep;
 * of a sweep only whole replicates are published.
 *
 * Against a crash of the process, not of the machine: nothing is flushed to the platters. Resuming after a power
 * failure is refused where a part is shorter than was committed. One process a folder.
 */
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, readManifest, writeAtomically } from '../io/manifest.js';
import { InputError, refusal } from '../scenario/problem.js';
import { removeOwnFiles } from './ownFiles.js';

const PARTS = '.parts';
const PROGRESS = 'progress.json';

/** A run that failed though its input was right: prints without a stack, exit status 1. */
export class RunError extends Error {
  readonly exitCode = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RunError';
  }
}

interface Progress {
  readonly identity: string;
  /** Tasks committed. */
  readonly replicatesDone: number;
  /** Committed length of each part. */
  readonly bytes: { readonly [file: string]: number };
  /** How much of that is published: tasks, and bytes of each part. */
  readonly whole: Whole;
  /** True from the moment that all is in the parts: what is left is to rename them. */
  readonly complete: boolean;
}

/** Up to where the tables hold whole replicates, counted in tasks and in bytes of each table. */
export interface Whole {
  readonly done: number;
  readonly bytes: { readonly [file: string]: number };
}

export interface JournalOptions {
  /** The run folder; made if need be. */
  readonly folder: string;
  /** Identity of the study (manifest.ts). */
  readonly identity: string;
  /** Name of each table → its header line, with \n. */
  readonly tables: { readonly [file: string]: string };
  /** Go on where an interrupted run of the same study stopped; where there is nothing to go on from, start. */
  readonly resume?: boolean;
  /** Start over whatever the folder holds. */
  readonly force?: boolean;
  /** What a task is called in messages. Default: replicate. */
  readonly unit?: string;
}

type Rows = { readonly [file: string]: Uint8Array };

export interface Journal {
  /** Replicates (or whatever a task is: replicate x point in a sweep) committed so far, in order. */
  readonly replicatesDone: number;
  /** Tasks of whole replicates among them, which is what the public tables hold. */
  readonly wholeDone: number;
  /** Nothing is left to compute: all was done before. */
  readonly complete: boolean;
  /**
   * Hands in the tables' rows of the tasks first … first + count - 1. They are held until all before them
   * are in, then committed. A table left out gets no rows. `whole`: where within these rows the last whole replicate
   * ends (done: of these tasks, bytes: of these rows); null: none does; left out: the last task ends one.
   * @throws RunError where the disk is full or the like; what was committed stays. The journal is then closed.
   */
  add(first: number, count: number, rows: Rows, whole?: Whole | null): void;
  /** Makes the public tables hold all that is committed: for interruptions. */
  publish(): void;
  /**
   * Ends the run: the parts become the public tables. `seal` then writes what else belongs to a complete folder
   * (figures, manifest); only after it `.parts` goes, so that a crash within it is resumable.
   */
  finish(seal?: () => void | Promise<void>): Promise<void>;
}

/**
 * Opens the journal of a run folder.
 *
 * @throws InputError where the folder holds another study's results, or an interrupted run of this study, and neither
 * resume nor force says what to do; RunError where it cannot be written or its parts are damaged.
 */
export function openJournal(options: JournalOptions): Journal {
  const { folder, identity, tables, resume = false, force = false, unit = 'replicate' } = options;
  const parts = join(folder, PARTS);
  const names = Object.keys(tables);
  const progressFile = join(parts, PROGRESS);
  let progress: Progress = none(identity);
  let savedLength = 0;
  let publishedBytes = 0;
  let closed = false;
  let complete = false;
  const held = new Map<number, { count: number; rows: Rows; whole: Whole | null | undefined }>();

  guard(() => {
    const found = readProgress(progressFile);
    const manifest = force && !resume ? null : readManifest(folder);
    if (!force) refuseOthers(found, manifest?.identity);
    const same = found?.identity === identity;
    if (resume && same) takeUp(found);
    else if (resume && manifest?.identity === identity && manifest.complete) {
      complete = true;
      progress = { ...progress, replicatesDone: manifest.replicatesDone, complete: true };
    } else start();
  });

  return {
    get replicatesDone() {
      return progress.replicatesDone;
    },
    get wholeDone() {
      return progress.whole.done;
    },
    get complete() {
      return complete;
    },
    add(first, count, rows, whole) {
      if (closed || complete) throw new RunError(`${folder}: the journal is closed`);
      if (first < progress.replicatesDone || held.has(first) || !(count > 0))
        throw new RangeError(`${unit}s ${first} to ${first + count - 1} were handed in before`);
      for (const file of Object.keys(rows))
        if (!names.includes(file)) throw new RangeError(`no table ${file} in this journal`);
      held.set(first, { count, rows, whole });
      guard(() => {
        for (let next = held.get(progress.replicatesDone); next; next = held.get(progress.replicatesDone)) {
          held.delete(progress.replicatesDone);
          commit(next.count, next.rows, next.whole);
        }
        // Doubling: all copies together cost at most about as much again as the tables themselves.
        if (wholeBytes() >= 2 * publishedBytes) publish();
      });
    },
    publish() {
      guard(publish);
    },
    async finish(seal) {
      guard(() => {
        if (held.size > 0)
          throw new RunError(
            `${folder}: ${unit} ${progress.replicatesDone} is missing, later ones are there`,
          );
        if (complete) return;
        save({ ...progress, complete: true });
        renameParts();
        complete = true;
      });
      await seal?.();
      guard(() => rmSync(parts, { recursive: true, force: true }));
      closed = true;
    },
  };

  /** Turns errors of the file system into messages, and closes the journal: its state on disk is then stale. */
  function guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (typeof code !== 'string' || error instanceof RunError || error instanceof InputError) throw error;
      closed = true;
      throw new RunError(
        fileSystemMessage(error as NodeJS.ErrnoException, folder, progress.replicatesDone, unit),
        {
          cause: error,
        },
      );
    }
  }

  function refuseOthers(found: Progress | null, manifestIdentity: string | undefined): void {
    const other = [found?.identity, manifestIdentity].find((id) => id !== undefined && id !== identity);
    if (other !== undefined)
      throw refused(
        `holds the results of another study (identity ${other.slice(0, 12)}, this is ${identity.slice(0, 12)})`,
        resume ? 'the folder of this very study; --force starts over' : 'another --out, or --force',
      );
    if (found && !resume && !found.complete && found.replicatesDone > 0)
      throw refused(
        `holds ${found.replicatesDone} ${unit}s of this study, which was interrupted`,
        '--resume to go on, or --force to start over',
      );
    const stray =
      found || manifestIdentity !== undefined ? [] : names.filter((name) => existsSync(join(folder, name)));
    if (stray.length > 0)
      throw refused(`holds ${stray.join(', ')}, but no ${MANIFEST_FILE}`, 'another --out, or --force');
  }

  function refused(message: string, expected: string): InputError {
    return refusal(folder, `${message}; expected ${expected}`, expected);
  }

  function start(): void {
    removeOwnFiles(folder);
    rmSync(parts, { recursive: true, force: true });
    for (const file of names) rmSync(join(folder, file), { force: true });
    mkdirSync(parts, { recursive: true });
    const bytes: { [file: string]: number } = {};
    for (const name of names) {
      const header = Buffer.from(tables[name]);
      writeFileSync(join(parts, name), header);
      bytes[name] = header.length;
    }
    save({ ...progress, bytes, whole: { done: 0, bytes } });
  }

  function takeUp(found: Progress): void {
    progress = found;
    savedLength = statSync(progressFile).size;
    const before = Object.keys(found.bytes);
    if (before.length !== names.length || before.some((name) => !names.includes(name)))
      throw refused(
        `was begun with the tables ${before.join(', ')}`,
        `the same now, not ${names.join(', ')}`,
      );
    if (found.complete) {
      renameParts();
      complete = true;
      return;
    }
    for (const name of names) {
      const file = join(parts, name);
      const size = existsSync(file) ? statSync(file).size : 0;
      if (size < found.bytes[name])
        throw new RunError(
          `${file}: ${size} bytes, but ${found.bytes[name]} were committed: it was damaged; --force starts over`,
        );
      truncateSync(file, found.bytes[name]);
    }
    publishedBytes = sizeOf(names.map((name) => join(folder, name)));
  }

  function commit(count: number, rows: Rows, whole: Whole | null | undefined): void {
    const before = progress.bytes;
    const bytes = { ...before };
    for (const name of names) {
      const chunk = rows[name];
      if (chunk === undefined || chunk.length === 0) continue;
      appendFileSync(join(parts, name), chunk);
      bytes[name] += chunk.length;
    }
    const replicatesDone = progress.replicatesDone + count;
    let upTo = progress.whole;
    if (whole === undefined) upTo = { done: replicatesDone, bytes };
    else if (whole !== null) {
      const ends = names.map((name) => [name, before[name] + (whole.bytes[name] ?? 0)]);
      upTo = { done: progress.replicatesDone + whole.done, bytes: Object.fromEntries(ends) };
    }
    save({ ...progress, replicatesDone, bytes, whole: upTo });
  }

  /**
   * After the first time over what was there, in one write of less than a page, which a crash of the process does not
   * part. Renaming a new file into its place each time would do too, but ext4 then writes it out: 2 ms a batch.
   */
  function save(next: Progress): void {
    const text = JSON.stringify(next).padEnd(savedLength);
    if (savedLength === 0) writeAtomically(progressFile, text);
    else {
      const file = openSync(progressFile, 'r+');
      try {
        writeSync(file, text, 0);
      } finally {
        closeSync(file);
      }
    }
    savedLength = text.length;
    progress = next;
  }

  function wholeBytes(): number {
    return names.reduce((sum, name) => sum + progress.whole.bytes[name], 0);
  }

  function publish(): void {
    if (complete || progress.whole.done === 0) return;
    for (const name of names) {
      // FICLONE: where the file system can, no byte is copied.
      const copy = join(parts, `${name}.public`);
      copyFileSync(join(parts, name), copy, constants.COPYFILE_FICLONE);
      truncateSync(copy, progress.whole.bytes[name]);
      renameSync(copy, join(folder, name));
    }
    publishedBytes = wholeBytes();
  }

  /** A part that is gone was renamed before a crash. */
  function renameParts(): void {
    for (const name of names) {
      const part = join(parts, name);
      if (existsSync(part)) renameSync(part, join(folder, name));
    }
  }
}

function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0);
}

/** null: none. One that is no progress (another tool's) counts as another study's. */
function readProgress(file: string): Progress | null {
  if (!existsSync(file)) return null;
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Progress>;
    if (
      typeof found.identity === 'string' &&
      Number.isInteger(found.replicatesDone) &&
      found.bytes &&
      found.whole
    )
      return found as Progress;
  } catch {}
  return none('unreadable');
}

const none = (identity: string): Progress => ({
  identity,
  replicatesDone: 0,
  bytes: {},
  whole: { done: 0, bytes: {} },
  complete: false,
});

const CAUSES: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write here',
  EPERM: 'no permission to write here',
  EROFS: 'this disk cannot be written to',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EISDIR: 'a folder stands where a file should be',
  EIO: 'the disk failed',
  EMFILE: 'too many open files',
};

function fileSystemMessage(error: NodeJS.ErrnoException, folder: string, done: number, unit: string): string {
  const cause = CAUSES[error.code ?? ''] ?? error.message;
  const kept = done > 0 ? `; ${done} ${unit}s are kept, --resume goes on from there` : '';
  return `${error.path ?? folder}: ${cause}${kept}`;
}
