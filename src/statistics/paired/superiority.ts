/**
 * Probability of superiority: the share of pairs with a difference above 0; ties count half. In [0, 1]; .5 where all
 * differences are 0; NaN without pairs. Grissom 1994, Journal of Applied Psychology 79, 314-316.
 */
export function superiority(differences: readonly number[]): number {
  if (differences.length === 0) return NaN;
  let sum = 0;
  for (const difference of differences) sum += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
  return sum / differences.length;
}
