import { describe, expect, it } from 'vitest';
import { createDesign, DesignError, type Parameter, parseConstraint } from '../../../src/design/index.js';
import {
  type ContourLine,
  contour,
  interaction,
  outcomeMap,
  profile,
  tippingPoints,
  tornado,
} from '../../../src/design/maps/index.js';
import { stream, uniform } from '../../../src/model/random.js';
import { binomialP } from '../sensitivity/binomial.js';
import { evaluate } from '../sensitivity/testFunctions.js';

const x: Parameter = { path: 'x', kind: 'continuous', from: 0, to: 1 };
const y: Parameter = { path: 'y', kind: 'log', from: 0.01, to: 1 };
const word: Parameter = { path: 'word', kind: 'categorical', values: ['no', 'yes'] };
const grid = (parameters: Parameter[], n: number) => createDesign({ type: 'grid', n }, parameters, 's');
const each = (value: (point: readonly unknown[]) => number) => value as (x: readonly number[]) => number;

describe('a profile', () => {
  it('averages over the other parameters and takes each replicate as one observation', () => {
    const design = grid([x, y], 3);
    // Replicates add 0, 1 and 5: mean 2, standard error sqrt(7/3) = 1.527525, t(.975, 2) = 4.302653 (R 4.3: qt(.975, 2)).
    const responses = evaluate(
      design,
      ([a, b]) => 10 * a + Math.log10(b),
      3,
      (_, r) => [0, 1, 5][r],
    );
    const { axis, levels } = profile(design, 0, 'y', responses);
    expect(axis).toEqual({ name: 'x', scale: 'linear', values: [0, 0.5, 1], binned: false });
    expect(levels.map(({ mean }) => mean)).toEqual([1, 6, 11]);
    expect(levels[1].points).toBe(3);
    expect(levels[1].high - levels[1].mean).toBeCloseTo(4.302653 * Math.sqrt(7 / 3), 5);
    // Means of the three points: 5, 6, 7; type 7 quantiles.
    expect(levels[1].low90).toBeCloseTo(5.1, 12);
    expect(levels[1].high90).toBeCloseTo(6.9, 12);
  });
  it('puts many values in bins of equal size', () => {
    const design = createDesign({ type: 'sobol', n: 1024 }, [x, y], 's');
    const { axis, levels } = profile(
      design,
      0,
      'y',
      evaluate(design, ([a]) => a),
    );
    expect(axis.binned).toBe(true);
    expect(axis.values.length).toBe(10);
    levels.forEach(({ mean, points }, i) => {
      expect(Math.abs(points - 102)).toBeLessThan(2);
      expect(mean).toBeCloseTo(0.05 + i / 10, 2);
      expect(axis.values[i]).toBeCloseTo(mean, 12);
    });
  });
  it('of one at a time has only its own points', () => {
    const design = createDesign({ type: 'oat', n: 3, base: { x: 0.5, word: 'no' } }, [x, word], 's');
    const responses = evaluate(
      design,
      each(([a, w]) => (a as number) + (w === 'yes' ? 100 : 0)),
    );
    expect(profile(design, 0, 'y', responses).levels.map(({ mean }) => mean)).toEqual([0, 0.5, 1]);
    expect(profile(design, 1, 'y', responses).levels.map(({ mean }) => mean)).toEqual([0.5, 100.5]);
  });
  it('leaves out what has no value', () => {
    const design = grid([x], 2);
    const responses = {
      replicates: 2,
      value: (point: number, r: number) => (point === 1 && r === 1 ? NaN : point),
    };
    const [, { mean, low }] = profile(design, 0, 'y', responses).levels;
    expect(mean).toBe(1);
    expect(low).toBeNaN();
  });
});

describe('a map and its contour', () => {
  it('has a cell for each pair, empty where a constraint cut', () => {
    const two: Parameter[] = [x, { ...x, path: 'z' }];
    const design = createDesign({ type: 'grid', n: 3 }, two, 's', [parseConstraint('x <= z', two)]);
    const map = outcomeMap(
      design,
      [0, 1],
      'y',
      evaluate(design, ([a, b]) => a + 10 * b),
    );
    expect(map.cells.map(({ mean }) => mean)).toEqual([0, NaN, NaN, 5, 5.5, NaN, 10, 10.5, 11]);
  });
  it('is a straight line for a plane', () => {
    const design = grid([x, { ...x, path: 'z' }], 5);
    const map = outcomeMap(
      design,
      [0, 1],
      'y',
      evaluate(design, ([a, b]) => a + b),
    );
    const lines = contour(map, 0.8);
    expect(lines.length).toBe(1);
    for (const point of lines[0]) expect(point.x + point.y).toBeCloseTo(0.8, 12);
    const ends = [lines[0][0], lines[0][lines[0].length - 1]].map((point) => point.x).sort();
    expect(ends[0]).toBeCloseTo(0, 12);
    expect(ends[1]).toBeCloseTo(0.8, 12);
  });
  it('is a closed ring around a hill, on the logarithm of a log scale', () => {
    const design = grid([x, y], 41);
    // A circle of radius .3 around the middle of both axes, log10 from -2 to 0 taken as 0 to 1.
    const radius = (a: number, b: number) => Math.hypot(a - 0.5, Math.log10(b) / 2 + 0.5);
    const [ring, ...others] = contour(
      outcomeMap(
        design,
        [0, 1],
        'y',
        evaluate(design, ([a, b]) => -radius(a, b)),
      ),
      -0.3,
    );
    expect(others).toEqual([]);
    expect(ring[0]).toEqual(ring[ring.length - 1]);
    for (const point of ring) expect(Math.abs(radius(point.x, point.y) - 0.3)).toBeLessThan(0.002);
    const length = ring
      .slice(1)
      .reduce(
        (sum, p, i) => sum + Math.hypot(p.x - ring[i].x, (Math.log10(p.y) - Math.log10(ring[i].y)) / 2),
        0,
      );
    expect(length).toBeCloseTo(2 * Math.PI * 0.3, 1);
  });
  it('does not cross itself at a saddle', () => {
    const design = grid([x, { ...x, path: 'z' }], 2);
    const corner = { '0,0': 1, '1,0': 0, '0,1': 0, '1,1': 1 } as { [key: string]: number };
    const map = outcomeMap(
      design,
      [0, 1],
      'y',
      evaluate(design, (p) => corner[p.join()]),
    );
    // The mean of the corners, .5, is above .4: corners 0 are cut off, each by its own line.
    const below = contour(map, 0.4);
    expect(below.length).toBe(2);
    const apart = (line: ContourLine, of: (p: { x: number; y: number }) => number) =>
      Math.abs(of(line[0]) - of(line[line.length - 1]));
    for (const line of below) expect(apart(line, (p) => p.x - p.y)).toBeLessThan(1e-12);
    // Below .6 it is the corners 1 that are cut off.
    for (const line of contour(map, 0.6)) expect(apart(line, (p) => p.x + p.y)).toBeLessThan(1e-12);
  });
  it('has none with categories, nor where the level is not met', () => {
    const design = grid([x, word], 3);
    const map = outcomeMap(
      design,
      [0, 1],
      'y',
      evaluate(
        design,
        each(([a]) => a as number),
      ),
    );
    expect(contour(map, 0.5)).toEqual([]);
    const plain = grid([x, { ...x, path: 'z' }], 3);
    expect(
      contour(
        outcomeMap(
          plain,
          [0, 1],
          'y',
          evaluate(plain, ([a]) => a),
        ),
        2,
      ),
    ).toEqual([]);
  });
});

describe('a tornado', () => {
  it('puts the largest range first, and finds it within the range too', () => {
    const design = createDesign(
      { type: 'oat', n: 5, base: { x: 0.5, word: 'no', y: 0.1 } },
      [x, word, y],
      's',
    );
    const value = ([a, w, b]: readonly unknown[]) =>
      -4 * ((a as number) - 0.5) ** 2 + (w === 'yes' ? -3 : 0) + 0.1 * Math.log10(b as number);
    const { bars, base, baseIs } = tornado(design, 'y', evaluate(design, each(value)));
    expect(baseIs).toBe('base');
    expect(base).toBeCloseTo(-0.1, 12);
    expect(bars.map(({ parameter }) => parameter)).toEqual(['word', 'x', 'y']);
    expect(bars[0].least.value).toBe('yes');
    expect(bars[1].most.value).toBe(0.5);
    expect(bars[2].least.value).toBe(0.01);
    expect(bars[2].most.mean - bars[2].least.mean).toBeCloseTo(0.2, 12);
  });
});

describe('a tornado of drawn points', () => {
  const z: Parameter = { ...x, path: 'z' };
  it('leaves a parameter that does nothing without a range, and finds the curve of another', () => {
    const design = createDesign({ type: 'lhs', n: 100 }, [x, z], 's');
    const { bars, over } = tornado(
      design,
      'y',
      evaluate(design, ([a]) => 4 * (a - 0.5) ** 2),
    );
    expect(over).toBe('points');
    expect(bars.map(({ parameter }) => parameter)).toEqual(['x', 'z']);
    expect(bars[0].least.mean).toBeCloseTo(0, 2);
    expect(bars[0].least.value).toBeCloseTo(0.5, 1);
    expect(bars[1].most.mean - bars[1].least.mean).toBeCloseTo(0, 9);
  });
  it('takes the means of bins where points are too few for a fit', () => {
    const design = createDesign({ type: 'lhs', n: 9 }, [x, z], 's');
    expect(
      tornado(
        design,
        'y',
        evaluate(design, ([a]) => a),
      ).over,
    ).toBe('replicates');
  });
});

describe('an interaction', () => {
  const difference = (value: (a: number, w: string) => number) => {
    const design = grid([x, word], 3);
    const { lines } = interaction(
      design,
      [0, 1],
      'y',
      evaluate(
        design,
        each(([a, w]) => value(a as number, w as string)),
      ),
    );
    return lines[1].levels.map(({ mean }, i) => mean - lines[0].levels[i].mean);
  };
  it('is a constant distance where effects add up, and not where they multiply', () => {
    expect(difference((a, w) => a + (w === 'yes' ? 2 : 0))).toEqual([2, 2, 2]);
    expect(difference((a, w) => a * (w === 'yes' ? 2 : 1))).toEqual([0, 0.5, 1]);
  });
  it('draws few lines: five of many values, thirds of bins', () => {
    const many = grid([x, { ...x, path: 'z' }], 9);
    const lines = interaction(
      many,
      [0, 1],
      'y',
      evaluate(many, ([a]) => a),
    ).lines;
    expect(lines.map(({ value }) => value)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    const drawn = createDesign({ type: 'lhs', n: 300 }, [x, { ...x, path: 'z' }], 's');
    expect(
      interaction(
        drawn,
        [0, 1],
        'y',
        evaluate(drawn, ([a]) => a),
      ).lines.length,
    ).toBe(3);
  });
});

describe('tipping points', () => {
  it('are where a straight outcome crosses the level, averaged and for each combination', () => {
    const design = grid([x, { path: 'c', kind: 'integer', from: 0, to: 1 }], 6);
    const found = tippingPoints(
      design,
      'y',
      evaluate(design, ([a, c]) => a + c / 2),
      0.65,
    );
    expect(found.map(({ parameter, given, direction }) => [parameter, given, direction])).toEqual([
      ['x', null, 'rising'],
      ['x', { c: 0 }, 'rising'],
      ['x', { c: 1 }, 'rising'],
      ['c', null, 'rising'],
      ['c', { x: 0.2 }, 'rising'],
      ['c', { x: 0.4 }, 'rising'],
      ['c', { x: 0.6 }, 'rising'],
    ]);
    [0.4, 0.65, 0.15, 0.3, 0.9, 0.5, 0.1].forEach((value, i) => {
      expect(found[i].value).toBeCloseTo(value, 9);
    });
    for (const { low, high } of found) expect([low, high]).toEqual([NaN, NaN]);
  });
  it('are interpolated on the logarithm of a log scale, and may be several', () => {
    const design = grid([y], 5);
    // log10 y = -2, -1.5, -1, -.5, 0: outcome 0, 1, 0, 1, 2; level .5 at -1.75, -1.25, -.75.
    const values = [0, 1, 0, 1, 2];
    const found = tippingPoints(design, 'y', { replicates: 1, value: (point) => values[point] }, 0.5);
    expect(found.map(({ direction }) => direction)).toEqual(['rising', 'falling', 'rising']);
    [-1.75, -1.25, -0.75].forEach((at, i) => {
      expect(Math.log10(found[i].value)).toBeCloseTo(at, 9);
    });
  });
  it('meet a level that a value of the grid has exactly once, and not where it only touches', () => {
    const design = grid([x], 5);
    const at = (values: number[]) =>
      tippingPoints(design, 'y', { replicates: 1, value: (point) => values[point] }, 1).map(
        ({ value }) => value,
      );
    expect(at([0, 1, 2, 3, 4])).toEqual([0.25]);
    expect(at([4, 3, 2, 1, 0])).toEqual([0.75]);
    expect(at([3, 1, 3, 3, 3])).toEqual([]);
  });
  it('are changes of side: a curve and its mirror image have the same, mirrored', () => {
    const design = grid([x], 5);
    const found = (values: number[], replicates = 1) =>
      tippingPoints(
        design,
        'y',
        { replicates, value: (point, r) => values[point] + (r - (replicates - 1) / 2) / 100 },
        0.5,
      );
    const of = (values: number[]) => found(values).map(({ direction, value }) => `${direction} ${value}`);
    // Met at an end, and not left.
    for (const values of [
      [0, 0.1, 0.2, 0.3, 0.5],
      [1, 0.9, 0.8, 0.7, 0.5],
      [0.5, 0.5, 0.3, 0.2, 0.1],
      [0.5, 0.6, 0.7, 0.8, 0.9],
      [0.2, 0.5, 0.5, 0.4, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5],
    ])
      expect(of(values)).toEqual([]);
    expect(of([0, 0.2, 0.5, 0.7, 1])).toEqual(['rising 0.5']);
    expect(of([1, 0.7, 0.5, 0.2, 0])).toEqual(['falling 0.5']);
    // Of several values that meet it the middle.
    expect(of([0, 0.5, 0.5, 0.7, 1])).toEqual(['rising 0.375']);
    expect(of([1, 0.7, 0.5, 0.5, 0])).toEqual(['falling 0.625']);
    expect(of([0, 0.5, 0.5, 0.5, 1])).toEqual(['rising 0.5']);
    for (const values of [
      [0, 0.5, 0.5, 0.7, 1],
      [0, 0.2, 0.6, 0.4, 0.9],
    ]) {
      const [there, back] = [found(values, 4), found([...values].reverse(), 4).reverse()];
      expect(back.length).toBe(there.length);
      there.forEach((point, i) => {
        expect(1 - back[i].value).toBeCloseTo(point.value, 12);
        expect(1 - back[i].high).toBeCloseTo(point.low, 12);
        expect(1 - back[i].low).toBeCloseTo(point.high, 12);
      });
    }
  });
  it('are not averaged over what differs along the parameter', () => {
    const parameters = [x, { path: 'c', kind: 'continuous', from: 0, to: 1 } as const];
    const of = (constraint: string, missing = -1) => {
      const design = createDesign({ type: 'grid', n: 4 }, parameters, 's', [
        parseConstraint(constraint, parameters),
      ]);
      const responses = evaluate(design, ([a, c]) => a + c);
      return tippingPoints(
        design,
        'y',
        { ...responses, value: (point, r) => (point === missing ? NaN : responses.value(point, r)) },
        0.8,
      )
        .filter(({ given }) => given === null)
        .map(({ parameter }) => parameter);
    };
    expect(of('x < 9')).toEqual(['x', 'c']);
    expect(of('c <= x')).toEqual([]);
    // A whole value less is a smaller grid; one cell less is not.
    expect(of('x < 0.9')).toEqual(['x', 'c']);
    expect(of('x < 9', 5)).toEqual([]);
  });
  it('have an interval that ends where the level leaves the interval of the mean', () => {
    // Replicates are x + e: the mean's interval has the same width everywhere, so the tipping point's has it too.
    const design = grid([x], 11);
    const e = [-0.1, 0, 0.04, 0.06];
    const responses = evaluate(
      design,
      ([a]) => a,
      4,
      (_, r) => e[r],
    );
    const [{ value, low, high }] = tippingPoints(design, 'y', responses, 0.5);
    // R: x <- c(-.1, 0, .04, .06); qt(.975, 3) * sd(x) / 2   ->   .1125278
    const sd = Math.sqrt(e.reduce((sum, each) => sum + each ** 2, 0) / 3);
    const half = (3.182446 * sd) / 2;
    expect(value).toBeCloseTo(0.5, 12);
    expect(low).toBeCloseTo(0.5 - half, 6);
    expect(high).toBeCloseTo(0.5 + half, 6);
  });
  it('have no end where the grid ends first', () => {
    const design = grid([x], 3);
    const [{ low, high }] = tippingPoints(
      design,
      'y',
      evaluate(
        design,
        ([a]) => a,
        2,
        (_, r) => [-0.05, 0.05][r],
      ),
      0.9,
    );
    // t(.975, 1) = 12.7062, standard error .05.
    expect(low).toBeCloseTo(0.9 - 12.7062 * 0.05, 4);
    expect(high).toBeNaN();
  });
  it('have intervals that hold the true value in 95 % of draws', () => {
    const repetitions = 1000;
    const design = grid([x], 6);
    let covered = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      // Each replicate has its own slope and level; the mean of infinitely many is 2x, which crosses .9 at .45.
      const draw = (r: number, of: string) => {
        let sum = -6;
        for (let i = 0; i < 12; i++) sum += uniform(stream(of, repetition, r), i, 0);
        return sum;
      };
      const slopes = Array.from({ length: 6 }, (_, r) => 2 + 0.3 * draw(r, 'slope'));
      const levels = Array.from({ length: 6 }, (_, r) => 0.2 * draw(r, 'level'));
      const responses = evaluate(
        design,
        () => 0,
        6,
        ([a], r) => slopes[r] * a + levels[r],
      );
      const found = tippingPoints(design, 'y', responses, 0.9);
      // An open end reaches as far as the grid.
      if (found.some(({ low, high }) => !(low > 0.45) && !(high < 0.45))) covered++;
    }
    expect(binomialP(covered, repetitions, 0.95)).toBeGreaterThan(0.001);
  });
  it('are refused for other designs', () => {
    const design = createDesign({ type: 'lhs', n: 10 }, [x], 's');
    expect(() =>
      tippingPoints(
        design,
        'y',
        evaluate(design, ([a]) => a),
        0.5,
      ),
    ).toThrow(DesignError);
  });
});
