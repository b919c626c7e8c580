/**
 * node dist/tests/bench/sweeps.js (after tsc -p tests/bench). Claims:
 *
 *     pool       a trivial run costs at most 25 µs: dealt out, run, its row on disk
 *     threads    two threads do at least .97 of the runs that two processes do which share nothing, for runs of some ms
 *     memory     does not grow while a sweep runs
 *
 * Other programs on the machine spoil the second claim, since it is one of wall time; the others are of processor time
 * and of memory. Each pair of measurements is taken side by side; medians are told.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBatches } from '../../src/experiment/batches.js';
import { openJournal } from '../../src/experiment/journal.js';
import { loadExperiment } from '../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { pointRunner } from '../../src/experiment/sweep/pointRunner.js';
import { prepareSweep } from '../../src/experiment/sweep/prepareSweep.js';
import { runSweep } from '../../src/experiment/sweep/runSweep.js';
import { median } from './citySteps.js';
import type { TrivialTask } from './trivialWorker.js';

const WARM_SECONDS = 4;
const SECONDS = 10;
const PAIRS = 3;
const TRIVIAL_RUNS = 500_000;

const folder = mkdtempSync(join(tmpdir(), 'fastpolicy-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Points without end, of runs of about five milliseconds: neighbours, but 2,500 cities. */
function experiment() {
  const file = join(folder, 'bench.yaml');
  writeFileSync(
    file,
    `scenario: neighbours
design: { type: random, n: 1000000 }
parameters:
  cities.synthetic.count: { values: [2500] }
  mechanisms.welcoming.declare.emulation: { from: 0, to: 3 }
  mechanisms.welcoming.declare.need: { from: 0, to: 1.2 }
replicates: 1
outcomes: [{ welcoming: "share:welcoming" }]
`,
  );
  return loadExperiment(file);
}

const now = (): number => performance.now() / 1000;

/** Runs a second of a loop without any pool. */
async function plainRate(): Promise<number> {
  const { design, ...rest } = experiment();
  const runner = pointRunner(await prepareSweep({ design, ...rest }));
  const start = now();
  let from = 0;
  let point = 0;
  let counted = 0;
  while (now() < start + WARM_SECONDS + SECONDS) {
    if (from === 0 && now() > start + WARM_SECONDS) {
      from = now();
      counted = point;
    }
    await runner.run(point, design.point(point), 0);
    point++;
  }
  return (point - counted) / (now() - from);
}

/** Runs a second of a sweep, and what it holds in memory, in megabytes, second by second. */
async function sweepRate(threads: number): Promise<{ rate: number; memory: number[] }> {
  const sweep = experiment();
  const work = await prepareSweep(sweep);
  const controller = new AbortController();
  // Of the first runs on: the million points of the design are written before.
  let start = Infinity;
  const seen: { time: number; done: number }[] = [];
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(process.memoryUsage.rss() / 2 ** 20), 1000);
  await runSweep({
    experiment: sweep,
    work,
    folder: join(folder, 'sweep'),
    threads,
    resume: false,
    force: true,
    command: '',
    repeat: '',
    signal: controller.signal,
    onProgress(done) {
      const time = now();
      if (done > 0) start = Math.min(start, time);
      if (time > start + WARM_SECONDS) seen.push({ time, done });
      if (time > start + WARM_SECONDS + SECONDS) controller.abort();
    },
  });
  clearInterval(timer);
  const [first, last] = [seen[0], seen[seen.length - 1]];
  return { rate: (last.done - first.done) / (last.time - first.time), memory };
}

const child = (...words: string[]): ChildProcess => fork(fileURLToPath(import.meta.url), words);
async function answer<T>(process: ChildProcess): Promise<T> {
  const [message] = await once(process, 'message');
  return message as T;
}

/** Microseconds of processor time that a trivial run takes on one thread; with and without its row on disk. */
async function trivialRun(onDisk: boolean): Promise<number> {
  const journal = openJournal({
    folder: join(folder, 'trivial'),
    identity: '0'.repeat(64),
    tables: { 'results.csv': 'replicate,point,x\n' },
    force: true,
  });
  const before = process.cpuUsage();
  await runBatches<null, TrivialTask, Uint8Array>({
    workerUrl: new URL('./trivialWorker.js', import.meta.url),
    workerData: null,
    tasks: {
      length: TRIVIAL_RUNS,
      *[Symbol.iterator]() {
        for (let point = 0; point < TRIVIAL_RUNS; point++)
          yield [0, point, [point / 7, 2, 3]] satisfies TrivialTask;
      },
    },
    threads: 1,
    onResult(rows, { first, count }) {
      if (onDisk) journal.add(first, count, { 'results.csv': rows });
    },
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TRIVIAL_RUNS;
}

async function main(): Promise<void> {
  for (const onDisk of [false, true]) {
    const times = [];
    for (let k = 0; k < PAIRS; k++) times.push(await trivialRun(onDisk));
    console.log(
      `pool: a trivial run takes ${median(times).toFixed(2)} µs of processor time${onDisk ? ', with its row on disk' : ''} (asked: 25)`,
    );
  }
  const ratios: number[] = [];
  let memory: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const two = [child('--plain'), child('--plain')].map((process) => answer<number>(process));
    const [a, b] = await Promise.all(two);
    const threads = await answer<{ rate: number; memory: number[] }>(child('--sweep', '2'));
    ({ memory } = threads);
    ratios.push(threads.rate / (a + b));
    console.log(
      `threads: two processes ${(a + b).toFixed(0)} runs a second (${(2000 / (a + b)).toFixed(1)} ms a run), a sweep on two threads ${threads.rate.toFixed(0)}: ${(threads.rate / (a + b)).toFixed(3)}`,
    );
  }
  console.log(`threads: ${median(ratios).toFixed(3)} of two processes (asked: .97)`);
  console.log(`memory: megabytes by second: ${memory.map((value) => value.toFixed(0)).join(' ')}`);
}

const [mode, threads] = process.argv.slice(2);
if (mode === '--plain') process.send!(await plainRate());
else if (mode === '--sweep') process.send!(await sweepRate(Number(threads)));
else await main();
if (process.send) process.disconnect();
