import { exp, log } from '../model/numerics.js';
import { DesignError } from './designError.js';

/** A value that a scenario's path can take. */
export type ParameterValue = unknown;

interface Range {
  /** The path in the scenario, as in mechanisms.welcoming.declare.emulation. */
  readonly path: string;
  /** log: equal ratios are equally far apart; integer: from and to are both taken. */
  readonly kind: 'continuous' | 'log' | 'integer';
  readonly from: number;
  readonly to: number;
  /** Number of values in grid and oat, where it differs from the design's n. */
  readonly levels?: number;
}

interface Choice {
  readonly path: string;
  readonly kind: 'categorical';
  readonly values: readonly ParameterValue[];
}

/** What is varied. */
export type Parameter = Range | Choice;

/**
 * The parameter's value at u in [0, 1]: from + u (to − from); for log from (to/from)^u; for integer and categorical the
 * interval is divided into as many equal parts as there are values, and u = 1 belongs to the last.
 */
export function valueAt(parameter: Parameter, u: number): ParameterValue {
  if (parameter.kind === 'categorical') {
    const { values } = parameter;
    return values[placeAt(u, values.length)];
  }
  const { kind, from, to } = parameter;
  if (kind === 'integer') return from + placeAt(u, to - from + 1);
  if (u === 0) return from;
  if (u === 1) return to;
  if (kind === 'log') return Math.min(to, from * exp(u * log(to / from)));
  return Math.min(to, from + u * (to - from));
}

/** Which of `count` values u in [0, 1] stands for. */
export const placeAt = (u: number, count: number): number => Math.min(count - 1, Math.floor(u * count));

/** How many values it can take; Infinity for continuous and log. */
export function valueCount(parameter: Parameter): number {
  if (parameter.kind === 'categorical') return parameter.values.length;
  return parameter.kind === 'integer' ? parameter.to - parameter.from + 1 : Infinity;
}

/** Whether its values are numbers in an order, and no words. */
export const isNumeric = (parameter: Parameter): boolean =>
  parameter.kind !== 'categorical' || parameter.values.every((value) => typeof value === 'number');

/**
 * The value at level 0 … levels − 1 of equally spaced ones that include both ends, on 12 significant digits, so that
 * 0.3 reads 0.3. Of one level it is the first value.
 */
export function levelValue(parameter: Parameter, level: number, levels: number): ParameterValue {
  const value = valueAt(parameter, levels === 1 ? 0 : level / (levels - 1));
  return typeof value === 'number' && parameter.kind !== 'categorical'
    ? Number(value.toPrecision(12))
    : value;
}

/** Throws where a list has a value twice: it would count twice in every average. */
export function checkDistinct(parameters: readonly Parameter[]): void {
  for (const parameter of parameters) {
    if (parameter.kind !== 'categorical') continue;
    const seen = new Set<string | undefined>();
    parameter.values.forEach((value, k) => {
      const text = JSON.stringify(value);
      if (seen.has(text))
        throw new DesignError(['parameters', parameter.path, 'values', k], `${text} stands there twice`);
      seen.add(text);
    });
  }
}

/** Throws where parameters are not what a design can vary. */
export function checkParameters(parameters: readonly Parameter[]): void {
  if (parameters.length === 0) throw new DesignError(['parameters'], 'no parameter is varied');
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const { path } = parameter;
    const wrong = (message: string): never => {
      throw new DesignError(['parameters', path], message);
    };
    if (seen.has(path)) wrong('varied twice');
    seen.add(path);
    if (parameter.kind === 'categorical') {
      if (parameter.values.length === 0) wrong('no values');
      continue;
    }
    const { kind, from, to, levels } = parameter;
    if (!Number.isFinite(from) || !Number.isFinite(to)) wrong(`from ${from} to ${to}: not finite`);
    if (!(from < to)) wrong(`from ${from} is not below to ${to}`);
    if (kind === 'log' && !(from > 0)) wrong(`from ${from}: a log scale needs a number above 0`);
    if (kind === 'integer' && !(Number.isSafeInteger(from) && Number.isSafeInteger(to)))
      wrong(`from ${from} to ${to}: not whole numbers`);
    if (levels !== undefined && !(Number.isSafeInteger(levels) && levels >= 1))
      wrong(`levels ${levels}: not a whole number of at least 1`);
  }
}
