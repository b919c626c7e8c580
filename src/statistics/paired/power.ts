/** How surely a paired test finds a difference, and how many replicates it takes. */
import jstat from 'jstat';
import { normalCumulative, normalQuantile } from '../../model/normal.js';
import { stream, uniform } from '../../model/random.js';
import { studentQuantile } from '../studentT.js';
import { fewestSignFlips, signFlip } from './signFlip.js';

export interface PowerQuestion {
  /** Mean of the differences that is to be found. */
  readonly difference: number;
  /** Standard deviation of the differences, > 0. */
  readonly sd: number;
  readonly alpha: number;
  /** 1: in the direction of the difference alone. */
  readonly sides: 1 | 2;
}

/**
 * Power of the paired t test with n pairs:
 *
 *     P(|T'| >= t(1 - alpha/sides; n - 1)),   T' noncentral t, n - 1 degrees of freedom, noncentrality |difference| sqrt(n) / sd,
 *
 * integrated over the standard deviation that the sample shows (Simpson's rule, error below 1e-8). n >= 2.
 */
export function pairedPower({ difference, sd, alpha, sides }: PowerQuestion, n: number): number {
  const critical = studentQuantile(1 - alpha / sides, n - 1);
  const noncentrality = (Math.abs(difference) * Math.sqrt(n)) / sd;
  return overSpread(
    n,
    (s) =>
      normalCumulative(noncentrality - critical * s) +
      (sides === 2 ? normalCumulative(-noncentrality - critical * s) : 0),
  );
}

/** With more pairs than these the sign-flip test has the power of the t test. */
const FEW = 14;
/** Samples in which the power with few pairs is counted: its standard error is below .01. */
const SAMPLES = 4000;

/**
 * Power of the sign-flip test with n pairs whose differences are normal. With few pairs there are few patterns of signs, so
 * that p can only be a multiple of 2^-n: it is then less than that of the t test, and counted in drawn samples.
 */
export function signFlipPower(question: PowerQuestion, n: number): number {
  const { difference, sd, alpha, sides } = question;
  if (n > FEW) return pairedPower(question, n);
  if (n < fewestSignFlips(1, alpha, sides)) return 0;
  const from = stream('power', 'sign-flip', n);
  const alternative = sides === 1 ? 'greater' : 'two-sided';
  let rejected = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const differences = Array.from(
      { length: n },
      (_, i) => Math.abs(difference) + sd * normalQuantile(uniform(from, sample, i)),
    );
    if (signFlip(differences, from, { alternative, level: alpha }) <= alpha) rejected++;
  }
  return rejected / SAMPLES;
}

export interface EquivalenceQuestion {
  /** Mean of the differences, that is to be found within ±margin. */
  readonly difference: number;
  readonly sd: number;
  readonly alpha: number;
  /** > 0 */
  readonly margin: number;
}

/**
 * Power of two one-sided t tests with n pairs: the probability that both reject, one of a mean of at most -margin and one of a mean of at
 * least margin, each at alpha. It is less than that of either. n >= 2. Phillips 1990, J. Pharmacokinetics and Biopharmaceutics 18, 137-144.
 */
export function equivalencePower({ difference, sd, alpha, margin }: EquivalenceQuestion, n: number): number {
  const critical = studentQuantile(1 - alpha, n - 1);
  const root = Math.sqrt(n) / sd;
  return overSpread(n, (s) =>
    Math.max(
      0,
      normalCumulative((margin - difference) * root - critical * s) -
        normalCumulative(critical * s - (margin + difference) * root),
    ),
  );
}

/** Mean of what is found over the standard deviation that n pairs show, as a multiple s of the true one. */
function overSpread(n: number, found: (s: number) => number): number {
  const degrees = n - 1;
  // s = sample sd / true sd has the density of a chi with `degrees` degrees of freedom, divided by its root.
  const spread = 10 / Math.sqrt(2 * degrees);
  const low = Math.max(0, 1 - spread);
  const high = 1 + spread;
  const constant = Math.log(2) + (degrees / 2) * Math.log(degrees / 2) - jstat.gammaln(degrees / 2);
  const density = (s: number): number =>
    s === 0
      ? degrees === 1
        ? Math.exp(constant)
        : 0
      : Math.exp(constant + (degrees - 1) * Math.log(s) - (degrees * s * s) / 2);
  // With few degrees of freedom critical values are large, and what is found changes within a small part of the range.
  const intervals = degrees < 8 ? 20_000 : 400;
  const width = (high - low) / intervals;
  let sum = 0;
  for (let k = 0; k <= intervals; k++) {
    const s = low + k * width;
    sum += (k === 0 || k === intervals ? 1 : k % 2 === 1 ? 4 : 2) * density(s) * found(s);
  }
  return Math.min(1, (sum * width) / 3);
}

/** Beyond that many replicates no question is decided. */
const MOST = 10_000_000;

/** The fewest pairs with which the power is reached; Infinity: more than ten million, or there is no difference. */
export function replicatesNeeded(
  question: PowerQuestion,
  { power = 0.8, test = 't' as 't' | 'sign-flip' } = {},
): number {
  const { difference, sd, alpha, sides } = question;
  if (!(Math.abs(difference) > 0) || !(sd >= 0)) return Infinity;
  const least = test === 't' ? 2 : fewestSignFlips(1, alpha, sides);
  const enough =
    sd === 0
      ? least
      : Math.max(
          least,
          fewest((n) => pairedPower(question, n), power),
        );
  if (test === 't' || sd === 0) return enough;
  for (let n = enough; n <= FEW; n++) if (signFlipPower(question, n) >= power) return n;
  return Math.max(FEW + 1, enough);
}

/** The same for an equivalence; Infinity too where the mean is not within the margin. */
export function replicatesForEquivalence(question: EquivalenceQuestion, power = 0.8): number {
  const { difference, sd, margin } = question;
  if (!(Math.abs(difference) < margin) || !(sd >= 0)) return Infinity;
  return sd === 0 ? 2 : fewest((n) => equivalencePower(question, n), power);
}

function fewest(powerOf: (n: number) => number, power: number): number {
  let high = 2;
  while (powerOf(high) < power) {
    if (high >= MOST) return Infinity;
    high *= 2;
  }
  let low = high / 2;
  // Power rises with n: the last n that fails is low, the first that does not is high.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerOf(middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
