/**
 * npm run bench [-- SIZE…]     the engine beside plain loops, at these numbers of cities
 * npm run bench -- NAME [ARGUMENT…]   another measurement: a file of this folder, called as a program of its own
 *
 * Each size is measured in several processes, since what the compiler makes of a loop differs from process to
 * process; the table shows the medians.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CityStepResult, measure, median, workload } from './citySteps.js';
import { type FloorResult, measureFloor } from './floor.js';

const PROCESSES = 5;
const PAIRS = 9;
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

interface Once extends CityStepResult {
  /** null: there is no C++ compiler. */
  readonly floor: FloorResult | null;
}

function once(cityCount: number): Once {
  const floor = measureFloor(workload(cityCount), Math.max(2, Math.round(400_000 / cityCount)));
  return { ...measure(cityCount, PAIRS), floor };
}

const given = process.argv.slice(2);
if (given[0] === '--once') process.stdout.write(JSON.stringify(once(Number(given[1]))));
else if (names.includes(given[0])) {
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
    const script = fileURLToPath(import.meta.url);
    const results = Array.from(
      { length: PROCESSES },
      () =>
        JSON.parse(
          execFileSync(process.execPath, [script, '--once', String(size)], { encoding: 'utf8' }),
        ) as Once,
    );
    const middle = (of: (result: Once) => number): string => median(results.map(of)).toFixed(2);
    const floor = (of: (result: FloorResult, once: Once) => number): string =>
      results.every((result) => result.floor) ? middle((result) => of(result.floor!, result)) : 'no g++';
    line([
      String(size),
      middle(({ plain }) => plain),
      middle(({ events }) => events),
      middle(({ engine }) => engine),
      middle(({ ratio }) => ratio),
      middle(({ explained }) => explained),
      floor(({ straightforward }) => straightforward),
      floor(({ counts }) => counts),
      floor(({ events }) => events),
      floor(({ events }, { engine }) => engine / events),
      floor((floors, { events }) => events / floors.events),
    ]);
  }
}
