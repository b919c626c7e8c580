import { readTime } from '../../model/time.js';
import { nearestName } from '../nearestName.js';
import { policySets } from '../outcomeText.js';
import type { Path } from '../problem.js';
import type { CheckedScenario } from './checkedScenario.js';
import { has, isMapping, mappingOf } from './plain.js';

/** A network is one of the catalogue or defined; it ends after its founding, and carries policies of the scenario. */
export function checkNetworks(checked: CheckedScenario): void {
  const { networks, networkIds, policyIds, stated, faults } = checked;
  for (const id of networkIds) {
    const path: Path = ['networks', id];
    if ((policySets as readonly string[]).includes(id))
      faults.addAtKey(path, `'${id}' has a meaning of its own in outcomes`, 'another name');
    if (!checkDefinition(checked, id)) continue;
    const definition = mappingOf(networks[id]);
    const from = readTime(definition['from']);
    const to = readTime(definition['to']);
    if (from !== null && to !== null && !(from < to))
      faults.add(
        [...path, 'to'],
        `expected a time after its founding ${from}, found ${to}`,
        `a time after ${from}`,
      );
    const given = mappingOf(mappingOf(stated['networks'])[id]);
    for (const policy of Object.keys(mappingOf(given['carries'])))
      if (!policyIds.includes(policy))
        faults.addUnknownKey([...path, 'carries', policy], 'policy', policy, policyIds);
  }
}

/** False where there is nothing of it to look at: the schema says so. */
function checkDefinition({ registry, networks, top, faults }: CheckedScenario, id: string): boolean {
  if (has(registry.networks, id)) return true;
  const definition = mappingOf(networks[id]);
  const lacks = ['from', 'functions'].filter((key) => !has(definition, key));
  if (!has(top, 'memberships') && !has(definition, 'join') && !has(definition, 'founders'))
    lacks.push('join, founders or memberships');
  if (lacks.length === 0) return true;
  const near = nearestName(id, Object.keys(registry.networks));
  if (!isMapping(networks[id]) && near === undefined) return false;
  const why = `it is not in the catalogue, so its definition needs ${lacks.join(' and ')}`;
  const message = `unknown network '${id}'${near === undefined ? `; ${why}` : ''}`;
  faults.addAtKey(['networks', id], message, 'a network of the catalogue, or a definition', near);
  return true;
}
