import { sizeClassNames } from '../../model/sizeClass.js';
import { readTime } from '../../model/time.js';
import type { OutcomeNames } from '../outcomeText.js';
import type { Registry } from '../registry.js';
import { listOf, mappingOf } from './plain.js';

/** What the outcomes of a scenario may name; `scenario` may be faulty. */
export function outcomeNames(scenario: unknown, registry: Registry): OutcomeNames {
  const top = mappingOf(scenario);
  const observe = mappingOf(top['observe']);
  const by = listOf(observe['by']);
  const start = readTime(mappingOf(top['time'])['start']);
  const end = readTime(mappingOf(top['time'])['end']);
  return {
    measures: registry.measures,
    policies: Object.keys(mappingOf(top['policies'])),
    networks: Object.keys(mappingOf(top['networks'])),
    groups: [
      ...Object.keys(mappingOf(observe['groups'])),
      ...(by.includes('sizeClass') ? sizeClassNames : []),
    ],
    openGroups: by.includes('country') || by.includes('region'),
    time: start !== null && end !== null && start < end ? { start, end } : null,
  };
}
