import { stream, uniform } from '../model/random.js';
import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { type Parameter, valueAt } from './parameter.js';

const MOST_ATTEMPTS = 10_000;

/**
 * Independent uniform points; each is drawn anew until it satisfies the constraints. A parameter's draws depend on its
 * path, the seed and the point alone. Throws where 10,000 draws of a point did not satisfy the constraints.
 */
export function randomPoints(
  spec: DesignSpec & { type: 'random' },
  parameters: readonly Parameter[],
  seed: string,
  constraints: readonly Constraint[],
): Design {
  const streams = parameters.map(({ path }) => stream(seed, 'design', 'random', path));
  const point = (index: number): unknown[] => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const values = parameters.map((parameter, i) =>
        valueAt(parameter, 1 - uniform(streams[i], index, attempt)),
      );
      if (allHold(constraints, values)) return values;
    }
    throw new DesignError(
      ['constraints'],
      `${MOST_ATTEMPTS} draws of a point did not satisfy the constraints`,
    );
  };
  // What cannot be satisfied is said before anything runs.
  point(0);
  return {
    type: 'random',
    parameters,
    pointCount: spec.n,
    point,
    structure: { kind: 'points' },
    notes: [],
  };
}
