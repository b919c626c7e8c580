/** How surely a paired test finds a difference, and how many replicates it takes. */
import jstat from 'jstat';
import { normalCumulative } from '../../model/normal.js';
import { studentQuantile } from '../studentT.js';

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
 * Power of the paired t test with n pairs, which is that of the sign-flip test but for small n:
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
  const intervals = 400;
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
export function replicatesNeeded(question: PowerQuestion, power = 0.8): number {
  const { difference, sd } = question;
  if (!(Math.abs(difference) > 0) || !(sd >= 0)) return Infinity;
  return sd === 0 ? 2 : fewest((n) => pairedPower(question, n), power);
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
