/**
 * Regression of whether something happens in a row: a city in a period, say. By iteratively reweighted least
 * squares (Fisher scoring), with the information expected, not observed, as R's glm.
 *
 *     eta = X b + offset
 *     cloglog      P(event) = 1 - exp(-exp(eta))   offset log(length): a hazard exp(X b) over the row's time
 *     logit        P(event) = 1 / (1 + exp(-eta))
 *     exponential  log L = event * eta - exp(eta)  offset log(length): rows that end with the event itself; the
 *                  piecewise-exponential model (a Poisson likelihood), to which cloglog tends as rows get short
 *
 * Sources: McCullagh and Nelder 1989; Prentice and Gloeckler 1978 on the grouped proportional hazards model;
 * Holford 1980 on the piecewise exponential one.
 */
import { assemble } from './assemble.js';
import { invertPositive, times } from './cholesky.js';
import type { Correction, Estimates } from './estimates.js';
import { dot, orthonormalise } from './orthonormal.js';

export type BinaryLink = 'cloglog' | 'logit' | 'exponential';

export interface BinaryData {
  /** n values in [0, 1]: 1 where it happened. */
  readonly y: ArrayLike<number>;
  /** p columns of n values, without the constant. */
  readonly X: readonly ArrayLike<number>[];
  /** p names. */
  readonly names: readonly string[];
  /** Default cloglog. */
  readonly link?: BinaryLink;
  /** Whether there is a constant, named `intercept`, before the columns; default true. */
  readonly intercept?: boolean;
  /** n values added to the linear predictor. */
  readonly offset?: ArrayLike<number>;
  /** n weights >= 0: a row counts so often. */
  readonly weights?: ArrayLike<number>;
  /** n names or numbers; rows of one cluster may depend on each other. */
  readonly cluster?: ArrayLike<number | string>;
  /** Default CR1. */
  readonly correction?: Correction;
}

interface Likelihood {
  /** Linear predictor to begin with. */
  readonly first: (y: number) => number;
  /** Writes derivative and expected information on eta, times a weight; returns the log-likelihood, unweighted. */
  readonly at: (eta: number, y: number, weight: number, i: number) => number;
}

const MOST_ITERATIONS = 100;
const MOST_HALVINGS = 30;
/** Largest step of a coefficient on the basis at which the fit stands. */
const STILL = 1e-10;

/**
 * Fits the model. Columns that are linear combinations of others are left out, and perfect separation is found: both
 * are told in `problems`.
 *
 * Cost: 4 n p^2 once and n p^2 / 2 an iteration, of which there are 5 to 10; memory: n (p + 6) numbers.
 * @throws RangeError for columns of different lengths, a y outside [0, 1], a number that is not finite, or no row.
 */
export function fitBinary(data: BinaryData): Estimates {
  const { y, offset, weights, link = 'cloglog', intercept = true, correction = 'CR1' } = data;
  const n = y.length;
  const names = intercept ? ['intercept', ...data.names] : [...data.names];
  const columns = intercept ? [new Float64Array(n).fill(1), ...data.X] : [...data.X];
  check(data, columns, names);
  const basis = orthonormalise(columns);
  const { q } = basis;
  const k = q.length;

  const slope = new Float64Array(n);
  const information = new Float64Array(n);
  const likelihood = likelihoods[link](slope, information);
  let eta = new Float64Array(n);
  let trial = new Float64Array(n);
  const step = new Float64Array(n);
  const weightAt = (i: number): number => (weights ? weights[i] : 1);

  function evaluate(predictor: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const weight = weightAt(i);
      if (weight > 0) sum += weight * likelihood.at(predictor[i], y[i], weight, i);
      else slope[i] = information[i] = 0;
    }
    return sum;
  }

  const product = new Float64Array(n);
  function inverseInformation(): Float64Array | null {
    const matrix = new Float64Array(k * k);
    for (let row = 0; row < k; row++) {
      const unit = q[row];
      for (let i = 0; i < n; i++) product[i] = information[i] * unit[i];
      for (let column = 0; column <= row; column++) {
        matrix[row * k + column] = matrix[column * k + row] = dot(product, q[column]);
      }
    }
    return invertPositive(matrix, k);
  }
  const along = (direction: Float64Array): void => {
    step.fill(0);
    for (let j = 0; j < k; j++) {
      const part = direction[j];
      const unit = q[j];
      for (let i = 0; i < n; i++) step[i] += part * unit[i];
    }
  };

  // The first step is a least-squares fit of the working response at the first predictor.
  for (let i = 0; i < n; i++) eta[i] = likelihood.first(y[i]);
  evaluate(eta);
  for (let i = 0; i < n; i++) {
    product[i] = information[i] * (eta[i] - (offset ? offset[i] : 0)) + slope[i];
  }
  const response = Float64Array.from(q, (unit) => dot(product, unit));
  let inverse = inverseInformation();
  if (!inverse) throw new RangeError('the information is singular at the start: are all weights 0?');
  let gamma = times(inverse, k, response);
  along(gamma);
  for (let i = 0; i < n; i++) eta[i] = (offset ? offset[i] : 0) + step[i];
  let logLikelihood = evaluate(eta);

  let iterations = 1;
  let converged = false;
  let separation: Float64Array | null = null;
  while (!converged && !separation && iterations < MOST_ITERATIONS) {
    const next = inverseInformation();
    if (!next) break;
    inverse = next;
    const score = Float64Array.from(q, (unit) => dot(slope, unit));
    const direction = times(inverse, k, score);
    along(direction);
    let share = 1;
    let value = NaN;
    for (let halving = 0; halving <= MOST_HALVINGS; halving++, share /= 2) {
      for (let i = 0; i < n; i++) trial[i] = eta[i] + share * step[i];
      value = evaluate(trial);
      if (value >= logLikelihood - 1e-12 * Math.abs(logLikelihood)) break;
    }
    if (!Number.isFinite(value)) break;
    const gain = value - logLikelihood;
    [eta, trial] = [trial, eta];
    gamma = gamma.map((part, j) => part + share * direction[j]);
    logLikelihood = value;
    iterations++;
    converged = direction.every((part) => Math.abs(part) < STILL);
    // The likelihood stands while rows still move: towards a certainty, or only slowly.
    const stands = gain < 1e-9 * (Math.abs(logLikelihood) + 0.1);
    if (!converged && stands && separates(step, y, weights)) separation = direction;
  }
  inverse = inverseInformation() ?? inverse;

  let events = 0;
  for (let i = 0; i < n; i++) events += weightAt(i) * y[i];
  return assemble({
    link,
    names,
    basis,
    gamma,
    inverse,
    scores: () => q.map((unit) => unit.map((value, i) => value * slope[i])),
    cluster: data.cluster,
    correction,
    separation,
    logLikelihood,
    rows: n,
    events,
    size: n,
    iterations,
    converged: converged || separation !== null,
  });
}

/**
 * Whether a step goes towards certainty: rows with the event may only rise along it, those without only fall, those
 * in between must stay, and some move.
 */
function separates(step: Float64Array, y: ArrayLike<number>, weights?: ArrayLike<number>): boolean {
  let most = 0;
  for (let i = 0; i < step.length; i++) most = Math.max(most, Math.abs(step[i]));
  // Fits that come to rest move less than this by now: Fisher scoring has used up what it gained.
  if (most < 1e-2) return false;
  // Other coefficients have come to rest but for a trace.
  const trace = 1e-2 * most;
  for (let i = 0; i < step.length; i++) {
    if ((weights && weights[i] === 0) || Math.abs(step[i]) <= trace) continue;
    if (step[i] > 0 ? y[i] < 1 : y[i] > 0) return false;
  }
  return true;
}

const likelihoods: {
  readonly [link in BinaryLink]: (slope: Float64Array, information: Float64Array) => Likelihood;
} = {
  cloglog: (slope, information) => ({
    first: (y) => Math.log(-Math.log1p(-(y + 0.5) / 2)),
    at(eta, y, weight, i) {
      const z = Math.exp(Math.min(eta, 600));
      const chance = -Math.expm1(-z);
      // Where the chance rounds to 0, z / chance is 1 and the information z.
      const ratio = chance > 0 ? z / chance : 1;
      slope[i] = weight * (y - chance) * ratio;
      information[i] = weight * (z > 700 ? 0 : chance > 0 ? (z * z) / Math.expm1(z) : z);
      return (y > 0 ? y * (chance > 0 ? Math.log(chance) : eta) : 0) - (1 - y) * z;
    },
  }),
  logit: (slope, information) => ({
    first: (y) => Math.log((y + 0.5) / (1.5 - y)),
    at(eta, y, weight, i) {
      const small = Math.exp(-Math.abs(eta));
      const chance = eta > 0 ? 1 / (1 + small) : small / (1 + small);
      slope[i] = weight * (y - chance);
      information[i] = (weight * small) / ((1 + small) * (1 + small));
      return y * eta - Math.max(0, eta) - Math.log1p(small);
    },
  }),
  exponential: (slope, information) => ({
    first: (y) => Math.log(y + 0.1),
    at(eta, y, weight, i) {
      const mean = Math.exp(Math.min(eta, 600));
      slope[i] = weight * (y - mean);
      information[i] = weight * mean;
      return y * eta - mean;
    },
  }),
};

function check(
  { y, offset, weights, cluster }: BinaryData,
  columns: readonly ArrayLike<number>[],
  names: readonly string[],
): void {
  const n = y.length;
  if (n === 0) throw new RangeError('there is no row to fit');
  if (columns.length !== names.length) throw new RangeError('there must be one name for each column');
  const lengths: [string, ArrayLike<unknown> | undefined][] = [
    ...columns.map((column, j): [string, ArrayLike<number>] => [names[j], column]),
    ['offset', offset],
    ['weights', weights],
    ['cluster', cluster],
  ];
  for (const [name, values] of lengths) {
    if (values === undefined) continue;
    if (values.length !== n) throw new RangeError(`${name} has ${values.length} values for ${n} rows`);
    if (name === 'cluster') continue;
    for (let i = 0; i < n; i++) {
      if (!Number.isFinite(values[i])) throw new RangeError(`${name} is ${values[i]} in row ${i + 1}`);
    }
  }
  for (let i = 0; i < n; i++) {
    if (!(y[i] >= 0 && y[i] <= 1))
      throw new RangeError(`the event is ${y[i]} in row ${i + 1}, not in [0, 1]`);
    if (weights && weights[i] < 0) throw new RangeError(`the weight is ${weights[i]} in row ${i + 1}`);
  }
}
