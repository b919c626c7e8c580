import { type Stream, uniform } from '../../model/random.js';

/** Numbers in [0, 1) of one run of a stream, one after the other: the same for (stream, run) wherever it is called. */
export function draws(from: Stream, run: number): () => number {
  let at = 0;
  return () => 1 - uniform(from, run, at++);
}

/** Puts values into a random order, all alike probable (Fisher and Yates). */
export function shuffle<Values extends { length: number; [at: number]: number }>(
  values: Values,
  next: () => number,
): Values {
  for (let at = values.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const held = values[at];
    values[at] = values[other];
    values[other] = held;
  }
  return values;
}
