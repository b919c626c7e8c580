import { type Stream, uniform } from '../model/random.js';

/**
 * The numbers 0, 1, 2, … of a named stream, uniform in (0, 1]: for resampling, where a draw belongs to no city. Two
 * sequences of one stream are the same.
 */
export function drawFrom(from: Stream): () => number {
  let at = 0;
  return () => uniform(from, 0, at++);
}
