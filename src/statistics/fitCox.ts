/**
 * Cox's proportional hazards: hazard_i(t) = h(t) exp(x_i b), with h left free, by the partial likelihood. A row is
 * at risk during (time0, time1] and ends with the event or without it, so that covariates may change from row to row.
 *
 * Ties by Efron 1977 or Breslow 1974. Clustered errors by Lin and Wei 1989: score residuals summed within clusters.
 */
import { assemble } from './assemble.js';
import { checkColumns } from './checkColumns.js';
import { invertPositive, times } from './cholesky.js';
import { addCombination } from './crossProduct.js';
import type { Correction, Estimates } from './estimates.js';
import { dot, orthonormalise } from './orthonormal.js';
import { pseudoInverse } from './pseudoInverse.js';

export interface CoxData {
  /** n times at which rows enter; left out: all from the beginning. */
  readonly time0?: ArrayLike<number>;
  /** n times at which rows end. */
  readonly time1: ArrayLike<number>;
  /** n values: 1 where the row ends with the event, else 0. */
  readonly event: ArrayLike<number>;
  /** p columns of n values. */
  readonly X: readonly ArrayLike<number>[];
  readonly names: readonly string[];
  /** Default efron. */
  readonly ties?: 'efron' | 'breslow';
  /** n names or numbers; rows of one cluster may depend on each other. */
  readonly cluster?: ArrayLike<number | string>;
  /** Default CR0. */
  readonly correction?: Correction;
}

const MOST_ITERATIONS = 50;
const MOST_HALVINGS = 30;
const STILL = 1e-10;
/** As in fitBinary. */
const NO_INFORMATION = 1e-6;

/**
 * Fits the model. Columns that are linear combinations of others, or constant, are left out, and a likelihood that
 * rises without end is found: both are told in `problems`.
 *
 * Cost: n log n + 4 n p^2 once, n p^2 an iteration; memory: n (p + 6) numbers.
 * @throws RangeError for columns of different lengths, numbers that are not finite, time0 >= time1, or no event.
 */
export function fitCox(data: CoxData): Estimates {
  const { X, names, ties = 'efron', correction = 'CR0' } = data;
  const time0 = data.time0 && new Float64Array(data.time0);
  const time1 = new Float64Array(data.time1);
  const event = new Float64Array(data.event);
  const n = time1.length;
  checkColumns(n, data);
  checkRows(time0, time1, event);
  const basis = orthonormalise(X.map(centred));
  const { q } = basis;
  const k = q.length;
  // By row, since risk sets visit rows in the order of time.
  const rows = new Float64Array(n * k);
  for (let j = 0; j < k; j++) for (let i = 0; i < n; i++) rows[i * k + j] = q[j][i];
  const risk = riskSets(time0, time1, event);
  const eventCount = risk.times.reduce((sum, { deaths }) => sum + deaths.length, 0);
  if (eventCount === 0) throw new RangeError('there is no event');

  let eta = new Float64Array(n);
  let trial = new Float64Array(n);
  const hazard = new Float64Array(n);
  const score = new Float64Array(k);
  const information = new Float64Array(k * k);
  const still = new Float64Array(n);
  const step = new Float64Array(n);

  /** Log partial likelihood; leaves score and information. `visit`: mean covariates and hazard of each event. */
  function evaluate(predictor: Float64Array, visit?: Visit): number {
    score.fill(0);
    information.fill(0);
    for (let i = 0; i < n; i++) hazard[i] = Math.exp(Math.min(600, predictor[i]));
    const all = createSums(k);
    const dying = createSums(k);
    const mean = new Float64Array(k);
    let logLikelihood = 0;
    let entered = 0;
    let left = 0;
    risk.times.forEach(({ time, deaths }, at) => {
      for (; entered < n && time1[risk.byEnd[entered]] >= time; entered++) {
        all.add(rows, risk.byEnd[entered], hazard[risk.byEnd[entered]]);
      }
      for (; time0 && left < n && time0[risk.byStart[left]] >= time; left++) {
        all.add(rows, risk.byStart[left], -hazard[risk.byStart[left]]);
      }
      dying.clear();
      for (const i of deaths) {
        dying.add(rows, i, hazard[i]);
        logLikelihood += predictor[i];
        for (let j = 0; j < k; j++) score[j] += rows[i * k + j];
      }
      for (let m = 0; m < deaths.length; m++) {
        const gone = ties === 'efron' ? m / deaths.length : 0;
        const total = all.zero[0] - gone * dying.zero[0];
        logLikelihood -= Math.log(total);
        for (let j = 0; j < k; j++) {
          mean[j] = (all.first[j] - gone * dying.first[j]) / total;
          score[j] -= mean[j];
        }
        for (let row = 0, cell = 0; row < k; row++) {
          for (let column = 0; column <= row; column++, cell++) {
            information[row * k + column] +=
              (all.second[cell] - gone * dying.second[cell]) / total - mean[row] * mean[column];
          }
        }
        visit?.(at, gone, 1 / total, mean);
      }
    });
    for (let row = 0; row < k; row++) {
      for (let column = 0; column < row; column++)
        information[column * k + row] = information[row * k + column];
    }
    return logLikelihood;
  }

  let gamma = new Float64Array(k);
  let logLikelihood = evaluate(eta);
  let inverse = invertPositive(information, k);
  let iterations = 0;
  let converged = k === 0;
  let separation: Float64Array | null = null;
  while (!converged && inverse && iterations < MOST_ITERATIONS) {
    const direction = times(inverse, k, score);
    addCombination(q, direction, 1, still, step);
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
    const moves = direction.some((part) => Math.abs(part) > 1e-2);
    if (!converged && moves && gain < 1e-10 * (Math.abs(logLikelihood) + 0.1)) {
      separation = direction;
      converged = true;
    }
    inverse = invertPositive(information, k) ?? (separation ? inverse : null);
  }
  let lost: readonly Float64Array[] = [];
  if (separation) ({ inverse, lost } = pseudoInverse(information, k, NO_INFORMATION));
  if (!inverse) throw new RangeError('the information is singular: too few events for these covariates');

  return assemble({
    link: 'cox',
    names,
    basis,
    gamma,
    inverse,
    scores: () => scoreResiduals(evaluate, eta, hazard, risk, { time0, time1, event, q }),
    cluster: data.cluster,
    correction,
    separation,
    lost,
    logLikelihood,
    rows: n,
    events: eventCount,
    size: eventCount,
    iterations,
    converged,
  });
}

/** One event of one moment: index of the moment, share of the dying that are gone, 1 / sum of hazards, mean covariates. */
type Visit = (moment: number, gone: number, share: number, mean: Float64Array) => void;

interface RiskSets {
  /** Moments with events, the latest first. */
  readonly times: readonly { readonly time: number; readonly deaths: readonly number[] }[];
  readonly byEnd: Int32Array;
  readonly byStart: Int32Array;
}

function riskSets(time0: Float64Array | undefined, time1: Float64Array, event: Float64Array): RiskSets {
  const n = time1.length;
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const byEnd = rows.slice().sort((a, b) => time1[b] - time1[a] || a - b);
  const byStart = time0 ? rows.slice().sort((a, b) => time0[b] - time0[a] || a - b) : rows;
  const times: { time: number; deaths: number[] }[] = [];
  for (const i of byEnd) {
    if (event[i] !== 1) continue;
    const last = times.at(-1);
    if (last && last.time === time1[i]) last.deaths.push(i);
    else times.push({ time: time1[i], deaths: [i] });
  }
  return { times, byEnd, byStart };
}

/** Weighted sums over a risk set: of 1, of x, and of x x' (lower triangle). */
function createSums(k: number) {
  const zero = new Float64Array(1);
  const first = new Float64Array(k);
  const second = new Float64Array((k * (k + 1)) / 2);
  return {
    zero,
    first,
    second,
    clear(): void {
      zero[0] = 0;
      first.fill(0);
      second.fill(0);
    },
    add(rows: Float64Array, i: number, weight: number): void {
      zero[0] += weight;
      const from = i * k;
      for (let row = 0, cell = 0; row < k; row++) {
        const part = weight * rows[from + row];
        first[row] += part;
        for (let column = 0; column <= row; column++, cell++) second[cell] += part * rows[from + column];
      }
    },
  };
}

/**
 * Score residual of each row, k columns of n: event * (x - mean(t)) - sum over the moments of (time0, time1] of
 * exp(eta) (x - mean) dH. Efron's hazards of tied events count less for those who die at that moment.
 */
function scoreResiduals(
  evaluate: (predictor: Float64Array, visit: Visit) => number,
  eta: Float64Array,
  hazard: Float64Array,
  risk: RiskSets,
  data: {
    readonly time0: Float64Array | undefined;
    readonly time1: Float64Array;
    readonly event: Float64Array;
    readonly q: readonly Float64Array[];
  },
): Float64Array[] {
  const { time0, time1, event, q } = data;
  const k = q.length;
  const moments = risk.times.length;
  const width = k + 1;
  // By moment: sum of hazards, and of hazards times mean covariates; for the dying with their lesser part.
  const everyone = new Float64Array(moments * width);
  const dying = new Float64Array(moments * width);
  const deathMean = new Float64Array(moments * k);
  evaluate(eta, (moment, gone, share, mean) => {
    const count = risk.times[moment].deaths.length;
    everyone[moment * width] += share;
    dying[moment * width] += share * (1 - gone);
    for (let j = 0; j < k; j++) {
      everyone[moment * width + 1 + j] += share * mean[j];
      dying[moment * width + 1 + j] += share * (1 - gone) * mean[j];
      deathMean[moment * k + j] += mean[j] / count;
    }
  });
  const sums = new Float64Array((moments + 1) * width); // sums[m]: over the moments 0 … m - 1, the latest ones
  for (let moment = 0; moment < moments; moment++) {
    for (let c = 0; c < width; c++) {
      sums[(moment + 1) * width + c] = sums[moment * width + c] + everyone[moment * width + c];
    }
  }
  /** Number of moments later than a time. */
  const laterThan = (time: number): number => {
    let low = 0;
    let high = moments;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (risk.times[middle].time > time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const residuals = q.map((column) => new Float64Array(column.length));
  for (let i = 0; i < time1.length; i++) {
    const dies = event[i] === 1;
    const from = laterThan(time1[i]); // the first moment at or before the row's end
    const to = time0 ? laterThan(time0[i]) : moments;
    const part = (c: number): number => {
      const passed = sums[to * width + c] - sums[from * width + c];
      return dies ? passed - everyone[from * width + c] + dying[from * width + c] : passed;
    };
    const cumulative = part(0);
    for (let j = 0; j < k; j++) {
      const own = dies ? q[j][i] - deathMean[from * k + j] : 0;
      residuals[j][i] = own - hazard[i] * (q[j][i] * cumulative - part(j + 1));
    }
  }
  return residuals;
}

function centred(column: ArrayLike<number>): Float64Array {
  const rest = new Float64Array(column);
  const size = dot(rest, rest);
  let sum = 0;
  for (let i = 0; i < rest.length; i++) sum += rest[i];
  const mean = sum / rest.length;
  for (let i = 0; i < rest.length; i++) rest[i] -= mean;
  // A constant says nothing: its rounding errors are not to be taken for a column.
  return dot(rest, rest) > 1e-20 * size ? rest : rest.fill(0);
}

function checkRows(time0: Float64Array | undefined, time1: Float64Array, event: Float64Array): void {
  for (let i = 0; i < time1.length; i++) {
    if (time0 && !(time0[i] < time1[i]))
      throw new RangeError(`row ${i + 1} ends at ${time1[i]}, not after its start ${time0[i]}`);
    if (event[i] !== 0 && event[i] !== 1)
      throw new RangeError(`the event is ${event[i]} in row ${i + 1}, not 0 or 1`);
  }
}
