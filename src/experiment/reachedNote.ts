/** What to make of times that were not always reached by the end. */

interface Timed {
  readonly a: string;
  readonly b: string;
  readonly outcome: string;
  readonly pairs: number;
  readonly missing: number;
  /** Replicates in which it was reached; NaN: it is no time. */
  readonly reachedA: number;
  readonly reachedB: number;
}

/** "reached in 3 (a) and 5 (b) of 20"; empty where it always was, or is no time. */
export function reachedText({
  pairs,
  missing,
  reachedA,
  reachedB,
}: Omit<Timed, 'a' | 'b' | 'outcome'>): string {
  const replicates = pairs + missing;
  return reachedA < replicates || reachedB < replicates
    ? `reached in ${reachedA} (a) and ${reachedB} (b) of ${replicates}`
    : '';
}

/** A sentence on those that were not; none where all were. */
export function reachedNotes(rows: readonly Timed[]): string[] {
  const some = rows.filter((row) => reachedText(row) !== '');
  if (some.length === 0) return [];
  const each = some.map((row) => `${row.outcome}, a ${row.a}, b ${row.b}: ${reachedText(row)}`);
  return [
    `Restricted means: of a time that was not reached by the end, the end is taken. A difference can then be larger than it looks, and that two worlds are close is not shown. ${each.join('; ')}.`,
  ];
}
