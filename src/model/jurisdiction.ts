/**
 * Jurisdictions: the cities on which the same pressure, laws and coordinators act. One for each nation, and one
 * more for each pair of nation and region where the region adds something.
 */
import type { Region, World } from './world.js';

export interface Jurisdictions {
  readonly count: number;
  /** J indices into world.nations. */
  readonly nation: Int32Array;
  /** J indices into world.regions; -1: none that adds something. */
  readonly region: Int32Array;
  /** N: the jurisdiction of each city. */
  readonly of: Int32Array;
  /** The cities of each, ascending. */
  readonly cities: readonly Int32Array[];
}

const acts = (region: Region): boolean =>
  region.pressure.length + region.preempts.length + region.coordinates.length > 0 || region.noise > 0;

/** Those of a world: the nations in their order, then the pairs in the order in which cities show them. */
export function jurisdictionsOf({ cities, nations, regions }: World): Jurisdictions {
  const nation = nations.map((_, n) => n);
  const region = nations.map(() => -1);
  const known = new Map<string, number>();
  const of = Int32Array.from({ length: cities.count }, (_, i) => {
    const r = cities.region[i];
    const n = cities.country[i];
    if (r < 0 || !acts(regions[r])) return n;
    const key = `${n} ${r}`;
    let found = known.get(key);
    if (found === undefined) {
      found = nation.length;
      known.set(key, found);
      nation.push(n);
      region.push(r);
    }
    return found;
  });
  const sizes = new Int32Array(nation.length);
  for (const j of of) sizes[j]++;
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  of.forEach((j, i) => {
    lists[j][sizes[j]++] = i;
  });
  return {
    count: nation.length,
    nation: Int32Array.from(nation),
    region: Int32Array.from(region),
    of,
    cities: lists,
  };
}
