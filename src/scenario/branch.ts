/**
 * Scenarios that share one past: `branch: {at, from}` runs the other scenario until a date and this one from then on. What
 * can change at a date are log-hazards, what presses on cities, shocks, and networks that are founded or closed later; cities, ties
 * and all else must be the same in both.
 */
import { BRANCHED, type BranchedKey } from './branched.js';
import {
  find,
  type InputDocument,
  type Override,
  override,
  problemAt,
  readDocument,
  readPath,
} from './document.js';
import { type Files, joinPath } from './files.js';
import { InputError, type Path, type Problem } from './problem.js';
import type { Scenario } from './schema.js';
import type { Located } from './yamlTree.js';

const FROM = ['branch', 'from'] as const;

/** The document of the scenario that a branch parts from; null: it is no branch, or its past stands in the file itself. */
export function pastFile(
  document: InputDocument,
  set: readonly Override[],
  files: Files,
): InputDocument | null {
  const from = find(document.root, FROM).node;
  if (typeof from?.value !== 'string') return null;
  const beside = joinPath(from.at.folder, from.value);
  const path = files.exists(beside) ? beside : (files.shipped?.(from.value) ?? beside);
  if (!files.exists(path))
    throw new InputError([
      problemAt(document, FROM, { message: `no such file: ${path}`, expected: 'a scenario' }),
    ]);
  const past = override(readDocument(path, files), set);
  if (find(past.root, ['branch']).node)
    throw new InputError([
      problemAt(document, FROM, {
        message: `${path} is a branch itself`,
        expected: 'a scenario that is no branch',
      }),
    ]);
  return past;
}

/** The document with the past that it parts from in place of its name. */
export function withPast(document: InputDocument, past: InputDocument): InputDocument {
  const sections = new Map(
    [...(past.root.value as ReadonlyMap<string, Located>)].filter(([key]) => isBranched(key)),
  );
  const branch = find(document.root, ['branch']).node!;
  const entries = new Map(branch.value as ReadonlyMap<string, Located>);
  entries.set('from', { ...entries.get('from')!, value: sections });
  return {
    ...document,
    root: withEntry(document.root, 'branch', { ...branch, value: entries }),
    sources: [...new Set([...document.sources, ...past.sources])],
    texts: new Map([...past.texts, ...document.texts]),
    problems: [...document.problems, ...past.problems],
  };
}

/** Overrides of what changes at a date hold for the past too, which stands in the file itself. */
export function overridesOfPast(set: readonly Override[]): Override[] {
  return set.flatMap((item): Override[] => {
    const written = typeof item === 'string' ? item : item.path;
    const [key] = readPath(written)?.path ?? [];
    if (key === undefined || !isBranched(key)) return [];
    const path = `branch.from.${written.trimStart()}`;
    return [typeof item === 'string' ? path : { ...item, path }];
  });
}

/** The document as it stood before the date; null: it is no branch, or not in good form. */
export function pastOf(document: InputDocument): InputDocument | null {
  const from = find(document.root, FROM).node;
  if (!(from?.value instanceof Map)) return null;
  const entries = new Map(
    [...(document.root.value as ReadonlyMap<string, Located>)].filter(
      ([key]) => key !== 'branch' && !isBranched(key),
    ),
  );
  for (const [key, value] of from.value as ReadonlyMap<string, Located>)
    if (isBranched(key)) entries.set(key, value);
  return { ...document, root: { ...document.root, value: entries } };
}

const isBranched = (key: string): key is BranchedKey => (BRANCHED as readonly string[]).includes(key);

const withEntry = (node: Located, key: string, value: Located): Located => ({
  ...node,
  value: new Map(node.value as ReadonlyMap<string, Located>).set(key, value),
});

/** What of two scenarios must be the same for one to part from the other. */
const COMMON = [
  'time',
  'cities',
  'policies',
  'memberships',
  'ties',
  'exposure',
  'decision',
  'dynamics',
  'feedback',
  'adopters',
] as const satisfies readonly (keyof Scenario)[];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where the scenario of the file differs in what no date can change. */
export function unlikePast(document: InputDocument, own: Scenario, past: Scenario): Problem[] {
  return COMMON.filter((key) => !same(own[key], past[key])).map((key) =>
    problemAt(document, [key], {
      message: `${key} is not what it is in the scenario that this one parts from; it cannot change at a date`,
      expected: `the same ${key} in both`,
    }),
  );
}

/** What is wrong between a branch and its past. */
export function branchFaults(document: InputDocument, at: number, own: Scenario, past: Scenario): Problem[] {
  const problems: Problem[] = [];
  const add = (path: Path, message: string, expected: string): void => {
    problems.push(problemAt(document, path, { message, expected }));
  };
  const { start, end } = own.time;
  if (!(at > start && at < end))
    add(['branch', 'at'], `${at} does not lie within the run`, `a time after ${start} and before ${end}`);
  for (const id of Object.keys(past.networks)) {
    if (!own.networks[id])
      add(['networks'], `${id} is there before ${at}; it does not vanish at a date`, `${id} with to: ${at}`);
  }
  for (const [id, network] of Object.entries(own.networks)) {
    const before = past.networks[id];
    const later = (time: number | null): boolean => time === null || time >= at;
    if (!before) {
      if (network.from === null || network.from < at)
        add(
          ['networks', id],
          `${id} is not there before ${at}`,
          `a network founded at ${at} or later (from:)`,
        );
      continue;
    }
    for (const key of ['from', 'to'] as const) {
      const [a, b] = [before[key], network[key]];
      const free = key === 'to' ? later(a) && later(b) : a !== null && b !== null && a >= at && b >= at;
      if (a !== b && !free)
        add(['networks', id, key], `${key} of ${id} differs before ${at}`, `the same before ${at}`);
    }
    const fixed = ({ from, to, join, lapse, renew, leave, ...rest }: typeof network): unknown => rest;
    if (!same(fixed(network), fixed(before)))
      add(
        ['networks', id],
        `${id} differs in more than its rates and dates, which cannot change at a date`,
        'the same network in both',
      );
  }
  for (const key of ['nations', 'regions'] as const) {
    for (const id of new Set([...Object.keys(own[key]), ...Object.keys(past[key])])) {
      if ((own[key][id]?.noise ?? 0) !== (past[key][id]?.noise ?? 0))
        add([key, id, 'noise'], 'noise cannot change at a date', 'the same noise in both');
    }
  }
  return problems;
}
