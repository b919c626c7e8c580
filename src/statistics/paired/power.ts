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
  const degrees = n - 1;
  const critical = studentQuantile(1 - alpha / sides, degrees);
  const noncentrality = (Math.abs(difference) * Math.sqrt(n)) / sd;
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
  const found = (s: number): number =>
    normalCumulative(noncentrality - critical * s) +
    (sides === 2 ? normalCumulative(-noncentrality - critical * s) : 0);
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
  if (sd === 0) return 2;
  let high = 2;
  while (pairedPower(question, high) < power) {
    if (high >= MOST) return Infinity;
    high *= 2;
  }
  let low = high / 2;
  // Power rises with n: the last n that fails is low, the first that does not is high.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (pairedPower(question, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
