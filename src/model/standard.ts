/**
 * Standardised attributes, frozen at the start: z = (x - mean) / sd over all N cities (sd with divisor N;
 * an sd of 0 gives z = 0). Made when first asked for.
 */
import type { AttributeName } from './attributes.js';
import { log } from './numerics.js';
import type { World } from './world.js';

export interface Standard {
  /** The attribute as given, N values. Throws where the world lacks it. */
  attribute(name: AttributeName): Float64Array;
  /** z-score of log population. */
  logPopulation(): Float64Array;
  /** z-score of logit((share * population + .5) / (population + 1)): the need of MODEL section 5. */
  need(): Float64Array;
  /** z-score of an attribute (of its logarithm for the population). */
  zscore(name: AttributeName): Float64Array;
}

/** z-scores of values; all 0 where they do not vary. */
export function standardise(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const sd = Math.sqrt(squares / values.length);
  // A spread below rounding error is none.
  const flat = !(sd > 1e-12 * Math.max(1, Math.abs(mean)));
  return values.map((value) => (flat ? 0 : (value - mean) / sd));
}

export function createStandard(world: World): Standard {
  const kept = new Map<string, Float64Array>();
  const keep = (name: string, make: () => Float64Array): Float64Array => {
    const found = kept.get(name) ?? make();
    kept.set(name, found);
    return found;
  };
  const attribute = (name: AttributeName): Float64Array => {
    const values = world.cities.attributes[name];
    if (values === undefined) throw new Error(`the cities have no attribute ${name}`);
    return values;
  };
  const standard: Standard = {
    attribute,
    logPopulation: () => keep('log population', () => standardise(attribute('population').map(log))),
    need: () =>
      keep('need', () => {
        const population = attribute('population');
        const logit = attribute('immigrantShare').map((share, i) => {
          const immigrants = share * population[i] + 0.5;
          return log(immigrants / (population[i] + 1 - immigrants));
        });
        return standardise(logit);
      }),
    zscore: (name) =>
      name === 'population' ? standard.logPopulation() : keep(name, () => standardise(attribute(name))),
  };
  return standard;
}
