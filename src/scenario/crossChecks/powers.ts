import { defaults } from '../defaults.js';
import type { CheckedScenario } from './checkedScenario.js';
import { isMapping, listOf, mappingOf } from './plain.js';

/** Laws, coordinators and advocacy speak of policies and networks; a charter's design has its dimensions. */
export function checkPowers({ top, networks, policyIds, networkIds, faults }: CheckedScenario): void {
  for (const powers of ['nations', 'regions']) {
    for (const [id, power] of Object.entries(mappingOf(top[powers]))) {
      const named = [
        ['preempts', 'policy', policyIds],
        ['coordinates', 'network', networkIds],
      ] as const;
      for (const [key, noun, known] of named) {
        listOf(mappingOf(power)[key]).forEach((item, i) => {
          const name = mappingOf(item)[noun];
          if (typeof name === 'string' && !known.includes(name))
            faults.addUnknown([powers, id, key, i, noun], noun, name, known);
        });
      }
    }
  }
  const feedback = mappingOf(top['feedback']);
  for (const policy of Object.keys(mappingOf(mappingOf(feedback['advocacy'])['pushes'])))
    if (!policyIds.includes(policy))
      faults.addUnknownKey(['feedback', 'advocacy', 'pushes', policy], 'policy', policy, policyIds);
  const dimensions = mappingOf(feedback['design'])['dimensions'] ?? defaults.feedback.design.dimensions;
  for (const id of networkIds) {
    const path = ['networks', id, 'benchmark', 'design'];
    const design = mappingOf(mappingOf(networks[id])['benchmark'])['design'];
    if (!Array.isArray(design)) continue;
    if (!isMapping(feedback['design']))
      faults.addAtKey(path, 'the policies of this scenario have no designs', 'feedback: {design: {}}');
    else if (design.length !== dimensions)
      faults.add(
        path,
        `expected ${dimensions} numbers, found ${design.length}`,
        'a number for each dimension',
      );
  }
}
