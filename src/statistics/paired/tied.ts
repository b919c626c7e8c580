/**
 * The largest number of values that are the same, but for last digits (a billionth of the largest); 0 for none. Where it is
 * more than half of paired differences, most worlds say nothing of how differences spread: neither the normal nor the symmetric
 * distribution that tests of a mean rest on is then to be seen.
 */
export function tied(values: readonly number[]): number {
  const unit = 1e-9 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const counts = new Map<number, number>();
  for (const value of values) {
    const key = unit > 0 ? Math.round(value / unit) : 0;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
