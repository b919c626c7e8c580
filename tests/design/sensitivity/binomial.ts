import jstat from 'jstat';

/** Two-sided exact binomial p-value: twice the smaller tail, at most 1. */
export function binomialP(count: number, trials: number, probability: number): number {
  const atMost = jstat.binomial.cdf(count, trials, probability);
  const atLeast = count === 0 ? 1 : 1 - jstat.binomial.cdf(count - 1, trials, probability);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}
