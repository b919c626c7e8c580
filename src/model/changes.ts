/** What a step decides, until all of it becomes visible together. Arrays are S x N, [s * N + i]. */
export interface Changes {
  /** Stage at the end of the step. */
  readonly pending: Uint8Array;
  /** When the stage last left 0, decimal years; -Infinity: not in this replicate. */
  readonly takenUp: Float64Array;
  /** Places s * N + i whose stage changed in this step, in order of event: the first `count`. */
  places: Int32Array;
  count: number;
  /** Policies taken up in this step. */
  readonly copied: Copy[];
}

/** A city took a policy up: how many copies it stands from an innovator, and its design (null: the world has none). */
export interface Copy {
  readonly subject: number;
  readonly city: number;
  readonly generation: number;
  readonly design: Float64Array | null;
}

export function createChanges(subjectCount: number, cityCount: number): Changes {
  return {
    pending: new Uint8Array(subjectCount * cityCount),
    takenUp: new Float64Array(subjectCount * cityCount),
    places: new Int32Array(256),
    count: 0,
    copied: [],
  };
}

/** Appends a place, in a list twice as long where it is full. */
export function addChange(changes: Changes, place: number): void {
  const { places, count } = changes;
  if (count === places.length) {
    changes.places = new Int32Array(2 * count);
    changes.places.set(places);
  }
  changes.places[count] = place;
  changes.count = count + 1;
}

/** Back to the start of a replicate, at the stages given. */
export function resetChanges(changes: Changes, stage: Uint8Array): void {
  changes.pending.set(stage);
  changes.takenUp.fill(-Infinity);
  changes.count = 0;
  changes.copied.length = 0;
}
