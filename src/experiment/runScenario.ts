/** `run`: the replicates of one scenario into a run folder. */
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { csvText } from '../io/csv.js';
import { sha256OfFile } from '../io/checksum.js';
import { MANIFEST_VERSION, type Manifest, writeManifest } from '../io/manifest.js';
import { version } from '../version.js';
import type { ReplicateBatch } from '../../workers/replicates.js';
import { runBatches } from './batches.js';
import { openJournal } from './journal.js';
import { workerUrl } from './pool.js';
import { type ReplicateWork, tableColumns } from './replicateTables.js';
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
  /** False where it was interrupted. */
  readonly complete: boolean;
  readonly seconds: number;
  /** What the folder holds, by path within it; empty where it was interrupted. */
  readonly files: readonly string[];
}

/**
 * Runs what is left to run.
 * @throws InputError where the folder holds another study, TaskError where a replicate fails, RunError where
 * the folder cannot be written. What was computed before stays.
 */
export async function runScenario(options: RunOptions): Promise<RunOutcome> {
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
  const journal = openJournal({
    folder,
    identity: only === undefined ? study.identity : `${study.identity} ${only}`,
    tables,
    resume: options.resume,
    force: options.force,
  });
  const started = new Date();
  const manifest = (replicatesDone: number, complete: boolean, outputs: Manifest['outputs']): Manifest => ({
    manifestVersion: MANIFEST_VERSION,
    tool: { name: 'fastpolicy', version },
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    command: options.command,
    scenario: study.id,
    resolved: loaded.resolved,
    seed: scenario.seed,
    replicates,
    inputs: study.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
    identity: study.identity,
    started: started.toISOString(),
    finished: complete ? new Date().toISOString() : null,
    seconds: (Date.now() - started.getTime()) / 1000,
    threads,
    complete,
    replicatesDone,
    outputs,
  });
  if (journal.complete) {
    const files = Object.keys(await checksums(folder));
    return { folder, replicatesDone: replicates, complete: true, seconds: 0, files };
  }

  writeStudyFiles(study, folder);
  writeManifest(folder, manifest(journal.replicatesDone, false, {}));
  const first = journal.replicatesDone;
  const encode = (batch: ReplicateBatch) => ({
    'runs.csv': batch.runs,
    'series.csv': batch.series,
    ...(scenario.observe.events ? { 'events.csv': batch.events } : {}),
  });
  try {
    await runBatches<ReplicateWork, number, ReplicateBatch>({
      workerUrl: workerUrl('replicates'),
      workerData: work,
      tasks: only === undefined ? range(first, replicates) : [only],
      first,
      threads,
      signal,
      onResult(batch, { first: from, count }) {
        journal.add(from, count, encode(batch));
        options.onProgress(journal.replicatesDone, replicates);
      },
    });
  } catch (error) {
    journal.publish();
    writeManifest(folder, manifest(journal.replicatesDone, false, {}));
    if (!signal.aborted) throw error;
    return { folder, replicatesDone: journal.replicatesDone, complete: false, seconds: elapsed(started), files: [] };
  }
  options.onComputed?.();
  const seconds = elapsed(started);
  let files: string[] = [];
  await journal.finish(async () => {
    await options.draw?.(folder, study.identity);
    const sums = await checksums(folder);
    files = [...Object.keys(sums), 'manifest.json'];
    writeManifest(folder, manifest(replicates, true, sums));
  });
  return { folder, replicatesDone: replicates, complete: true, seconds, files };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k);

const elapsed = (since: Date): number => (Date.now() - since.getTime()) / 1000;

/** What does not depend on the replicates: the scenario, the user's inputs, and what was simulated. */
function writeStudyFiles({ files, world, yaml }: Study, folder: string): void {
  rmSync(join(folder, 'inputs'), { recursive: true, force: true });
  rmSync(join(folder, 'figures'), { recursive: true, force: true });
  if (files.length > 0) mkdirSync(join(folder, 'inputs'), { recursive: true });
  for (const { path, name } of files) copyFileSync(path, join(folder, 'inputs', name));
  writeFileSync(join(folder, 'scenario.yaml'), yaml);
  writeFileSync(join(folder, 'cities.csv'), csvText(...cityRows(world)));
  writeFileSync(join(folder, 'ties.csv'), csvText(...tieRows(world)));
  writeFileSync(join(folder, 'memberships.csv'), csvText(...membershipRows(world)));
}

/** SHA-256 of every file of the folder but the manifest and what is still in the making. */
async function checksums(folder: string): Promise<{ [file: string]: string }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== 'manifest.json' && !file.startsWith('.parts/'))
    .sort();
  const sums: { [file: string]: string } = {};
  for (const file of files) sums[file] = await sha256OfFile(join(folder, file));
  return sums;
}

