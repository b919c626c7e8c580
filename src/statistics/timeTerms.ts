/** Time as covariates: how the baseline hazard may move. */
import { quantileSorted } from 'simple-statistics';

export interface TimeTerms {
  readonly names: readonly string[];
  /** One column of n values for each name. */
  readonly columns: readonly Float64Array[];
}

/** A column for each value but the smallest: 1 where a row has it. */
export function dummies(values: ArrayLike<number>, name = 'time'): TimeTerms {
  const levels = [...new Set(Array.from(values))].sort((a, b) => a - b).slice(1);
  return {
    names: levels.map((level) => `${name} ${level}`),
    columns: levels.map((level) => {
      const column = new Float64Array(values.length);
      for (let i = 0; i < values.length; i++) if (values[i] === level) column[i] = 1;
      return column;
    }),
  };
}

/** (t - origin), (t - origin)^2, … up to a degree (Carter and Signorino 2010 for 3). */
export function polynomial(
  time: ArrayLike<number>,
  degree: number,
  origin: number,
  name = 'time',
): TimeTerms {
  const powers = Array.from({ length: degree }, (_, at) => at + 1);
  return {
    names: powers.map((power) => (power === 1 ? name : `${name}^${power}`)),
    columns: powers.map((power) => Float64Array.from(time, (t) => (t - origin) ** power)),
  };
}

/** Shares of the rows below the knots, by number of knots: Harrell 2015, Regression Modeling Strategies, table 2.3. */
const KNOT_SHARES: { readonly [count: number]: readonly number[] } = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
};

/**
 * Knots at the usual quantiles of the times (R type 7), each once.
 * @throws RangeError where fewer than three remain.
 */
export function splineKnots(time: ArrayLike<number>, count: 3 | 4 | 5 = 4): number[] {
  const sorted = Array.from(time).sort((a, b) => a - b);
  const knots = [...new Set(KNOT_SHARES[count].map((share) => quantileSorted(sorted, share)))];
  if (knots.length < 3)
    throw new RangeError('a spline needs three distinct knots: there are too few different times');
  return knots;
}

/**
 * Restricted cubic spline with K knots: K - 1 columns, t and K - 2 cubic ones, linear beyond the outer knots.
 *
 *     s_j = [(t - k_j)+^3 - (t - k_K-1)+^3 (k_K - k_j) / (k_K - k_K-1) + (t - k_K)+^3 (k_K-1 - k_j) / (k_K - k_K-1)] / (k_K - k_1)^2
 *
 * As rcs of the R package rms and Stata's mkspline, cubic. Source: Stone and Koo 1985; Harrell 2015, 2.4.5.
 */
export function restrictedCubicSpline(
  time: ArrayLike<number>,
  knots: readonly number[],
  name = 'time',
): TimeTerms {
  const last = knots[knots.length - 1];
  const next = knots[knots.length - 2];
  const cube = (x: number): number => (x > 0 ? x * x * x : 0);
  const curved = knots.slice(0, -2).map((knot) =>
    Float64Array.from(time, (t) => {
      const [a, b] = [(last - knot) / (last - next), (next - knot) / (last - next)];
      return (cube(t - knot) - a * cube(t - next) + b * cube(t - last)) / (last - knots[0]) ** 2;
    }),
  );
  return {
    names: [name, ...curved.map((_, j) => `${name} spline ${j + 1}`)],
    columns: [Float64Array.from(time), ...curved],
  };
}
