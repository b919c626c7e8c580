/** Adoption as it is seen at a series of moments: what the statistics over time are computed on. */
import type { Ties } from '../../model/world.js';

export interface Adoption {
  /** T moments, ascending, in the unit of the adoption times. */
  readonly times: readonly number[];
  /** N: index of the first moment at or after the node's adoption; -1: not adopted by the last. */
  readonly period: Int32Array;
}

/**
 * Moments first, first + every, … and last, which may come sooner after the one before. `every` > 0; one moment where
 * last is not after first. Times that are whole periods (adopted in 2017) are moments themselves.
 */
export function moments(first: number, last: number, every: number): number[] {
  const times: number[] = [];
  for (let k = 0; first + k * every < last - 1e-9 * every; k++) times.push(first + k * every);
  return [...times, last];
}

/** adoptedAt: N times, NaN: never. One that is adopted before the first moment has adopted at the first. */
export function adoptionSeenAt(adoptedAt: Float64Array, times: readonly number[]): Adoption {
  const period = Int32Array.from(adoptedAt, (time) => {
    if (!(time <= times[times.length - 1])) return -1;
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  return { times, period };
}

/** Ties of each of the T moments, or one for all. */
export type Waves = readonly Ties[];

/** The ties that hold at a moment. */
export const tiesAt = (waves: Waves, moment: number): Ties => (waves.length === 1 ? waves[0] : waves[moment]);
