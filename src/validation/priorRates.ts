/** How often patterns hold before any tuning (prior.ts). */
import { fits } from './judge.js';
import { measurePatterns, type ValidationOptions } from './validate.js';

/** Draws of the coefficients, each in a seed of its own. */
export const PRIOR_DRAWS = 500;
/** A pattern that holds oftener says nothing of the tuning. */
export const PRIOR_SHARE = 0.95;

/** Share of the draws in which all checks of a pattern come out as expected, by pattern. */
export async function priorRates(
  options: Omit<ValidationOptions, 'seeds' | 'prior'>,
): Promise<ReadonlyMap<string, number>> {
  const numbers = await measurePatterns({ ...options, seeds: PRIOR_DRAWS, prior: true });
  return new Map(
    options.patterns.map(({ id, checks }) => {
      const measured = numbers.get(id)!;
      let held = 0;
      for (let draw = 0; draw < PRIOR_DRAWS; draw++) {
        if (Object.entries(checks).every(([check, { rule }]) => fits(measured[check][draw], rule))) held++;
      }
      return [id, held / PRIOR_DRAWS];
    }),
  );
}
