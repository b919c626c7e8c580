import type { Cities, Predicate } from '../../model/world.js';
import { cityLookup } from '../../population/cityLookup.js';
import type { Path } from '../problem.js';
import type { Scenario } from '../schema.js';
import { BuildError, type BuildFault } from './buildError.js';
import { attributesIn } from './checkAttributes.js';
import { resolvePredicate } from './cityNames.js';

/**
 * Groups of a scenario with the names of cities resolved to ids.
 * @throws BuildError where a city or an attribute is not there.
 */
export function resolveGroups(scenario: Scenario, cities: Cities): { readonly [name: string]: Predicate } {
  const lookup = cityLookup(cities);
  const faults: BuildFault[] = [];
  const find = (name: string, path: Path): number => {
    const city = lookup.find(name);
    if (city < 0) faults.push({ path, message: `no city ${name}`, expected: 'the id of a city, or CC/Name' });
    return city;
  };
  const groups = Object.fromEntries(
    Object.entries(scenario.observe.groups).map(([name, predicate]) => [
      name,
      resolvePredicate(predicate as Predicate, ['observe', 'groups', name], find, cities),
    ]),
  );
  for (const [name, predicate] of Object.entries(scenario.observe.groups)) {
    for (const attribute of attributesIn(predicate as Predicate)) {
      if (!cities.attributes[attribute]) {
        faults.push({
          path: ['observe', 'groups', name],
          message: `the group needs ${attribute}, which the cities do not have`,
          expected: `a column, distribution or imputation for ${attribute}`,
        });
      }
    }
  }
  if (faults.length > 0) throw new BuildError(faults);
  return groups;
}
