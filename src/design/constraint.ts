import { DesignError } from './designError.js';
import type { Parameter } from './parameter.js';

/** What every point of a design must satisfy. */
export interface Constraint {
  readonly text: string;
  /** Whether it holds at a point; values in the order of the parameters it was read for. */
  readonly holds: (values: readonly unknown[]) => boolean;
}

type Term = (values: readonly unknown[]) => number;

const comparisons: { readonly [sign: string]: (a: number, b: number) => boolean } = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

// A hyphen inside a name belongs to it; a minus stands free or before a number.
const token =
  /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|([\p{L}_][\p{L}\p{N}_.[\]"-]*)|(<=|>=|[<>+*-]))/iuy;

/**
 * A comparison between parameters:
 *
 *     comparison = sum ("<" | "<=" | ">" | ">=") sum
 *     sum        = product (("+" | "-") product)*
 *     product    = factor ("*" factor)*
 *     factor     = number | "-" factor | path of a varied parameter
 *
 * so that `a.emulation < 2 * b.need - 0.1` reads as it does on paper. A path with hyphens is one name; a minus between
 * names needs spaces. Nothing is evaluated but this. Throws DesignError, with the known paths, at what it cannot read.
 */
export function parseConstraint(text: string, parameters: readonly Parameter[]): Constraint {
  const wrong = (message: string): never => {
    throw new DesignError(['constraints'], `'${text}': ${message}`);
  };
  const tokens: { number?: number; path?: string; sign?: string }[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const from = token.lastIndex;
    const found = token.exec(text);
    if (found === null) return wrong(`cannot read '${text.slice(from).trim()}'`);
    const [, number, path, sign] = found;
    tokens.push(number !== undefined ? { number: Number(number) } : { path, sign });
  }

  let at = 0;
  const factor = (): Term => {
    const next = tokens[at++];
    if (next === undefined) return wrong('ends where a number or a path was expected');
    if (next.number !== undefined) {
      const value = next.number;
      return () => value;
    }
    if (next.sign === '-') {
      const negated = factor();
      return (values) => -negated(values);
    }
    if (next.path === undefined) return wrong(`'${next.sign}' where a number or a path was expected`);
    const index = parameters.findIndex(({ path }) => path === next.path);
    if (index < 0) {
      const known = parameters.map(({ path }) => path).join(', ');
      return wrong(
        `'${next.path}' is not among the varied parameters (${known}); a minus needs spaces around it`,
      );
    }
    const parameter = parameters[index];
    if (parameter.kind === 'categorical' && parameter.values.some((value) => typeof value !== 'number'))
      return wrong(`the values of '${next.path}' are not numbers`);
    return (values) => values[index] as number;
  };
  const product = (): Term => {
    let left = factor();
    while (tokens[at]?.sign === '*') {
      at++;
      const [a, b] = [left, factor()];
      left = (values) => a(values) * b(values);
    }
    return left;
  };
  const sum = (): Term => {
    let left = product();
    for (let sign = tokens[at]?.sign; sign === '+' || sign === '-'; sign = tokens[at]?.sign) {
      at++;
      const [a, b] = [left, product()];
      left = sign === '+' ? (values) => a(values) + b(values) : (values) => a(values) - b(values);
    }
    return left;
  };

  const left = sum();
  const sign = tokens[at++]?.sign ?? '';
  const compare = comparisons[sign] ?? wrong('expected one comparison: <, <=, > or >=');
  const right = sum();
  if (at < tokens.length) {
    const { number, path, sign: rest } = tokens[at];
    wrong(`'${number ?? path ?? rest}' after the comparison is too much`);
  }
  return { text, holds: (values) => compare(left(values), right(values)) };
}

/** Whether all hold. */
export const allHold = (constraints: readonly Constraint[], values: readonly unknown[]): boolean =>
  constraints.every((constraint) => constraint.holds(values));
