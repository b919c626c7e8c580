/**
 * Many tasks into one folder: what `run`, `compare` and their like have in common. Threads compute, a journal keeps
 * whole tasks in their order, an interruption loses nothing, and a manifest says what the folder holds.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../io/checksum.js';
import { csvText } from '../io/csv.js';
import {
  FIGURES,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  REPORT_FILE,
  readManifest,
  writeManifest,
} from '../io/manifest.js';
import { version } from '../version.js';
import { runBatches, TaskError } from './batches.js';
import { lockFolder } from './folderLock.js';
import { openJournal } from './journal.js';
import { addLargeTables, hasParquet, parquetFiles, writeLargeTables } from './largeTables.js';
import { isUsers, resultFiles, type UsersFiles, usersFiles } from './ownFiles.js';
import { workerUrl } from './pool.js';

/** How it is to be done: the same bytes come of it whatever stands here. */
export interface Conditions {
  readonly folder: string;
  readonly threads: number;
  readonly resume: boolean;
  readonly force: boolean;
  /** As it was typed. */
  readonly command: string;
  /** A command that makes the same wherever it is typed: figures carry it. */
  readonly remake?: string;
  readonly onProgress: (done: number, total: number) => void;
  /** All tasks are done; results, figures and checksums follow. */
  readonly onComputed?: () => void;
  readonly signal: AbortSignal;
}

/** What is to be done. */
export interface Undertaking<Work, Task, Batch> {
  readonly identity: string;
  /** Name of each table that tasks write, and its columns. */
  readonly tables: { readonly [file: string]: readonly string[] };
  /** Module of workers/, and what its threads get. */
  readonly worker: string;
  readonly work: Work;
  readonly taskCount: number;
  /** The task of a number from 0; rows are kept in this order. */
  readonly task: (number: number) => Task;
  /** Rows of each table that came of a batch. */
  readonly rows: (batch: Batch) => { readonly [file: string]: Uint8Array };
  /** What the manifest says of it from the beginning, … */
  readonly facts: Pick<Manifest, 'scenario' | 'resolved' | 'seed' | 'replicates' | 'inputs'> & {
    readonly kind: string;
    readonly [key: string]: unknown;
  };
  /** … and of so many tasks done, in replicates. Default: a task is a replicate. */
  readonly replicatesDone?: (tasks: number) => number;
  /** Names of the tables with many rows a task (largeTables.ts). Default: none. */
  readonly large?: readonly string[];
  /** Whether these are wanted as Parquet too. What was asked for once in a folder holds for it until it is begun anew. */
  readonly parquet?: boolean;
  /** Whether figures are wanted. */
  readonly draws: boolean;
  /** Writes what does not depend on the tasks. */
  readonly begin: () => void;
  /** Makes what follows from the tables: results, figures. Returns what else the manifest is to say. */
  readonly end: () => Promise<{ readonly [key: string]: unknown }>;
}

export interface UndertakingOutcome {
  readonly folder: string;
  /** Tasks in the tables. */
  readonly tasksDone: number;
  /** False where it was interrupted, be it while drawing. */
  readonly complete: boolean;
  /** All was done before: nothing was computed. */
  readonly before: boolean;
  readonly seconds: number;
  /** What the folder holds, by path within it; empty where it was interrupted. */
  readonly files: readonly string[];
}

/**
 * Does what is left to do.
 * @throws InputError where the folder holds another study, TaskError where a task fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export async function undertake<Work, Task, Batch>(
  undertaking: Undertaking<Work, Task, Batch>,
  conditions: Conditions,
): Promise<UndertakingOutcome> {
  const release = lockFolder(conditions.folder);
  try {
    return await undertakeLocked(undertaking, conditions);
  } finally {
    release();
  }
}

async function undertakeLocked<Work, Task, Batch>(
  undertaking: Undertaking<Work, Task, Batch>,
  conditions: Conditions,
): Promise<UndertakingOutcome> {
  const { identity, taskCount, large = [] } = undertaking;
  const { folder, threads, signal, resume, force } = conditions;
  const tables = Object.fromEntries(
    Object.entries(undertaking.tables).map(([file, columns]) => [file, csvText([], columns)]),
  );
  const users = usersFiles(folder);
  const earlier = force && !resume ? null : readManifest(folder);
  const parquet = undertaking.parquet || (earlier?.identity === identity && hasParquet(earlier));
  // Done again it would be the same to the byte, and what was drawn besides would be lost.
  const done = earlier !== null && hasAll(earlier, identity, undertaking.draws);
  let journal = openJournal({ folder, identity, tables, resume: resume || done, force });
  if (journal.complete && earlier?.complete) {
    await journal.finish();
    const { seconds } = earlier;
    const before = { folder, tasksDone: taskCount, before: true, seconds };
    try {
      const lacking = parquet && !hasParquet(earlier);
      const { outputs } = lacking ? await addLargeTables(folder, earlier, large, signal) : earlier;
      return { ...before, complete: true, files: [...Object.keys(outputs), MANIFEST_FILE] };
    } catch (error) {
      if (!signal.aborted) throw error;
      return { ...before, complete: false, files: [] };
    }
  }
  const first = journal.replicatesDone;
  const started = new Date();
  const resumed = first > 0 && earlier?.identity === identity ? earlier : null;
  const elapsed = (): number => (resumed?.seconds ?? 0) + (Date.now() - started.getTime()) / 1000;
  const manifest = (tasksDone: number, complete: boolean, outputs: Manifest['outputs']): Manifest => ({
    manifestVersion: MANIFEST_VERSION,
    tool: { name: 'fastpolicy', version },
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    command: conditions.command,
    ...(conditions.remake === undefined ? {} : { remake: conditions.remake }),
    ...undertaking.facts,
    ...(parquet ? parquetFiles(large) : {}),
    identity,
    started: resumed?.started ?? started.toISOString(),
    finished: complete ? new Date().toISOString() : null,
    seconds: elapsed(),
    threads,
    complete,
    replicatesDone: undertaking.replicatesDone?.(tasksDone) ?? tasksDone,
    outputs,
  });
  // A report of other results would be taken for one of these.
  rmSync(join(folder, REPORT_FILE), { force: true });
  undertaking.begin();
  writeManifest(folder, manifest(journal.replicatesDone, false, {}));
  const interrupted = (): UndertakingOutcome => ({
    folder,
    tasksDone: journal.replicatesDone,
    complete: false,
    before: false,
    seconds: elapsed(),
    files: [],
  });
  const compute = (until: number): Promise<number> =>
    runBatches<Work, Task, Batch>({
      workerUrl: workerUrl(undertaking.worker),
      workerData: undertaking.work,
      tasks: tasksFrom(journal.replicatesDone, until, undertaking.task),
      first: journal.replicatesDone,
      threads,
      signal,
      onResult(batch, { first: from, count }) {
        journal.add(from, count, undertaking.rows(batch));
        conditions.onProgress(journal.replicatesDone, taskCount);
      },
    });
  try {
    conditions.onProgress(first, taskCount);
    let failure: TaskError | null = null;
    // Where only results and checksums were left, no thread need start.
    while (!journal.complete) {
      try {
        await compute(failure?.index ?? taskCount);
        break;
      } catch (error) {
        const before = error instanceof TaskError && !error.exhausted && error.index > journal.replicatesDone;
        if (!before || signal.aborted) throw error;
        // Those before it are done first: then the folder holds the same, whichever thread was ahead.
        failure = error;
        journal = openJournal({ folder, identity, tables, resume: true });
      }
    }
    if (failure) throw failure;
  } catch (error) {
    journal.publish();
    writeManifest(folder, manifest(journal.replicatesDone, false, {}));
    if (!signal.aborted) throw error;
    return interrupted();
  }
  conditions.onComputed?.();
  const seconds = elapsed();
  let files: string[] = [];
  try {
    await journal.finish(async () => {
      const facts = await undertaking.end();
      if (parquet) await writeLargeTables(folder, large, signal);
      const sums = await checksums(folder, users);
      files = [...Object.keys(sums), MANIFEST_FILE];
      writeManifest(folder, { ...manifest(taskCount, true, sums), ...facts });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    writeManifest(folder, manifest(taskCount, false, {}));
    return interrupted();
  }
  return { folder, tasksDone: taskCount, complete: true, before: false, seconds, files };
}

function tasksFrom<Task>(
  from: number,
  to: number,
  task: (number: number) => Task,
): Iterable<Task> & { length: number } {
  return {
    length: to - from,
    *[Symbol.iterator]() {
      for (let number = from; number < to; number++) yield task(number);
    },
  };
}

/** Whether a folder holds all of a study already, its figures where they are wanted. */
export function hasAll(manifest: Manifest, identity: string, figures: boolean): boolean {
  if (manifest.identity !== identity || !manifest.complete) return false;
  return !figures || Object.keys(manifest.outputs).some((file) => file.startsWith(`${FIGURES}/`));
}

/** SHA-256 of every file of the folder but the manifest, the report, the user's and what is still in the making. */
export async function checksums(
  folder: string,
  users: UsersFiles = new Map(),
): Promise<{ [file: string]: string }> {
  const sums: { [file: string]: string } = {};
  for (const file of resultFiles(folder))
    if (!isUsers(users, folder, file)) sums[file] = await sha256OfFile(join(folder, file));
  return sums;
}
