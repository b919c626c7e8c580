import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDesign,
  DesignError,
  type DesignSpec,
  type Parameter,
  parseConstraint,
} from '../../src/design/index.js';

const unit = (path: string): Parameter => ({ path, kind: 'continuous', from: 0, to: 1 });
const units = (count: number): Parameter[] => Array.from({ length: count }, (_, i) => unit(`x${i}`));
const mixed: Parameter[] = [
  { path: 'a', kind: 'continuous', from: -1, to: 3 },
  { path: 'b', kind: 'log', from: 0.01, to: 100 },
  { path: 'c', kind: 'integer', from: 4, to: 7 },
  { path: 'd', kind: 'categorical', values: ['gravity', 'smallWorld', true] },
];
const pointsOf = (
  spec: DesignSpec,
  parameters: readonly Parameter[],
  seed = 's',
  constraints: string[] = [],
) => {
  const design = createDesign(
    spec,
    parameters,
    seed,
    constraints.map((text) => parseConstraint(text, parameters)),
  );
  return Array.from({ length: design.pointCount }, (_, i) => design.point(i));
};
const refusal = (make: () => unknown): { place: string; message: string } => {
  try {
    make();
  } catch (error) {
    if (error instanceof DesignError) return { place: error.place.join('.'), message: error.message };
    throw error;
  }
  throw new Error('not refused');
};
/** Every design that takes any number of parameters. */
const specs: DesignSpec[] = [
  { type: 'grid', n: 3 },
  { type: 'random', n: 20 },
  { type: 'lhs', n: 20 },
  { type: 'lhs', n: 20, optimise: 'maximin' },
  { type: 'sobol', n: 16 },
  { type: 'saltelli', n: 32 },
  { type: 'saltelli', n: 10, base: 'random', secondOrder: false },
  { type: 'morris', n: 10 },
  { type: 'oat', n: 3, base: { a: 0, b: 1, c: 5, d: 'gravity' } },
];

describe.each(specs)('%j', (spec) => {
  const points = pointsOf(spec, mixed);
  it('gives every parameter values of its own range', () => {
    for (const [a, b, c, d] of points as [number, number, number, unknown][]) {
      expect(a).toBeGreaterThanOrEqual(-1);
      expect(a).toBeLessThanOrEqual(3);
      expect(b).toBeGreaterThanOrEqual(0.01);
      expect(b).toBeLessThanOrEqual(100);
      expect([4, 5, 6, 7]).toContain(c);
      expect(['gravity', 'smallWorld', true]).toContain(d);
    }
  });
  it('gives the same points for the same seed, asked for in any order', () => {
    const again = createDesign(spec, mixed, 's');
    for (let i = again.pointCount - 1; i >= 0; i--) expect(again.point(i)).toEqual(points[i]);
  });
  it('depends on the seed, where it is drawn at all', () => {
    const drawn = !['grid', 'oat'].includes(spec.type);
    expect(JSON.stringify(pointsOf(spec, mixed, 'another')) !== JSON.stringify(points)).toBe(drawn);
  });
});

describe('values of a parameter', () => {
  it('are equally likely for integers and categories', () => {
    const counts = new Map<unknown, number>();
    for (const point of pointsOf({ type: 'sobol', n: 1024 }, mixed)) {
      for (const value of point.slice(2)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const value of [4, 5, 6, 7]) expect(counts.get(value)).toBe(256);
    for (const value of ['gravity', 'smallWorld', true])
      expect(Math.abs(counts.get(value)! - 1024 / 3)).toBeLessThan(2);
  });
  it('have half below the geometric mean on a log scale', () => {
    const below = pointsOf({ type: 'sobol', n: 64 }, mixed).filter(([, b]) => (b as number) < 1);
    expect(below.length).toBe(32);
  });
});

describe('a grid', () => {
  it('has every combination once, ends included, the last parameter fastest', () => {
    const parameters: Parameter[] = [
      { path: 'a', kind: 'continuous', from: 0.1, to: 0.5, levels: 5 },
      { path: 'c', kind: 'integer', from: 1, to: 2 },
      { path: 'd', kind: 'categorical', values: ['x', 'y'] },
    ];
    const points = pointsOf({ type: 'grid', n: 10 }, parameters);
    expect(points.slice(0, 5)).toEqual([
      [0.1, 1, 'x'],
      [0.1, 1, 'y'],
      [0.1, 2, 'x'],
      [0.1, 2, 'y'],
      [0.2, 1, 'x'],
    ]);
    expect(points.map(([a]) => a).filter((_, i) => i % 4 === 0)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(points.length).toBe(20);
    expect(new Set(points.map(String)).size).toBe(20);
  });
  it('takes levels of a log scale in equal ratios, and integers without repetition', () => {
    expect(pointsOf({ type: 'grid', n: 3 }, [mixed[1]])).toEqual([[0.01], [1], [100]]);
    expect(pointsOf({ type: 'grid', n: 3 }, [{ path: 'c', kind: 'integer', from: 0, to: 10 }])).toEqual([
      [0],
      [5],
      [10],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (range, n) => {
        const values = pointsOf({ type: 'grid', n }, [{ path: 'c', kind: 'integer', from: 0, to: range }]);
        return new Set(values.map(String)).size === Math.min(n, range + 1);
      }),
    );
  });
  it('leaves out what breaks a constraint, and says how many', () => {
    const constraint = parseConstraint('x0 < x1', units(2));
    const design = createDesign({ type: 'grid', n: 4 }, units(2), 's', [constraint]);
    expect(design.pointCount).toBe(6);
    expect(design.notes).toEqual(["10 of the grid's 16 points break a constraint and are left out"]);
    if (design.structure.kind !== 'grid') throw new Error();
    const { values, level } = design.structure;
    for (let i = 0; i < 6; i++) {
      expect([0, 1].map((k) => values[k][level(i, k)])).toEqual(design.point(i));
    }
  });
});

describe('a list', () => {
  it('takes the values one after another', () => {
    const parameters: Parameter[] = [
      { path: 'a', kind: 'categorical', values: [1, 2, 2] },
      { path: 'b', kind: 'categorical', values: ['x', 'y', 'z'] },
    ];
    expect(pointsOf({ type: 'list' }, parameters)).toEqual([
      [1, 'x'],
      [2, 'y'],
      [2, 'z'],
    ]);
  });
  it('needs equally many of each', () => {
    const parameters: Parameter[] = [
      { path: 'a', kind: 'categorical', values: [1, 2] },
      { path: 'b', kind: 'categorical', values: [1] },
    ];
    expect(refusal(() => pointsOf({ type: 'list' }, parameters))).toEqual({
      place: 'parameters.b',
      message: '1 values, but a has 2: a list needs one for each point',
    });
  });
});

describe('random points', () => {
  it("keep a parameter's draws when another is added", () => {
    const one = pointsOf({ type: 'random', n: 10 }, units(1));
    const two = pointsOf({ type: 'random', n: 12 }, [unit('other'), ...units(1)]);
    expect(two.slice(0, 10).map(([, x]) => x)).toEqual(one.map(([x]) => x));
  });
  it('are uniform on what the constraints leave', () => {
    // x0 < x1: means 1/3 and 2/3, each with standard deviation sqrt(1/18); 4 standard errors.
    const points = pointsOf({ type: 'random', n: 4000 }, units(2), 's', ['x0 < x1']) as number[][];
    expect(points.every(([a, b]) => a < b)).toBe(true);
    const error = 4 * Math.sqrt(1 / 18 / 4000);
    expect(Math.abs(points.reduce((sum, [a]) => sum + a, 0) / 4000 - 1 / 3)).toBeLessThan(error);
    expect(Math.abs(points.reduce((sum, [, b]) => sum + b, 0) / 4000 - 2 / 3)).toBeLessThan(error);
  });
  it('say when constraints cannot be met', () => {
    expect(refusal(() => pointsOf({ type: 'random', n: 4 }, units(2), 's', ['x0 > 2'])).place).toBe(
      'constraints',
    );
    // Satisfied by one point in 2000: some point would need more draws than are made.
    const rare = refusal(() => pointsOf({ type: 'random', n: 4 }, units(2), 's', ['x0 < 0.0005']));
    expect(rare.message).toMatch(/^fewer than one point in 1000 satisfies the constraints/);
    expect(pointsOf({ type: 'random', n: 4 }, units(2), 's', ['x0 < 0.005'])).toHaveLength(4);
  });
});

describe('a Latin hypercube', () => {
  const cells = (points: number[][], n: number, i: number) => points.map((point) => Math.floor(point[i] * n));
  it('uses each part of each parameter once', () => {
    for (const optimise of [undefined, 'maximin'] as const) {
      const points = pointsOf({ type: 'lhs', n: 40, optimise }, units(3)) as number[][];
      for (let i = 0; i < 3; i++)
        expect(cells(points, 40, i).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, k) => k));
    }
  });
  it('has no correlation between parameters beyond chance', () => {
    // Spearman's correlation of random ranks has standard deviation 1/sqrt(n - 1).
    const correlations = Array.from({ length: 50 }, (_, seed) => {
      const points = pointsOf({ type: 'lhs', n: 50 }, units(2), `s${seed}`) as number[][];
      const [a, b] = [cells(points, 50, 0), cells(points, 50, 1)];
      return a.reduce((sum, rank, i) => sum + (rank - 24.5) * (b[i] - 24.5), 0) / (50 * 208.25);
    });
    const scaled = correlations.reduce((sum, r) => sum + r * r * 49, 0);
    // Chi-squared with 50 degrees of freedom: .001 and .999 quantiles.
    expect(scaled).toBeGreaterThan(24.7);
    expect(scaled).toBeLessThan(86.7);
  });
  it('optimised, keeps near points far apart', () => {
    const nearest = (points: number[][]) =>
      Math.min(
        ...points.flatMap((p, i) => points.slice(0, i).map((q) => Math.hypot(...p.map((x, k) => x - q[k])))),
      );
    const ratios = Array.from({ length: 3 }, (_, seed) => {
      const plain = pointsOf({ type: 'lhs', n: 50 }, units(2), `s${seed}`) as number[][];
      const optimised = pointsOf(
        { type: 'lhs', n: 50, optimise: 'maximin' },
        units(2),
        `s${seed}`,
      ) as number[][];
      return nearest(optimised) / nearest(plain);
    });
    expect(Math.min(...ratios)).toBeGreaterThan(2);
  });
  it('finds the best arrangement of few points', () => {
    // All 720 arrangements of 6 points in a square, by their smallest squared distance in cells.
    const smallest = (rows: readonly number[]) =>
      Math.min(...rows.flatMap((y, i) => rows.slice(0, i).map((z, j) => (i - j) ** 2 + (y - z) ** 2)));
    const arrangements = (rest: readonly number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((first) =>
            arrangements(rest.filter((r) => r !== first)).map((tail) => [first, ...tail]),
          );
    const best = Math.max(...arrangements([0, 1, 2, 3, 4, 5]).map(smallest));
    const points = pointsOf({ type: 'lhs', n: 6, optimise: 'maximin' }, units(2)) as number[][];
    const at = points.map((p) => p.map((x) => Math.floor(x * 6))).sort((p, q) => p[0] - q[0]);
    expect(smallest(at.map(([, y]) => y))).toBe(best);
  });
  it('meets constraints with as many points as asked for', () => {
    const parameters = units(2);
    const constraint = parseConstraint('x0 + x1 < 0.5', parameters);
    const design = createDesign({ type: 'lhs', n: 100 }, parameters, 's', [constraint]);
    const points = Array.from({ length: design.pointCount }, (_, i) => design.point(i) as number[]);
    expect(points.length).toBe(100);
    expect(points.every(([a, b]) => a + b < 0.5)).toBe(true);
    expect(design.notes[0]).toMatch(/Latin hypercube of 800 rows/);
  });
});

describe('a Saltelli design', () => {
  const k = 3;
  it.each(['random', 'sobol'] as const)('on a %s base exchanges one parameter between A and B', (base) => {
    const points = pointsOf({ type: 'saltelli', n: 32, base }, units(k));
    expect(points.length).toBe(32 * (2 * k + 2));
    for (let row = 0; row < 32; row++) {
      const at = points.slice(row * 8, row * 8 + 8);
      const [a, b] = [at[0], at[7]];
      expect(a.every((value, i) => value !== b[i])).toBe(true);
      for (let i = 0; i < k; i++) {
        expect(at[1 + i]).toEqual(a.with(i, b[i]));
        expect(at[1 + k + i]).toEqual(b.with(i, a[i]));
      }
    }
  });
  it('without second order has the same A and B', () => {
    const full = pointsOf({ type: 'saltelli', n: 32 }, units(k));
    const short = pointsOf({ type: 'saltelli', n: 32, secondOrder: false }, units(k));
    expect(short.length).toBe(32 * (k + 2));
    for (let row = 0; row < 32; row++) {
      for (let place = 0; place <= k; place++) expect(short[row * 5 + place]).toEqual(full[row * 8 + place]);
      expect(short[row * 5 + 4]).toEqual(full[row * 8 + 7]);
    }
  });
  it('on a sobol base is balanced within each of its 16 scramblings', () => {
    const points = pointsOf({ type: 'saltelli', n: 256 }, units(k)) as number[][];
    for (let s = 0; s < 16; s++) {
      for (const place of [0, 7]) {
        for (let i = 0; i < k; i++) {
          const cells = Array.from({ length: 16 }, (_, r) =>
            Math.floor(points[(s * 16 + r) * 8 + place][i] * 16),
          );
          expect(new Set(cells).size).toBe(16);
        }
      }
    }
  });
});

describe('Morris trajectories', () => {
  const k = 6;
  const at = (spec: Partial<DesignSpec & { type: 'morris' }>) => {
    const design = createDesign({ type: 'morris', n: 10, ...spec }, units(k), 's');
    if (design.structure.kind !== 'morris') throw new Error();
    const points = Array.from({ length: design.pointCount }, (_, i) => design.point(i) as number[]);
    return { points, structure: design.structure };
  };
  it('move every parameter once, by delta, on the levels', () => {
    for (const levels of [2, 4, 8]) {
      const { points, structure } = at({ levels });
      expect(points.length).toBe(10 * (k + 1));
      expect(structure.delta).toBeCloseTo(levels / (2 * (levels - 1)), 15);
      for (let t = 0; t < 10; t++) {
        const seen = new Set<number>();
        for (let step = 0; step < k; step++) {
          const [before, after] = [points[t * (k + 1) + step], points[t * (k + 1) + step + 1]];
          const moved = structure.changed[t * k + step];
          seen.add(moved);
          const move = after[moved] - before[moved];
          expect(move).toBeCloseTo(structure.delta * structure.direction[t * k + step], 12);
          expect(after).toEqual(before.with(moved, after[moved]));
        }
        expect(seen.size).toBe(k);
      }
      for (const x of points.flat()) expect(x * (levels - 1)).toBeCloseTo(Math.round(x * (levels - 1)), 12);
    }
  });
  it('use all levels alike, and both directions', () => {
    const { points, structure } = at({ n: 400, candidates: 400 });
    const counts = [0, 0, 0, 0];
    for (const [i, point] of points.entries())
      if (i % (k + 1) === 0) for (const x of point) counts[Math.round(3 * x)]++;
    // Binomial, 2,400 draws of 1/4: standard deviation 21.2; 4 of them.
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(85);
    const up = structure.direction.filter((direction) => direction > 0).length;
    expect(Math.abs(up - 1200)).toBeLessThan(100);
  });
  it('are farther apart when chosen among candidates', () => {
    const spread = (points: number[][]) => {
      let sum = 0;
      for (let a = 0; a < 10; a++)
        for (let b = 0; b < a; b++) {
          let distance = 0;
          for (let i = 0; i <= k; i++)
            for (let j = 0; j <= k; j++)
              distance += Math.hypot(
                ...points[a * (k + 1) + i].map((x, c) => x - points[b * (k + 1) + j][c]),
              );
          sum += distance ** 2;
        }
      return Math.sqrt(sum);
    };
    expect(spread(at({}).points)).toBeGreaterThan(1.05 * spread(at({ candidates: 10 }).points));
  });
});

describe('one at a time', () => {
  it('starts at the base and leaves it in one parameter', () => {
    const parameters: Parameter[] = [
      { path: 'a', kind: 'continuous', from: 0, to: 1 },
      { path: 'd', kind: 'categorical', values: ['x', 'y'] },
    ];
    expect(pointsOf({ type: 'oat', n: 3, base: { a: 0.5, d: 'y' } }, parameters)).toEqual([
      [0.5, 'y'],
      [0, 'y'],
      [1, 'y'],
      [0.5, 'x'],
    ]);
  });
  it('needs a base value for each parameter', () => {
    expect(refusal(() => pointsOf({ type: 'oat', n: 3, base: {} }, units(1)))).toEqual({
      place: 'design.base',
      message: 'no value for x0',
    });
  });
  it('refuses a base that is no point of the parameters', () => {
    const parameters: Parameter[] = [
      { path: 'a', kind: 'integer', from: 0, to: 4 },
      { path: 'd', kind: 'categorical', values: [{ beta: [2, 16] }, 'y'] },
    ];
    const of = (base: object) => () => pointsOf({ type: 'oat', n: 3, base: base as never }, parameters);
    expect(refusal(of({ a: 9, d: 'y' }))).toEqual({
      place: 'design.base.a',
      message: 'expected a whole number from 0 to 4, found 9',
    });
    expect(refusal(of({ a: 1.5, d: 'y' })).place).toBe('design.base.a');
    expect(refusal(of({ a: 'one', d: 'y' })).place).toBe('design.base.a');
    expect(refusal(of({ a: 1, d: 'z' })).message).toBe('"z" is none of the values of d');
    expect(refusal(of({ a: 1, d: 'y', e: 1 }))).toEqual({
      place: 'design.base.e',
      message: "'e' is not among the varied parameters (a, d)",
    });
    // Equal by what it holds: the base does not come again.
    expect(of({ a: 2, d: { beta: [2, 16] } })()).toHaveLength(4);
  });
});

describe('what is refused', () => {
  it.each<[string, DesignSpec, Parameter[], string, RegExp]>([
    ['n no power of two', { type: 'sobol', n: 100 }, units(2), 'design.n', /take 64 or 128/],
    ['n no power of two', { type: 'saltelli', n: 1000 }, units(2), 'design.n', /take 512 or 1024/],
    ['too few for 16 scramblings', { type: 'saltelli', n: 16 }, units(2), 'design.n', /at least 32/],
    ['n missing', { type: 'random' } as DesignSpec, units(1), 'design.n', /needs n/],
    ['n a fraction', { type: 'lhs', n: 2.5 }, units(1), 'design.n', /whole number/],
    ['odd levels', { type: 'morris', n: 4, levels: 5 }, units(2), 'design.levels', /even/],
    ['no levels', { type: 'grid' }, units(1), 'parameters.x0', /how many values/],
    ['a large maximin', { type: 'lhs', n: 5000, optimise: 'maximin' }, units(2), 'design.n', /at most 1000/],
    ['too many dimensions', { type: 'saltelli', n: 64 }, units(129), 'parameters', /258 dimensions/],
    ['a huge grid', { type: 'grid', n: 100 }, units(6), 'design', /1000000000000 points/],
    ['a grid of very many values', { type: 'grid', n: 1e8 }, units(1), 'design.n', /at most 1000000$/],
    [
      'very many points around a base',
      { type: 'oat', n: 1e6, base: Object.fromEntries(units(20).map(({ path }) => [path, 0])) },
      units(20),
      'design',
      /20000001 points around the base cannot be held; of 20 parameters at most 500000/,
    ],
    ['a huge hypercube', { type: 'lhs', n: 1e8 }, units(2), 'design.n', /at most 50000000/],
    ['very many trajectories', { type: 'morris', n: 2e7 }, units(2), 'design.n', /at most 100000/],
    [
      'a choice that takes for ever',
      { type: 'morris', n: 50_000, candidates: 100_000 },
      units(2),
      'design.candidates',
      /takes 4\.5e\+10 steps; at most 1e\+10/,
    ],
    ['few base rows', { type: 'saltelli', n: 6 }, units(2), 'design.n', /a power of two, at least 32/],
    [
      'a value twice',
      { type: 'grid' },
      [{ path: 'a', kind: 'categorical', values: [3, 1, 3] }],
      'parameters.a.values.2',
      /3 stands there twice/,
    ],
    ['no parameters', { type: 'random', n: 1 }, [], 'parameters', /no parameter/],
    ['one twice', { type: 'random', n: 1 }, [unit('a'), unit('a')], 'parameters.a', /twice/],
    [
      'an empty range',
      { type: 'random', n: 1 },
      [{ path: 'a', kind: 'continuous', from: 1, to: 1 }],
      'parameters.a',
      /not below/,
    ],
    [
      'the logarithm of 0',
      { type: 'random', n: 1 },
      [{ path: 'a', kind: 'log', from: 0, to: 1 }],
      'parameters.a',
      /above 0/,
    ],
    [
      'a fraction as integer',
      { type: 'random', n: 1 },
      [{ path: 'a', kind: 'integer', from: 0.5, to: 1 }],
      'parameters.a',
      /whole/,
    ],
  ])('%s', (_, spec, parameters, place, message) => {
    const refused = refusal(() => createDesign(spec, parameters, 's'));
    expect(refused.place).toBe(place);
    expect(refused.message).toMatch(message);
  });
  it('a grid of too many points to look at for constraints, with their number', () => {
    const parameters = units(2);
    const constraint = parseConstraint('x0 < x1', parameters);
    expect(
      refusal(() => createDesign({ type: 'grid', n: 30_000 }, parameters, 's', [constraint])).message,
    ).toMatch(/^a grid of 900000000 points with a constraint cannot be enumerated; at most 10000000/);
  });
  it.each(['saltelli', 'sobol', 'morris'] as const)('constraints in %s, with a reason', (type) => {
    const parameters = units(2);
    const refused = refusal(() =>
      createDesign({ type, n: 64 }, parameters, 's', [parseConstraint('x0 < x1', parameters)]),
    );
    expect(refused.place).toBe('constraints');
    expect(refused.message).toMatch(new RegExp(`^${type} takes no constraints: .{20,}; use random or lhs$`));
  });
});
