/**
 * node dist/tests/bench/sweeps.js (after tsc -p tests/bench). Claims:
 *
 *     pool       a trivial run costs at most 25 µs: dealt out, run, its row on disk
 *     threads    two threads do at least .97 of the runs that two processes do which share nothing, for runs of some ms
 *     memory     does not grow while a sweep runs
 *
 * The second is one of wall time and needs a machine with two free cores; the others are of processor time and of
 * memory. Medians are told.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runBatches } from '../../src/experiment/batches.js';
import { openJournal } from '../../src/experiment/journal.js';
import { loadExperiment } from '../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { pointRunner } from '../../src/experiment/sweep/pointRunner.js';
import { prepareSweep } from '../../src/experiment/sweep/prepareSweep.js';
import { runSweep } from '../../src/experiment/sweep/runSweep.js';
import { median } from './citySteps.js';
import type { TrivialTask } from './trivialWorker.js';

const TRIVIAL_PAIRS = 3;
const TRIVIAL_RUNS = 500_000;
/** Two processes and a sweep are compared so often, each time started anew. */
const PAIRS = 3;
const WARM_SLICES = 6;
const SLICES = 12;
const SLICE_SECONDS = 1;

const [mode, file] = process.argv.slice(2);
const folder = mode ? dirname(file) : mkdtempSync(join(tmpdir(), 'fastpolicy-bench-'));
/** The processes being measured. */
const alive = new Set<ChildProcess>();
if (!mode)
  process.on('exit', () => {
    for (const one of alive) one.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

/** Points without end, of runs of about five milliseconds: neighbours, but 2,500 cities. */
function experiment() {
  const path = join(folder, `bench-${process.pid}.yaml`);
  writeFileSync(join(folder, 'large.yaml'), 'extends: neighbours\ncities: { synthetic: { count: 2500 } }\n');
  writeFileSync(
    path,
    `scenario: large.yaml
design: { type: random, n: 1000000 }
parameters:
  mechanisms.welcoming.declare.emulation: { from: 0, to: 3 }
  mechanisms.welcoming.declare.need: { from: 0, to: 1.2 }
replicates: 1
outcomes: [{ welcoming: "share:welcoming" }]
`,
  );
  return loadExperiment(path);
}

/** What a process of a measurement has done, in a file: a stopped one answers no question. */
interface Done {
  readonly runs: number;
  readonly megabytes: number;
}

/** Writes over what was there, at once: a reader finds one or the other. */
function teller(file: string): (runs: number) => void {
  const descriptor = openSync(file, 'w');
  return (runs) => {
    const done: Done = { runs, megabytes: process.memoryUsage.rss() / 2 ** 20 };
    writeSync(descriptor, JSON.stringify(done).padEnd(80), 0);
  };
}

function doneIn(file: string): Done {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' ? { runs: 0, megabytes: 0 } : (JSON.parse(text) as Done);
}

/** Runs in a loop without any pool, until it is killed. */
async function runPlain(file: string): Promise<void> {
  const { design, ...rest } = experiment();
  const runner = pointRunner(await prepareSweep({ design, ...rest }));
  const tell = teller(file);
  for (let point = 0, told = 0; ; point++) {
    await runner.run(point, design.point(point), 0);
    if (performance.now() < told + 20) continue;
    told = performance.now();
    tell(point + 1);
  }
}

/** A sweep on two threads, until it is killed. */
async function runThreads(file: string): Promise<void> {
  const sweep = experiment();
  const work = await prepareSweep(sweep);
  await runSweep({
    experiment: sweep,
    work,
    folder: `${file}-sweep`,
    threads: 2,
    resume: false,
    force: true,
    command: '',
    repeat: '',
    signal: new AbortController().signal,
    onProgress: teller(file),
  });
}

/**
 * Runs a second of two processes, and of a sweep on two threads. All are alive; in turn one side runs for a second and the
 * other is stopped, so that what else the machine does meets both.
 */
async function sideBySide(): Promise<{ processes: number; threads: number; memory: number[] }> {
  const mark = performance.now().toFixed(0);
  const begin = (mode: string, name: string) => {
    const file = join(folder, `${mark}-${name}`);
    const one = fork(fileURLToPath(import.meta.url), [mode, file]);
    alive.add(one);
    one.on('exit', (code) => {
      if (alive.has(one)) throw new Error(`${mode} ended with ${code}`);
    });
    return {
      stop: () => one.kill('SIGSTOP'),
      go: () => one.kill('SIGCONT'),
      end: () => alive.delete(one) && one.kill('SIGKILL'),
      done: () => doneIn(file),
    };
  };
  const sides = [[begin('--plain', 'a'), begin('--plain', 'b')], [begin('--threads', 'sweep')]];
  const all = sides.flat();
  // The million points of the design are written before the first run of the sweep.
  while (all.some(({ done }) => done().runs === 0)) await sleep(100);
  for (const one of all) one.stop();
  const runs = [0, 0];
  const seconds = [0, 0];
  const memory: number[] = [];
  for (let slice = 0; slice < WARM_SLICES + SLICES; slice++)
    for (const [k, side] of sides.entries()) {
      const before = performance.now();
      const from = side.map(({ done }) => done().runs);
      for (const one of side) one.go();
      await sleep(1000 * SLICE_SECONDS);
      for (const one of side) one.stop();
      if (slice < WARM_SLICES) continue;
      seconds[k] += (performance.now() - before) / 1000;
      side.forEach(({ done }, i) => {
        runs[k] += done().runs - from[i];
      });
      if (k === 1) memory.push(side[0].done().megabytes);
    }
  for (const one of all) one.end();
  return { processes: runs[0] / seconds[0], threads: runs[1] / seconds[1], memory };
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
    for (let k = 0; k < TRIVIAL_PAIRS; k++) times.push(await trivialRun(onDisk));
    console.log(
      `pool: a trivial run takes ${median(times).toFixed(2)} µs of processor time${onDisk ? ', with its row on disk' : ''} (asked: 25)`,
    );
  }
  const ratios: number[] = [];
  let memory: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const { processes, threads, memory: seen } = await sideBySide();
    memory = seen;
    ratios.push(threads / processes);
    console.log(
      `threads: two processes ${processes.toFixed(0)} runs a second (${(2000 / processes).toFixed(1)} ms a run), a sweep on two threads ${threads.toFixed(0)}: ${(threads / processes).toFixed(3)}`,
    );
  }
  console.log(`threads: ${median(ratios).toFixed(3)} of two processes (asked: .97)`);
  console.log(`memory: megabytes by second: ${memory.map((value) => value.toFixed(0)).join(' ')}`);
}

if (mode === '--plain') await runPlain(file);
else if (mode === '--threads') await runThreads(file);
else await main();
