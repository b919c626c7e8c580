/**
 * Holm's step-down correction for the number of tests: with p sorted upwards and m of them,
 *
 *     corrected p_(k) = min(1, max over j <= k of (m - j + 1) p_(j)),   k = 1 … m.
 *
 * Rejecting where it is at most alpha keeps the probability of any false rejection at alpha, whatever the
 * dependence. NaN (no test) counts for nothing and stays NaN. As R's p.adjust(method = "holm"). Holm 1979,
 * Scandinavian Journal of Statistics 6, 65-70.
 */
export function holm(p: readonly number[]): number[] {
  const order = [...p.keys()].filter((i) => !Number.isNaN(p[i])).sort((i, j) => p[i] - p[j]);
  const corrected = p.map(() => NaN);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * p[i]));
    corrected[i] = largest;
  });
  return corrected;
}
