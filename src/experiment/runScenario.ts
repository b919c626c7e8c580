/** `run`: the replicates of one scenario into a run folder. */
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { sha256Of, sha256OfFile } from '../io/checksum.js';
import { csvText, writeCsv } from '../io/csv.js';
import {
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  readManifest,
  writeManifest,
} from '../io/manifest.js';
import { createSimulator } from '../model/simulate.js';
import { version } from '../version.js';
import { runBatches, TaskError } from './batches.js';
import { lockFolder } from './folderLock.js';
import { openJournal } from './journal.js';
import { workerUrl } from './pool.js';
import { type ReplicateBatch, type ReplicateWork, tableColumns } from './replicateTables.js';
import { shareArrays } from './share.js';
import type { Study } from './study.js';
import { cityRows, membershipRows, tieRows } from './worldTables.js';

export interface RunOptions {
  readonly study: Study;
  readonly folder: string;
  readonly threads: number;
  readonly resume: boolean;
  readonly force: boolean;
  /** As it was typed. */
  readonly command: string;
  /** Draws the figures of the finished folder; left out: none. */
  readonly draw?: (folder: string, identity: string) => Promise<void>;
  /** This replicate alone. */
  readonly only?: number;
  readonly onProgress: (done: number, total: number) => void;
  /** All replicates are done; figures and checksums follow. */
  readonly onComputed?: () => void;
  readonly signal: AbortSignal;
}

export interface RunOutcome {
  readonly folder: string;
  readonly replicatesDone: number;
  /** False where it was interrupted, be it while drawing. */
  readonly complete: boolean;
  /** All was done before: nothing was computed or written. */
  readonly before: boolean;
  readonly seconds: number;
  /** What the folder holds, by path within it; empty where it was interrupted. */
  readonly files: readonly string[];
}

/** Identity of a run: the study's, or that of one of its replicates alone. */
export const runIdentity = (study: Study, only?: number): string =>
  only === undefined ? study.identity : sha256Of(`${study.identity} replicate ${only}`);

/**
 * Runs what is left to run.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export async function runScenario(options: RunOptions): Promise<RunOutcome> {
  const release = lockFolder(options.folder);
  try {
    return await runLocked(options);
  } finally {
    release();
  }
}

async function runLocked(options: RunOptions): Promise<RunOutcome> {
  const { study, folder, threads, signal, only } = options;
  const { loaded, inputs, world } = study;
  const { scenario } = loaded;
  const shared = scenario.cities.perReplicate ? null : shareArrays(world);
  const work: ReplicateWork = {
    scenarioId: study.id,
    inputs: shared ? { ...inputs, cities: null, ties: null } : inputs,
    world: shared,
  };
  const columns = tableColumns(work, world);
  const header = (names: readonly string[]): string => csvText([], names);
  const tables = {
    'runs.csv': header(columns.runs),
    'series.csv': header(columns.series),
    ...(scenario.observe.events ? { 'events.csv': header(columns.events) } : {}),
  };
  const replicates = only === undefined ? scenario.replicates : 1;
  const identity = runIdentity(study, only);
  let journal = openJournal({ folder, identity, tables, resume: options.resume, force: options.force });
  const earlier = options.force && !options.resume ? null : readManifest(folder);
  if (journal.complete && earlier?.complete) {
    await journal.finish();
    const files = [...Object.keys(earlier.outputs), MANIFEST_FILE];
    const { seconds } = earlier;
    return { folder, replicatesDone: replicates, complete: true, before: true, seconds, files };
  }
  const first = journal.replicatesDone;
  /** Jurisdiction-steps whose pressure was cut at -1 or 1; of what was done before a resume they are counted again. */
  let saturated = 0;
  const countSaturated = (): number => {
    const { run } = createSimulator(world, { explain: false });
    return range(0, first).reduce((sum, r) => sum + run(r).cuts, saturated);
  };
  const started = new Date();
  const resumed = first > 0 && earlier?.identity === identity ? earlier : null;
  const elapsed = (): number => (resumed?.seconds ?? 0) + (Date.now() - started.getTime()) / 1000;
  const manifest = (replicatesDone: number, complete: boolean, outputs: Manifest['outputs']): Manifest => ({
    manifestVersion: MANIFEST_VERSION,
    tool: { name: 'fastpolicy', version },
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    command: options.command,
    kind: 'run',
    scenario: study.id,
    resolved: loaded.resolved,
    seed: scenario.seed,
    replicates,
    ...(only === undefined ? {} : { replicate: only }),
    inputs: study.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
    identity,
    started: resumed?.started ?? started.toISOString(),
    finished: complete ? new Date().toISOString() : null,
    seconds: elapsed(),
    threads,
    complete,
    replicatesDone,
    outputs,
  });
  writeStudyFiles(study, folder);
  writeManifest(folder, manifest(journal.replicatesDone, false, {}));
  const encode = (batch: ReplicateBatch) => ({
    'runs.csv': batch.runs,
    'series.csv': batch.series,
    ...(scenario.observe.events ? { 'events.csv': batch.events } : {}),
  });
  const interrupted = (): RunOutcome => ({
    folder,
    replicatesDone: journal.replicatesDone,
    complete: false,
    before: false,
    seconds: elapsed(),
    files: [],
  });
  const compute = (until: number): Promise<number> =>
    runBatches<ReplicateWork, number, ReplicateBatch>({
      workerUrl: workerUrl('replicates'),
      workerData: work,
      tasks: only === undefined ? range(journal.replicatesDone, until) : [only],
      first: journal.replicatesDone,
      threads,
      signal,
      onResult(batch, { first: from, count }) {
        journal.add(from, count, encode(batch));
        saturated += batch.cuts;
        options.onProgress(journal.replicatesDone, replicates);
      },
    });
  try {
    options.onProgress(first, replicates);
    let failure: TaskError | null = null;
    // Where only figures and checksums were left, no thread need start.
    while (!journal.complete) {
      try {
        await compute(failure?.index ?? replicates);
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
  options.onComputed?.();
  const seconds = elapsed();
  let files: string[] = [];
  try {
    await journal.finish(async () => {
      await options.draw?.(folder, identity);
      const sums = await checksums(folder);
      files = [...Object.keys(sums), MANIFEST_FILE];
      writeManifest(folder, { ...manifest(replicates, true, sums), saturatedSteps: countSaturated() });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    writeManifest(folder, manifest(replicates, false, {}));
    return interrupted();
  }
  return { folder, replicatesDone: replicates, complete: true, before: false, seconds, files };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

/** What does not depend on the replicates: the scenario, the user's inputs, and what was simulated. */
function writeStudyFiles({ files, world, yaml }: Study, folder: string): void {
  rmSync(join(folder, 'inputs'), { recursive: true, force: true });
  rmSync(join(folder, 'figures'), { recursive: true, force: true });
  if (files.length > 0) mkdirSync(join(folder, 'inputs'), { recursive: true });
  for (const { path, name } of files) copyFileSync(path, join(folder, 'inputs', name));
  writeFileSync(join(folder, 'scenario.yaml'), yaml);
  writeCsv(join(folder, 'cities.csv'), ...cityRows(world));
  writeCsv(join(folder, 'ties.csv'), ...tieRows(world));
  writeCsv(join(folder, 'memberships.csv'), ...membershipRows(world));
}

/** SHA-256 of every file of the folder but the manifest and what is still in the making. */
export async function checksums(folder: string): Promise<{ [file: string]: string }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== MANIFEST_FILE && !file.startsWith('.parts/'))
    .sort();
  const sums: { [file: string]: string } = {};
  for (const file of files) sums[file] = await sha256OfFile(join(folder, file));
  return sums;
}
