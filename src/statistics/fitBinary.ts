/**
 * Regression of whether something happens in a row: a city in a period, say. By iteratively reweighted least
 * squares (Fisher scoring), step by step as R's glm, from the same start to the same end: the information is the
 * expected one, not the observed, at the weights of the last step.
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
import { checkColumns } from './checkColumns.js';
import { invertPositive, times } from './cholesky.js';
import { addCombination, projections, weightedCrossProduct } from './crossProduct.js';
import type { Correction, Estimates } from './estimates.js';
import { orthonormalise } from './orthonormal.js';
import { pseudoInverse } from './pseudoInverse.js';

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
  /** Ends when the relative change of the deviance falls below; default 1e-8, as glm.control(epsilon) of R. */
  readonly tolerance?: number;
}

interface Likelihood {
  /** Linear predictor to begin with. */
  readonly first: (y: number, weight: number) => number;
  /** Writes derivative and expected information on eta, times a weight; returns the log-likelihood, unweighted. */
  readonly at: (eta: number, y: number, weight: number, i: number) => number;
}

const MOST_ITERATIONS = 100;
const MOST_HALVINGS = 30;
/** Relative change of the deviance below which even what moves without end has come close enough to its limit. */
const STILL = 1e-12;
/** On the basis an estimable coefficient has the information of some events, of the order of 1. */
const NO_INFORMATION = 1e-6;

/**
 * Fits the model. Columns that are linear combinations of others are left out, and perfect separation is found: both
 * are told in `problems`.
 *
 * Cost: 4 n p^2 once and n p^2 / 2 an iteration, of which there are 5 to 10; memory: n (p + 6) numbers.
 * @throws RangeError for columns of different lengths, a y outside [0, 1], a number that is not finite, or no row.
 */
export function fitBinary(data: BinaryData): Estimates {
  const { link = 'cloglog', intercept = true, correction = 'CR1', tolerance = 1e-8 } = data;
  const y = new Float64Array(data.y);
  const offset = data.offset && new Float64Array(data.offset);
  const weights = data.weights && new Float64Array(data.weights);
  const n = y.length;
  checkColumns(n, data);
  checkOutcomes(y, weights);
  const names = intercept ? ['intercept', ...data.names] : [...data.names];
  const basis = orthonormalise(intercept ? [new Float64Array(n).fill(1), ...data.X] : data.X);
  const { q } = basis;
  const k = q.length;

  const slope = new Float64Array(n);
  const information = new Float64Array(n);
  const likelihood = likelihoods[link](slope, information);
  let eta = new Float64Array(n);
  let trial = new Float64Array(n);
  const still = new Float64Array(n);
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

  const inverseInformation = (): Float64Array | null =>
    invertPositive(weightedCrossProduct(q, information), k);
  const along = (direction: Float64Array): void => addCombination(q, direction, 1, still, step);

  // The first step is a least-squares fit of the working response at the first predictor.
  for (let i = 0; i < n; i++) eta[i] = likelihood.first(y[i], weightAt(i));
  const saturated = saturatedLikelihood(y, weights, link);
  let logLikelihood = evaluate(eta);
  const working = eta.map((value, i) => information[i] * (value - (offset ? offset[i] : 0)) + slope[i]);
  let inverse = inverseInformation();
  if (!inverse) throw new RangeError('the information is singular at the start: are all weights 0?');
  /** Of the last step: what errors rest on, as in R. */
  const stepInformation = information.slice();
  let gamma = times(inverse, k, projections(q, working));
  along(gamma);
  for (let i = 0; i < n; i++) eta[i] = (offset ? offset[i] : 0) + step[i];
  let before = logLikelihood;
  logLikelihood = evaluate(eta);

  let iterations = 1;
  let separation: Float64Array | null = null;
  /** Relative change of the deviance in the last step. */
  const change = (): number =>
    (2 * Math.abs(logLikelihood - before)) / (2 * Math.abs(saturated - logLikelihood) + 0.1);
  while (change() >= tolerance || (iterations > 1 && change() >= STILL && separates(step, y, weights))) {
    const next = iterations < MOST_ITERATIONS ? inverseInformation() : null;
    if (!next) break;
    inverse = next;
    stepInformation.set(information);
    const direction = times(inverse, k, projections(q, slope));
    along(direction);
    before = logLikelihood;
    let share = 1;
    for (let halving = 0; halving <= MOST_HALVINGS; halving++, share /= 2) {
      for (let i = 0; i < n; i++) trial[i] = eta[i] + share * step[i];
      logLikelihood = evaluate(trial);
      if (logLikelihood >= before - 1e-8 * Math.abs(before)) break;
    }
    [eta, trial] = [trial, eta];
    gamma = gamma.map((part, j) => part + share * direction[j]);
    iterations++;
    separation = separates(step, y, weights) ? direction : null;
  }
  const converged = change() < tolerance;
  // Along the way to certainty there is hardly any information left, and what there is says nothing of the others.
  let lost: readonly Float64Array[] = [];
  if (separation)
    ({ inverse, lost } = pseudoInverse(weightedCrossProduct(q, stepInformation), k, NO_INFORMATION));

  let events = 0;
  for (let i = 0; i < n; i++) events += weightAt(i) * y[i];
  return assemble({
    link,
    names,
    basis,
    gamma,
    inverse,
    scores: () => {
      for (let i = 0; i < n; i++) if (information[i] > 0) slope[i] *= stepInformation[i] / information[i];
      return q.map((unit) => unit.map((value, i) => value * slope[i]));
    },
    cluster: data.cluster,
    correction,
    separation,
    lost,
    logLikelihood,
    rows: n,
    events,
    size: n,
    iterations,
    converged,
  });
}

/**
 * Whether a step goes towards certainty: rows with the event may only rise along it, those without only fall, those
 * in between must stay, and some move.
 */
function separates(step: Float64Array, y: Float64Array, weights: Float64Array | undefined): boolean {
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

/** Log-likelihood of a model that fits every row; 0 where all y are 0 or 1, but for exponential. */
function saturatedLikelihood(y: Float64Array, weights: Float64Array | undefined, link: BinaryLink): number {
  const part = (share: number): number => (share > 0 ? share * Math.log(share) : 0);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const own = link === 'exponential' ? part(y[i]) - y[i] : part(y[i]) + part(1 - y[i]);
    sum += (weights ? weights[i] : 1) * own;
  }
  return sum;
}

const likelihoods: {
  readonly [link in BinaryLink]: (slope: Float64Array, information: Float64Array) => Likelihood;
} = {
  cloglog: (slope, information) => ({
    first: (y, weight) => Math.log(-Math.log1p(-(weight * y + 0.5) / (weight + 1))),
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
    first: (y, weight) => Math.log((weight * y + 0.5) / (weight * (1 - y) + 0.5)),
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

function checkOutcomes(y: Float64Array, weights: Float64Array | undefined): void {
  for (let i = 0; i < y.length; i++) {
    if (!(y[i] >= 0 && y[i] <= 1))
      throw new RangeError(`the event is ${y[i]} in row ${i + 1}, not in [0, 1]`);
    if (weights && weights[i] < 0) throw new RangeError(`the weight is ${weights[i]} in row ${i + 1}`);
  }
}
