/** Wholly synthetic cities: places in a box on the equator, with attributes from margins and correlations. */
import type { AttributeName } from '../model/attributes.js';
import { cityKeys, stream, uniform } from '../model/random.js';
import type { Cities } from '../model/world.js';
import { drawAttributes } from './copula.js';
import type { Margin } from './distributions.js';

/**
 * Inhabitants of a synthetic city where the scenario does not say: median 60,000, mean 99,000, one in a
 * hundred above 610,000. Assumption: log-normal as in Eeckhout 2004 (American Economic Review 94, 1429-1451),
 * but with the middle of the cities that join networks, not of all settlements. `{pareto: [minimum, 1]}` is Zipf's law.
 */
const defaultPopulation: Margin = { lognormal: [11, 1] };

/** Half the side of the box, in degrees: about 1,110 by 1,110 km, so flat that both axes are alike to 0.4 %. */
const HALF_SIDE = 5;

export interface SyntheticCities {
  /** Number of cities, at least 1, at most 9,999,999. */
  readonly count: number;
  /** Share of the cities in each country; they must sum to 1. Default: one country, "A". */
  readonly countries?: { readonly [country: string]: number };
  /** Distributions of the attributes; population has a default. */
  readonly margins?: { readonly [name in AttributeName]?: Margin };
  /** Correlations of the normal scores, "a,b": r. */
  readonly correlations?: { readonly [pair: string]: number };
}

/**
 * count cities with the ids c0000001, c0000002, …; latitude and longitude uniform in [-5, 5] degrees, country by the shares,
 * attributes by copula.ts. City k is the same city whatever the count.
 * Throws RangeError (count, shares), and the errors of drawAttributes.
 */
export function syntheticCities(options: SyntheticCities, seed: string | number): Cities {
  const { count } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= 9999999)) {
    throw new RangeError(`the number of cities must be a whole number from 1 to 9,999,999, not ${count}`);
  }
  const shares = options.countries ?? { A: 1 };
  const countries = Object.keys(shares);
  let sum = 0;
  const upTo = countries.map((country) => {
    const share = shares[country];
    if (!(share > 0 && share <= 1))
      throw new RangeError(`share of country ${country}: ${share} is not in (0, 1]`);
    sum += share;
    return sum;
  });
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`the shares of the countries sum to ${sum}, not to 1`);
  upTo[upTo.length - 1] = 1;

  const ids = Array.from({ length: count }, (_, i) => `c${String(i + 1).padStart(7, '0')}`);
  const keys = cityKeys(ids);
  const ofLatitude = stream(seed, 'population', 'latitude');
  const ofLongitude = stream(seed, 'population', 'longitude');
  const ofCountry = stream(seed, 'population', 'country');
  const latitude = new Float64Array(count);
  const longitude = new Float64Array(count);
  const country = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const high = keys[2 * i];
    const low = keys[2 * i + 1];
    latitude[i] = HALF_SIDE * (2 * uniform(ofLatitude, high, low) - 1);
    longitude[i] = HALF_SIDE * (2 * uniform(ofLongitude, high, low) - 1);
    const u = uniform(ofCountry, high, low);
    country[i] = upTo.findIndex((bound) => u <= bound);
  }
  const margins = { population: defaultPopulation, ...options.margins };
  return {
    count,
    ids,
    names: ids,
    keys,
    countries,
    country,
    regions: [],
    region: new Int32Array(count).fill(-1),
    latitude,
    longitude,
    attributes: drawAttributes({ seed, keys, margins, correlations: options.correlations }),
    threshold: null,
  };
}
