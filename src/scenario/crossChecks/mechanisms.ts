import { nearestName } from '../nearestName.js';
import type { CheckedScenario } from './checkedScenario.js';
import { has, mappingOf } from './plain.js';

/** Coefficients are those of policies, and of declaring only where a hazard decides; then every policy can be adopted. */
export function checkMechanisms(checked: CheckedScenario): void {
  const { top, policyIds, networkIds, rule, faults } = checked;
  const given = mappingOf(top['mechanisms']);
  for (const policy of Object.keys(given)) {
    if (!policyIds.includes(policy)) {
      if (networkIds.includes(policy))
        faults.addAtKey(
          ['mechanisms', policy],
          `'${policy}' is a network: state join and leave at networks.${policy}`,
          'a policy',
        );
      else faults.addUnknownKey(['mechanisms', policy], 'policy', policy, policyIds);
    }
    if (rule !== 'hazard' && typeof rule === 'string' && has(mappingOf(given[policy]), 'declare'))
      faults.addAtKey(
        ['mechanisms', policy, 'declare'],
        `decision.rule ${rule} decides about declaring, so no mechanism does; remove this (null removes what an extended file states)`,
        'no declare, or decision.rule hazard',
      );
  }
  checkAdoptable(checked);
}

/** A policy that no city holds at the start needs a hazard of declaring it. */
function checkAdoptable({ top, cities, policyIds, rule, faults }: CheckedScenario): void {
  // Cities already holding it may be given by a file.
  if (rule !== 'hazard' || has(top, 'adopters') || has(cities, 'file')) return;
  const given = mappingOf(top['mechanisms']);
  for (const policy of policyIds) {
    const transitions = mappingOf(given[policy]);
    const misspelt = [...Object.keys(given), ...Object.keys(transitions)].some(
      (key) => nearestName(key, [policy, 'declare']) !== undefined && !policyIds.includes(key),
    );
    if (!has(transitions, 'declare') && !misspelt)
      faults.addAtKey(
        ['policies', policy],
        `no city can ever adopt it: mechanisms.${policy}.declare is missing`,
        `mechanisms.${policy}.declare`,
      );
  }
}
