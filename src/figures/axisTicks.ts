/**
 * Round values from `low` to `high` inclusive, `count` intervals at most; steps are 1, 2, 2.5 or 5 times a power of ten,
 * and never below `smallest` (1 for whole years or counts; steps of at least 1 stay whole).
 */
export function axisTicks(low: number, high: number, count: number, smallest = 0): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  let step = [1, 2, 2.5, 5, 10, 20]
    .map((factor) => factor * power)
    .filter((value) => smallest < 1 || Number.isInteger(value) || value < 1)
    .find((value) => value >= raw * (1 - 1e-9))!;
  step = Math.max(step, smallest);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(decimals)));
}

/** The upper end of an axis from 0 that holds `value`, on a round number. */
export function roundUp(value: number, count: number, smallest = 0): number {
  const ticks = axisTicks(0, value, count, smallest);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : value;
  const steps = Math.ceil(value / step - 1e-9);
  return Number((steps * step).toPrecision(12));
}

export const MOST_INTERVALS = 8;

/** All that an axis from 0 to `high` can have as ticks with 2 to MOST_INTERVALS intervals at most: what is to be known beforehand. */
export const ticksOfAnyWidth = (high: number): number[] =>
  [...new Set(Array.from({ length: MOST_INTERVALS - 1 }, (_, k) => axisTicks(0, high, k + 2)).flat())].sort(
    (a, b) => a - b,
  );
