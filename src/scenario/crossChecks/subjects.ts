import { nearestName } from '../nearestName.js';
import { policySets } from '../outcomeText.js';
import type { CheckedScenario } from './checkedScenario.js';
import { has, mappingOf, textsOf } from './plain.js';

/** There is something to adopt or join; names differ; policies build on and exclude policies of the scenario. */
export function checkSubjects({ top, stated, policyIds, networkIds, faults }: CheckedScenario): void {
  const hasSubjects = policyIds.length + networkIds.length > 0;
  if (
    !hasSubjects &&
    !has(top, 'policies') &&
    !has(top, 'networks') &&
    Object.keys(top).every((key) => nearestName(key, ['policies', 'networks']) === undefined)
  )
    faults.add([], 'there is no policy and no network', 'policies, networks or both');
  for (const id of policyIds) {
    if ((policySets as readonly string[]).includes(id))
      faults.addAtKey(['policies', id], `'${id}' has a meaning of its own in outcomes`, 'another name');
    if (networkIds.includes(id))
      faults.addAtKey(['networks', id], `'${id}' is the name of a policy too`, 'different names');
    for (const key of ['buildsOn', 'excludes']) {
      // What only the catalogue states of policies that the scenario leaves out is dropped, not wrong.
      const given = mappingOf(mappingOf(stated['policies'])[id])[key];
      for (const [name, at] of textsOf(given)) {
        const path = ['policies', id, key, ...at];
        if (name === id) faults.add(path, `${id} cannot name itself`, 'another policy');
        else if (!policyIds.includes(name)) faults.addUnknown(path, 'policy', name, policyIds);
      }
    }
  }
}
