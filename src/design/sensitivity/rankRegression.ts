import jstat from 'jstat';
import { Matrix, solve } from 'ml-matrix';
import { type Stream, stream, uniform } from '../../model/random.js';
import type { Design } from '../design.js';
import { isNumeric } from '../parameter.js';
import { permutation } from '../permutation.js';
import { completeUnits, pointMeans, pointSums } from './completeUnits.js';
import { type Interval, jackknife } from './jackknife.js';
import type { Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';

const GROUPS = 20;
const FEW_POINTS_EACH = 10;
const LOW_FIT = 0.7;
/** How far below rSquared its interval over replicates may begin without a word. */
const WIDE = 0.15;
/** From which on there is an interval over replicates. */
const LEAST_POINTS = 20;
/** Enough for a standard deviation to a twentieth. */
const RESAMPLES = 199;
const FULL = 1 - 1e-6;
/** From which on intervals over points are not made on Fisher's z. */
const NEARLY_FULL = 0.9;
/** Of sums that make up a coefficient of 1. */
const ROUNDING = 1e-9;

/**
 * Standardised rank regression (Iman and Conover 1979): parameters and mean outcome over replicates are replaced by their
 * ranks (ties share the mean rank), standardised, and regressed; the coefficient of each parameter is its index srrc, and
 * rSquared the share of the ranks' variance that is explained: near 1 the outcome is monotone in each parameter without
 * much interaction, and the coefficients tell the whole; below .7 they do not. A categorical parameter enters by its values
 * where they are numbers, else as one column for each value but the first (PATH=VALUE).
 *
 * Both intervals are made on Fisher's z of each coefficient (of rSquared, of its root) and taken back, which keeps them within
 * −1 and 1 (0 and 1).
 *
 * Intervals over points: the jackknife over 20 random groups of points, with ranks made anew. It takes points as
 * independent: for lhs and sobol it is on the safe side. Coefficients and rSquared above .9 keep their own scale, and their intervals are cut at 1 and hold them: near 1 z stretches what is no more than unevenness of the points, and covers less. A coefficient that is itself beyond 1,
 * which parameters that vary together may have, is not cut. There is none of a grid and of one at a time, whose points
 * nothing has drawn; and none where fewer than 10 points a coefficient agree fully: left out one by one they would give an
 * interval without length.
 *
 * Intervals over replicates: the bootstrap, since ranks jump and the jackknife needs what is smooth (Efron and Tibshirani 1993,
 * chapter 11): the value less the bootstrap's bias, ± Student's t of R − 1 degrees of freedom times the resamples' root mean
 * square distance from the value: noise in the means draws coefficients towards 0, and this bias is known to no better than its
 * own size. None for fewer than 20 points, where ranks jump too far for either.
 */
export function rankRegression(
  design: Design,
  outcome: string,
  responses: Responses,
  { seed, dropIncomplete = false }: { seed: string; dropIncomplete?: boolean },
): SensitivityResult {
  const { pointCount } = design;
  const kept = completeUnits(
    { count: pointCount, size: 1, name: 'points' },
    outcome,
    responses,
    dropIncomplete,
  );
  const n = kept.length;
  const columns = columnsOf(design, kept);
  const means = pointMeans(kept, 1, responses);
  const orders = columns.map(({ values }) => orderOf(values));
  const everything = new Uint8Array(n);
  const regress = (outcomes: Float64Array, order: Uint32Array, left: Uint8Array, group: number) =>
    coefficients(
      columns.map(({ values }, i) => ranks(values, orders[i], left, group)),
      ranks(outcomes, order, left, group),
    );
  const order = orderOf(means);
  const estimates = regress(means, order, everything, 1);

  const groups = Math.min(GROUPS, n);
  const shuffled = permutation(n, stream(seed, 'sensitivity', 'points'));
  const group = Uint8Array.from(shuffled, (place) => place % groups);
  const sizes = Array.from({ length: groups }, (_, g) => Math.ceil((n - g) / groups));
  const isDrawn = design.structure.kind === 'points';
  const overPoints = isDrawn
    ? withinRange(estimates, NEARLY_FULL, (onScale) =>
        jackknife(onScale(estimates), (g) => onScale(regress(means, order, group, g)), sizes),
      )
    : unknown(estimates);
  const overRuns =
    n < LEAST_POINTS
      ? unknown(estimates)
      : bootstrapReplicates(kept, responses, estimates, stream(seed, 'sensitivity', 'replicates'), (some) =>
          regress(some, orderOf(some), everything, 1),
        );

  // Where few ranks agree fully, leaving some out changes nothing: that says how few they are, not how sure.
  const isFew = n < FEW_POINTS_EACH * columns.length;
  const isTooNeat = isFew && estimates[columns.length] > 1 - 1e-9;
  const rows = [...columns.map(({ name }) => name), ''].map(
    (parameter, i): SensitivityRow => ({
      parameter,
      parameter2: null,
      outcome,
      index: i < columns.length ? 'srrc' : 'rSquared',
      estimate: estimates[i],
      low: isTooNeat ? NaN : overPoints[i].low,
      high: isTooNeat ? NaN : overPoints[i].high,
      lowReplicates: overRuns[i].low,
      highReplicates: overRuns[i].high,
    }),
  );
  const dropped = pointCount - n;
  const notes: string[] = [];
  const say = (text: string) => notes.push(`${outcome}: ${text}`);
  const fit = estimates[columns.length];
  if (dropped > 0) say(`${dropped} of ${pointCount} points are left out, since a run of theirs has no value`);
  if (Number.isNaN(fit))
    say('no rank regression: the outcome does not vary, or parameters vary only together');
  else {
    const coefficientCount = columns.length === 1 ? '1 coefficient' : `${columns.length} coefficients`;
    if (isFew)
      say(
        `only ${n} points for ${coefficientCount}; take at least ${FEW_POINTS_EACH} for each${isTooNeat && isDrawn ? '. Their ranks agree fully, from which no interval over points can be told' : ''}`,
      );
    if (fit < LOW_FIT)
      say(
        `ranks explain ${Math.round(100 * fit)} % of the variance: effects are not monotone or not additive, and the coefficients miss the rest; a saltelli design would show it`,
      );
  }
  if (responses.replicates === 1) say('one replicate: there is no interval over replicates');
  else if (fit - overRuns[columns.length].low > WIDE)
    say(
      `noise of ${responses.replicates} replicates draws the coefficients towards 0, perhaps by more than the intervals over replicates hold; take more`,
    );
  else if (n < LEAST_POINTS)
    say(`only ${n} points: no interval over replicates of ranks so few; take at least ${LEAST_POINTS}`);
  return { rows, notes, dropped };
}

/**
 * 95 % intervals of the coefficients and then rSquared over replicates; statistics: of some means of the points.
 * NaN for one replicate. Cost: 199 times the statistics and a pass over all runs.
 */
function bootstrapReplicates(
  kept: Uint32Array,
  responses: Responses,
  estimates: Float64Array,
  draws: Stream,
  statistics: (means: Float64Array) => Float64Array,
): Interval[] {
  const { replicates } = responses;
  if (replicates < 2) return unknown(estimates);
  return withinRange(estimates, 1, (onScale) => {
    const whole = onScale(estimates);
    const sums = new Float64Array(estimates.length);
    const squares = new Float64Array(estimates.length);
    for (let b = 0; b < RESAMPLES; b++) {
      const drawn = Array.from({ length: replicates }, (_, i) =>
        Math.floor((1 - uniform(draws, b, i)) * replicates),
      );
      const means = pointSums(kept, 1, responses, drawn).map((sum) => sum / replicates);
      // From the whole on, so that nothing is left where nothing changes.
      onScale(statistics(means)).forEach((value, i) => {
        sums[i] += value - whole[i];
        squares[i] += (value - whole[i]) ** 2;
      });
    }
    // The bootstrap's spread is that of a divisor R.
    const t = jstat.studentt.inv(0.975, replicates - 1) * Math.sqrt(replicates / (replicates - 1));
    return Array.from(whole, (value, i) => {
      const bias = sums[i] / RESAMPLES;
      const half = t * Math.sqrt(squares[i] / RESAMPLES);
      return { low: value - bias - half, high: value - bias + half };
    });
  });
}

const unknown = (estimates: Float64Array): Interval[] =>
  Array.from(estimates, () => ({ low: NaN, high: NaN }));

/**
 * Intervals that are made on Fisher's z of coefficients, and of the root of rSquared (the last), and taken back. What is above
 * `own` keeps its own scale, cut at 1 unless it lies beyond.
 */
function withinRange(
  estimates: Float64Array,
  own: number,
  intervals: (onScale: (values: Float64Array) => Float64Array) => Interval[],
): Interval[] {
  const fit = estimates.length - 1;
  const isOwn = Array.from(estimates, (value) => Math.abs(value) > own);
  const onScale = (values: Float64Array): Float64Array =>
    values.map((value, i) => {
      if (isOwn[i]) return value;
      return fisher(i === fit ? Math.sqrt(Math.max(0, value)) : value);
    });
  return intervals(onScale).map(({ low, high }, i) => {
    if (isOwn[i]) {
      const value = estimates[i];
      const most = i !== fit && Math.abs(value) > 1 + ROUNDING ? Infinity : 1;
      // Freed of its bias it may lie beyond the range, and beyond the value.
      return {
        low: Math.min(value, Math.max(i === fit ? 0 : -most, low)),
        high: Math.max(value, Math.min(most, high)),
      };
    }
    if (i === fit) return { low: Math.max(0, Math.tanh(low)) ** 2, high: Math.max(0, Math.tanh(high)) ** 2 };
    return { low: Math.tanh(low), high: Math.tanh(high) };
  });
}

/** Fisher's z; of full agreement, and of coefficients beyond it, that of the largest number below 1 by 1e-6. */
const fisher = (value: number): number => Math.atanh(Math.max(-FULL, Math.min(FULL, value)));

/** What is regressed on, over the kept points. */
function columnsOf(design: Design, kept: Uint32Array): { name: string; values: Float64Array }[] {
  const points = Array.from(kept, (index) => design.point(index));
  return design.parameters.flatMap((parameter, i) => {
    if (parameter.kind !== 'categorical' || isNumeric(parameter))
      return [{ name: parameter.path, values: Float64Array.from(points, (point) => point[i] as number) }];
    return [...new Set(parameter.values)].slice(1).map((value) => ({
      name: `${parameter.path}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      values: Float64Array.from(points, (point) => (point[i] === value ? 1 : 0)),
    }));
  });
}

const orderOf = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);

/** Standardised ranks of the values that are not in the group, in their order in `values`; ties share the mean rank. */
function ranks(values: Float64Array, order: Uint32Array, groups: Uint8Array, group: number): Float64Array {
  const rank = new Float64Array(values.length).fill(NaN);
  let before = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let count = 0;
    while (to < order.length && values[order[to]] === values[order[from]]) {
      if (groups[order[to]] !== group) count++;
      to++;
    }
    for (let i = from; i < to; i++) if (groups[order[i]] !== group) rank[order[i]] = before + (count + 1) / 2;
    before += count;
    from = to;
  }
  const used = rank.filter((value) => !Number.isNaN(value));
  const mean = (before + 1) / 2;
  let variance = 0;
  for (const value of used) variance += (value - mean) ** 2 / before;
  const deviation = Math.sqrt(variance);
  return used.map((value) => (value - mean) / deviation);
}

/** Coefficients of the standardised columns, then R²; NaN where a column does not vary or columns vary only together. */
function coefficients(columns: readonly Float64Array[], outcome: Float64Array): Float64Array {
  const n = outcome.length;
  const product = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i] * b[i];
    return sum / n;
  };
  const among = new Matrix(columns.map((a) => columns.map((b) => product(a, b))));
  const withOutcome = columns.map((a) => product(a, outcome));
  const none = new Float64Array(columns.length + 1).fill(NaN);
  if (n <= columns.length || [...withOutcome, ...among.to1DArray()].some(Number.isNaN)) return none;
  if (leastPivot(among) < 1e-9) return none;
  const beta = solve(among, Matrix.columnVector(withOutcome)).to1DArray();
  const fit = beta.reduce((sum, coefficient, i) => sum + coefficient * withOutcome[i], 0);
  return Float64Array.from([...beta, fit]);
}

/** The smallest pivot of the Cholesky factorisation: what of a column the others leave unexplained, at least. */
function leastPivot(correlations: Matrix): number {
  const rest = correlations.clone();
  let least = Infinity;
  for (let i = 0; i < rest.rows; i++) {
    const pivot = rest.get(i, i);
    least = Math.min(least, pivot);
    if (!(pivot > 0)) return 0;
    for (let r = i + 1; r < rest.rows; r++) {
      const factor = rest.get(r, i) / pivot;
      for (let c = i; c < rest.rows; c++) rest.set(r, c, rest.get(r, c) - factor * rest.get(i, c));
    }
  }
  return least;
}
