/** Values of cities that were not in their file, and got one from `impute`. */
import type { AttributeName } from '../../model/attributes.js';

export interface Imputed {
  readonly attribute: AttributeName;
  /** Cities whose cell was empty. */
  readonly count: number;
  /** What stands in for them. */
  readonly by: 'mean' | 'median' | number;
}

/**
 * What was imputed, in words: `immigrantShare for 5 of 60 cities (median), orientation for 3 of 60 (mean)`; empty where
 * nothing was. Every account of a scenario's data has it from here.
 */
export function imputedText(imputed: readonly Imputed[], cityCount: number): string {
  return imputed
    .map(
      ({ attribute, count, by }, k) =>
        `${attribute} for ${count} of ${cityCount}${k === 0 ? ' cities' : ''} (${by})`,
    )
    .join(', ');
}

/** The same as a sentence without its full stop; empty where nothing was imputed. */
export function imputedNote(imputed: readonly Imputed[], cityCount: number): string {
  return imputed.length === 0 ? '' : `imputed, not observed: ${imputedText(imputed, cityCount)}`;
}
