/**
 * Curves fitted to the course of adoption: Bass's and the logistic. Shares are of all, in [0, 1]; the ceiling is the
 * share that adoption tends to, at most 1. Fitted by least squares from several starts, the best of which counts. A
 * ceiling that would have to lie above 1 is 1 (then its standard error is NaN).
 */
import { exp, log } from '../../model/numerics.js';
import { type Fit, leastSquares } from './leastSquares.js';

/** Points of a curve: shares at times, counted from where the curve starts. */
export interface GrowthCurve {
  readonly times: readonly number[];
  readonly shares: readonly number[];
}

export interface BassFit {
  /** Innovation, per unit of time. */
  readonly p: number;
  /** Imitation, per unit of time. */
  readonly q: number;
  /** Ceiling, as a share of all. */
  readonly m: number;
  readonly pError: number;
  readonly qError: number;
  /** Standard error; NaN where the ceiling was given or is 1. */
  readonly mError: number;
  /** Root of the mean squared residual, as a share. */
  readonly error: number;
  /** Sum of squared residuals. */
  readonly squares: number;
}

export interface LogisticFit {
  /** Growth rate, per unit of time. */
  readonly rate: number;
  /** Time of the inflexion, where half of the ceiling is reached. */
  readonly middle: number;
  readonly ceiling: number;
  readonly rateError: number;
  readonly middleError: number;
  readonly ceilingError: number;
  readonly error: number;
  readonly squares: number;
}

/**
 * Share that has adopted at time t by Bass's model dF/dt = (p + q F / m) (m - F), F(0) = start:
 *
 *     F(t) = m (1 - p c e) / (1 + q c e),   e = exp(-(p + q) t),   c = (1 - x) / (p + q x),   x = start / m
 *
 * which for start = 0 is m (1 - e) / (1 + q/p e).
 * Source: Bass 1969, Management Science 15.
 */
export function bassShare(t: number, p: number, q: number, m: number, start: number): number {
  const x = start / m;
  const c = (1 - x) / (p + q * x);
  const e = exp(-(p + q) * t);
  return (m * (1 - p * c * e)) / (1 + q * c * e);
}

/** ceiling / (1 + exp(-rate (t - middle))) */
export const logisticShare = (t: number, rate: number, middle: number, ceiling: number): number =>
  ceiling / (1 + exp(-rate * (t - middle)));

/** Growth below which there is no curve to fit. */
const NO_GROWTH = 1e-9;

/**
 * Fits curve(t, parameters) to the points from the three best of many starts; positive parameters by their logarithm.
 * Null where the curve is not finite at any start.
 */
function fitCurve(
  { times, shares }: GrowthCurve,
  curve: (t: number, parameters: readonly number[]) => number,
  starts: readonly (readonly number[])[],
  positive: readonly boolean[],
): Fit | null {
  const residualsInto = (parameters: readonly number[], out: Float64Array): void => {
    for (let k = 0; k < out.length; k++) out[k] = curve(times[k], parameters) - shares[k];
  };
  const natural = (scaled: readonly number[]): number[] => scaled.map((v, a) => (positive[a] ? exp(v) : v));
  const scratch = new Float64Array(times.length);
  const fits = starts
    .map((start) => {
      residualsInto(start, scratch);
      return { start, squares: scratch.reduce((sum, value) => sum + value * value, 0) };
    })
    .filter(({ squares }) => Number.isFinite(squares))
    .sort((a, b) => a.squares - b.squares)
    .slice(0, 3)
    .map(({ start }) =>
      leastSquares(
        (scaled, out) => residualsInto(natural(scaled), out),
        times.length,
        start.map((v, a) => (positive[a] ? log(v) : v)),
      ),
    );
  if (fits.length === 0) return null;
  const found = fits.reduce((least, fit) => (fit.squares < least.squares ? fit : least));
  const parameters = natural(found.parameters);
  return {
    ...found,
    parameters,
    // d value = value d log(value)
    standardErrors: found.standardErrors.map((error, a) => (positive[a] ? error * parameters[a] : error)),
  };
}

/** Fits with a free ceiling, the last parameter; where it would have to be above 1, with 1. */
function fitBelowOne(
  curve: GrowthCurve,
  shareAt: (t: number, parameters: readonly number[], ceiling: number) => number,
  starts: readonly (readonly number[])[],
  positive: readonly boolean[],
  given?: number,
): (Fit & { readonly ceiling: number; readonly ceilingError: number }) | null {
  const shape = positive.length;
  if (given === undefined) {
    const top = Math.max(...curve.shares);
    const ceilings = [Math.min(1, 1.05 * top), Math.min(1, 2 * top), 1];
    const free = fitCurve(
      curve,
      (t, parameters) => shareAt(t, parameters, parameters[shape]),
      ceilings.flatMap((ceiling) => starts.map((start) => [...start, ceiling])),
      [...positive, true],
    );
    if (free && free.parameters[shape] <= 1)
      return { ...free, ceiling: free.parameters[shape], ceilingError: free.standardErrors[shape] };
  }
  const ceiling = given ?? 1;
  const fit = fitCurve(curve, (t, parameters) => shareAt(t, parameters, ceiling), starts, positive);
  return fit && { ...fit, ceiling, ceilingError: NaN };
}

/**
 * Bass's p, q and ceiling m of a course that starts with a given share at time 0 (times > 0 are fitted). `ceiling`: given
 * (1 in netdiffuseR), or left out to be fitted. Null where nothing grows, or there are not more points than parameters.
 * p and q are above 0 but may come close to it. Cost: some milliseconds.
 */
export function bassFit(
  curve: GrowthCurve,
  options: { readonly start?: number; readonly ceiling?: number } = {},
): BassFit | null {
  const { start = 0, ceiling } = options;
  const { times, shares } = curve;
  const count = times.length;
  if (count <= (ceiling === undefined ? 3 : 2) || !(shares[count - 1] - start > NO_GROWTH)) return null;
  const span = times[count - 1];
  const fit = fitBelowOne(
    curve,
    (t, [p, q], m) => bassShare(t, p, q, m, start),
    [0.003, 0.03, 0.3, 2].flatMap((p) => [0.3, 2, 6, 15].map((q) => [p / span, q / span])),
    [true, true],
    ceiling,
  );
  if (!fit) return null;
  const [p, q] = fit.parameters;
  const [pError, qError] = fit.standardErrors;
  const { squares, ceiling: m, ceilingError: mError } = fit;
  return { p, q, m, pError, qError, mError, error: Math.sqrt(squares / count), squares };
}

/**
 * Rate, inflexion and ceiling of the logistic curve through a course. Null where nothing grows, or there are not more
 * points than parameters.
 * Source: Verhulst 1838; Griliches 1957, Econometrica 25 (rates of adoption).
 */
export function logisticFit(curve: GrowthCurve): LogisticFit | null {
  const { times, shares } = curve;
  const count = times.length;
  if (count <= 3 || !(shares[count - 1] - shares[0] > NO_GROWTH)) return null;
  const span = times[count - 1] - times[0];
  const fit = fitBelowOne(
    curve,
    (t, [rate, middle], ceiling) => logisticShare(t, rate, middle, ceiling),
    [2, 5, 12, 30].flatMap((rate) =>
      [0, 0.25, 0.5, 0.75, 1, 1.5].map((middle) => [rate / span, times[0] + middle * span]),
    ),
    [true, false],
  );
  if (!fit) return null;
  const [rate, middle] = fit.parameters;
  const [rateError, middleError] = fit.standardErrors;
  const { squares, ceiling, ceilingError } = fit;
  const error = Math.sqrt(squares / count);
  return { rate, middle, ceiling, rateError, middleError, ceilingError, error, squares };
}
