/** Stochastic blocks: more ties within groups of cities than between them. */
import { type AttributeName, attributeNames } from '../../model/attributes.js';
import type { TieCities, TieGenerator } from './generator.js';
import { PairList, TieError } from './rows.js';
import { Skipping } from './skipping.js';

export interface BlocksOptions {
  readonly by?: 'country' | 'region' | AttributeName;
  readonly within?: number;
  readonly between?: number;
}

/** The group of each city: its country, its region, or its value of an attribute. */
function groupsOf(cities: TieCities, by: 'country' | 'region' | AttributeName): ArrayLike<number> {
  if (by === 'country') return cities.country;
  if (by === 'region') {
    const without = cities.region.indexOf(-1);
    if (without >= 0) throw new TieError(`blocks by region, but city ${without} has none`);
    return cities.region;
  }
  const values = cities.attributes[by];
  if (!values) throw new TieError(`blocks by ${by}, which the cities do not have; or country, region`);
  return values;
}

/**
 * A city has `within` expected ties in its own block and, on average over all cities, `between` with others:
 *   P(tie ij) = within / (size of the block - 1) inside a block,
 *   P(tie ij) = between * n / (number of ordered pairs in different blocks) otherwise.
 * A city alone in its block has none within. Throws TieError where a block is too small for `within`.
 * Cost: 0.3 µs a tie.
 */
export const blocks: TieGenerator<BlocksOptions> = {
  id: 'blocks',
  label: 'stochastic blocks',
  help: 'more ties within groups of cities (countries, say) than between them',
  source: 'Holland, Laskey and Leinhardt 1983, Social Networks 5, 109-137',
  limit: 10000000,
  options: {
    by: {
      default: 'country',
      values: ['country', 'region', ...attributeNames],
      attribute: true,
      unit: 'word',
      help: 'what makes a group: country, region, or equal values of an attribute',
      source: 'design',
    },
    within: {
      default: 8,
      range: [0, 1000],
      unit: 'ties a city',
      help: 'expected ties within the group',
      source: 'assumption',
    },
    between: {
      default: 2,
      range: [0, 1000],
      unit: 'ties a city',
      help: 'expected ties with other groups',
      source: 'assumption',
    },
  },
  generate(cities, options, seed) {
    const { by = 'country', within = 8, between = 2 } = options;
    const { count: n, keys } = cities;
    if (!(within >= 0 && between >= 0))
      throw new TieError(`within ${within} and between ${between} must not be below 0`);
    const group = groupsOf(cities, by);
    // Cities in order of their groups: those of one group are neighbours, at start … end - 1.
    const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => group[i] - group[j] || i - j);
    const end = new Int32Array(n);
    let crossPairs = 0;
    for (let start = 0; start < n; ) {
      let stop = start + 1;
      while (stop < n && group[order[stop]] === group[order[start]]) stop++;
      const size = stop - start;
      if (size > 1 && within > size - 1) {
        throw new TieError(
          `${within} ties within a group are impossible in one of ${size} cities (by ${by})`,
        );
      }
      end.fill(stop, start, stop);
      crossPairs += size * (n - size);
      start = stop;
    }
    if (between > 0 && between * n > crossPairs) {
      throw new TieError(
        `${between} ties between groups are impossible: a city has ${crossPairs / n} others on average`,
      );
    }
    const outside = between === 0 ? 0 : (between * n) / crossPairs;
    const pairs = new PairList((n * (within + between)) / 2);
    const inner = new Skipping(seed, 'blocks/within', keys);
    const outer = new Skipping(seed, 'blocks/between', keys);
    for (let start = 0; start < n; start = end[start]) {
      const stop = end[start];
      const inside = stop - start > 1 ? within / (stop - start - 1) : 0;
      for (let at = start; at < stop; at++) {
        const city = order[at];
        inner.walk(city, at + 1, stop, inside, (other) => pairs.push(city, order[other]));
        outer.walk(city, stop, n, outside, (other) => pairs.push(city, order[other]));
      }
    }
    return pairs.ties(n);
  },
};
