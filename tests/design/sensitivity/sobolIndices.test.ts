import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDesign, DesignError, type DesignSpec } from '../../../src/design/index.js';
import { type SensitivityRow, sensitivity } from '../../../src/design/sensitivity/index.js';
import { stream, uniform } from '../../../src/model/random.js';
import { binomialP } from './binomial.js';
import { coverageOf } from './coverage.js';
import { evaluate, gFunction, ishigami, type TestFunction, units } from './testFunctions.js';

const truth = (test: TestFunction, { parameter, parameter2, index }: SensitivityRow): number => {
  const place = (path: string | null) => test.parameters.findIndex((each) => each.path === path);
  const i = place(parameter);
  return index === 'first'
    ? test.first[i]
    : index === 'total'
      ? test.total[i]
      : test.second(i, place(parameter2));
};
const indices = (test: TestFunction, spec: Partial<DesignSpec & { type: 'saltelli' }>, seed = 's') => {
  const design = createDesign({ type: 'saltelli', n: 4096, ...spec }, test.parameters, seed);
  return sensitivity(design, 'y', evaluate(design, test.value), { seed });
};
const tests: [string, TestFunction][] = [
  ['Ishigami', ishigami],
  ['the G-function', gFunction([0, 1, 4.5, 9, 99, 99, 99, 99])],
];

describe.each(tests)("Sobol' indices of %s at 4,096 base points", (_, test) => {
  const k = test.parameters.length;
  it('lie within .02 of the analytic values', () => {
    const { rows } = indices(test, {});
    expect(rows.length).toBe(2 * k + (k * (k - 1)) / 2);
    for (const row of rows) expect(Math.abs(row.estimate - truth(test, row))).toBeLessThan(0.02);
  });
  it('lie as near without second order and on a random base, within what their intervals say', () => {
    for (const spec of [{ secondOrder: false }, { base: 'random' as const }]) {
      const { rows } = indices(test, spec);
      for (const row of rows) {
        const error = Math.abs(row.estimate - truth(test, row));
        expect(error).toBeLessThan(0.04);
        expect(error).toBeLessThan(row.high - row.low + 1e-3);
      }
    }
  });
});

it('the published values of Ishigami are those of its closed form', () => {
  const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
  expect(rounded(ishigami.first)).toEqual([0.3139, 0.4424, 0]);
  expect(rounded(ishigami.total)).toEqual([0.5576, 0.4424, 0.2437]);
  expect(ishigami.second(0, 2)).toBeCloseTo(0.2437, 4);
});

describe('intervals over base rows', () => {
  // A tenth of tests/bench/indexCoverage.ts, which has 2,000 repetitions.
  const repetitions = 200;
  it.each<[string, TestFunction, DesignSpec]>([
    ['random base', ishigami, { type: 'saltelli', n: 128, base: 'random' }],
    [
      'random base, first and total',
      gFunction([0, 1]),
      { type: 'saltelli', n: 128, base: 'random', secondOrder: false },
    ],
    ['16 scramblings', ishigami, { type: 'saltelli', n: 512 }],
  ])('hold the true value in 19 of 20 designs: %s', (_, test, spec) => {
    for (const { covered } of coverageOf(test, spec, repetitions))
      expect(binomialP(covered, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
  it('would be found too narrow: the test can fail', () => {
    expect(binomialP(172, repetitions, 0.95)).toBeLessThan(0.001);
    expect(binomialP(190, repetitions, 0.95)).toBe(1);
  });
  it('become a quarter as wide with sixteen times the rows', () => {
    const width = (n: number) => {
      const { low, high } = indices(ishigami, { n, base: 'random' }).rows[0];
      return high - low;
    };
    const ratio = width(8192) / width(512);
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(0.3);
  });
});

describe('intervals over replicates', () => {
  // Resistances give every replicate its own slope of x1; the mean over infinitely many is x1 + 2 x2.
  const repetitions = 300;
  const normal = (...name: (string | number)[]) => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform(stream(...name), i, 0);
    return sum;
  };
  it('hold the index of infinitely many replicates in 95 % of draws', () => {
    const parameters = units(2);
    const design = createDesign({ type: 'saltelli', n: 64, secondOrder: false }, parameters, 's');
    const limit = evaluate(design, ([x, y]) => x + 2 * y);
    const [{ estimate }] = sensitivity(design, 'y', limit, { seed: 's' }).rows;
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const slopes = Array.from({ length: 8 }, (_, r) => 1 + 0.4 * normal('slope', repetition, r));
      const responses = evaluate(
        design,
        () => 0,
        8,
        ([x, y], r) => slopes[r] * x + 2 * y,
      );
      const [{ lowReplicates, highReplicates }] = sensitivity(design, 'y', responses, { seed: 's' }).rows;
      if (lowReplicates <= estimate && estimate <= highReplicates) covered++;
    }
    expect(binomialP(covered, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
  it('are empty for one replicate', () => {
    const { rows, notes } = indices(ishigami, { n: 64 });
    for (const row of rows) {
      expect(row.lowReplicates).toBeNaN();
      expect(row.highReplicates).toBeNaN();
    }
    expect(notes.join()).toMatch(/one replicate: .* no interval over replicates/);
  });
  it('shrink to the estimate where replicates agree', () => {
    const design = createDesign({ type: 'saltelli', n: 64 }, ishigami.parameters, 's');
    for (const row of sensitivity(design, 'y', evaluate(design, ishigami.value, 5), { seed: 's' }).rows) {
      expect(row.lowReplicates).toBeCloseTo(row.estimate, 12);
      expect(row.highReplicates).toBeCloseTo(row.estimate, 12);
    }
  });
});

describe('an index', () => {
  it('is the same for the outcome in other units', () => {
    const design = createDesign({ type: 'saltelli', n: 32 }, ishigami.parameters, 's');
    const plain = sensitivity(design, 'y', evaluate(design, ishigami.value), { seed: 's' }).rows;
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        (shift, scale) => {
          const scaled = evaluate(design, (x) => shift + scale * ishigami.value(x));
          sensitivity(design, 'y', scaled, { seed: 's' }).rows.forEach((row, i) => {
            expect(row.estimate).toBeCloseTo(plain[i].estimate, 6);
          });
        },
      ),
      { numRuns: 20 },
    );
  });
  it('of a parameter without influence is exactly 0 in total, with no width', () => {
    const design = createDesign({ type: 'saltelli', n: 64, base: 'random' }, units(2), 's');
    const { rows } = sensitivity(
      design,
      'y',
      evaluate(design, ([x]) => x),
      { seed: 's' },
    );
    const total = rows.find(({ index, parameter }) => index === 'total' && parameter === 'x2')!;
    expect([total.estimate, total.low, total.high]).toEqual([0, 0, 0]);
  });
  it('of integers and categories sums to 1 where effects add up', () => {
    const design = createDesign(
      { type: 'saltelli', n: 1024 },
      [
        { path: 'count', kind: 'integer', from: 1, to: 3 },
        { path: 'generator', kind: 'categorical', values: ['gravity', 'smallWorld'] },
      ],
      's',
    );
    // Variances 2/3 and 1/4 · 4 = 1.
    const value = (x: readonly unknown[]) => (x[0] as number) + (x[1] === 'gravity' ? 2 : 0);
    const { rows } = sensitivity(design, 'y', evaluate(design, value as never), { seed: 's' });
    expect(rows[0].estimate).toBeCloseTo(0.4, 2);
    expect(rows[1].estimate).toBeCloseTo(0.6, 2);
    expect(rows[4].estimate).toBeCloseTo(0, 2);
  });
});

describe('what is said in words', () => {
  const notesOf = (
    value: (x: readonly number[]) => number,
    spec: Partial<DesignSpec & { type: 'saltelli' }>,
  ) => {
    const design = createDesign({ type: 'saltelli', n: 64, base: 'random', ...spec }, units(3), 's');
    return sensitivity(design, 'speed', evaluate(design, value, 5), { seed: 's' }).notes.join('\n');
  };
  it('an outcome that does not vary', () => {
    for (const secondOrder of [true, false])
      expect(notesOf(() => 0.1, { secondOrder })).toMatch(
        /speed: the mean outcome is the same at every point/,
      );
  });
  it('few base rows, wide intervals and negative indices', () => {
    const notes = notesOf(([x, y, z]) => (x - 0.5) * (y - 0.5) * (z - 0.5), {});
    expect(notes).toMatch(/only 64 base rows/);
    expect(notes).toMatch(/unstable: .*; about \d+ times as many base rows would do/);
    expect(notes).toMatch(/below 0, which no index can be: .*read them as 0|too few/);
  });
  it('nothing, where there is nothing to say', () => {
    expect(notesOf(([x, y]) => x + y, { n: 2048 })).toBe('');
  });
});

describe('missing runs', () => {
  const design = createDesign({ type: 'saltelli', n: 64 }, ishigami.parameters, 's');
  const whole = evaluate(design, ishigami.value, 2);
  const holes = {
    replicates: 2,
    value: (point: number, replicate: number) =>
      (point === 9 && replicate === 1) || point === 100 || point === 101
        ? Number.NaN
        : whole.value(point, replicate),
  };
  it('are refused', () => {
    expect(() => sensitivity(design, 'speed', holes, { seed: 's' })).toThrow(
      new DesignError(['outcomes'], 'speed: 5 of 1024 runs have no value, in 2 of 64 base rows'),
    );
  });
  it('drop whole base rows where that is asked for, and are counted', () => {
    const { rows, notes, dropped } = sensitivity(design, 'speed', holes, { seed: 's', dropIncomplete: true });
    expect(dropped).toBe(2);
    expect(notes[0]).toBe('speed: 2 of 64 base rows are left out, since a run of theirs has no value');
    for (const { estimate, low, high } of rows)
      for (const value of [estimate, low, high]) expect(Number.isFinite(value)).toBe(true);
  });
});
