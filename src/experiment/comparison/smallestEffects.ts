/** What a comparison says against the smallest effects of interest that were given, in words. */
import type { Difference } from './differences.js';

/** Level of the test of equivalence. */
const ALPHA = 0.05;

/** Where a difference lies: beyond the smallest effect of interest, within it, or neither by the tests. */
export type AgainstSmallest = 'larger' | 'within' | 'undecided';

/**
 * larger: the whole 95 % interval lies beyond the smallest effect m, on one side (|D| > m); within: the test of equivalence
 * (two one-sided t tests) has p < .05 (|D| < m); undecided: neither. null where no effect was given, or nothing tests it.
 */
export function againstSmallest({ smallestEffect: m, t, equivalence }: Difference): AgainstSmallest | null {
  if (Number.isNaN(m) || Number.isNaN(equivalence)) return null;
  if (t.low > m || t.high < -m) return 'larger';
  return equivalence < ALPHA ? 'within' : 'undecided';
}

const WORDS: { readonly [where in AgainstSmallest]: string } = {
  larger: 'larger than',
  within: 'within',
  undecided: 'undecided against',
};

/** Larger than the smallest effect of interest of 0.05; '' where there is nothing to say. */
export function againstSmallestText(difference: Difference): string {
  const where = againstSmallest(difference);
  return where === null
    ? ''
    : `${WORDS[where]} the smallest effect of interest of ${difference.smallestEffect}`;
}

/** welcoming 0.05, speed 1; 0.05 of every outcome. */
export function smallestEffectsText(
  effects: { readonly [column: string]: number },
  outcomes: readonly string[],
): string {
  const given = Object.entries(effects);
  const [[, first]] = given;
  if (given.length === outcomes.length && given.length > 1 && given.every(([, size]) => size === first))
    return `${first} of every outcome`;
  return given.map(([column, size]) => `${column} ${size}`).join(', ');
}

/** A sentence on all outcomes that have one: which lie beyond it, which within, which neither. '' for none. */
export function smallestEffectsSentence(differences: readonly Difference[]): string {
  const several = new Set(differences.map(({ b }) => b)).size > 1;
  const parts = (['larger', 'within', 'undecided'] as const).flatMap((where) => {
    const own = differences.filter((row) => againstSmallest(row) === where);
    if (own.length === 0) return [];
    return [
      `${WORDS[where]} it ${own.map(({ outcome, b }) => (several ? `${outcome} in ${b}` : outcome)).join(', ')}`,
    ];
  });
  return parts.length === 0
    ? ''
    : `Against the smallest effect of interest: ${parts.join('; ')} (larger: the whole 95 % interval lies beyond it; within: p of equivalence below .05).`;
}
