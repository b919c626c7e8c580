/**
 * Attributes as the terms read them. Orientation and immigrant share move during a run: their columns here are
 * copies that belong to the simulator, and a term that keeps a column always sees the present. All others are as
 * given.
 *
 * z = (x - mean) / sd over all N cities, mean and sd frozen at the start (sd with divisor N; an sd of 0 gives
 * z = 0). The z-scores of need follow the immigrant share; those of other attributes are as at the start.
 */
import type { AttributeName } from './attributes.js';
import { log } from './numerics.js';
import type { World } from './world.js';

export interface Standard {
  /** The attribute, N values. Throws where the world lacks it. */
  attribute(name: AttributeName): Float64Array;
  /** z-score of log population. */
  logPopulation(): Float64Array;
  /** z-score of logit((share * population + .5) / (population + 1)): the need of MODEL section 5. */
  need(): Float64Array;
  /** z-score of an attribute (of its logarithm for the population), as at the start. */
  zscore(name: AttributeName): Float64Array;
  /** Moving columns back to the start. */
  reset(): void;
  setOrientation(city: number, value: number): void;
  setImmigrantShare(city: number, value: number): void;
}

interface Scale {
  readonly mean: number;
  /** 0: the values do not vary. */
  readonly sd: number;
}

function scaleOf(values: Float64Array): Scale {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const sd = Math.sqrt(squares / values.length);
  // A spread below rounding error is none.
  return { mean, sd: sd > 1e-12 * Math.max(1, Math.abs(mean)) ? sd : 0 };
}

const scaled = (value: number, { mean, sd }: Scale): number => (sd === 0 ? 0 : (value - mean) / sd);

/** z-scores of values; all 0 where they do not vary. */
export function standardise(values: Float64Array): Float64Array {
  const scale = scaleOf(values);
  return values.map((value) => scaled(value, scale));
}

export function createStandard(world: World): Standard {
  const given = world.cities.attributes;
  const kept = new Map<string, Float64Array>();
  const keep = (name: string, make: () => Float64Array): Float64Array => {
    const found = kept.get(name) ?? make();
    kept.set(name, found);
    return found;
  };
  const atStart = (name: AttributeName): Float64Array => {
    const values = given[name];
    if (values === undefined) throw new Error(`the cities have no attribute ${name}`);
    return values;
  };
  const orientation = given.orientation?.slice();
  const immigrantShare = given.immigrantShare?.slice();
  const attribute = (name: AttributeName): Float64Array => {
    if (name === 'orientation' && orientation) return orientation;
    if (name === 'immigrantShare' && immigrantShare) return immigrantShare;
    return atStart(name);
  };

  const logitOf = (share: number, population: number): number => {
    const immigrants = share * population + 0.5;
    return log(immigrants / (population + 1 - immigrants));
  };
  let needScale: Scale | null = null;
  let need: Float64Array | null = null;
  /** Where a need must be given back its first value. */
  let moved = false;
  function firstNeed(): Float64Array {
    const population = atStart('population');
    return atStart('immigrantShare').map((share, i) => logitOf(share, population[i]));
  }

  return {
    attribute,
    logPopulation: () => keep('log population', () => standardise(atStart('population').map(log))),
    need() {
      if (!need || !needScale) {
        const logit = firstNeed();
        needScale = scaleOf(logit);
        const scale = needScale;
        need = logit.map((value) => scaled(value, scale));
      }
      return need;
    },
    zscore(name) {
      return name === 'population' ? this.logPopulation() : keep(name, () => standardise(atStart(name)));
    },
    reset() {
      if (orientation) orientation.set(atStart('orientation'));
      if (!moved || !immigrantShare) return;
      immigrantShare.set(atStart('immigrantShare'));
      if (need && needScale) {
        const scale = needScale;
        need.set(firstNeed().map((value) => scaled(value, scale)));
      }
      moved = false;
    },
    setOrientation(city, value) {
      orientation![city] = value;
    },
    setImmigrantShare(city, value) {
      immigrantShare![city] = value;
      if (need && needScale) need[city] = scaled(logitOf(value, atStart('population')[city]), needScale);
      moved = true;
    },
  };
}
