import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { levelCount, levelsOf } from './grid.js';
import type { Parameter } from './parameter.js';
import { isSameValue } from './sameValue.js';

/** Values that are held: 80 MB. */
const MOST_NUMBERS = 10_000_000;

/** Why a parameter cannot stand there in the base; null: it can. */
function baseFault(parameter: Parameter, value: unknown): string | null {
  if (parameter.kind === 'categorical')
    return parameter.values.some((known) => isSameValue(known, value))
      ? null
      : `${JSON.stringify(value)} is none of the values of ${parameter.path}`;
  const { kind, from, to } = parameter;
  const isRight = typeof value === 'number' && value >= from && value <= to;
  if (isRight && (kind !== 'integer' || Number.isInteger(value))) return null;
  return `expected a ${kind === 'integer' ? 'whole ' : ''}number from ${from} to ${to}, found ${JSON.stringify(value)}`;
}

/**
 * The base, then for each parameter its levels in turn while the others keep their base value; the base itself is not
 * repeated, and points that break a constraint are left out. Throws where the base is not a point of the parameters.
 */
export function oneAtATime(
  spec: DesignSpec & { type: 'oat' },
  parameters: readonly Parameter[],
  constraints: readonly Constraint[],
): Design {
  const paths = parameters.map(({ path }) => path);
  const unknown = Object.keys(spec.base).find((path) => !paths.includes(path));
  if (unknown !== undefined)
    throw new DesignError(
      ['design', 'base', unknown],
      `'${unknown}' is not among the varied parameters (${paths.join(', ')})`,
    );
  const base = parameters.map((parameter) => {
    const { path } = parameter;
    if (!Object.hasOwn(spec.base, path)) throw new DesignError(['design', 'base'], `no value for ${path}`);
    const fault = baseFault(parameter, spec.base[path]);
    if (fault !== null) throw new DesignError(['design', 'base', path], fault);
    return spec.base[path];
  });
  const size = parameters.reduce((sum, parameter) => sum + levelCount(parameter, spec.n), 1);
  if (size * parameters.length > MOST_NUMBERS)
    throw new DesignError(
      ['design'],
      `${size} points around the base cannot be held; of ${parameters.length === 1 ? '1 parameter' : `${parameters.length} parameters`} at most ${Math.floor(MOST_NUMBERS / parameters.length)}`,
    );
  if (!allHold(constraints, base))
    throw new DesignError(['constraints'], 'the base does not satisfy the constraints');
  const points: unknown[][] = [base];
  const changed: number[] = [0];
  let left = 0;
  parameters.forEach((parameter, i) => {
    for (const value of levelsOf(parameter, spec.n)) {
      if (isSameValue(value, base[i])) continue;
      const point = base.with(i, value);
      if (!allHold(constraints, point)) {
        left++;
        continue;
      }
      points.push(point);
      changed.push(i);
    }
  });
  return {
    type: 'oat',
    parameters,
    pointCount: points.length,
    point: (index) => [...points[index]],
    structure: { kind: 'oat', changed: Uint16Array.from(changed) },
    notes: left > 0 ? [`${left} points around the base break a constraint and are left out`] : [],
  };
}
