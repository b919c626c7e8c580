import { DesignError } from '../designError.js';
import type { Responses, Units } from './sensitivityRow.js';

/**
 * The units (base rows, trajectories, points) all of whose runs have a value. Throws where one has not, unless
 * `dropIncomplete`; and where none is left.
 */
export function completeUnits(
  { count, size, name }: Units,
  outcome: string,
  responses: Responses,
  dropIncomplete: boolean,
): Uint32Array {
  const kept = new Uint32Array(count);
  let at = 0;
  let missing = 0;
  for (let unit = 0; unit < count; unit++) {
    let lacking = 0;
    for (let point = unit * size; point < (unit + 1) * size; point++) {
      for (let r = 0; r < responses.replicates; r++) if (Number.isNaN(responses.value(point, r))) lacking++;
    }
    if (lacking === 0) kept[at++] = unit;
    missing += lacking;
  }
  if (missing > 0 && !dropIncomplete)
    throw new DesignError(
      ['outcomes'],
      `${outcome}: ${missing} of ${count * size * responses.replicates} runs have no value, in ${count - at} of ${count} ${name}`,
    );
  if (at === 0) throw new DesignError(['outcomes'], `${outcome}: none of the ${count} ${name} is complete`);
  return kept.slice(0, at);
}

/** Sums over some replicates of the units' points, in order. */
export function pointSums(
  kept: Uint32Array,
  size: number,
  { value }: Responses,
  replicates: readonly number[],
): Float64Array {
  const sums = new Float64Array(kept.length * size);
  for (let unit = 0; unit < kept.length; unit++) {
    for (let i = 0; i < size; i++) {
      for (const r of replicates) sums[unit * size + i] += value(kept[unit] * size + i, r);
    }
  }
  return sums;
}

/** Means over all replicates of the units' points, in order. */
export function pointMeans(kept: Uint32Array, size: number, responses: Responses): Float64Array {
  const all = Array.from({ length: responses.replicates }, (_, r) => r);
  return pointSums(kept, size, responses, all).map((sum) => sum / responses.replicates);
}
