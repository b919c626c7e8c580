/**
 * npm run bench [-- SIZE…]     the engine beside plain loops, at these numbers of cities
 * npm run bench -- NAME [ARGUMENT…]   another measurement: a file of this folder, called as a program of its own
 *
 * Each program is measured in several processes, in turn with the others, since what the compiler makes of a loop differs
 * from process to process; the table shows the medians.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { measure, median, type ProgramName, programs, workload } from './citySteps.js';
import { type FloorResult, measureFloor } from './floor.js';

const PROCESSES = 5;
const BATCHES = 9;
const names = [
  'laboratory',
  'sweeps',
  'sweepSizes',
  'indexCoverage',
  'eventHistory',
  'pairedSizes',
  'directedSizes',
  'diffusionSizes',
  'figures',
];

const programNames = Object.keys(programs) as ProgramName[];

/** Nanoseconds a city-step of each program, once; floor null: there is no C++ compiler. */
interface Round {
  readonly times: { readonly [name in ProgramName]: number };
  readonly floor: FloorResult | null;
}

function round(cityCount: number): Round {
  const script = fileURLToPath(import.meta.url);
  const found = programNames.map((name) => {
    const text = execFileSync(process.execPath, [script, '--once', name, String(cityCount)], {
      encoding: 'utf8',
    });
    return { name, ...(JSON.parse(text) as ReturnType<typeof measure>) };
  });
  if (new Set(found.map(({ adopters }) => adopters)).size > 1) {
    throw new Error(`the programs differ: ${JSON.stringify(found)}`);
  }
  return {
    times: Object.fromEntries(found.map(({ name, time }) => [name, time])) as Round['times'],
    floor: measureFloor(workload(cityCount), Math.max(2, Math.round(400_000 / cityCount))),
  };
}

const given = process.argv.slice(2);
if (given[0] === '--once') {
  const [, name, size] = given;
  process.stdout.write(JSON.stringify(measure(name as ProgramName, Number(size), BATCHES)));
} else if (names.includes(given[0])) {
  const program = new URL(`./${given[0]}.js`, import.meta.url);
  process.argv.splice(1, 2, fileURLToPath(program));
  await import(program.href);
} else if (given.every((size) => Number(size) > 0)) {
  table(given.length > 0 ? given.map(Number) : [200, 2_000, 20_000, 200_000]);
} else {
  console.error(`unknown: ${given.join(' ')}; expected numbers of cities, or one of ${names.join(', ')}`);
  process.exitCode = 2;
}

function table(sizes: readonly number[]): void {
  console.log(
    'ns a city-step (user time): plain loops in JavaScript, with running counts and event-driven; the engine with\n' +
      'recording, and its ratio to running counts; C++, and how many times its events the engine and JavaScript take',
  );
  const widths = [8, 8, 8, 8, 7, 14, 10, 11, 11, 13, 13];
  const line = (cells: readonly string[]): void =>
    console.log(cells.map((cell, at) => cell.padStart(widths[at])).join(' '));
  line([
    ...['cities', 'plain', 'events', 'engine', 'ratio', 'with reasons'],
    ...['C++ plain', 'C++ counts', 'C++ events', 'engine / C++', 'events / C++'],
  ]);
  for (const size of sizes) {
    const rounds = Array.from({ length: PROCESSES }, () => round(size));
    const middle = (of: (round: Round) => number): string => median(rounds.map(of)).toFixed(2);
    const floor = (of: (floor: FloorResult, times: Round['times']) => number): string =>
      rounds.every((one) => one.floor) ? middle((one) => of(one.floor!, one.times)) : 'no g++';
    line([
      String(size),
      middle(({ times }) => times.plain),
      middle(({ times }) => times.events),
      middle(({ times }) => times.engine),
      middle(({ times }) => times.engine / times.plain),
      middle(({ times }) => times.explained),
      floor(({ straightforward }) => straightforward),
      floor(({ counts }) => counts),
      floor(({ events }) => events),
      floor(({ events }, { engine }) => engine / events),
      floor((floors, { events }) => events / floors.events),
    ]);
  }
}
