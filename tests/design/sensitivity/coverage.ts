/** How often 95 % intervals of Sobol' indices hold the true value, over independent designs. */
import { createDesign, type DesignSpec } from '../../../src/design/index.js';
import { sensitivity } from '../../../src/design/sensitivity/index.js';
import { evaluate, type TestFunction } from './testFunctions.js';

export interface Coverage {
  readonly index: string;
  readonly truth: number;
  covered: number;
  below: number;
}

/** Coverage of each index above .05 over repetitions first … last − 1; below: intervals that lie below the true value. */
export function coverageOf(test: TestFunction, spec: DesignSpec, repetitions: number, first = 0): Coverage[] {
  const results = new Map<string, Coverage>();
  for (let repetition = first; repetition < first + repetitions; repetition++) {
    const seed = `coverage/${repetition}`;
    const design = createDesign(spec, test.parameters, seed);
    const place = (path: string | null) => test.parameters.findIndex((parameter) => parameter.path === path);
    for (const row of sensitivity(design, 'y', evaluate(design, test.value), { seed }).rows) {
      const [i, j] = [place(row.parameter), place(row.parameter2)];
      const truth =
        row.index === 'first' ? test.first[i] : row.index === 'total' ? test.total[i] : test.second(i, j);
      if (truth <= 0.05) continue;
      const index = `${row.index} ${row.parameter}${row.parameter2 === null ? '' : ` ${row.parameter2}`}`;
      if (!results.has(index)) results.set(index, { index, truth, covered: 0, below: 0 });
      const result = results.get(index)!;
      if (row.low <= truth && truth <= row.high) result.covered++;
      else if (row.high < truth) result.below++;
    }
  }
  return [...results.values()];
}
