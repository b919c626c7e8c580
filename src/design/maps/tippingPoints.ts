import jstat from 'jstat';
import type { Design, Structure } from '../design.js';
import { DesignError } from '../designError.js';
import { isNumeric } from '../parameter.js';
import type { Responses } from '../sensitivity/index.js';
import { type Axis, levelsOfDesign, positionOf, valueAtPosition } from './axis.js';
import { isBalanced } from './balance.js';
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
/** What of the largest number a mean may lie off the level and still meet it: sums of equal numbers round differently. */
const ROUNDING = 1e-12;

/**
 * The tipping points of a grid, along each numeric parameter: averaged over the others where their combinations are
 * balanced (isAveraged), and (up to 1,000 combinations of them) for each combination. The interval holds the values at which the level lies within Student's 95 % interval of the mean
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
    const whole = Array.from(of, (_, point) => point).filter((point) => isWhole(point, responses));
    const averaged = isAveraged(design, i, responses) ? along(whole, null) : [];
    const combinations = combinationsOf(structure, parameters.length, i, design.pointCount);
    if (parameters.length === 1 || combinations === null) return averaged;
    const each = [...combinations.values()].flatMap((points) => {
      const values = design.point(points[0]);
      const others = parameters.flatMap(({ path }, j) => (j === i ? [] : [[path, values[j]] as const]));
      return along(points, Object.fromEntries(others));
    });
    return [...averaged, ...each];
  });
}

function isWhole(point: number, { replicates, value }: Responses): boolean {
  for (let r = 0; r < replicates; r++) if (Number.isNaN(value(point, r))) return false;
  return true;
}

/** Whether points that have all replicates are balanced along a parameter, so that means over the others can be compared. */
export const isAveraged = (design: Design, parameter: number, responses: Responses): boolean =>
  design.parameters.length === 1 || isBalanced(design, parameter, (point) => isWhole(point, responses));

/** Points by the levels of all parameters but one; null: more than are looked at. */
function combinationsOf(
  { level }: Structure & { kind: 'grid' },
  parameters: number,
  except: number,
  pointCount: number,
): Map<string, number[]> | null {
  const combinations = new Map<string, number[]>();
  for (let point = 0; point < pointCount; point++) {
    const key = Array.from({ length: parameters }, (_, j) => (j === except ? '' : level(point, j))).join();
    if (!combinations.has(key)) combinations.set(key, []);
    if (combinations.size > MOST_COMBINATIONS) return null;
    combinations.get(key)!.push(point);
  }
  return combinations;
}

type Crossing = Pick<TippingPoint, 'direction' | 'value' | 'low' | 'high'>;

/**
 * Crossings of the mean curve; means: levels × replicates. Levels that lack a replicate are left out. A crossing is a change of
 * side; what meets the level is on neither side: it is the crossing where the curve comes from one side and leaves to the
 * other (the middle of several such values), and none where it returns, or where the grid begins or ends there.
 */
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
  const least = ROUNDING * Math.max(Math.abs(level), ...average.map(Math.abs));
  const side = average.map((value) => (Math.abs(value) <= least ? 0 : Math.sign(value)));
  const found: Crossing[] = [];
  // The last place before that lies off the level.
  let before = -1;
  for (let after = 0; after < side.length; after++) {
    if (side[after] === 0) continue;
    if (before >= 0 && side[before] !== side[after]) {
      const [segment, share] = placeBetween(before, after);
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
        direction: side[after] > 0 ? 'rising' : 'falling',
        value: at(segment, share),
        low: bound(-1),
        high: bound(1),
      });
    }
    before = after;
  }
  return found;

  /** Segment and share of it; of values that all meet the level their middle. */
  function placeBetween(from: number, to: number): [segment: number, share: number] {
    if (to === from + 1) return [from, average[from] / (average[from] - average[to])];
    const middle = (positions[from + 1] + positions[to - 1]) / 2;
    const segment = positions.findIndex((_, s) => s >= from && middle <= positions[s + 1]);
    return [segment, (middle - positions[segment]) / (positions[segment + 1] - positions[segment])];
  }
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
