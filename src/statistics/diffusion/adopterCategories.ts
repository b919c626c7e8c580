/**
 * Classes of adopters and of thresholds by their distance from the mean in standard deviations (divisor n - 1).
 * Source: Rogers 2003, Diffusion of Innovations; Valente 1995 (without innovators, and for thresholds).
 */

export const rogersCategories = [
  'innovators',
  'early adopters',
  'early majority',
  'late majority',
  'laggards',
] as const;
export const valenteCategories = ['early adopters', 'early majority', 'late majority', 'laggards'] as const;
export const thresholdCategories = ['very low', 'low', 'high', 'very high'] as const;

/**
 * Rogers's category of each adopter by its adoption time t, mean m and standard deviation s of all: innovators
 * t <= m - 2 s, early adopters t <= m - s, early majority t <= m, late majority t <= m + s, laggards beyond.
 * Index into rogersCategories; -1 for NaN, and for all where all have adopted at one time.
 */
export const rogersClasses = (adoptedAt: ArrayLike<number>): Int8Array => classes(adoptedAt, [-2, -1, 0, 1]);

/** Valente's: as Rogers's, innovators being early adopters. Index into valenteCategories. */
export const valenteClasses = (adoptedAt: ArrayLike<number>): Int8Array => classes(adoptedAt, [-1, 0, 1]);

/** The same of thresholds. Index into thresholdCategories. */
export const thresholdClasses = (thresholds: ArrayLike<number>): Int8Array => classes(thresholds, [-1, 0, 1]);

/** Index of the first bound b with value <= mean + b sd; the number of bounds where there is none. */
function classes(values: ArrayLike<number>, bounds: readonly number[]): Int8Array {
  // Times that are all alike set nobody apart; their sd may be off 0 by rounding.
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (known.length - 1));
  const varied = known.some((value) => value !== known[0]);
  return Int8Array.from(Array.from(values), (value) => {
    if (Number.isNaN(value) || !varied) return -1;
    const at = bounds.findIndex((bound) => value <= mean + bound * sd);
    return at < 0 ? bounds.length : at;
  });
}
