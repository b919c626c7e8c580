/**
 * npm run bench [-- SIZE…]
 *
 * Each size is measured in several processes, since what the compiler makes of a loop differs from process to
 * process; the table shows the medians.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CityStepResult, measure, median } from './citySteps.js';

const PROCESSES = 5;
const PAIRS = 2;

const given = process.argv.slice(2);
if (given[0] === '--once') process.stdout.write(JSON.stringify(measure(Number(given[1]), PAIRS)));
else table(given.length > 0 ? given.map(Number) : [200, 2_000, 20_000, 200_000]);

function table(sizes: readonly number[]): void {
  console.log(
    'ns a city-step (user time of the process); engine with recording, beside the plain loop with running counts',
  );
  const widths = [8, 8, 8, 7, 14];
  const line = (cells: readonly string[]): void =>
    console.log(cells.map((cell, at) => cell.padStart(widths[at])).join(' '));
  line(['cities', 'plain', 'engine', 'ratio', 'with reasons']);
  for (const size of sizes) {
    const script = fileURLToPath(import.meta.url);
    const results = Array.from(
      { length: PROCESSES },
      () =>
        JSON.parse(
          execFileSync(process.execPath, [script, '--once', String(size)], { encoding: 'utf8' }),
        ) as CityStepResult,
    );
    const middle = (of: (result: CityStepResult) => number): string => median(results.map(of)).toFixed(2);
    line([
      String(size),
      middle(({ plain }) => plain),
      middle(({ engine }) => engine),
      middle(({ ratio }) => ratio),
      middle(({ explained }) => explained),
    ]);
  }
}
