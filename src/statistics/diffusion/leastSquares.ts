/** A model of few parameters fitted to points: the minimum, and how sharp it is. */
export interface Fit {
  readonly parameters: readonly number[];
  /** Sum of squared residuals. */
  readonly squares: number;
  /**
   * Standard errors: root of the diagonal of (J'J)^-1 squares / (points - parameters); NaN for a parameter that changes
   * nothing, or where it is singular.
   */
  readonly standardErrors: readonly number[];
  /** Whether no step made it better any more; else the steps ran out. */
  readonly converged: boolean;
}

const MOST_STEPS = 200;

/**
 * Nonlinear least squares by Levenberg's and Marquardt's method: minimises sum_k residual_k(parameters)^2 from a start.
 * Derivatives are central differences. A step to where residuals are not finite is taken back, as one that makes it
 * worse. Ends where a step changes the squares in their 14th digit at most, and no parameter in its 9th.
 *
 * residualsInto(parameters, out) writes `points` residuals. Cost: (2 parameters + 1) x points a step, some ten steps.
 * Source: Marquardt 1963, Journal of the Society for Industrial and Applied Mathematics 11.
 */
export function leastSquares(
  residualsInto: (parameters: readonly number[], out: Float64Array) => void,
  points: number,
  start: readonly number[],
): Fit {
  const count = start.length;
  let parameters = [...start];
  let residuals = new Float64Array(points);
  let trial = new Float64Array(points);
  residualsInto(parameters, residuals);
  let squares = sumOfSquares(residuals);
  let damping = 1e-3;
  let converged = false;
  for (let step = 0; step < MOST_STEPS && !converged; step++) {
    const { normal, gradient } = normalEquations(residualsInto, parameters, residuals);
    for (;;) {
      const damped = normal.map((row, a) =>
        row.map((value, b) => (a === b ? value * (1 + damping) + 1e-300 : value)),
      );
      const change = solve(damped, gradient)?.map((value) => -value);
      const next = change && parameters.map((value, a) => value + change[a]);
      if (next) residualsInto(next, trial);
      const better = next ? sumOfSquares(trial) : NaN;
      if (next && better <= squares) {
        converged =
          squares - better <= 1e-14 * squares &&
          next.every((value, a) => Math.abs(value - parameters[a]) <= 1e-9 * Math.abs(value));
        parameters = next;
        squares = better;
        [residuals, trial] = [trial, residuals];
        damping = Math.max(damping / 10, 1e-12);
        break;
      }
      damping *= 10;
      if (damping > 1e12) {
        // No direction is better: rounding is all that is left.
        converged = true;
        break;
      }
    }
  }
  const { normal } = normalEquations(residualsInto, parameters, residuals);
  const most = Math.max(...normal.map((row, a) => row[a]));
  // A parameter that changes nothing any more (the logarithm of what has become 0) has no error, nor a part in others'.
  const active = parameters.flatMap((_, a) => (normal[a][a] > 1e-20 * most ? [a] : []));
  const part = active.map((a) => active.map((b) => normal[a][b]));
  const variance = squares / (points - count);
  const standardErrors = parameters.map((_, a) => {
    const at = active.indexOf(a);
    const unit = active.map((b) => (a === b ? 1 : 0));
    const inverse = at >= 0 && points > count ? (solve(part, unit)?.[at] ?? NaN) : NaN;
    return inverse > 0 ? Math.sqrt(inverse * variance) : NaN;
  });
  return { parameters, squares, standardErrors, converged };
}

const sumOfSquares = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
};

/** J'J and J'r, J the derivatives of the residuals r. */
function normalEquations(
  residualsInto: (parameters: readonly number[], out: Float64Array) => void,
  parameters: readonly number[],
  residuals: Float64Array,
): { normal: number[][]; gradient: number[] } {
  const points = residuals.length;
  const above = new Float64Array(points);
  const below = new Float64Array(points);
  const columns = parameters.map((value, a) => {
    const h = 1e-5 * Math.max(Math.abs(value), 1e-3);
    residualsInto(parameters.with(a, value + h), above);
    residualsInto(parameters.with(a, value - h), below);
    return above.map((high, k) => (high - below[k]) / (2 * h));
  });
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, k) => sum + value * y[k], 0);
  return {
    normal: columns.map((x) => columns.map((y) => dot(x, y))),
    gradient: columns.map((x) => dot(x, residuals)),
  };
}

/** Solves a symmetric positive definite system of a few equations; null where it is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  const rows = matrix.map((row, a) => [...row, right[a]]);
  for (let a = 0; a < n; a++) {
    let pivot = a;
    for (let b = a + 1; b < n; b++) if (Math.abs(rows[b][a]) > Math.abs(rows[pivot][a])) pivot = b;
    [rows[a], rows[pivot]] = [rows[pivot], rows[a]];
    if (!(Math.abs(rows[a][a]) > 0)) return null;
    for (let b = 0; b < n; b++) {
      if (b === a) continue;
      const factor = rows[b][a] / rows[a][a];
      for (let c = a; c <= n; c++) rows[b][c] -= factor * rows[a][c];
    }
  }
  const solution = rows.map((row, a) => row[n] / row[a]);
  return solution.every(Number.isFinite) ? solution : null;
}
