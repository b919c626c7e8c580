import { allHold, type Constraint } from './constraint.js';
import type { Design } from './design.js';
import { DesignError } from './designError.js';
import type { Parameter } from './parameter.js';

/** Point i has the i-th of each parameter's values; points that break a constraint are left out. */
export function list(parameters: readonly Parameter[], constraints: readonly Constraint[]): Design {
  const columns = parameters.map((parameter) => {
    if (parameter.kind !== 'categorical')
      throw new DesignError(['parameters', parameter.path], 'a list needs values: one for each point');
    return parameter.values;
  });
  const length = columns[0].length;
  const other = columns.findIndex((column) => column.length !== length);
  if (other >= 0) {
    throw new DesignError(
      ['parameters', parameters[other].path],
      `${columns[other].length} values, but ${parameters[0].path} has ${length}: a list needs one for each point`,
    );
  }
  const points = Array.from({ length }, (_, i) => columns.map((column) => column[i]));
  const kept = points.filter((values) => allHold(constraints, values));
  if (kept.length === 0)
    throw new DesignError(['constraints'], 'no point of the list satisfies the constraints');
  return {
    type: 'list',
    parameters,
    pointCount: kept.length,
    point: (index) => [...kept[index]],
    structure: { kind: 'points' },
    notes:
      kept.length < length
        ? [`${length - kept.length} of the list's ${length} points break a constraint and are left out`]
        : [],
  };
}
