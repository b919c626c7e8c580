/**
 * What is wrong with an input file, in one form for every reader: where, what was found, what was expected,
 * and the nearest known name. All problems of a file are reported together, in order of position.
 */

/** Keys of mappings and indices of lists (from 0), from the top of the file. */
export type Path = readonly (string | number)[];

export interface Problem {
  /** The file as the user named it, or the override: `--set time.end=2030`. */
  readonly file: string;
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  readonly column: number;
  /** `nations.DE.pressure[1].level`; empty: the file as a whole. */
  readonly path: string;
  /** What is wrong, in words, without the suggestion. */
  readonly message: string;
  /** What stood there; absent where nothing did. */
  readonly value?: unknown;
  readonly expected: string;
  /** The nearest known name. */
  readonly suggestion?: string;
  /** The line of the file at fault, for the caret. */
  readonly sourceLine?: string;
}

/** The user's mistakes. Commands print it without a stack and exit with 2. */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const ordered = orderProblems(problems);
    super(ordered.map(problemText).join('\n'));
    this.name = 'InputError';
    this.problems = ordered;
  }
}

/** What is wrong with a file, a folder or an option as a whole. */
export function refusal(file: string, message: string, expected: string, suggestion?: string): InputError {
  const problem = { file, line: 0, column: 0, path: '', message, expected };
  return new InputError([suggestion === undefined ? problem : { ...problem, suggestion }]);
}

/** One line: `scenarios/eu.yaml:14:3 mechanisms.welcoming.declare.emulaton: unknown …; did you mean emulation?` */
export function problemText(problem: Problem): string {
  const where = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const place = problem.path === '' ? `${where}:` : `${where} ${problem.path}:`;
  const suggestion = problem.suggestion === undefined ? '' : `; did you mean ${problem.suggestion}?`;
  return `${place} ${problem.message}${suggestion}`;
}

/** For terminals: the line of problemText, then the line of the file with a caret under the fault. */
export function problemWithSource(problem: Problem): string {
  if (problem.sourceLine === undefined || problem.line === 0) return problemText(problem);
  const width = 100;
  // A long line is shown from shortly before the fault on.
  const cut = problem.column > width - 20 ? problem.column - 40 : 0;
  const shown = problem.sourceLine.slice(cut, cut + width);
  const before = problem.sourceLine.slice(cut, problem.column - 1).replace(/[^\t]/g, ' ');
  return `${problemText(problem)}\n    ${shown}\n    ${before}^`;
}

/** All of them, for a terminal. */
export function problemsWithSource(problems: readonly Problem[]): string {
  return problems.map(problemWithSource).join('\n');
}

/** By file, then by position; each once. Those without a position keep their order. */
function orderProblems(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  return onePerPlace(problems, problemText).sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

/** The first problem of each place; what counts as one place is for `place` to say. */
export function onePerPlace(
  problems: readonly Problem[],
  place: (problem: Problem) => string = (problem) =>
    `${problem.file}:${problem.line}:${problem.column} ${problem.path}`,
): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = place(problem);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const plainKey = /^[\p{L}\p{N}_-]+$/u;

/** `nations.DE.pressure[1].level`; keys with other characters are quoted: `correlations["a,b"]`. */
export function pathText(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!plainKey.test(part)) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
}

/** A value in an error message: `text 'abc'`, `.nan`, `a list`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing (null)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string')
    return value === '' ? 'empty text' : `text '${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`;
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  return String(value);
}
