import { columnBeside, columnFaults, type OutcomeFault, readOutcome } from '../outcomeText.js';
import type { Path } from '../problem.js';
import type { CheckedScenario } from './checkedScenario.js';
import { outcomeNames } from './outcomeNames.js';
import { isMapping, listOf, mappingOf } from './plain.js';

/** Outcomes can be read, and have columns of their own; what was observed is an outcome of a subject. */
export function checkOutcomes(checked: CheckedScenario): void {
  const { top, observe, faults } = checked;
  const addFault = (path: Path, { message, expected, suggestion }: OutcomeFault): void =>
    faults.add(path, message, expected, suggestion);
  const names = outcomeNames(top, checked.registry);
  const columns = listOf(observe['outcomes']).map((item, i) => {
    const aliased = isMapping(item) ? Object.entries(item) : [];
    const [alias, text] = aliased.length === 1 ? aliased[0] : [null, item];
    const path: Path = ['observe', 'outcomes', i, ...(alias === null ? [] : [alias])];
    // What is no text is the schema's to report.
    if (typeof text !== 'string') return { path, column: `\u0000${i}`, text: '', alias: false };
    const read = readOutcome(text, names, alias);
    if ('fault' in read) {
      addFault(path, read.fault);
      return { path, column: `\u0000${i}`, text: '', alias: false };
    }
    const { measure, column } = read.outcome;
    return { path, column, text, alias: alias !== null, beside: columnBeside(measure, column, names) };
  });
  for (const [i, fault] of columnFaults(columns)) addFault(columns[i].path, fault);

  const subjects = [...checked.policyIds, ...checked.networkIds];
  listOf(top['observed']).forEach((item, i) => {
    const { subject, outcome } = mappingOf(item);
    if (typeof subject === 'string' && !subjects.includes(subject))
      faults.addUnknown(['observed', i, 'subject'], 'policy or network', subject, subjects);
    if (typeof outcome !== 'string') return;
    const path: Path = ['observed', i, 'outcome'];
    const read = readOutcome(outcome, names);
    if ('fault' in read) addFault(path, read.fault);
    else if (read.outcome.time !== 'end' || outcome.includes('@'))
      faults.add(path, 'the points say the times: leave @… out', 'an outcome without @time');
  });
}
