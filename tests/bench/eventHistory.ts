/**
 * npm run bench -- eventHistory [REPETITIONS]   (default 10,000)
 *
 * Coverage of the 95 % intervals and size of the tests at .05, with the p of an exact binomial test each; ends with 1
 * where one is below .001.
 */
import { binomialTest, repeatEstimates, truth } from '../statistics/repetitions.js';

const { count, estimates, rejected } = repeatEstimates(0, Number(process.argv[2] ?? 10_000));
let holds = true;
const line = (name: string, share: number, p: number, more = ''): void => {
  holds &&= p > 0.001;
  console.log(`${name.padEnd(28)} ${share.toFixed(4)}   p ${p.toFixed(4)}${more}`);
};
console.log(`${count} histories: share of intervals that cover the truth`);
for (const [name, { mean, covered }] of Object.entries(estimates)) {
  const value = truth[name.split(' ')[1] as keyof typeof truth];
  line(
    name,
    covered / count,
    binomialTest(covered, count, 0.95),
    `   mean ${mean.toFixed(4)}, truth ${value}`,
  );
}
console.log('share of tests that reject what is true, at .05');
for (const [name, times] of Object.entries(rejected))
  line(name, times / count, binomialTest(times, count, 0.05));
process.exitCode = holds ? 0 : 1;
