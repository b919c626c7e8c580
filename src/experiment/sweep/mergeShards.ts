/** `merge`: the shards of a sweep as the one folder that a single run would have left. */
import { join } from 'node:path';
import { csvText } from '../../io/csv.js';
import { records } from '../../io/eachRow.js';
import { MANIFEST_FILE, type Manifest, readManifest, remakeOf, writeManifest } from '../../io/manifest.js';
import { InputError, type Problem, refusal } from '../../scenario/problem.js';
import type { Draw } from '../drawing/draw.js';
import { lockFolder } from '../folderLock.js';
import { refuseAltered } from '../intact.js';
import { openJournal, RunError } from '../journal.js';
import { overlap } from '../realFolder.js';
import { checksums } from '../undertaking.js';
import { type Concluded, concludeSweep } from './concludeSweep.js';
import type { Experiment } from './experimentFile/experiment.js';
import { experimentOf } from './experimentOf.js';
import { FAILURES_FILE, RESULTS_FILE, SEALED_FILES, writeSweepFiles } from './sweepFiles.js';
import { failureColumns, resultColumns } from './sweepTables.js';

export interface MergeOptions {
  readonly folders: readonly string[];
  readonly out: string;
  readonly force: boolean;
  readonly command: string;
  readonly parquet: boolean;
  /** Called when the shards are found right, before anything is written. */
  readonly claim?: () => void;
  /** Draws the figures; left out: none. */
  readonly draw?: Draw<'sweep'>;
}

export interface Merged {
  readonly experiment: Experiment;
  readonly runs: number;
  readonly failed: number;
  readonly files: readonly string[];
  readonly concluded: Concluded;
}

/**
 * @throws InputError where the folders are not all the shards of one sweep, each complete and as it was written, or the
 * merged folder would lie among them; RunError where two of them differ in a run that both have.
 */
export async function mergeShards(options: MergeOptions): Promise<Merged> {
  const { folders, out, force } = options;
  refuseWithin(folders, out);
  const { experiment, manifests } = readShards(folders);
  for (const [k, manifest] of manifests.entries()) await refuseAltered(folders[k], manifest, SEALED_FILES);
  options.claim?.();
  const { identity } = experiment;
  const release = lockFolder(out);
  try {
    // A merge that was interrupted is begun anew.
    const same = !force && readManifest(out)?.identity === identity;
    const journal = openJournal({
      folder: out,
      identity,
      tables: {
        [RESULTS_FILE]: csvText([], resultColumns(experiment.columns)),
        [FAILURES_FILE]: csvText([], failureColumns),
      },
      force: force || same,
      unit: 'run',
    });
    const [first] = manifests;
    const started = new Date();
    const manifest = (complete: boolean, counts: object, outputs: Manifest['outputs']): Manifest => {
      const { shard: _, ...kept } = first;
      return {
        ...kept,
        command: options.command,
        identity,
        started: manifests.map((one) => one.started).sort()[0],
        finished: complete ? new Date().toISOString() : null,
        seconds:
          manifests.reduce((sum, { seconds }) => sum + seconds, 0) + (Date.now() - started.getTime()) / 1000,
        complete,
        replicatesDone: complete ? Math.max(...manifests.map(({ replicatesDone }) => replicatesDone)) : 0,
        ...counts,
        outputs,
      };
    };
    writeSweepFiles(experiment, out);
    writeManifest(out, manifest(false, { runs: 0, failed: 0 }, {}));
    const tables = [
      { name: RESULTS_FILE, replicateAt: 0, pointAt: 1 },
      { name: FAILURES_FILE, replicateAt: 1, pointAt: 0 },
    ];
    const counts = tables.map(({ name, replicateAt, pointAt }) => {
      const before = journal.replicatesDone;
      const files = folders.map((folder) => join(folder, name));
      for (const { text, count } of interleaved(files, replicateAt, pointAt))
        journal.add(journal.replicatesDone, count, { [name]: new TextEncoder().encode(text) });
      return journal.replicatesDone - before;
    });
    const [succeeded, failed] = counts;
    const runs = succeeded + failed;
    let written: string[] = [];
    let concluded: Concluded | null = null;
    await journal.finish(async () => {
      const { parquet, draw } = options;
      const replicatesDone = Math.max(...manifests.map((one) => one.replicatesDone));
      concluded = await concludeSweep(
        { experiment, folder: out, failed, replicatesDone },
        { identity, command: remakeOf(first) },
        { parquet, dropIncomplete: false, ...(draw ? { draw } : {}) },
      );
      const sums = await checksums(out);
      written = [...Object.keys(sums), MANIFEST_FILE];
      writeManifest(out, manifest(true, { runs, failed, notes: concluded.notes }, sums));
    });
    return { experiment, runs, failed, files: written, concluded: concluded! };
  } finally {
    release();
  }
}

/** Writing over what is read would leave neither. */
function refuseWithin(folders: readonly string[], out: string): void {
  const touched = folders.find((folder) => overlap(folder, out));
  if (touched !== undefined)
    throw refusal(
      out,
      `the shard ${touched} is read from there: the merged folder must be neither a shard nor above or below one; nothing was touched`,
      'another --out',
    );
}

interface ShardManifest extends Manifest {
  readonly shard?: unknown;
}

/** The shards' manifests and their experiment. Throws InputError with all that is wrong. */
function readShards(folders: readonly string[]): { experiment: Experiment; manifests: ShardManifest[] } {
  const problems: Problem[] = [];
  const refuse = (folder: string, message: string, expected: string): void => {
    problems.push({ file: folder, line: 0, column: 0, path: '', message, expected });
  };
  const seen = new Map<number, string>();
  let sweep: unknown;
  let count = 0;
  const manifests = folders.flatMap((folder): ShardManifest[] => {
    const manifest = readManifest(folder);
    if (manifest === null || manifest['kind'] !== 'sweep') {
      refuse(folder, 'this is not the folder of a sweep', 'a folder of fastpolicy sweep --shard');
      return [];
    }
    if (!manifest.complete) {
      const go = 'go on with it by --resume first';
      refuse(
        folder,
        `this shard is not complete (${String(manifest['runs'])} runs); ${go}`,
        'a complete shard',
      );
    }
    const shard = (manifest['shard'] ?? { index: 1, count: 1 }) as { index: number; count: number };
    sweep ??= manifest['sweep'];
    count ||= shard.count;
    if (manifest['sweep'] !== sweep)
      refuse(folder, `a shard of another sweep than ${folders[0]}`, 'shards of one and the same experiment');
    else if (shard.count !== count)
      refuse(
        folder,
        `one of ${shard.count} shards, ${folders[0]} is one of ${count}`,
        'shards of one division',
      );
    else if (seen.has(shard.index))
      refuse(folder, `shard ${shard.index} of ${count}, as ${seen.get(shard.index)} is`, 'each shard once');
    else seen.set(shard.index, folder);
    return [manifest];
  });
  if (problems.length === 0) {
    const missing = Array.from({ length: count }, (_, k) => k + 1).filter((index) => !seen.has(index));
    if (missing.length > 0)
      refuse(folders[0], `of ${count} shards ${missing.join(', ')} are not among the folders`, 'all shards');
  }
  if (problems.length > 0) throw new InputError(problems);
  const experiment = experimentOf(folders[0], manifests[0]);
  if (experiment.identity !== sweep) {
    refuse(
      folders[0],
      'its experiment, scenarios or inputs are not what was run, or another version of fastpolicy ran it',
      'shards as they were written, merged by the version that ran them',
    );
    throw new InputError(problems);
  }
  return { experiment, manifests };
}

const CHUNK = 1 << 20;

/**
 * Rows of several tables in the order of replicate and point, in pieces of about a megabyte. Rows that several tables
 * have (those of the point that all are compared with) come once.
 */
function* interleaved(
  files: readonly string[],
  replicateAt: number,
  pointAt: number,
): Generator<{ text: string; count: number }> {
  const heads = files.map((file) => {
    const rows = records(file);
    rows.next();
    return { rows, file, text: '', replicate: 0, point: 0 };
  });
  const advance = (head: (typeof heads)[number]): boolean => {
    const { done, value } = head.rows.next();
    if (done) return false;
    const cells = value.split(',', 2).map(Number);
    head.text = value;
    head.replicate = cells[replicateAt];
    head.point = cells[pointAt];
    return true;
  };
  const open = heads.filter(advance);
  const precedes = (a: (typeof heads)[number], b: (typeof heads)[number]): boolean =>
    a.replicate < b.replicate || (a.replicate === b.replicate && a.point < b.point);
  let last = { text: '', replicate: -1, point: -1 };
  let text = '';
  let count = 0;
  while (open.length > 0) {
    let first = open[0];
    for (const head of open) if (precedes(head, first)) first = head;
    if (first.replicate !== last.replicate || first.point !== last.point) {
      text += `${first.text}\n`;
      count++;
      last = { text: first.text, replicate: first.replicate, point: first.point };
    } else if (first.text !== last.text)
      throw new RunError(
        `${first.file}: replicate ${first.replicate} of point ${first.point} differs between shards`,
      );
    if (!advance(first)) open.splice(open.indexOf(first), 1);
    if (text.length >= CHUNK) {
      yield { text, count };
      text = '';
      count = 0;
    }
  }
  if (count > 0) yield { text, count };
}
