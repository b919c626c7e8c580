/** zod's issues as problems in the user's terms, each at its line. */
import type * as z from 'zod';
import { find, type InputDocument, problemAt } from './document.js';
import { listNames, nearestName } from './nearestName.js';
import { describeValue, type Path, type Problem } from './problem.js';
import { readUnknownKey } from './schema/words.js';
import { plainOf } from './yamlTree.js';

type Issue = z.core.$ZodIssue;

/** What a type of zod is called here. */
const typeNames: { readonly [type: string]: string } = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list',
  null: 'null',
};

/** All the problems of a document that a schema found, one for each mistake. */
export function problemsOf(error: z.ZodError, document: InputDocument): Problem[] {
  const missing: { path: Path; problem: Problem }[] = [];
  const problems: Problem[] = [];
  /** Names that misspelt keys most likely mean: what is missing under such a name is not reported again. */
  const meant = new Set<string>();

  const valueAt = (path: Path): unknown => {
    const { node } = find(document.root, path);
    return node === undefined ? undefined : plainOf(node);
  };

  const visit = (issue: Issue, above: Path): void => {
    const path: Path = [...above, ...(issue.path as (string | number)[])];
    if (issue.code === 'unrecognized_keys') {
      unknownKeys(issue.keys, issue.message, path);
      return;
    }
    if (issue.code === 'invalid_union' && !issue.message.startsWith('expected')) {
      const branch = branchOf(issue.errors, path, valueAt);
      if (branch !== null) {
        for (const inner of branch) visit(inner, path);
        return;
      }
    }
    if (issue.code === 'invalid_key') {
      const inner = issue.issues[0]?.message ?? 'expected a name';
      const key = path.at(-1);
      problems.push(
        problemAt(
          document,
          path,
          { message: `${inner}, found '${String(key)}'`, expected: inner.replace(/^expected /, '') },
          'key',
        ),
      );
      return;
    }
    const { message, expected, suggestion } = describe(issue, path);
    const where = issue.code === 'custom' ? (issue.params?.['where'] as 'key' | undefined) : undefined;
    const problem = problemAt(
      document,
      path,
      { message, expected, ...(suggestion === undefined ? {} : { suggestion }) },
      where ?? 'value',
    );
    if (valueAt(path) === undefined) missing.push({ path, problem });
    else problems.push(problem);
  };

  const unknownKeys = (keys: readonly string[], message: string, path: Path): void => {
    const shape = readUnknownKey(message) ?? { noun: 'key', known: [] };
    for (const key of keys) {
      const here: Path = [...path, key];
      const reason = shape.elsewhere?.[key];
      const suggestion = nearestName(key, shape.known);
      if (suggestion !== undefined) meant.add(JSON.stringify([...path, suggestion]));
      const known = suggestion === undefined ? `; known are ${listNames(shape.known)}` : '';
      problems.push(
        problemAt(
          document,
          here,
          reason !== undefined
            ? { message: reason, expected: `one of ${listNames(shape.known)}` }
            : {
                message: `unknown ${shape.noun} '${key}'${known}`,
                expected: `one of ${listNames(shape.known)}`,
                ...(suggestion === undefined ? {} : { suggestion }),
              },
          'key',
        ),
      );
    }
  };

  const describe = (issue: Issue, path: Path): { message: string; expected: string; suggestion?: string } => {
    const value = valueAt(path);
    const expected = expectedOf(issue);
    // A check on a whole mapping speaks for itself.
    if (issue.code === 'custom' && (expected === null || issue.params?.['where'] !== undefined)) {
      const plain = issue.message.replace(/^expected /, '');
      const found =
        plain !== issue.message && !issue.message.includes(', found') && typeof value !== 'object';
      return {
        message: found ? `${issue.message}, found ${describeValue(value)}` : issue.message,
        expected: (issue.params?.['expected'] as string | undefined) ?? plain,
      };
    }
    const wanted = expected ?? issue.message;
    if (value === undefined) return { message: `missing: expected ${wanted}`, expected: wanted };
    if (wanted.includes('country code') && value === false)
      return { message: `expected ${wanted}, found false; for Norway, quote it: 'NO'`, expected: wanted };
    const removed =
      value === null
        ? '; to state it without settings, write {}; null only removes what an extended file states'
        : '';
    const hint = value === null && wanted.includes('mapping') ? removed : '';
    const words = issue.code === 'invalid_value' ? issue.values.map(String) : [];
    const suggestion = typeof value === 'string' ? nearestName(value, words) : undefined;
    return {
      message: `expected ${wanted}, found ${describeValue(value)}${hint}`,
      expected: wanted,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  };

  for (const issue of error.issues) visit(issue, []);
  for (const { path, problem } of missing) if (!meant.has(JSON.stringify(path))) problems.push(problem);
  return problems;
}

/** What an issue expected, without the word; null: its message is no expectation. */
function expectedOf(issue: Issue): string | null {
  if (issue.message.startsWith('expected ')) return issue.message.slice('expected '.length);
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') {
    const names = issue.values.map(String);
    return names.length === 1 ? names[0] : `one of ${names.join(', ')}`;
  }
  if (issue.code === 'invalid_union') {
    const wanted = issue.errors.flatMap((branch) =>
      branch.filter(({ path }) => path.length === 0).map((inner) => expectedOf(inner)),
    );
    return [...new Set(wanted.filter((text) => text !== null))].join(' or ');
  }
  return null;
}

/**
 * The branch of a union that was meant: of those whose type fits what stands there, the one with the fewest
 * unknown and missing keys. Null: none fits.
 */
function branchOf(
  branches: readonly (readonly Issue[])[],
  path: Path,
  valueAt: (path: Path) => unknown,
): readonly Issue[] | null {
  const isRoot = ({ code, path: at }: Issue): boolean =>
    at.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
  const cost = (branch: readonly Issue[]): number =>
    branch.reduce((sum, issue) => {
      if (issue.code === 'unrecognized_keys') return sum + issue.keys.length;
      const gone = valueAt([...path, ...(issue.path as (string | number)[])]) === undefined;
      return sum + (gone ? 1 : 0.01);
    }, 0);
  const fitting = branches.filter((branch) => !branch.some(isRoot));
  if (fitting.length === 0) return null;
  return fitting.reduce((best, branch) => (cost(branch) < cost(best) ? branch : best));
}
