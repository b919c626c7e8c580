/** Cities that a scenario names: by id, or as CC/Name. */
import type { Cities, Predicate } from '../../model/world.js';
import { type CityLookup, cityLookup } from '../../population/cityLookup.js';
import { nearestName } from '../nearestName.js';
import type { Path } from '../problem.js';
import type { BuildFault } from './buildError.js';

/** The index of a city that a key names; -1 where there is none of that name, which is reported. */
export type FindCity = (name: string, path: Path) => number;

/** Finds cities among these; `faults` gets names that lead nowhere. */
export function cityFinder(cities: Cities, faults: BuildFault[]): FindCity {
  let lookup: CityLookup | null = null; // most scenarios name no city
  return (name, path) => {
    lookup ??= cityLookup(cities);
    const city = lookup.find(name);
    if (city < 0) {
      const suggestion = nearestName(name, cities.ids) ?? nearestName(name, slashNames(cities));
      faults.push({
        path,
        message: `no city ${name} among the ${cities.count} of this scenario`,
        expected: 'the id of a city, or CC/Name',
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    return city;
  };
}

const slashNames = (cities: Cities): string[] =>
  cities.names.map((name, i) => `${cities.countries[cities.country[i]]}/${name}`);

/** City names become ids; countries and regions must be there. */
export function resolvePredicate(
  predicate: Predicate,
  path: Path,
  findCity: FindCity,
  cities: Cities,
): Predicate {
  return Object.fromEntries(
    Object.entries(predicate).map(([key, value]) => {
      const at = [...path, key];
      if (key === 'city') {
        const ids = (value as readonly string[])
          .map((name) => findCity(name, at))
          .filter((city) => city >= 0);
        return [key, ids.map((city) => cities.ids[city])];
      }
      if (key === 'not') return [key, resolvePredicate(value as Predicate, at, findCity, cities)];
      if (key === 'any') {
        const branches = value as readonly Predicate[];
        return [key, branches.map((branch, k) => resolvePredicate(branch, [...at, k], findCity, cities))];
      }
      return [key, value];
    }),
  );
}
