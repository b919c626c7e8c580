/** What a regression leaves, and what is read from it. p coefficients; covariances are p x p, by row. */
import { normalQuantile } from '../model/normal.js';
import { invertPositive, times } from './cholesky.js';
import { chiSquareTail, normalTails } from './tails.js';

/**
 * Small-sample factor of clustered covariances with G clusters. CR0: none, as coxph and vcovCL(cadjust = FALSE);
 * CR1: G / (G - 1), as vcovCL of the R package sandwich for a glm, and Stata's vce(cluster) after cloglog or logit.
 */
export type Correction = 'CR0' | 'CR1';

export interface Estimates {
  readonly link: 'cloglog' | 'logit' | 'exponential' | 'cox';
  readonly names: readonly string[];
  /** NaN: left out as a linear combination of others, or nothing is left to tell beside a perfect separation; -Infinity or Infinity: perfect separation. */
  readonly coefficients: Float64Array;
  /** Clustered where clusters were given, else from the model; NaN without a finite estimate, or with too few clusters. */
  readonly standardErrors: Float64Array;
  /** What standardErrors rest on. */
  readonly covariance: Float64Array;
  readonly modelErrors: Float64Array;
  readonly modelCovariance: Float64Array;
  readonly logLikelihood: number;
  /** Coefficients that were estimated. */
  readonly parameters: number;
  /** -2 log L + 2 k. */
  readonly aic: number;
  /** -2 log L + k log n; n: rows, for Cox events, as in R. */
  readonly bic: number;
  readonly rows: number;
  /** Sum of the events, weighted where weights were given. */
  readonly events: number;
  /** null: no clusters were given. */
  readonly clusters: number | null;
  readonly correction: Correction | null;
  readonly iterations: number;
  readonly converged: boolean;
  /** In words: what was left out or has no finite estimate or error, and why; and where clusters are few. */
  readonly problems: readonly string[];
}

export interface CoefficientRow {
  readonly name: string;
  readonly coefficient: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** exp(coefficient): a hazard ratio, for the logit link an odds ratio. */
  readonly ratio: number;
  readonly z: number;
  readonly p: number;
}

/** Wald statistics and normal intervals of each coefficient, coverage by `level`. */
export function coefficientRows(estimates: Estimates, level = 0.95): CoefficientRow[] {
  const reach = normalQuantile((1 + level) / 2);
  return estimates.names.map((name, k) => {
    const coefficient = estimates.coefficients[k];
    const standardError = estimates.standardErrors[k];
    const z = coefficient / standardError;
    return {
      name,
      coefficient,
      standardError,
      low: coefficient - reach * standardError,
      high: coefficient + reach * standardError,
      ratio: Math.exp(coefficient),
      z,
      p: normalTails(z),
    };
  });
}

export interface ChiSquareTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

const chiSquareTest = (statistic: number, degreesOfFreedom: number): ChiSquareTest => ({
  statistic,
  degreesOfFreedom,
  p: degreesOfFreedom === 0 ? NaN : chiSquareTail(statistic, degreesOfFreedom),
});

/**
 * Wald test that all the named coefficients are 0: b' V^-1 b, with the covariance of the standard errors.
 * Coefficients without a finite estimate are left out. With clusters there must be more of them than names.
 * @throws RangeError where V is singular, or a name is unknown.
 */
export function waldTest(estimates: Estimates, names: readonly string[]): ChiSquareTest {
  const p = estimates.names.length;
  const positions = names
    .map((name) => {
      const at = estimates.names.indexOf(name);
      if (at < 0) throw new RangeError(`no coefficient ${name}`);
      return at;
    })
    .filter((at) => Number.isFinite(estimates.coefficients[at]));
  const k = positions.length;
  const block = new Float64Array(k * k);
  positions.forEach((row, i) => {
    positions.forEach((column, j) => {
      block[i * k + j] = estimates.covariance[row * p + column];
    });
  });
  const inverse = invertPositive(block, k);
  if (!inverse) throw new RangeError(`the covariance of ${names.join(', ')} is singular: too few clusters?`);
  const b = positions.map((at) => estimates.coefficients[at]);
  const weighted = times(inverse, k, b);
  return chiSquareTest(
    b.reduce((sum, value, i) => sum + value * weighted[i], 0),
    k,
  );
}

/**
 * Likelihood-ratio test of a model against one nested in it: 2 (log L_large - log L_small). It knows no clusters:
 * with dependent rows it is too large, and the Wald test is the one to report.
 * @throws RangeError where the two cannot be nested.
 */
export function likelihoodRatioTest(small: Estimates, large: Estimates): ChiSquareTest {
  if (small.rows !== large.rows || small.link !== large.link)
    throw new RangeError('models are compared on the same rows, with the same link');
  if (small.parameters > large.parameters) throw new RangeError('the smaller model comes first');
  const statistic = Math.max(0, 2 * (large.logLikelihood - small.logLikelihood));
  return chiSquareTest(statistic, large.parameters - small.parameters);
}
