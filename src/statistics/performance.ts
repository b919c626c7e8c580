/**
 * How an estimator fares over repetitions in which the truth is known, each measure with the error that the number of
 * repetitions leaves.
 *
 *     bias       mean of b - beta                       error  sd(b) / sqrt n
 *     rmse       sqrt(mean of (b - beta)^2)             error  sd((b - beta)^2) / (2 rmse sqrt n)
 *     coverage   share of intervals that hold beta      error  sqrt(share (1 - share) / n)
 *     rejection  share of tests with p <= level         error  the same
 *
 * Where beta is 0, rejection is the size of the test; elsewhere its power, which says something of tests of that size alone.
 * Source: Morris, White and Crowther 2019, Statistics in Medicine 38, 2074-2102 (rmse by the delta method).
 */
import { moments } from './paired/moments.js';

/** What came of one repetition; NaN: there is none, as an estimate of a test that estimates nothing. */
export interface Repetition {
  readonly estimate: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** NaN where it is not defined: without repetitions, and of an error for fewer than two. */
export interface Performance {
  readonly repetitions: number;
  /** Of these without p: nothing could be estimated, or tested. They count nowhere else. */
  readonly failed: number;
  readonly mean: number;
  readonly sd: number;
  /** Mean of the standard errors that the estimator states: beside sd it says whether these are right. */
  readonly statedError: number;
  readonly bias: number;
  readonly biasError: number;
  readonly rmse: number;
  readonly rmseError: number;
  readonly coverage: number;
  readonly coverageError: number;
  readonly rejection: number;
  readonly rejectionError: number;
}

const share = (holds: readonly boolean[]): readonly [number, number] => {
  const n = holds.length;
  if (n === 0) return [NaN, NaN];
  const value = holds.filter(Boolean).length / n;
  return [value, Math.sqrt((value * (1 - value)) / n)];
};

/** level: at most this p rejects. */
export function performance(
  truth: number,
  repetitions: readonly Repetition[],
  level: number = 0.05,
): Performance {
  const tested = repetitions.filter(({ p }) => !Number.isNaN(p));
  const estimated = tested.filter(({ estimate }) => Number.isFinite(estimate));
  const { count, mean, sd } = moments(estimated.map(({ estimate }) => estimate));
  const squares = moments(estimated.map(({ estimate }) => (estimate - truth) ** 2));
  const rmse = Math.sqrt(squares.mean);
  const [coverage, coverageError] = share(estimated.map(({ low, high }) => low <= truth && truth <= high));
  const [rejection, rejectionError] = share(tested.map(({ p }) => p <= level));
  return {
    repetitions: repetitions.length,
    failed: repetitions.length - tested.length,
    mean,
    sd,
    statedError: moments(estimated.map(({ standardError }) => standardError)).mean,
    bias: mean - truth,
    biasError: sd / Math.sqrt(count),
    rmse,
    rmseError: rmse === 0 ? 0 : squares.sd / (2 * rmse * Math.sqrt(count)),
    coverage,
    coverageError,
    rejection,
    rejectionError,
  };
}
