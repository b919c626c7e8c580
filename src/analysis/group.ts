/** Groups of cities that curves and outcomes are told for: all, those of observe.groups, those of observe.by. */
import { type Condition, compilePredicate } from '../model/predicate.js';
import { sizeClassNames, sizeClassOf } from '../model/sizeClass.js';
import type { Predicate, World } from '../model/world.js';

export interface Group {
  readonly name: string;
  readonly condition: Condition;
}

export interface GroupsWanted {
  readonly by: readonly ('country' | 'sizeClass' | 'region')[];
  readonly groups: { readonly [name: string]: Predicate };
}

/** All groups, in order: all, the named ones, then the values of each classification that some city has. */
export function groupsOf(world: World, wanted: GroupsWanted): Group[] {
  const { cities } = world;
  const fixed = (name: string, holds: (city: number) => boolean): Group => ({
    name,
    condition: { holds, dynamic: false },
  });
  const named = Object.entries(wanted.groups).map(([name, predicate]) => ({
    name,
    condition: compilePredicate(predicate, world),
  }));
  const byValue = wanted.by.flatMap((classification) => {
    if (classification === 'country') {
      return cities.countries.map((name, c) => fixed(name, (city) => cities.country[city] === c));
    }
    if (classification === 'region') {
      return cities.regions.map((name, r) => fixed(name, (city) => cities.region[city] === r));
    }
    const population = cities.attributes.population;
    if (!population) throw new Error('observe.by sizeClass needs the population of the cities');
    const classes = Int8Array.from(population, sizeClassOf);
    return sizeClassNames.flatMap((name, k) =>
      classes.includes(k) ? [fixed(name, (city) => classes[city] === k)] : [],
    );
  });
  return [fixed('all', () => true), ...named, ...byValue];
}
