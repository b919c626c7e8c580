import { invertPositive } from '../cholesky.js';

/** A fitted course of n nodes. */
export interface FittedCourse {
  /** Moments that were fitted, ascending. */
  readonly times: readonly number[];
  readonly parameters: readonly number[];
  readonly nodes: number;
  /** From when the share moves by chance. */
  readonly from: number;
  /** Shares of the curve at times, into out. */
  readonly curveInto: (out: Float64Array, times: readonly number[], parameters: readonly number[]) => void;
  /** Growth of the share per unit of time where the fitted curve has reached it. */
  readonly growth: (share: number) => number;
}

/** Simpson's rule takes so many steps between two moments; even. */
const STEPS = 8;

/**
 * Standard errors of parameters that least squares found, as n nodes that adopt by chance would scatter them. Residuals
 * of a cumulative course are no independent errors: who is early today is early tomorrow, so that errors made of them
 * fall with every moment looked at. Where nodes adopt one by one at the rate n f(F), F departs from its course as
 *
 *     cov(F(s), F(t)) = f(s) f(t) / n  x  integral from the start to min(s, t) of du / f(u)
 *
 * (noise small beside the course: van Kampen 2007, Stochastic Processes in Physics and Chemistry, chapter X), and the errors are
 * those of (J'J)^-1 J' cov J (J'J)^-1, J the derivatives of the curve. NaN where J'J is singular. They say nothing of a
 * course that is none of this kind. Cost: moments x 8 + moments x parameters^2.
 */
export function courseErrors(course: FittedCourse): number[] {
  const { times, parameters, nodes, from, curveInto, growth } = course;
  const count = parameters.length;
  const points = times.length;
  const none = parameters.map(() => NaN);
  const at = (when: readonly number[], values: readonly number[]): Float64Array => {
    const out = new Float64Array(when.length);
    curveInto(out, when, values);
    return out;
  };
  const columns = parameters.map((value, a) => {
    const h = 1e-5 * Math.max(Math.abs(value), 1e-6);
    const below = at(times, parameters.with(a, value - h));
    return at(times, parameters.with(a, value + h)).map((high, k) => (high - below[k]) / (2 * h));
  });
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, k) => sum + value * y[k], 0);
  const inverse = invertPositive(
    Float64Array.from(columns.flatMap((x) => columns.map((y) => dot(x, y)))),
    count,
  );
  if (!inverse) return none;

  // J' cov J = 1/n sum over spans of (integral over the span) v v', v = sum of f J over the moments that follow.
  const speed = at(times, parameters).map(growth);
  const ahead = new Float64Array(count);
  const middle = new Float64Array(count * count);
  for (let k = points - 1; k >= 0; k--) {
    for (let a = 0; a < count; a++) ahead[a] += speed[k] * columns[a][k];
    const begin = Math.max(from, k === 0 ? from : times[k - 1]);
    const length = times[k] - begin;
    if (length <= 0) continue;
    const inside = at(
      Array.from({ length: STEPS + 1 }, (_, s) => begin + (length * s) / STEPS),
      parameters,
    );
    const area =
      (length / STEPS / 3) *
      inside.reduce(
        (sum, share, s) => sum + (s === 0 || s === STEPS ? 1 : s % 2 === 1 ? 4 : 2) / growth(share),
        0,
      );
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) middle[a * count + b] += (area * ahead[a] * ahead[b]) / nodes;
  }
  return parameters.map((_, a) => {
    let variance = 0;
    for (let b = 0; b < count; b++)
      for (let c = 0; c < count; c++)
        variance += inverse[a * count + b] * middle[b * count + c] * inverse[c * count + a];
    return variance > 0 && Number.isFinite(variance) ? Math.sqrt(variance) : NaN;
  });
}
