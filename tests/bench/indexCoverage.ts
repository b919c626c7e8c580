/**
 * 95 % intervals of Sobol' indices on a random base hold the true value in 95 % of 2,000 designs (exact binomial, p > .001).
 *
 *     npm run bench -- indexCoverage [repetitions]
 */
import type { DesignSpec } from '../../src/design/index.js';
import { binomialP } from '../design/sensitivity/binomial.js';
import { coverageOf } from '../design/sensitivity/coverage.js';
import { gFunction, ishigami, type TestFunction } from '../design/sensitivity/testFunctions.js';

const repetitions = Number(process.argv[2] ?? 2000);
const random = { type: 'saltelli', n: 512, base: 'random' } as const;
const cases: [string, TestFunction, DesignSpec][] = [
  ['Ishigami', ishigami, random],
  ['Ishigami, first and total alone', ishigami, { ...random, secondOrder: false }],
  ['G-function', gFunction([0, 1, 4.5, 9]), random],
  ['G-function, first and total alone', gFunction([0, 1, 4.5, 9]), { ...random, secondOrder: false }],
  ['Ishigami, 16 scramblings', ishigami, { type: 'saltelli', n: 512 }],
];
for (const [name, test, spec] of cases) {
  console.log(`${name}: ${repetitions} designs of 512 base rows`);
  for (const { index, truth, covered, below } of coverageOf(test, spec, repetitions)) {
    const p = binomialP(covered, repetitions, 0.95);
    const share = (count: number) => (count / repetitions).toFixed(3);
    console.log(
      `  ${index.padEnd(14)} ${truth.toFixed(3)}  covered ${share(covered)}  too low ${share(below)}  p ${p.toPrecision(2)}${p > 0.001 ? '' : '  DIFFERS'}`,
    );
  }
}
