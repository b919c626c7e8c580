import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { levelValue, type Parameter, valueCount } from './parameter.js';

/** Points that a design may have. */
export const MOST_POINTS = 2 ** 31 - 1;
/** Values that a range may have in a grid or one at a time: they are held. */
const MOST_LEVELS = 1_000_000;
/** Points that are looked at for constraints, one by one: a few seconds. */
const MOST_ENUMERATED = 10_000_000;

/** How many values a parameter takes where values are equally spaced: at most as many as there are. */
export function levelCount(parameter: Parameter, n: number | undefined): number {
  if (parameter.kind === 'categorical') return parameter.values.length;
  const wanted = parameter.levels ?? n;
  if (wanted === undefined)
    throw new DesignError(
      ['parameters', parameter.path],
      'how many values? give levels here, or n under design',
    );
  const levels = Math.min(wanted, valueCount(parameter));
  if (levels <= MOST_LEVELS) return levels;
  throw new DesignError(
    parameter.levels === undefined ? ['design', 'n'] : ['parameters', parameter.path, 'levels'],
    `${levels} values of ${parameter.path}; at most ${MOST_LEVELS}`,
  );
}

/** These values. */
export function levelsOf(parameter: Parameter, n: number | undefined): unknown[] {
  if (parameter.kind === 'categorical') return [...parameter.values];
  const levels = levelCount(parameter, n);
  return Array.from({ length: levels }, (_, level) => levelValue(parameter, level, levels));
}

/**
 * All combinations of the parameters' values, the last parameter fastest; those that break a constraint are left out.
 * Memory: 4 bytes a point with constraints, none without.
 */
export function grid(
  spec: DesignSpec & { type: 'grid' },
  parameters: readonly Parameter[],
  constraints: readonly Constraint[],
): Design {
  const total = parameters.reduce((product, parameter) => product * levelCount(parameter, spec.n), 1);
  if (total > MOST_POINTS)
    throw new DesignError(['design'], `the grid has ${total} points; at most ${MOST_POINTS}`);
  const values = parameters.map((parameter) => levelsOf(parameter, spec.n));
  const strides = values.map((_, i) =>
    values.slice(i + 1).reduce((product, { length }) => product * length, 1),
  );
  const levelAt = (cell: number, i: number): number => Math.floor(cell / strides[i]) % values[i].length;
  const valuesAt = (cell: number): unknown[] => values.map((list, i) => list[levelAt(cell, i)]);

  if (constraints.length === 0) {
    return {
      type: 'grid',
      parameters,
      pointCount: total,
      point: valuesAt,
      structure: { kind: 'grid', values, level: levelAt },
      notes: [],
    };
  }
  if (total > MOST_ENUMERATED)
    throw new DesignError(
      ['design'],
      `a grid of ${total} points with a constraint cannot be enumerated; at most ${MOST_ENUMERATED}: take fewer values, or random`,
    );
  let count = 0;
  for (let cell = 0; cell < total; cell++) if (allHold(constraints, valuesAt(cell))) count++;
  if (count === 0) throw new DesignError(['constraints'], 'no point of the grid satisfies the constraints');
  const cells = new Uint32Array(count);
  for (let cell = 0, at = 0; cell < total; cell++) {
    if (allHold(constraints, valuesAt(cell))) cells[at++] = cell;
  }
  return {
    type: 'grid',
    parameters,
    pointCount: count,
    point: (index) => valuesAt(cells[index]),
    structure: { kind: 'grid', values, level: (point, i) => levelAt(cells[point], i) },
    notes: [`${total - count} of the grid's ${total} points break a constraint and are left out`],
  };
}
