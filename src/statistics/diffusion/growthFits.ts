/**
 * Curves fitted to the course of adoption: Bass's and the logistic. Shares are of all, in [0, 1]; the ceiling is the
 * share that adoption tends to, at most 1. Fitted by least squares from several starts, the best of which counts. A
 * ceiling that would have to lie above 1 is 1 (then its standard error is NaN).
 */
import { exp, log } from '../../model/numerics.js';
import { courseErrors, type FittedCourse } from './courseErrors.js';
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
  /** Standard errors, as `courseErrors` has them for a number of nodes; without it, of independent residuals. */
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
  /** Standard errors, as those of BassFit. */
  readonly rateError: number;
  readonly middleError: number;
  readonly ceilingError: number;
  readonly error: number;
  readonly squares: number;
}

/**
 * Share that has adopted at each time by Bass's model dF/dt = (p + q F / m) (m - F), F(0) = start, into out:
 *
 *     F(t) = m (1 - p c e) / (1 + q c e),   e = exp(-(p + q) t),   c = (1 - x) / (p + q x),   x = start / m
 *
 * which for start = 0 is m (1 - e) / (1 + q/p e).
 * Source: Bass 1969, Management Science 15.
 */
export function bassSharesInto(
  out: Float64Array,
  times: readonly number[],
  p: number,
  q: number,
  m: number,
  start: number,
): void {
  const x = start / m;
  const c = (1 - x) / (p + q * x);
  const rate = -(p + q);
  for (let k = 0; k < out.length; k++) {
    const ce = c * exp(rate * times[k]);
    out[k] = (m * (1 - p * ce)) / (1 + q * ce);
  }
}

/** ceiling / (1 + exp(-rate (t - middle))) at each time, into out. */
export function logisticSharesInto(
  out: Float64Array,
  times: readonly number[],
  rate: number,
  middle: number,
  ceiling: number,
): void {
  for (let k = 0; k < out.length; k++) out[k] = ceiling / (1 + exp(-rate * (times[k] - middle)));
}

/** Points at which the share is above the one before: as many are needed as there are parameters. */
const growths = (start: number, shares: readonly number[]): number =>
  shares.filter((share, k) => share > (k === 0 ? start : shares[k - 1])).length;

/** Writes the shares that a curve has at the times. */
type CurveInto = (out: Float64Array, parameters: readonly number[]) => void;

/**
 * Fits a curve to shares from the two best of many starts; positive parameters by their logarithm. Null where the curve
 * is not finite at any start.
 */
function fitCurve(
  shares: readonly number[],
  curveInto: CurveInto,
  starts: readonly (readonly number[])[],
  positive: readonly boolean[],
): Fit | null {
  const residualsInto = (parameters: readonly number[], out: Float64Array): void => {
    curveInto(out, parameters);
    for (let k = 0; k < out.length; k++) out[k] -= shares[k];
  };
  const natural = (scaled: readonly number[]): number[] => scaled.map((v, a) => (positive[a] ? exp(v) : v));
  const scratch = new Float64Array(shares.length);
  const fits = starts
    .map((start) => {
      residualsInto(start, scratch);
      return { start, squares: scratch.reduce((sum, value) => sum + value * value, 0) };
    })
    .filter(({ squares }) => Number.isFinite(squares))
    .sort((a, b) => a.squares - b.squares)
    .slice(0, 2)
    .map(({ start }) =>
      leastSquares(
        (scaled, out) => residualsInto(natural(scaled), out),
        shares.length,
        start.map((v, a) => (positive[a] ? log(v) : v)),
      ),
    )
    .filter(({ parameters }) => natural(parameters).every(Number.isFinite));
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

interface FitBelowOne extends Fit {
  readonly ceiling: number;
  /** NaN where the ceiling was given, or is 1 since it would have to be above. */
  readonly ceilingError: number;
}

/** Fits with a free ceiling, the last parameter; where it would have to be above 1, with 1. */
function fitBelowOne(
  shares: readonly number[],
  curveInto: (out: Float64Array, parameters: readonly number[], ceiling: number) => void,
  starts: readonly (readonly number[])[],
  positive: readonly boolean[],
  given?: number,
): FitBelowOne | null {
  const shape = positive.length;
  if (given === undefined) {
    const top = Math.max(...shares);
    const ceilings = [Math.min(1, 1.05 * top), Math.min(1, 2 * top), 1];
    const free = fitCurve(
      shares,
      (out, parameters) => curveInto(out, parameters, parameters[shape]),
      ceilings.flatMap((ceiling) => starts.map((start) => [...start, ceiling])),
      [...positive, true],
    );
    if (free && free.parameters[shape] <= 1)
      return { ...free, ceiling: free.parameters[shape], ceilingError: free.standardErrors[shape] };
  }
  const ceiling = given ?? 1;
  const fit = fitCurve(shares, (out, parameters) => curveInto(out, parameters, ceiling), starts, positive);
  return fit && { ...fit, ceiling, ceilingError: NaN };
}

/**
 * Standard errors of the ceiling (NaN where it was given) and of the two other parameters: of so many nodes that adopt by
 * chance, or without `nodes` those of the residuals.
 */
function errorsOf(
  fit: FitBelowOne,
  nodes: number | undefined,
  courseOf: (nodes: number) => Omit<FittedCourse, 'parameters' | 'nodes'>,
): readonly [ceiling: number, first: number, second: number] {
  const isFree = !Number.isNaN(fit.ceilingError);
  if (nodes === undefined) return [fit.ceilingError, fit.standardErrors[0], fit.standardErrors[1]];
  const parameters = isFree ? fit.parameters : fit.parameters.slice(0, 2);
  const [first, second, ceiling] = courseErrors({ ...courseOf(nodes), parameters, nodes });
  return [isFree ? ceiling : NaN, first, second];
}

/**
 * Bass's p, q and ceiling m of a course that starts with a given share at time 0 (times > 0 are fitted). `ceiling`: given
 * (1 in netdiffuseR), or left out to be fitted. Null where the share grows at fewer points than there are parameters, or
 * there are not more points than parameters.
 * `nodes`: how many the shares are of, which their errors rest on. p and q are at least 0; what comes below 1e-9 over the whole course is 0, without a standard error. Cost: some ms.
 */
export function bassFit(
  curve: GrowthCurve,
  options: { readonly start?: number; readonly ceiling?: number; readonly nodes?: number } = {},
): BassFit | null {
  const { start = 0, ceiling, nodes } = options;
  const { times, shares } = curve;
  const count = times.length;
  const parameters = ceiling === undefined ? 3 : 2;
  if (count <= parameters || growths(start, shares) < parameters) return null;
  const span = times[count - 1];
  const fit = fitBelowOne(
    shares,
    (out, [p, q], m) => bassSharesInto(out, times, p, q, m, start),
    [0.003, 0.03, 0.3, 2].flatMap((p) => [0.3, 2, 6, 15].map((q) => [p / span, q / span])),
    [true, true],
    ceiling,
  );
  if (!fit) return null;
  const none = 1e-9 / span;
  const [p, q] = fit.parameters.map((value) => (value < none ? 0 : value));
  const { squares, ceiling: m } = fit;
  const [mError, ...errors] = errorsOf(fit, nodes, () => ({
    times,
    from: 0,
    curveInto: (out, at, [p, q, top = m]) => bassSharesInto(out, at, p, q, top, start),
    growth: (share) => (fit.parameters[0] + (fit.parameters[1] * share) / m) * (m - share),
  }));
  const [pError, qError] = errors.map((error, a) => (fit.parameters[a] < none ? NaN : error));
  return { p, q, m, pError, qError, mError, error: Math.sqrt(squares / count), squares };
}

/**
 * Rate, inflexion and ceiling of the logistic curve through a course. Null where the share grows at fewer than three
 * points, or there are not more than three. `nodes`: as for bassFit; chance begins where the curve reaches one node.
 * Source: Verhulst 1838; Griliches 1957, Econometrica 25 (rates of adoption).
 */
export function logisticFit(
  curve: GrowthCurve,
  { nodes }: { readonly nodes?: number } = {},
): LogisticFit | null {
  const { times, shares } = curve;
  const count = times.length;
  if (count <= 3 || growths(shares[0], shares) < 3) return null;
  const span = times[count - 1] - times[0];
  const fit = fitBelowOne(
    shares,
    (out, [rate, middle], ceiling) => logisticSharesInto(out, times, rate, middle, ceiling),
    [2, 5, 12, 30].flatMap((rate) =>
      [0, 0.25, 0.5, 0.75, 1, 1.5].map((middle) => [rate / span, times[0] + middle * span]),
    ),
    [true, false],
  );
  if (!fit) return null;
  const [rate, middle] = fit.parameters;
  const { squares, ceiling } = fit;
  const [ceilingError, rateError, middleError] = errorsOf(fit, nodes, (n) => ({
    times,
    from: Math.max(times[0], middle - log(Math.max(1, ceiling * n - 1)) / rate),
    curveInto: (out, at, [r, half, top = ceiling]) => logisticSharesInto(out, at, r, half, top),
    growth: (share) => rate * share * (1 - share / ceiling),
  }));
  const error = Math.sqrt(squares / count);
  return { rate, middle, ceiling, rateError, middleError, ceilingError, error, squares };
}
