/**
 * Cost against size: cities 10² … 10⁶ of one run, and runs 10² … 10⁵ of a sweep.
 *
 *     npm run bench -- sweepSizes
 *
 * Counted are the terms of mechanisms that the engine evaluates, the only work that grows with what happens, and the
 * events: by wrapping the mechanisms here, so that the engine itself counts nothing. Times are user time of the process.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linearRegression } from 'simple-statistics';
import { loadExperiment } from '../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { prepareSweep } from '../../src/experiment/sweep/prepareSweep.js';
import { runSweep } from '../../src/experiment/sweep/runSweep.js';
import type { Mechanism } from '../../src/model/mechanism.js';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { createSimulator } from '../../src/model/simulate.js';
import { median, STEPS, workload } from './citySteps.js';

const CITIES = [100, 1_000, 10_000, 100_000, 1_000_000];
const RUNS = [100, 1_000, 10_000, 100_000];
const REPEATS = 3;

let evaluated = 0;
/** The mechanisms with their terms as they are. */
const plain = new Map(mechanisms.map((mechanism) => [mechanism, mechanism.term]));
function count(on: boolean): void {
  for (const [mechanism, term] of plain) {
    const counted: Mechanism['term'] = (context) => {
      const own = term(context);
      return (cities, count, out) => {
        evaluated += count;
        own(cities, count, out);
      };
    };
    Object.assign(mechanism, { term: on ? counted : term });
  }
}

const seconds = (): number => process.cpuUsage().user / 1e6;
const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

/** Slope of log y over log x by least squares. */
function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  return linearRegression(points.map((point) => point.map(Math.log))).m;
}

const line = (cells: readonly (string | number)[]): void =>
  console.log(cells.map((cell) => String(cell).padStart(13)).join(''));

function citiesTable(): void {
  line(['cities', 'operations', 'a city', 'ns a city-step']);
  const operations: [number, number][] = [];
  const nanoseconds = new Map<number, number>();
  for (const cities of CITIES) {
    const world = workload(cities);
    evaluated = 0;
    count(true);
    const { count: events } = createSimulator(world, { explain: false }).run(0);
    count(false);
    const total = evaluated + events;
    operations.push([cities, total]);
    const simulator = createSimulator(world, { explain: false });
    const replicates = Math.max(1, Math.round(200_000 / cities));
    for (let r = 0; r < replicates; r++) simulator.run(r);
    const times = Array.from({ length: REPEATS }, () => {
      const start = seconds();
      for (let r = 0; r < replicates; r++) simulator.run(r);
      return ((seconds() - start) * 1e9) / replicates / cities / STEPS;
    });
    nanoseconds.set(cities, median(times));
    line([cities, total, (total / cities).toFixed(2), median(times).toFixed(2)]);
  }
  console.log(
    `operations grow with cities to the power ${exponent(operations).toFixed(3)} (asked: at most 1.02)`,
  );
  const ratio = nanoseconds.get(1_000_000)! / nanoseconds.get(1_000)!;
  console.log(
    `a city-step of 1,000,000 cities takes ${ratio.toFixed(2)} times that of 1,000 (asked: at most 3)\n`,
  );
}

async function runsTable(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fastpolicy-sizes-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  line(['runs', 'operations', 'a run', 'ms a run', 'megabytes']);
  const operations: [number, number][] = [];
  for (const runs of RUNS) {
    const file = join(folder, `${runs}.yaml`);
    writeFileSync(
      file,
      `scenario: hello
design: { type: random, n: ${runs} }
parameters: { mechanisms.welcoming.declare.emulation: { from: 0, to: 3 } }
replicates: 1
outcomes: ["share:welcoming"]
`,
    );
    const experiment = loadExperiment(file);
    const sweep = async (): Promise<void> => {
      await runSweep({
        experiment,
        work: await prepareSweep(experiment),
        folder: join(folder, 'sweep'),
        threads: 0,
        resume: false,
        force: true,
        command: '',
        repeat: '',
        onProgress() {},
        signal: new AbortController().signal,
      });
    };
    evaluated = 0;
    count(true);
    const start = seconds();
    await sweep();
    count(false);
    operations.push([runs, evaluated]);
    const each = ((seconds() - start) * 1000) / runs;
    line([runs, evaluated, (evaluated / runs).toFixed(0), each.toFixed(3), megabytes().toFixed(0)]);
  }
  console.log(
    `operations grow with runs to the power ${exponent(operations).toFixed(3)} (asked: at most 1.02)`,
  );
}

citiesTable();
await runsTable();
