/** Probabilities far out in the tails, where 1 - cumulative would lose all digits. */
import { normalCumulative } from '../model/normal.js';

/** Two-sided p of a standard normal statistic: 2 P(Z > |z|). */
export const normalTails = (z: number): number =>
  Number.isNaN(z) ? NaN : 2 * normalCumulative(-Math.abs(z));

/**
 * P(X > x) of a chi-square variable with whole degrees of freedom; 1 for x <= 0.
 *
 * By the recurrence Q_(d+2)(x) = Q_d(x) + (x/2)^(d/2) e^(-x/2) / Gamma(d/2 + 1), from Q_1 = 2 P(Z > sqrt x) and
 * Q_2 = e^(-x/2): all terms are positive, so nothing cancels. Source: Abramowitz and Stegun 26.4.4-5, 26.4.21.
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (!(Number.isInteger(degreesOfFreedom) && degreesOfFreedom > 0))
    throw new RangeError(`degrees of freedom must be a whole number above 0, not ${degreesOfFreedom}`);
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  const odd = degreesOfFreedom % 2 === 1;
  let d = odd ? 1 : 2;
  let tail = odd ? 2 * normalCumulative(-Math.sqrt(x)) : Math.exp(-x / 2);
  // (x/2)^(d/2) e^(-x/2) / Gamma(d/2 + 1), kept as a logarithm: it may underflow before it grows.
  let logTerm = odd
    ? Math.log(x / 2) / 2 - x / 2 - Math.log(Math.sqrt(Math.PI) / 2)
    : Math.log(x / 2) - x / 2;
  for (; d < degreesOfFreedom; d += 2) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(x / 2) - Math.log(d / 2 + 1);
  }
  return Math.min(1, tail);
}
