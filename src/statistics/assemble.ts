/** From coefficients on the basis of the kept columns back to those on the columns given. */
import { codesOf, sandwich } from './clusters.js';
import type { Correction, Estimates } from './estimates.js';
import { type Basis, backSubstitute, covarianceOnColumns } from './orthonormal.js';

export interface Solution {
  readonly link: Estimates['link'];
  readonly names: readonly string[];
  readonly basis: Basis;
  /** k coefficients on the basis. */
  readonly gamma: Float64Array;
  /** Inverse information on the basis, k x k. */
  readonly inverse: Float64Array;
  /** Score of each row on the basis, k columns; asked for where there are clusters. */
  readonly scores: () => readonly Float64Array[];
  readonly cluster: ArrayLike<number | string> | undefined;
  readonly correction: Correction;
  /** A direction on the basis in which the likelihood rises without end. */
  readonly separation: Float64Array | null;
  readonly logLikelihood: number;
  readonly rows: number;
  readonly events: number;
  /** n of the BIC. */
  readonly size: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Coefficients with their covariance on the p columns given: NaN for columns that depend on others, ±Infinity (and no error)
 * for those along which the likelihood rises without end; robust errors where there are clusters. What was odd is told in
 * `problems`.
 */
export function assemble(solution: Solution): Estimates {
  const { names, basis, gamma, inverse, separation } = solution;
  const { kept, r, dependent, q } = basis;
  const p = names.length;
  const k = kept.length;

  const coefficients = new Float64Array(p).fill(NaN);
  backSubstitute(r, k, gamma).forEach((value, at) => {
    coefficients[kept[at]] = value;
  });
  const infinite = separation ? endlessColumns(basis, separation) : new Map<number, number>();
  for (const [column, sign] of infinite) coefficients[column] = sign * Infinity;

  const widen = (onBasis: Float64Array): Float64Array => {
    const onColumns = covarianceOnColumns(r, k, onBasis);
    const wide = new Float64Array(p * p).fill(NaN);
    kept.forEach((row, i) => {
      kept.forEach((column, j) => {
        if (!infinite.has(row) && !infinite.has(column)) wide[row * p + column] = onColumns[i * k + j];
      });
    });
    return wide;
  };
  const errorsOf = (covariance: Float64Array): Float64Array =>
    Float64Array.from({ length: p }, (_, at) => Math.sqrt(covariance[at * p + at]));

  const modelCovariance = widen(inverse);
  const cluster = solution.cluster && codesOf(solution.cluster);
  const covariance = cluster
    ? widen(sandwich(inverse, solution.scores(), cluster, solution.correction))
    : modelCovariance;

  const problems = dependent.map(({ column, of }) =>
    of.length === 0 || (of.length === 1 && names[of[0]] === 'intercept')
      ? `${names[column]} is left out: it does not vary`
      : `${names[column]} is left out: it is a linear combination of ${of.map((at) => names[at]).join(', ')}`,
  );
  if (separation) {
    const which = [...infinite.keys()].map((at) => names[at]);
    problems.push(
      `perfect separation: ${which.join(', ')} ${which.length === 1 ? 'foretells' : 'together foretell'} ` +
        `some outcomes without error, and ${which.length === 1 ? 'has' : 'have'} no finite estimate`,
    );
  }
  if (!solution.converged) problems.push(`no convergence after ${solution.iterations} iterations`);
  const { logLikelihood, size } = solution;
  return {
    link: solution.link,
    names,
    coefficients,
    standardErrors: errorsOf(covariance),
    covariance,
    modelErrors: errorsOf(modelCovariance),
    modelCovariance,
    logLikelihood,
    parameters: q.length,
    aic: -2 * logLikelihood + 2 * q.length,
    bic: -2 * logLikelihood + Math.log(size) * q.length,
    rows: solution.rows,
    events: solution.events,
    clusters: cluster?.count ?? null,
    correction: cluster ? solution.correction : null,
    iterations: solution.iterations,
    converged: solution.converged,
    problems,
  };
}

/** Columns with a part in a direction, and its sign. */
function endlessColumns({ q, r, kept }: Basis, direction: Float64Array): Map<number, number> {
  const k = q.length;
  const step = backSubstitute(r, k, direction);
  // A column's share in the step: its coefficient times its length, which is that of its part of R.
  const shares = step.map((value, at) => {
    let square = 0;
    for (let row = 0; row <= at; row++) square += r[row * k + at] ** 2;
    return value * Math.sqrt(square);
  });
  const most = shares.reduce((max, share) => Math.max(max, Math.abs(share)), 0);
  const found = new Map<number, number>();
  shares.forEach((share, at) => {
    if (Math.abs(share) > 1e-3 * most) found.set(kept[at], Math.sign(share));
  });
  return found;
}
