import { moments } from './moments.js';
import type { Pairs } from './pairs.js';

/** A ratio of which 0 / 0 is 0: no difference is no effect, however little varies. */
const ratio = (difference: number, spread: number): number =>
  difference === 0 ? 0 : spread > 0 ? difference / spread : NaN;

/**
 * Paired d (d_z): mean of the differences / their standard deviation. It says how surely a single pair shows the sign, and so
 * how many replicates are needed; it grows as the two worlds share more of their chance. All differences 0: 0.
 * The same difference, not 0, in every pair, or fewer than two pairs: NaN. Cohen 1988, 48.
 */
export function pairedEffectSize({ differences }: Pairs): number {
  const { mean, sd } = moments(differences);
  return differences.length < 2 ? NaN : ratio(mean, sd);
}

/**
 * d_av: mean of the differences / sqrt((var a + var b) / 2). It does not depend on how the worlds are paired: this one
 * compares with effect sizes of unpaired studies. Edge cases as above. Lakens 2013, Frontiers in Psychology 4, 863.
 */
export function averageEffectSize({ a, b, differences }: Pairs): number {
  if (differences.length < 2) return NaN;
  return ratio(moments(differences).mean, Math.sqrt((moments(a).sd ** 2 + moments(b).sd ** 2) / 2));
}
