/** `sweep`: the runs of an experiment into a folder. */
import { join } from 'node:path';
import { sha256Of } from '../../io/checksum.js';
import { csvText } from '../../io/csv.js';
import { eachRow } from '../../io/eachRow.js';
import {
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  readManifest,
  writeManifest,
} from '../../io/manifest.js';
import { refusal } from '../../scenario/problem.js';
import { version } from '../../version.js';
import { openRunner, type Runner, runBatches, TaskError } from '../batches.js';
import { lockFolder } from '../folderLock.js';
import { refuseAltered } from '../intact.js';
import { openJournal, RunError } from '../journal.js';
import { usersFiles } from '../ownFiles.js';
import { workerUrl } from '../pool.js';
import { type Conditions, checksums, hasAll } from '../undertaking.js';
import { type Concluded, type Conclusions, concludeSweep } from './concludeSweep.js';
import type { Experiment } from './experimentFile/experiment.js';
import type { PointWork } from './pointRunner.js';
import { unfinishedPoints } from './precision.js';
import { pointsOf, type Round, roundBounds, runCount, runsOf, type Shard, wholeRuns } from './rounds.js';
import { FAILURES_FILE, PARQUET_FILE, RESULTS_FILE, SEALED_FILES, writeSweepFiles } from './sweepFiles.js';
import {
  failureColumns,
  resultColumns,
  type SweepBatch,
  type SweepTask,
  type SweepWork,
} from './sweepTables.js';

/** A run that takes longer is stopped, repeated alone, and then ends the sweep. */
const RUN_LIMIT_MILLISECONDS = 3_600_000;

export interface SweepOptions extends Conditions {
  readonly experiment: Experiment;
  readonly work: PointWork;
  /** The part of the points that is run here; left out: all. */
  readonly shard?: Shard;
  /** The command that repeats a run, up to the options that say which. */
  readonly repeat: string;
  readonly conclusions?: Partial<Conclusions>;
  /** How long a batch should take (batches.ts). */
  readonly batchMilliseconds?: number;
}

export interface SweepOutcome {
  readonly folder: string;
  readonly runs: number;
  readonly failed: number;
  /** Whole replicates, that all points have. */
  readonly replicatesDone: number;
  readonly complete: boolean;
  /** All was done before: nothing was computed or written. */
  readonly before: boolean;
  /** Over all sittings. */
  readonly seconds: number;
  /** Runs of this sitting, for the rate. */
  readonly computed: { readonly runs: number; readonly seconds: number };
  readonly files: readonly string[];
  /** What was made of the results, where it was made now. */
  readonly concluded: Concluded | null;
}

const whole: Shard = { index: 0, count: 1 };

/** Identity of a sweep, or of one of its shards. */
const sweepIdentity = ({ identity }: Experiment, { index, count }: Shard = whole): string =>
  count === 1 ? identity : sha256Of(`${identity} shard ${index} of ${count}`);

/**
 * Runs what is left to run.
 * @throws InputError where the folder holds another study, or tables that are not as they were written; RunError where a run lacks memory or time, or the folder
 * cannot be written. What was computed before stays.
 */
export async function runSweep(options: SweepOptions): Promise<SweepOutcome> {
  const release = lockFolder(options.folder);
  try {
    return await runLocked(options);
  } finally {
    release();
  }
}

async function runLocked(options: SweepOptions): Promise<SweepOutcome> {
  const { experiment, folder, threads, signal, shard = whole } = options;
  const { design, replication, columns } = experiment;
  const identity = sweepIdentity(experiment, shard);
  const users = usersFiles(folder);
  const earlier = options.force && !options.resume ? null : readManifest(folder);
  if (!options.force) refuseChanged(experiment, earlier, identity, folder);
  const { parquet = false, dropIncomplete = false, draw } = options.conclusions ?? {};
  const done =
    earlier !== null &&
    hasAll(earlier, identity, draw !== undefined) &&
    (!parquet || earlier.outputs[PARQUET_FILE] !== undefined);
  if (earlier?.identity === identity && (options.resume || done))
    await refuseAltered(folder, earlier, SEALED_FILES);
  const journal = openJournal({
    folder,
    identity,
    tables: {
      [RESULTS_FILE]: csvText([], resultColumns(columns)),
      [FAILURES_FILE]: csvText([], failureColumns),
    },
    resume: options.resume || done,
    force: options.force,
    unit: 'run',
  });
  if (journal.complete && earlier?.complete) {
    await journal.finish();
    const { seconds, replicatesDone } = earlier;
    return {
      folder,
      runs: Number(earlier['runs']),
      failed: Number(earlier['failed']),
      replicatesDone,
      complete: true,
      before: true,
      seconds,
      computed: { runs: 0, seconds: 0 },
      files: [...Object.keys(earlier.outputs), MANIFEST_FILE],
      concluded: null,
    };
  }
  const first = journal.replicatesDone;
  const resumed = earlier?.identity === identity && options.resume ? earlier : null;
  // The same text in all sittings, from wherever they are started.
  const repeat = typeof resumed?.['repeat'] === 'string' ? resumed['repeat'] : options.repeat;
  const started = new Date();
  const sinceStart = (): number => (Date.now() - started.getTime()) / 1000;
  const part = (name: string): string => join(folder, ...(journal.complete ? [] : ['.parts']), name);
  let failed = first > 0 || journal.complete ? rowCount(part(FAILURES_FILE)) : 0;
  let replicatesDone = 0;
  let runs = first;
  let concluded: Concluded | null = null;
  const manifest = (complete: boolean, outputs: Manifest['outputs']): Manifest => ({
    manifestVersion: MANIFEST_VERSION,
    tool: { name: 'fastpolicy', version },
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    command: options.command,
    ...(options.remake === undefined ? {} : { remake: options.remake }),
    kind: 'sweep',
    scenario: experiment.id,
    resolved: experiment.resolved,
    seed: experiment.seed,
    replicates: replication.max,
    points: design.pointCount,
    ...(shard.count === 1 ? {} : { shard: { index: shard.index + 1, count: shard.count } }),
    sweep: experiment.identity,
    repeat,
    inputs: experiment.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
    identity,
    started: resumed?.started ?? started.toISOString(),
    finished: complete ? new Date().toISOString() : null,
    seconds: (resumed?.seconds ?? 0) + sinceStart(),
    threads,
    complete,
    replicatesDone,
    runs,
    failed,
    ...(dropIncomplete ? { dropIncomplete } : {}),
    notes: concluded?.notes ?? [],
    outputs,
  });
  const outcome = (complete: boolean, files: readonly string[], computedSeconds: number): SweepOutcome => ({
    folder,
    runs,
    failed,
    replicatesDone,
    complete,
    before: false,
    seconds: (resumed?.seconds ?? 0) + sinceStart(),
    computed: { runs: runs - first, seconds: computedSeconds },
    files,
    concluded,
  });

  writeSweepFiles(experiment, folder);
  // What is done stays told, whatever ends this sitting.
  journal.publish();
  replicatesDone = doneBefore();
  writeManifest(folder, manifest(false, {}));
  const work: SweepWork = { ...options.work, repeat };
  /** Runs of the rounds before. */
  let base = 0;
  let runner: Runner<SweepTask, SweepBatch> | null = null;
  try {
    for (const round of rounds()) {
      await compute(round);
      base += runCount(round);
      replicatesDone = round.to;
    }
  } catch (error) {
    journal.publish();
    // Of committed runs only: batches that wait for earlier ones are lost.
    failed = rowCount(part(FAILURES_FILE));
    writeManifest(folder, manifest(false, {}));
    if (signal.aborted) return outcome(false, [], sinceStart());
    if (error instanceof TaskError) throw stopped(error, folder);
    throw error;
  } finally {
    await (runner as Runner<SweepTask, SweepBatch> | null)?.close();
  }
  const computedSeconds = sinceStart();
  options.onComputed?.();
  let files: string[] = [];
  try {
    await journal.finish(async () => {
      // The points of a shard are not those of the design.
      if (shard.count === 1)
        concluded = await concludeSweep(
          { experiment, folder, failed, replicatesDone },
          { identity, command: options.remake ?? '' },
          { parquet, dropIncomplete, ...(draw ? { draw } : {}) },
        );
      const sums = await checksums(folder, users);
      files = [...Object.keys(sums), MANIFEST_FILE];
      writeManifest(folder, manifest(true, sums));
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    writeManifest(folder, manifest(false, {}));
    return outcome(false, [], computedSeconds);
  }
  return outcome(true, files, computedSeconds);

  /** One after another: the points of each follow from the results of those before. */
  function* rounds(): Generator<Round> {
    let points = pointsOf(design.pointCount, shard, replication.until?.reference ?? null);
    for (const bounds of roundBounds(replication)) {
      if (bounds.from > 0) points = stillOpen(points, bounds.from);
      if (points.length === 0) return;
      yield { ...bounds, points };
    }
  }

  /** Whole replicates of earlier sittings. */
  function doneBefore(): number {
    let done = 0;
    let before = 0;
    for (const round of rounds()) {
      const wholeRunsOf = Math.floor((journal.wholeDone - before) / round.points.length);
      if (wholeRunsOf < round.to - round.from) return round.from + wholeRunsOf;
      done = round.to;
      before += runCount(round);
    }
    return done;
  }

  /** The points that still lack precision after so many replicates. */
  function stillOpen(points: Round['points'], upTo: number): Round['points'] {
    const { until } = replication;
    return until ? unfinishedPoints(part(RESULTS_FILE), points, until, upTo) : { length: 0, at: () => -1 };
  }

  /** What is left of a round; resolves when all of it is committed. */
  async function compute(round: Round): Promise<void> {
    const size = runCount(round);
    const begin = Math.max(0, journal.replicatesDone - base);
    if (begin >= size) return;
    options.onProgress(base + begin, base + size);
    function* tasks(): Generator<SweepTask> {
      for (const [replicate, point] of runsOf(round, begin, size))
        yield [replicate, point, design.point(point)];
    }
    const pool = {
      workerUrl: workerUrl('sweep'),
      workerData: work,
      threads,
      limitMilliseconds: RUN_LIMIT_MILLISECONDS,
    };
    runner ??= await openRunner<SweepWork, SweepTask, SweepBatch>(pool);
    await runBatches<SweepWork, SweepTask, SweepBatch>({
      ...pool,
      runner,
      tasks: { length: size - begin, [Symbol.iterator]: tasks },
      first: base + begin,
      ...(options.batchMilliseconds === undefined ? {} : { batchMilliseconds: options.batchMilliseconds }),
      signal,
      onResult({ results, failures, ends, failed: lost }, { first: from, count }) {
        const done = wholeRuns(round, from - base, count);
        journal.add(
          from,
          count,
          { [RESULTS_FILE]: results, [FAILURES_FILE]: failures },
          done === 0
            ? null
            : {
                done,
                bytes: { [RESULTS_FILE]: ends[2 * done - 2], [FAILURES_FILE]: ends[2 * done - 1] },
              },
        );
        failed += lost;
        runs = journal.replicatesDone;
        replicatesDone = round.from + Math.floor((journal.wholeDone - base) / round.points.length);
        options.onProgress(runs, base + size);
      },
    });
  }
}

const rowCount = (file: string): number => {
  let count = 0;
  eachRow(file, ['point'], () => {
    count++;
  });
  return count;
};

/** A run that lacks memory or time says nothing about its point: the sweep ends, and can be resumed. */
function stopped(error: TaskError, folder: string): RunError {
  const [replicate, point] = error.task as SweepTask;
  return new RunError(
    `replicate ${replicate} of point ${point}: ${error.message}\n` +
      `this says nothing about the point, so the sweep was stopped; what is done is in ${folder}, and --resume goes on (on ` +
      'fewer threads each has more memory)',
    { cause: error },
  );
}

/** Says what differs where a folder holds a sweep of this name that is not this one. */
function refuseChanged(
  experiment: Experiment,
  earlier: Manifest | null,
  identity: string,
  folder: string,
): void {
  if (earlier === null || earlier['kind'] !== 'sweep' || earlier.identity === identity) return;
  const sums = (manifest: Pick<Manifest, 'inputs'>): string =>
    manifest.inputs
      .map(({ file, sha256 }) => `${file} ${sha256}`)
      .sort()
      .join();
  const now = {
    inputs: experiment.files.map(({ name, sha256 }) => ({ file: `inputs/${name}`, sha256 })),
  };
  const changed =
    earlier['sweep'] === experiment.identity
      ? ['another shard of it']
      : [
          ...(earlier.tool.version === version
            ? []
            : [`fastpolicy was ${earlier.tool.version}, this is ${version}`]),
          ...(JSON.stringify(earlier.resolved) === JSON.stringify(experiment.resolved)
            ? []
            : ['the experiment has changed']),
          ...(sums(earlier) === sums(now) ? [] : ['its input files have changed']),
        ];
  const what = changed.length > 0 ? changed.join('; ') : 'its scenario has changed';
  const expected = 'the files as they were, another --out, or --force to start over';
  const message = `holds a sweep that is not this one: ${what}; expected ${expected}`;
  throw refusal(folder, message, expected);
}
