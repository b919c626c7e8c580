/** The paths of scenarios that an experiment varies. */
import { type Override, readPath } from '../../../scenario/document.js';
import type { Faults } from '../../../scenario/faults.js';
import { type Path, refusal } from '../../../scenario/problem.js';

/** Paths that the experiment itself decides. */
const taken: { readonly [path: string]: string } = {
  replicates: 'the experiment says how many replicates there are: key replicates',
  'observe.outcomes': 'the experiment says what is measured: key outcomes',
  name: 'a name changes no result',
  why: 'a reason changes no result',
  source: 'a source changes no result',
  extends: 'scenarios are a factor as scenario: {values: [a.yaml, b.yaml]}',
};

const keyText = (parts: readonly string[]): string => JSON.stringify(parts);

/** Whether a path is another one, or leads into what that names. */
export const isWithin = (parts: readonly (string | number)[], above: readonly string[]): boolean =>
  above.every((part, k) => String(parts[k]) === part);

/** Each a path of a scenario that is the experiment's to vary, and none within another. */
export function checkPaths(parameters: unknown, faults: Faults): void {
  if (parameters === null || typeof parameters !== 'object') return;
  const keys = Object.keys(parameters);
  if (keys.length === 0) faults.add(['parameters'], 'expected at least one parameter', 'parameters by path');
  const read = keys.map((key) => {
    const path = readPath(key);
    const where: Path = ['parameters', key];
    if (path === null || path.rest !== '') {
      faults.addAtKey(where, `'${key}' is no path of a scenario`, 'a path such as time.end');
      return null;
    }
    const why = Object.entries(taken).find(([reserved]) => isWithin(path.path, reserved.split('.')));
    if (why) faults.addAtKey(where, why[1], 'another path of the scenario');
    return path.path;
  });
  read.forEach((path, k) => {
    const other = read.findIndex((above, j) => j !== k && path && above && isWithin(path, above));
    if (path && other >= 0 && (keyText(read[other]!) !== keyText(path) || other < k))
      faults.addAtKey(
        ['parameters', keys[k]],
        `it is a part of ${keys[other]}, which is varied too`,
        'paths of which none is a part of another',
      );
  });
}

/** Overrides of what the experiment varies: the values of its points would replace them. */
export function refuseOverridden(parameters: unknown, set: readonly Override[], faults: Faults): void {
  if (parameters === null || typeof parameters !== 'object') return;
  for (const item of set) {
    const text = typeof item === 'string' ? item : item.path;
    const parts = readPath(text)?.path;
    const varied = Object.keys(parameters).find((key) => {
      const own = readPath(key)?.path;
      return parts !== undefined && own !== undefined && isWithin(parts, own);
    });
    if (varied === undefined) continue;
    const message = `the experiment varies ${varied}, so this would change nothing`;
    faults.addAll(refusal(`--set ${text}`, message, 'a path that is not varied').problems);
  }
}
