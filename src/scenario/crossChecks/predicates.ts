import type { Path } from '../problem.js';
import type { CheckedScenario } from './checkedScenario.js';
import { checkCountries } from './countries.js';
import { isMapping, listOf, mappingOf, textsOf } from './plain.js';

/** Conditions on cities (eligible, shocks, groups) name countries, networks and policies that are there. */
export function checkPredicates(checked: CheckedScenario): void {
  const { top, networks, networkIds, observe, faults } = checked;
  for (const id of networkIds)
    checkPredicate(checked, mappingOf(networks[id])['eligible'], ['networks', id, 'eligible']);
  listOf(top['shocks']).forEach((shock, i) => {
    checkPredicate(checked, mappingOf(shock)['cities'], ['shocks', i, 'cities']);
  });
  for (const [name, group] of Object.entries(mappingOf(observe['groups']))) {
    checkPredicate(checked, group, ['observe', 'groups', name]);
    if (name === 'all')
      faults.addAtKey(['observe', 'groups', name], "'all' is the group of all cities", 'another name');
  }
}

function checkPredicate(checked: CheckedScenario, predicate: unknown, path: Path): void {
  if (!isMapping(predicate)) return;
  const { fromGazetteer, networkIds, policyIds, faults } = checked;
  if (fromGazetteer) checkCountries(predicate['country'], [...path, 'country'], faults);
  for (const [name, at] of textsOf(predicate['memberOf']))
    if (!networkIds.includes(name))
      faults.addUnknown([...path, 'memberOf', ...at], 'network', name, networkIds);
  for (const [name, at] of textsOf(predicate['holds']))
    if (!policyIds.includes(name)) faults.addUnknown([...path, 'holds', ...at], 'policy', name, policyIds);
  listOf(predicate['any']).forEach((branch, i) => {
    checkPredicate(checked, branch, [...path, 'any', i]);
  });
  checkPredicate(checked, predicate['not'], [...path, 'not']);
}
