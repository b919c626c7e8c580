import type { Interval } from './jackknife.js';
import { centralRange, RESAMPLES } from './resample.js';

/**
 * A statistic that is a sum of ratios of sums over blocks of rows: sum_t sign_t · (sum_b numerator) / (sum_b denominator).
 * Sobol' indices of every order are of this kind.
 */
export type RatioStatistic = readonly {
  readonly sign: 1 | -1;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}[];

/** Each block counted once. */
export const once = (blocks: number): Float64Array => new Float64Array(blocks).fill(1);

/** The statistic where block b counts counts[b] times. Of a ratio 0 / 0 (an outcome that does not vary) it is NaN. */
export function ratioValue(statistic: RatioStatistic, counts: Float64Array): number {
  return valueAndError(statistic, counts, new Float64Array(counts.length))[0];
}

/**
 * 95 % interval by the studentised bootstrap over blocks (Efron and Tibshirani 1993, chapter 12): the value of each
 * resample, less the value, over the resample's own standard error, which comes from the statistic's influence function
 * sum_t sign_t (numerator_b − ratio_t denominator_b) / sum denominator. Percentile and normal intervals cover less: the
 * estimate and its error depend on each other.
 *
 * counts: from resampleCounts, for as many units as blocks. Cost: resamples × blocks × ratios × 4 ns.
 */
export function studentised(statistic: RatioStatistic, counts: Float64Array): Interval {
  const blocks = statistic[0].numerator.length;
  const influence = new Float64Array(blocks);
  const [value, error] = valueAndError(statistic, once(blocks), influence);
  if (!(error > 0)) return { low: value, high: value };
  const deviations = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b++) {
    const [drawn, ownError] = valueAndError(
      statistic,
      counts.subarray(b * blocks, (b + 1) * blocks),
      influence,
    );
    const deviation = (drawn - value) / ownError;
    // A resample without spread (few blocks, all alike) says nothing of the tails: it lies in the middle.
    deviations[b] = Number.isFinite(deviation) ? deviation : 0;
  }
  const [low, high] = centralRange(deviations);
  return { low: value - high * error, high: value - low * error };
}

/** A resample's value and standard error; influence: room for a number a block. */
function valueAndError(
  statistic: RatioStatistic,
  counts: Float64Array,
  influence: Float64Array,
): [number, number] {
  const blocks = counts.length;
  let value = 0;
  if (statistic.length > 1) influence.fill(0);
  for (let t = 0; t < statistic.length; t++) {
    const { sign, numerator, denominator } = statistic[t];
    let n = 0;
    let d = 0;
    for (let b = 0; b < blocks; b++) {
      n += counts[b] * numerator[b];
      d += counts[b] * denominator[b];
    }
    const ratio = n / d;
    const scale = sign / d;
    value += sign * ratio;
    if (statistic.length === 1) {
      let squares = 0;
      for (let b = 0; b < blocks; b++) {
        const own = numerator[b] - ratio * denominator[b];
        squares += counts[b] * own * own;
      }
      return [value, Math.abs(scale) * Math.sqrt((squares * blocks) / (blocks - 1))];
    }
    for (let b = 0; b < blocks; b++) influence[b] += scale * (numerator[b] - ratio * denominator[b]);
  }
  let squares = 0;
  for (let b = 0; b < blocks; b++) squares += counts[b] * influence[b] * influence[b];
  return [value, Math.sqrt((squares * blocks) / (blocks - 1))];
}
