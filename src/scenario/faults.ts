/** What is wrong with a document, collected with its place, so that all of it is told at once. */
import { type InputDocument, problemAt } from './document.js';
import { listNames, nearestName } from './nearestName.js';
import type { Path, Problem } from './problem.js';

export interface Faults {
  /** In the order in which they were added. */
  readonly problems: readonly Problem[];
  /** Of the value at a path. */
  add(path: Path, message: string, expected: string, suggestion?: string): void;
  /** Of the key at a path. */
  addAtKey(path: Path, message: string, expected: string, suggestion?: string): void;
  /** Of a value that names nothing known: with the nearest name, else with those known. */
  addUnknown(path: Path, noun: string, name: string, known: readonly string[]): void;
  /** The same of a key. */
  addUnknownKey(path: Path, noun: string, name: string, known: readonly string[]): void;
  /** What was found elsewhere. */
  addAll(problems: readonly Problem[]): void;
}

/** None yet of the document. */
export function faultsOf(document: InputDocument): Faults {
  const problems: Problem[] = [];
  const addTo =
    (where: 'key' | 'value') =>
    (path: Path, message: string, expected: string, suggestion?: string): void => {
      problems.push(problemAt(document, path, { message, expected, suggestion }, where));
    };
  const add = addTo('value');
  const addAtKey = addTo('key');
  const unknown =
    (addFault: Faults['add']): Faults['addUnknown'] =>
    (path, noun, name, known) => {
      const suggestion = nearestName(name, known);
      const rest = known.length === 0 ? '; there are none' : `; known are ${listNames(known)}`;
      const message = `unknown ${noun} '${name}'${suggestion === undefined ? rest : ''}`;
      addFault(path, message, `a ${noun}: ${listNames(known)}`, suggestion);
    };
  return {
    problems,
    add,
    addAtKey,
    addUnknown: unknown(add),
    addUnknownKey: unknown(addAtKey),
    addAll: (others) => {
      problems.push(...others);
    },
  };
}
