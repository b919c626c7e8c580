import jstat from 'jstat';
import type { Design, Structure } from '../design.js';
import { DesignError } from '../designError.js';
import { isNumeric } from '../parameter.js';
import type { Responses } from '../sensitivity/index.js';
import { type Axis, levelsOfDesign, positionOf, valueAtPosition } from './axis.js';
import { levelMeans } from './levelMeans.js';

/** Where the mean outcome crosses a level along a parameter. */
export interface TippingPoint {
  readonly parameter: string;
  /** Values of the other parameters; null: averaged over them. */
  readonly given: { readonly [path: string]: unknown } | null;
  readonly outcome: string;
  readonly level: number;
  readonly direction: 'rising' | 'falling';
  /** Interpolated between the grid's values (on the logarithm of a log scale). */
  readonly value: number;
  /** 95 % interval over replicates; NaN where it reaches the end of the grid, or of one replicate. */
  readonly low: number;
  readonly high: number;
}

/** Combinations of the other parameters that are looked at one by one. */
const MOST_COMBINATIONS = 1000;

/**
 * The tipping points of a grid, along each numeric parameter: averaged over the others, and (up to 1,000 combinations of
 * them) for each combination. The interval holds the values at which the level lies within Student's 95 % interval of the mean
 * outcome over replicates, interpolated like the mean: the inversion of the test that the outcome there is the level (Fieller
 * 1954), so it covers as the test does and needs no resampling. Throws DesignError for other designs.
 */
export function tippingPoints(
  design: Design,
  outcome: string,
  responses: Responses,
  level: number,
): TippingPoint[] {
  const { structure, parameters } = design;
  if (structure.kind !== 'grid')
    throw new DesignError(['design', 'type'], `tipping points need a grid, not ${design.type}`);
  return parameters.flatMap((parameter, i) => {
    if (!isNumeric(parameter)) return [];
    const { axis, of } = levelsOfDesign(design, i);
    if (axis.values.length < 2 || axis.binned) return [];
    const along = (points: readonly number[], given: TippingPoint['given']): TippingPoint[] => {
      const own: Responses = { ...responses, value: (at, r) => responses.value(points[at], r) };
      const means = levelMeans(
        points.map((point) => of[point]),
        axis.values.length,
        own,
      );
      return crossings(axis, means, responses.replicates, level).map((crossing) => ({
        parameter: axis.name,
        given,
        outcome,
        level,
        ...crossing,
      }));
    };
    const every = Array.from(of, (_, point) => point);
    const averaged = along(every, null);
    const combinations = combinationsOf(structure, parameters.length, i, design.pointCount);
    if (parameters.length === 1 || combinations.size > MOST_COMBINATIONS) return averaged;
    const each = [...combinations.values()].flatMap((points) => {
      const values = design.point(points[0]);
      const others = parameters.flatMap(({ path }, j) => (j === i ? [] : [[path, values[j]] as const]));
      return along(points, Object.fromEntries(others));
    });
    return [...averaged, ...each];
  });
}

/** Points by the levels of all parameters but one. */
function combinationsOf(
  { level }: Structure & { kind: 'grid' },
  parameters: number,
  except: number,
  pointCount: number,
): Map<string, number[]> {
  const combinations = new Map<string, number[]>();
  for (let point = 0; point < pointCount; point++) {
    const key = Array.from({ length: parameters }, (_, j) => (j === except ? '' : level(point, j))).join();
    if (!combinations.has(key)) combinations.set(key, []);
    combinations.get(key)!.push(point);
  }
  return combinations;
}

type Crossing = Pick<TippingPoint, 'direction' | 'value' | 'low' | 'high'>;

/** Crossings of the mean curve; means: levels × replicates. Levels that lack a replicate are left out. */
function crossings(axis: Axis, means: Float64Array, replicates: number, level: number): Crossing[] {
  const curves: number[][] = [];
  const positions: number[] = [];
  axis.values.forEach((value, l) => {
    const curve = Array.from(means.subarray(l * replicates, (l + 1) * replicates), (mean) => mean - level);
    if (curve.some(Number.isNaN)) return;
    curves.push(curve);
    positions.push(positionOf(axis.scale, value as number));
  });
  const average = curves.map((curve) => curve.reduce((sum, value) => sum + value, 0) / replicates);
  const at = (segment: number, share: number): number =>
    valueAtPosition(axis.scale, positions[segment] + share * (positions[segment + 1] - positions[segment]));
  const found: Crossing[] = [];
  // A level that is met exactly belongs to the segment that leaves it.
  for (let segment = 0; segment + 1 < average.length; segment++) {
    const [here, next] = [average[segment], average[segment + 1]];
    if (here < 0 === next < 0) continue;
    const share = here / (here - next);
    const bound = (step: 1 | -1): number => {
      if (replicates < 2) return NaN;
      let from = share;
      for (let s = segment; s >= 0 && s + 1 < curves.length; s += step) {
        const root = leaving(curves[s], curves[s + 1], from, step);
        if (root !== undefined) return at(s, root);
        from = step > 0 ? 0 : 1;
      }
      return NaN;
    };
    found.push({
      direction: next > here ? 'rising' : 'falling',
      value: at(segment, share),
      low: bound(-1),
      high: bound(1),
    });
  }
  return found;
}

/**
 * The first share of a segment, from `from` in the direction of `step`, at which Student's interval of the mean of
 * a + share (b − a) over replicates no longer holds 0: a root of (mean)² = t² variance / replicates, quadratic in the share.
 */
function leaving(a: readonly number[], b: readonly number[], from: number, step: 1 | -1): number | undefined {
  const n = a.length;
  const d = b.map((value, r) => value - a[r]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanA, meanD] = [mean(a), mean(d)];
  const covariance = (x: readonly number[], meanX: number, y: readonly number[], meanY: number) =>
    x.reduce((sum, value, r) => sum + (value - meanX) * (y[r] - meanY), 0) / (n - 1);
  const q = jstat.studentt.inv(0.975, n - 1) ** 2 / n;
  const c2 = meanD ** 2 - q * covariance(d, meanD, d, meanD);
  const c1 = 2 * (meanA * meanD - q * covariance(a, meanA, d, meanD));
  const c0 = meanA ** 2 - q * covariance(a, meanA, a, meanA);
  const outside = (share: number) => c0 + share * (c1 + share * c2) > 0;
  const end = step > 0 ? 1 : 0;
  const discriminant = c1 ** 2 - 4 * c2 * c0;
  const roots =
    c2 === 0
      ? [-c0 / c1]
      : discriminant < 0
        ? []
        : [(-c1 - Math.sqrt(discriminant)) / (2 * c2), (-c1 + Math.sqrt(discriminant)) / (2 * c2)];
  const ahead = roots
    .filter((root) => (step > 0 ? root >= from && root <= end : root <= from && root >= end))
    .sort((x, y) => step * (x - y));
  // A root at which the curve only touches the bound does not leave it.
  return ahead.find(
    (root, i) => outside(ahead[i + 1] === undefined ? end : (root + ahead[i + 1]) / 2) || root === end,
  );
}
