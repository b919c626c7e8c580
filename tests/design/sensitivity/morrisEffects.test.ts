import { describe, expect, it } from 'vitest';
import { createDesign, type DesignSpec, type Parameter } from '../../../src/design/index.js';
import { valueAt } from '../../../src/design/parameter.js';
import { sensitivity, standsOut } from '../../../src/design/sensitivity/index.js';
import { stream, uniform } from '../../../src/model/random.js';
import { binomialP } from './binomial.js';
import { evaluate, gFunction, ishigami, units } from './testFunctions.js';

const effects = (
  parameters: Parameter[],
  value: (x: readonly number[]) => number,
  spec: Partial<DesignSpec & { type: 'morris' }> = {},
  seed = 's',
) => {
  const design = createDesign({ type: 'morris', n: 20, ...spec }, parameters, seed);
  const { rows, notes } = sensitivity(design, 'y', evaluate(design, value, 3), { seed });
  const at = (parameter: string, index: string) =>
    rows.find((row) => row.parameter === parameter && row.index === index)!;
  return { rows, notes, at };
};

/**
 * Morris 1991, section 4: 20 inputs; w = 2 (x − ½), but 2 (1.1 x / (x + .1) − ½) for inputs 3, 5 and 7. Coefficients: 20 of the
 * first ten inputs, −15 of pairs among the first six, −10 of triples among the first five, 5 of the first four together.
 * The others, standard normal in the paper, are (−1)^i and (−1)^(i + j) here, as is usual, so that all is known.
 */
const curved = [3, 5, 7];
const w = (x: number, i: number): number =>
  curved.includes(i) ? 2 * ((1.1 * x) / (x + 0.1) - 0.5) : 2 * (x - 0.5);
const one = (i: number): number => (i <= 10 ? 20 : (-1) ** i);
const two = (i: number, j: number): number => (i <= 6 && j <= 6 ? -15 : (-1) ** (i + j));
function morrisFunction(x: readonly number[]): number {
  const v = [0, ...x.map((xi, i) => w(xi, i + 1))];
  let y = 0;
  for (let i = 1; i <= 20; i++) {
    y += one(i) * v[i];
    for (let j = i + 1; j <= 20; j++) {
      y += two(i, j) * v[i] * v[j];
      if (j <= 5) for (let l = j + 1; l <= 5; l++) y += -10 * v[i] * v[j] * v[l];
    }
  }
  return y + 5 * v[1] * v[2] * v[3] * v[4];
}
const levels = [0, 1 / 3, 2 / 3, 1];
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Mean and standard deviation of the elementary effect of input i = 8 … 20, whose w is linear: 2 (one_i + Σ_j two_ij w_j). */
const known = (i: number) => {
  const others = Array.from({ length: 20 }, (_, j) => j + 1).filter((j) => j !== i);
  const average = (j: number) => meanOf(levels.map((x) => w(x, j)));
  const variance = (j: number) => meanOf(levels.map((x) => w(x, j) ** 2)) - average(j) ** 2;
  return {
    mu: 2 * (one(i) + others.reduce((sum, j) => sum + two(i, j) * average(j), 0)),
    sigma: 2 * Math.sqrt(others.reduce((sum, j) => sum + two(i, j) ** 2 * variance(j), 0)),
  };
};

describe('elementary effects of a linear function', () => {
  const parameters: Parameter[] = [
    { path: 'a', kind: 'continuous', from: 0, to: 1 },
    { path: 'b', kind: 'continuous', from: -2, to: 2 },
    { path: 'c', kind: 'continuous', from: 0, to: 1 },
  ];
  const { at, notes } = effects(parameters, ([a, b]) => 3 * a - 2 * b);
  it('are its coefficients for the whole range, without spread or width', () => {
    for (const [path, effect] of [
      ['a', 3],
      ['b', -8],
      ['c', 0],
    ] as const) {
      expect(at(path, 'mu').estimate).toBeCloseTo(effect, 9);
      expect(at(path, 'muStar').estimate).toBeCloseTo(Math.abs(effect), 9);
      expect(at(path, 'sigma').estimate).toBeCloseTo(0, 9);
      expect(at(path, 'mu').low).toBeCloseTo(effect, 9);
      expect(at(path, 'mu').highReplicates).toBeCloseTo(effect, 9);
    }
    expect(notes).toEqual([]);
  });
});

describe('elementary effects of few values', () => {
  const parameters: Parameter[] = [
    { path: 'range', kind: 'continuous', from: 0, to: 1 },
    { path: 'two', kind: 'categorical', values: [0, 1] },
    { path: 'five', kind: 'integer', from: 0, to: 4 },
    { path: 'three', kind: 'integer', from: 0, to: 2 },
    { path: 'word', kind: 'categorical', values: ['no', 'yes'] },
  ];
  const value = ([a, b, c, d, word]: readonly unknown[]) =>
    (a as number) + (b as number) + (c as number) / 4 + (d as number) / 2 + (word === 'yes' ? 1 : 0);
  it('of a sum are those of the whole range, as of a continuous one, whichever values the levels meet', () => {
    for (const levels of [2, 4, 6]) {
      const { at } = effects(parameters, value as never, { levels });
      for (const { path } of parameters) {
        expect(at(path, 'muStar').estimate).toBeCloseTo(1, 12);
        expect(at(path, 'mu').estimate).toBeCloseTo(1, 12);
        expect(at(path, 'sigma').estimate).toBeCloseTo(0, 12);
      }
    }
  });
  it('of a list of numbers are per difference of values, in whichever order they stand', () => {
    for (const values of [
      [0, 3, 6],
      [6, 3, 0],
      [0, 6, 3],
      [0, 0.1, 6],
    ]) {
      const { at } = effects([{ path: 'x', kind: 'categorical', values }, ...units(1)], ([x]) => 10 * x);
      expect(['mu', 'muStar', 'sigma'].map((index) => at('x', index).estimate.toFixed(9))).toEqual([
        '60.000000000',
        '60.000000000',
        '0.000000000',
      ]);
    }
    const curve = ([x]: readonly number[]) => x ** 2;
    const listed = (values: number[]) => effects([{ path: 'x', kind: 'categorical', values }], curve).rows;
    expect(listed([6, 0, 3])).toEqual(listed([0, 3, 6]));
  });
  it('of words are those of an exchange', () => {
    const words: Parameter = { path: 'word', kind: 'categorical', values: ['a', 'b', 'c'] };
    const of = { a: 0, b: 1, c: 3 };
    const { at } = effects([words], (([word]: readonly unknown[]) => of[word as 'a']) as never, {
      n: 200,
      candidates: 200,
      levels: 6,
    });
    // a to b, a to c, b to c, as often as one another: 1, 3 and 2.
    expect(Math.abs(at('word', 'muStar').estimate - 2)).toBeLessThan(0.2);
  });
  it('are noted where the levels do not take all values alike', () => {
    const notes = (levels: number) => createDesign({ type: 'morris', n: 4, levels }, parameters, 's').notes;
    expect(notes(4)).toEqual([
      'three: 4 levels take its 3 values 1, 1 and 2 times, and its effects weigh them so; levels: 6 takes each alike',
    ]);
    expect(notes(6).map((note) => note.slice(0, 4))).toEqual(['five']);
  });
});

describe("elementary effects of Morris' function", () => {
  const { at, notes } = effects(units(20), morrisFunction, { n: 50 });
  const muStar = (i: number) => at(`x${i}`, 'muStar').estimate;
  const sigma = (i: number) => at(`x${i}`, 'sigma').estimate;
  it('put the first ten inputs before the last ten', () => {
    const last = Math.max(...Array.from({ length: 10 }, (_, i) => muStar(11 + i)));
    for (let i = 1; i <= 10; i++) expect(muStar(i)).toBeGreaterThan(2 * last);
  });
  it('find inputs 1 to 6 entangled, 8, 9 and 10 important and nearly additive', () => {
    for (let i = 1; i <= 6; i++) expect(sigma(i)).toBeGreaterThan(25);
    for (const i of [8, 9, 10]) {
      expect(muStar(i)).toBeGreaterThan(30);
      expect(sigma(i)).toBeLessThan(10);
    }
  });
  it('have the means and standard deviations of the closed form', () => {
    for (let i = 8; i <= 20; i++) {
      const { mu, sigma: spread } = known(i);
      // Five standard errors of 50 trajectories.
      expect(Math.abs(at(`x${i}`, 'mu').estimate - mu)).toBeLessThan((5 * spread) / Math.sqrt(50));
      expect(Math.abs(sigma(i) / spread - 1)).toBeLessThan(5 / Math.sqrt(100));
    }
  });
  it('say where effects of both signs cancel', () => {
    expect(notes.join()).toMatch(/effects of both signs.*x1/);
  });
});

describe('what differs between replicates', () => {
  it('is no spread of the effects: sigma² is the covariance of two replicates', () => {
    const design = createDesign({ type: 'morris', n: 2, candidates: 2 }, units(1), 's');
    const { structure } = design;
    if (structure.kind !== 'morris') throw new Error();
    // Effects by replicate and trajectory: the first point of each trajectory is 0, the second the effect times its step.
    const sigmaOf = (own: readonly (readonly number[])[]) => {
      const value = (point: number, r: number) => {
        const t = Math.floor(point / 2);
        return point % 2 === 0 ? 0 : own[r][t] * structure.delta * structure.direction[t];
      };
      const { rows } = sensitivity(design, 'y', { replicates: own.length, value }, { seed: 's' });
      return rows.find(({ index }) => index === 'sigma')!;
    };
    // Deviations −2, 2 and −1, 1: (2 + 2) / 1. The effects of the means, .5 and 3.5, have the variance 4.5.
    expect(
      sigmaOf([
        [1, 5],
        [0, 2],
      ]).estimate,
    ).toBeCloseTo(2, 12);
    expect(
      sigmaOf([
        [1, 5],
        [3, 3],
      ]).estimate,
    ).toBe(0);
    expect(sigmaOf([[1, 5]]).estimate).toBeCloseTo(Math.sqrt(8), 12);
    expect(
      sigmaOf([
        [1, 5],
        [0, 2],
      ]).lowReplicates,
    ).toBeNaN();
  });
  it('is told of parameters that do not stand out from it', () => {
    const design = createDesign({ type: 'morris', n: 20 }, units(2), 's');
    const draws = stream('noise', 'morris');
    const value = (point: number, r: number) =>
      (design.point(point)[0] as number) + uniform(draws, point, r) - 0.5;
    const { rows, notes } = sensitivity(design, 'y', { replicates: 5, value }, { seed: 's' });
    expect(notes.join()).toMatch(
      /not told from the noise of 5 replicates, which counts as effect in mu\*: x2;/,
    );
    expect(notes.join()).not.toMatch(/both signs/);
    expect(['x1', 'x2'].map((parameter) => standsOut(rows, parameter))).toEqual([true, false]);
  });
});

describe('intervals of mu* over replicates', () => {
  // y = x1 + .3 (x2 − ½)(x3 − ½) and noise that differs from run to run: mu* 1, and less than noise makes up of the others.
  const ofNoise = (seed: string, replicates: number) => {
    const design = createDesign({ type: 'morris', n: 10, candidates: 10 }, units(4), seed);
    const draws = stream(seed, 'noise');
    const value = (point: number, r: number) => {
      const [a, b, c] = design.point(point) as number[];
      return a + 0.3 * (b - 0.5) * (c - 0.5) + (uniform(draws, point, r) - 0.5);
    };
    const { rows, notes } = sensitivity(design, 'y', { replicates, value }, { seed });
    return { sizes: rows.filter(({ index }) => index === 'muStar'), notes };
  };
  it('hold their estimate, and are not below 0', () => {
    for (let s = 0; s < 40; s++) {
      for (const { estimate, lowReplicates, highReplicates } of ofNoise(`s${s}`, 8).sizes) {
        expect(lowReplicates).toBeGreaterThanOrEqual(0);
        expect(lowReplicates).toBeLessThanOrEqual(estimate);
        expect(highReplicates).toBeGreaterThanOrEqual(estimate);
      }
    }
  });
  it('hold the effect that infinitely many replicates lead to in 95 % of sets of runs', () => {
    const repetitions = 200;
    let steep = 0;
    for (let s = 0; s < repetitions; s++) {
      const { sizes } = ofNoise(`r${s}`, 8);
      if (sizes[0].lowReplicates <= 1 && sizes[0].highReplicates >= 1) steep++;
    }
    expect(binomialP(steep, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
  it('are said to be of what noise makes up in part', () => {
    const design = createDesign({ type: 'morris', n: 10 }, units(2), 's');
    const draws = stream('s', 'slight');
    const value = (point: number, r: number) =>
      4 * (design.point(point)[0] as number) + uniform(draws, point, r) - 0.5;
    const texts = [1, 2, 3, 4, 5, 6, 7, 8].map((times) => {
      const many = (point: number, r: number) => value(point, r + 100 * times);
      const { notes } = sensitivity(design, 'y', { replicates: 4, value: many }, { seed: 's' });
      return notes.join();
    });
    expect(texts.join()).toMatch(
      /made up in part of noise .*, which counts as effect in mu\*: x2 \(mu\* \.?[\d.]+\)/,
    );
  });
});

describe('intervals over trajectories', () => {
  const repetitions = 400;
  it('hold the mean and the mean size of effects in 95 % of designs', () => {
    // y = (x1 − .4)(x2 + x3 + x4): effect of x1 x2 + x3 + x4, always positive, mean 1.5; of x2 x1 − .4: −.4, −1/15, 4/15,
    // .6, mean .1, mean size 1/3.
    const counts = { mu1: 0, mu2: 0, size2: 0 };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const { at } = effects(
        units(4),
        ([a, b, c, d]) => (a - 0.4) * (b + c + d),
        { n: 20, candidates: 20 },
        `s${repetition}`,
      );
      const holds = (parameter: string, index: string, value: number) => {
        const { low, high } = at(parameter, index);
        return low <= value && value <= high ? 1 : 0;
      };
      counts.mu1 += holds('x1', 'mu', 1.5);
      counts.mu2 += holds('x2', 'mu', 0.1);
      counts.size2 += holds('x2', 'muStar', 1 / 3);
    }
    for (const count of Object.values(counts))
      expect(binomialP(count, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
});

it('few trajectories are called a first guess, and missing runs drop whole trajectories', () => {
  const design = createDesign({ type: 'morris', n: 6 }, units(3), 's');
  const value = (point: number) => (point === 5 ? Number.NaN : point);
  expect(() => sensitivity(design, 'y', { replicates: 1, value }, { seed: 's' })).toThrow(
    '1 of 24 runs have no value, in 1 of 6 trajectories',
  );
  const { dropped, notes } = sensitivity(
    design,
    'y',
    { replicates: 1, value },
    { seed: 's', dropIncomplete: true },
  );
  expect(dropped).toBe(1);
  expect(notes[0]).toMatch(/1 of 6 trajectories are left out/);
  expect(notes[1]).toMatch(/only 5 trajectories/);
});

describe.each([
  ['Ishigami', ishigami],
  ['the G-function', gFunction([0, 1, 4.5, 9])],
] as const)('elementary effects of %s at 4,096 trajectories', (_, test) => {
  const k = test.parameters.length;
  const levelsOf = (i: number): number[] => levels.map((u) => valueAt(test.parameters[i], u) as number);
  /** Every combination of the levels, as indices of levels. */
  const cells = Array.from({ length: 4 ** k }, (__, cell) =>
    Array.from({ length: k }, (___, i) => Math.floor(cell / 4 ** i) % 4),
  );
  const y = (cell: readonly number[]): number => test.value(cell.map((level, i) => levelsOf(i)[level]));
  const outcomes = cells.map(y);
  const range = Math.max(...outcomes) - Math.min(...outcomes);
  /** All effects that the grid of four levels holds: each parameter from its lower half by two levels, delta = 2/3. */
  const truth = (i: number) => {
    const each = cells
      .filter((cell) => cell[i] < 2)
      .map((cell) => (y(cell.map((level, j) => (j === i ? level + 2 : level))) - y(cell)) / (2 / 3));
    const mu = meanOf(each);
    return {
      mu,
      muStar: meanOf(each.map(Math.abs)),
      sigma: Math.sqrt(meanOf(each.map((effect) => (effect - mu) ** 2))),
    };
  };
  it('lie within .02 of the known ones, in units of the range of the outcome', () => {
    const { at } = effects([...test.parameters], test.value, { n: 4096 });
    for (let i = 0; i < k; i++)
      for (const [index, known] of Object.entries(truth(i)))
        expect(Math.abs(at(test.parameters[i].path, index).estimate - known) / range).toBeLessThan(0.02);
  });
});
