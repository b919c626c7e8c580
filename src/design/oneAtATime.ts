import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { levelsOf } from './grid.js';
import type { Parameter } from './parameter.js';

/**
 * The base, then for each parameter its levels in turn while the others keep their base value; the base itself is not
 * repeated, and points that break a constraint are left out.
 */
export function oneAtATime(
  spec: DesignSpec & { type: 'oat' },
  parameters: readonly Parameter[],
  constraints: readonly Constraint[],
): Design {
  const base = parameters.map(({ path }) => {
    if (!(path in spec.base)) throw new DesignError(['design', 'base'], `no value for ${path}`);
    return spec.base[path];
  });
  if (!allHold(constraints, base))
    throw new DesignError(['constraints'], 'the base does not satisfy the constraints');
  const points: unknown[][] = [base];
  const changed: number[] = [0];
  let left = 0;
  parameters.forEach((parameter, i) => {
    for (const value of levelsOf(parameter, spec.n)) {
      if (value === base[i]) continue;
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
