/** Two-sided p of an exact binomial test: the probability of all counts that are no more probable than the one seen. */
export function binomialTest(successes: number, trials: number, probability: number): number {
  const logFactorial = [0];
  for (let k = 1; k <= trials; k++) logFactorial.push(logFactorial[k - 1] + Math.log(k));
  const at = (k: number): number =>
    Math.exp(
      logFactorial[trials] -
        logFactorial[k] -
        logFactorial[trials - k] +
        k * Math.log(probability) +
        (trials - k) * Math.log(1 - probability),
    );
  const seen = at(successes) * (1 + 1e-7);
  let p = 0;
  for (let k = 0; k <= trials; k++) if (at(k) <= seen) p += at(k);
  return Math.min(1, p);
}
