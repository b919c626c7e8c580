/**
 * A calendar queue: for each step, the entries whose crossing falls into it. Doubly linked lists over
 * entries, so that moving an entry costs the same whatever the size.
 */
export interface Calendar {
  /** The step of each entry; -1: none. */
  readonly due: Int32Array;
  /** First entry of each step and the next entry of each entry; -1: none. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  move(entry: number, step: number): void;
  clear(): void;
}

export function createCalendar(entryCount: number, stepCount: number): Calendar {
  const due = new Int32Array(entryCount).fill(-1);
  const next = new Int32Array(entryCount);
  const previous = new Int32Array(entryCount);
  const first = new Int32Array(stepCount).fill(-1);
  return {
    due,
    first,
    next,
    move(entry, step) {
      const old = due[entry];
      if (old === step) return;
      if (old >= 0) {
        const before = previous[entry];
        const after = next[entry];
        if (before >= 0) next[before] = after;
        else first[old] = after;
        if (after >= 0) previous[after] = before;
      }
      due[entry] = step;
      if (step >= 0) {
        const after = first[step];
        next[entry] = after;
        previous[entry] = -1;
        if (after >= 0) previous[after] = entry;
        first[step] = entry;
      }
    },
    clear() {
      due.fill(-1);
      first.fill(-1);
    },
  };
}
