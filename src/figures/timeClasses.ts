/** Classes of time by colour, dark = early. */
import { axisTicks } from './axisTicks.js';
import type { Spec } from './figure.js';
import { sequence } from './theme.js';

/**
 * Limits of at most six classes on round years (half years within three); the first and last are where the time begins and
 * ends, and a remainder of less than a third of a class joins its neighbour.
 */
export function timeLimits(start: number, end: number): number[] {
  const ticks = axisTicks(start, end, 6, end - start <= 3 ? 0.5 : 1);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : end - start;
  return [start, ...ticks.filter((tick) => tick > start + step * 0.35 && tick < end - step * 0.35), end];
}

/** The colour of a time, for marks and legend alike. */
export const fillByTime = (field: string, limits: readonly number[]): Spec => ({
  field,
  type: 'quantitative',
  scale: { type: 'threshold', domain: limits.slice(1, -1), range: sequence(limits.length - 1) },
});
