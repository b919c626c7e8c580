/** What it means that an outcome is undefined in some replicates. */

interface Paired {
  readonly b: string;
  readonly outcome: string;
  /** Replicates in which both scenarios have the outcome, and in which one has not. */
  readonly pairs: number;
  readonly missing: number;
}

/** A sentence on the outcomes that lack pairs; none where all have theirs. */
export function undefinedNotes(rows: readonly Paired[]): string[] {
  const some = [
    ...new Set(
      rows
        .filter(({ missing }) => missing > 0)
        .map(({ b, outcome, pairs, missing }) => `${outcome} in ${b} (${pairs} of ${pairs + missing})`),
    ),
  ];
  return some.length === 0
    ? []
    : [
        `Fewer replicates where an outcome is undefined in one of the two scenarios: ${some.join(', ')}. These are a selection, and their mean is not that of all.`,
      ];
}
