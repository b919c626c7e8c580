import { describe, expect, it } from 'vitest';
import { createDesign, type DesignSpec, type Parameter } from '../../../src/design/index.js';
import { sensitivity } from '../../../src/design/sensitivity/index.js';
import { stream, uniform } from '../../../src/model/random.js';
import { binomialP } from './binomial.js';
import { evaluate, units } from './testFunctions.js';

const regression = (
  spec: DesignSpec,
  parameters: Parameter[],
  value: (x: readonly unknown[]) => number,
  seed = 's',
) => {
  const design = createDesign(spec, parameters, seed);
  const { rows, notes } = sensitivity(design, 'y', evaluate(design, value as never, 2), { seed });
  return { rows, notes, at: (name: string) => rows.find(({ parameter }) => parameter === name)! };
};
const list = (columns: { [path: string]: unknown[] }): Parameter[] =>
  Object.entries(columns).map(([path, values]) => ({ path, kind: 'categorical', values }));

describe('standardised rank regression', () => {
  it('agrees with scipy: rankdata of each column, standardised, numpy.linalg.lstsq', () => {
    // x1, x2, y = …; Z = [rankdata(v) - 5.5 for v in (x1, x2, y)]; Z = [z / z.std() for z in Z]
    // b = lstsq(np.c_[Z[0], Z[1]], Z[2])[0]   ->   .72534188, .64903127; R2 .9357376170609896   (scipy 1.17.1)
    const y = [1.2, 3.1, 2.2, 4.0, 4.4, 1.9, 2.0, 6.5, 1.0, 3.7];
    const parameters = list({
      x1: [0.1, 0.9, 0.4, 0.4, 0.7, 0.2, 0.6, 0.8, 0.3, 0.5],
      x2: [3, 1, 2, 5, 4, 3, 1, 5, 2, 4],
    });
    const design = createDesign({ type: 'list' }, parameters, 's');
    const { rows, notes } = sensitivity(
      design,
      'y',
      { replicates: 1, value: (point) => y[point] },
      { seed: 's' },
    );
    expect(rows.map(({ index, parameter }) => `${index} ${parameter}`)).toEqual([
      'srrc x1',
      'srrc x2',
      'rSquared ',
    ]);
    expect(rows[0].estimate).toBeCloseTo(0.72534188, 8);
    expect(rows[1].estimate).toBeCloseTo(0.64903127, 8);
    expect(rows[2].estimate).toBeCloseTo(0.9357376170609896, 12);
    expect(notes.join()).toMatch(/only 10 points for 2 coefficients/);
  });
  it('is 1 for one monotone parameter, however curved', () => {
    const { rows } = regression({ type: 'lhs', n: 100 }, units(1), ([x]) => Math.exp(9 * (x as number)));
    for (const { estimate, low, high } of rows) {
      expect(estimate).toBeCloseTo(1, 12);
      expect(low).toBeCloseTo(1, 9);
      expect(high).toBeCloseTo(1, 9);
    }
  });
  it('has no interval over few points whose ranks agree fully, and says so', () => {
    const { rows, notes } = regression({ type: 'lhs', n: 5 }, units(1), ([x]) => x as number);
    for (const { estimate, low, high } of rows) {
      expect(estimate).toBeCloseTo(1, 12);
      expect([low, high]).toEqual([NaN, NaN]);
    }
    expect(notes.join()).toMatch(/only 5 points for 1 coefficient; .*no interval over points can be told/);
    const bent = regression({ type: 'lhs', n: 5 }, units(1), ([x]) => Math.abs((x as number) - 0.3));
    expect(bent.rows[0].low).toBeLessThan(bent.rows[0].high);
  });
  it('says that it misses what is not monotone', () => {
    const { at, notes } = regression(
      { type: 'sobol', n: 512 },
      units(2),
      ([x]) => ((x as number) - 0.5) ** 2,
    );
    expect(Math.abs(at('x1').estimate)).toBeLessThan(0.1);
    expect(notes.join()).toMatch(/ranks explain \d %.*not monotone/);
  });
  it('takes words one by one against the first', () => {
    const parameters = [...units(1), ...list({ generator: ['gravity', 'smallWorld', 'blocks'] })];
    const effect = { gravity: 0, smallWorld: 1, blocks: 2 };
    const { rows, at } = regression(
      { type: 'sobol', n: 512 },
      parameters,
      ([x, g]) => (x as number) / 10 + effect[g as 'blocks'],
    );
    expect(rows.map(({ parameter }) => parameter)).toEqual([
      'x1',
      'generator=smallWorld',
      'generator=blocks',
      '',
    ]);
    expect(at('generator=blocks').estimate).toBeGreaterThan(1.5 * at('generator=smallWorld').estimate);
  });
  it('says when parameters vary only together, or nothing varies', () => {
    const tied = regression(
      { type: 'list' },
      list({ a: [1, 2, 3, 4], b: [2, 4, 6, 8] }),
      ([a]) => a as number,
    );
    expect(tied.at('a').estimate).toBeNaN();
    expect(tied.notes.join()).toMatch(/vary only together/);
    expect(regression({ type: 'random', n: 50 }, units(2), () => 1).notes.join()).toMatch(/does not vary/);
  });
});

describe('its intervals over points', () => {
  const repetitions = 300;
  it('hold the coefficient of infinitely many points in 95 % of designs', () => {
    // y = x1 + x2, both uniform: Pearson correlation of x1 and the rank of y, 12 (∫∫ x F(x + y) dx dy − 1/4) = 12 (37/120 − 1/4) = .7.
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const { at } = regression(
        { type: 'random', n: 100 },
        units(2),
        ([x, y]) => (x as number) + (y as number),
        `s${repetition}`,
      );
      const { low, high } = at('x1');
      if (low <= 0.7 && 0.7 <= high) covered++;
    }
    expect(binomialP(covered, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
  it('stay within the range of a coefficient and of R²', () => {
    // R² .2 at infinitely many points: |x2 − ½| has no monotone effect; few points, so that a plain interval leaves the range.
    const bent = ([x, y]: readonly unknown[]) => (x as number) + 4 * Math.abs((y as number) - 0.5);
    const plain = ([x, y]: readonly unknown[]) => (x as number) + (y as number);
    for (const value of [bent, plain]) {
      for (let repetition = 0; repetition < 20; repetition++) {
        const { rows } = regression({ type: 'random', n: 24 }, units(2), value, `s${repetition}`);
        for (const { index, estimate, low, high } of rows) {
          if (Math.abs(estimate) > 1) continue;
          expect(low).toBeGreaterThanOrEqual(index === 'srrc' ? -1 : 0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThan(high);
        }
      }
    }
  });
  it('are none of a grid, which nothing has drawn', () => {
    const { rows, notes } = regression(
      { type: 'grid', n: 6 },
      units(2),
      ([x, y]) => (x as number) * (y as number),
    );
    for (const { estimate, low, high } of rows) {
      expect(estimate).not.toBeNaN();
      expect([low, high]).toEqual([NaN, NaN]);
    }
    expect(notes.join()).not.toMatch(/interval over points/);
  });
  it('and coefficients are 0 where nothing but rounding is left of them', () => {
    const { at } = regression(
      { type: 'grid', n: 7 },
      units(3),
      ([x, y]) => (x as number) + 2 * (y as number),
    );
    expect(at('x3').estimate).toBe(0);
    expect([at('x3').lowReplicates, at('x3').highReplicates]).toEqual([0, 0]);
  });
});

describe('its intervals over replicates', () => {
  const withNoise = (n: number, replicates: number) => {
    const design = createDesign({ type: 'lhs', n }, units(2), 's');
    const draws = stream('noise', 'ranks');
    const value = (point: number, r: number) =>
      (design.point(point)[0] as number) + (uniform(draws, point, r) - 0.5);
    return sensitivity(design, 'y', { replicates, value }, { seed: 's' });
  };
  it('stay where a coefficient can be, around what more replicates lead to', () => {
    const { rows } = withNoise(24, 4);
    for (const { lowReplicates, highReplicates } of rows) {
      expect(lowReplicates).toBeGreaterThanOrEqual(-1);
      expect(highReplicates).toBeLessThanOrEqual(1);
    }
    // Without noise the coefficient of x1 is 1; noise draws it to .9.
    const [x1, , fit] = rows;
    expect(x1.estimate).toBeLessThan(0.96);
    expect(x1.highReplicates).toBeGreaterThan(0.96);
    expect(x1.lowReplicates).toBeGreaterThan(0);
    expect(fit.lowReplicates).toBeGreaterThanOrEqual(0);
  });
  it('are none of fewer than twenty points, which a note says', () => {
    const { rows, notes } = withNoise(19, 4);
    for (const { lowReplicates, highReplicates } of rows)
      expect([lowReplicates, highReplicates]).toEqual([NaN, NaN]);
    expect(notes.join()).toMatch(
      /only 19 points: no interval over replicates of ranks so few; take at least 20/,
    );
  });
  it('have no length where replicates agree', () => {
    const { rows } = regression({ type: 'lhs', n: 30 }, units(1), ([x]) => x as number);
    expect(rows[0].lowReplicates).toBeCloseTo(1, 5);
    expect(rows[0].highReplicates).toBeCloseTo(1, 5);
  });
});
