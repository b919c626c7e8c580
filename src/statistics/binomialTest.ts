/** Two-sided exact binomial test: the probability of a count at most as likely as the one seen (as R's binom.test). */
export function binomialTest(count: number, size: number, probability: number): number {
  const logs = new Float64Array(size + 1);
  for (let k = 2; k <= size; k++) logs[k] = logs[k - 1] + Math.log(k);
  const logOf = (k: number): number =>
    logs[size] - logs[k] - logs[size - k] + k * Math.log(probability) + (size - k) * Math.log1p(-probability);
  const seen = logOf(count) + 1e-7;
  let p = 0;
  for (let k = 0; k <= size; k++) if (logOf(k) <= seen) p += Math.exp(logOf(k));
  return Math.min(1, p);
}
