/** From coefficients on the basis of the kept columns back to those on the columns given. */
import { areEnough, codesOf, FEW_CLUSTERS, sandwich } from './clusters.js';
import type { Correction, Estimates } from './estimates.js';
import { type Basis, backSubstitute, covarianceOnColumns } from './orthonormal.js';

/** Clustered variances smaller than this share of the model's are rounding. */
const EXACT = 1e-12;

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
  /** Directions on the basis of which, along that one, the data say nothing any more. */
  readonly lost: readonly Float64Array[];
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
 * for those along which the likelihood rises without end, NaN for those of which nothing is then left to tell; robust errors where there are clusters. What was odd is told in
 * `problems`.
 */
export function assemble(solution: Solution): Estimates {
  const { names, basis, gamma, inverse, separation, lost } = solution;
  const { kept, r, dependent, q } = basis;
  const p = names.length;
  const k = kept.length;

  const coefficients = new Float64Array(p).fill(NaN);
  backSubstitute(r, k, gamma).forEach((value, at) => {
    coefficients[kept[at]] = value;
  });
  const infinite = separation ? columnsAlong(basis, separation) : new Map<number, number>();
  const untold = new Set(lost.flatMap((direction) => [...columnsAlong(basis, direction).keys()]));
  for (const column of untold) coefficients[column] = NaN;
  for (const [column, sign] of infinite) {
    coefficients[column] = sign * Infinity;
    untold.delete(column);
  }
  const isTold = (column: number): boolean => !infinite.has(column) && !untold.has(column);

  const widen = (onBasis: Float64Array): Float64Array => {
    const onColumns = covarianceOnColumns(r, k, onBasis);
    const wide = new Float64Array(p * p).fill(NaN);
    kept.forEach((row, i) => {
      kept.forEach((column, j) => {
        if (isTold(row) && isTold(column)) wide[row * p + column] = onColumns[i * k + j];
      });
    });
    return wide;
  };
  const errorsOf = (covariance: Float64Array): Float64Array =>
    Float64Array.from({ length: p }, (_, at) => Math.sqrt(covariance[at * p + at]));

  const modelCovariance = widen(inverse);
  const cluster = solution.cluster && codesOf(solution.cluster);
  const tells = cluster === undefined || areEnough(q, cluster);
  const covariance = !tells
    ? new Float64Array(p * p).fill(NaN)
    : cluster
      ? widen(sandwich(inverse, solution.scores(), cluster, solution.correction))
      : modelCovariance;

  // Where all that is left fits exactly, scores are 0, and errors clustered would claim to know what nothing says.
  const exact = [...names.keys()].filter(
    (at) => separation && covariance[at * p + at] < EXACT * modelCovariance[at * p + at],
  );
  for (const at of exact) for (let j = 0; j < p; j++) covariance[at * p + j] = covariance[j * p + at] = NaN;

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
    if (untold.size > 0)
      problems.push(
        `nothing is told of ${[...untold].map((at) => names[at]).join(', ')}: the outcomes that are left are none in which ${untold.size === 1 ? 'it matters' : 'they matter'}`,
      );
  }
  if (exact.length > 0)
    problems.push(
      `errors clustered cannot be told of ${exact.map((at) => names[at]).join(', ')}: what is left beside the separation fits exactly`,
    );
  if (cluster && !tells)
    problems.push(
      `too few clusters: ${cluster.count} cannot tell the errors of ${k} coefficients, which takes more clusters than coefficients`,
    );
  else if (cluster && cluster.count < FEW_CLUSTERS)
    problems.push(
      `few clusters: with ${cluster.count}, errors clustered come out too small and p with them (Cameron and Miller 2015)`,
    );
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
function columnsAlong({ q, r, kept }: Basis, direction: Float64Array): Map<number, number> {
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
