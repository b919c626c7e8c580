/**
 * Designs of experiments: which points of the parameters' space are run. Pure, and computed point by point, so that
 * threads, shards and a resumed sweep see the same points.
 */
import type { Constraint } from './constraint.js';
import type { Design, DesignSpec, DesignType } from './design.js';
import { DesignError } from './designError.js';
import { grid, MOST_POINTS } from './grid.js';
import { latinHypercube } from './latinHypercube.js';
import { list } from './list.js';
import { morris } from './morris.js';
import { oneAtATime } from './oneAtATime.js';
import { checkDistinct, checkParameters, type Parameter } from './parameter.js';
import { randomPoints } from './randomPoints.js';
import { saltelli } from './saltelli.js';
import { sobol } from './sobol.js';

export { parseConstraint } from './constraint.js';
export type { Design, DesignSpec, DesignType } from './design.js';
export { DesignError } from './designError.js';
export { isNumeric, type Parameter } from './parameter.js';
export { isSameValue } from './sameValue.js';
export { sobolCoordinate } from './sobolSequence.js';

/** The types of design, as an experiment names them. */
export const designTypes: readonly DesignType[] = [
  'grid',
  'list',
  'random',
  'lhs',
  'sobol',
  'saltelli',
  'morris',
  'oat',
];

/** Why constraints cannot be met in these designs, where each point has its place among the others. */
const UNCONSTRAINED: { readonly [type in DesignType]?: string } = {
  saltelli: "Sobol' indices need parameters that vary independently of one another",
  sobol: "a Sobol' sequence from which points are taken is no longer balanced",
  morris: 'a trajectory moves one parameter after another through the whole grid',
};

/**
 * The points of an experiment. Throws DesignError, with the key at fault, where the spec, the parameters or the constraints
 * do not make a design.
 */
export function createDesign(
  spec: DesignSpec,
  parameters: readonly Parameter[],
  seed: string,
  constraints: readonly Constraint[] = [],
): Design {
  checkParameters(parameters);
  // Values of a list design stand for points, which may well have one in common.
  if (spec.type !== 'list') checkDistinct(parameters);
  const reason = UNCONSTRAINED[spec.type];
  if (constraints.length > 0 && reason !== undefined)
    throw new DesignError(['constraints'], `${spec.type} takes no constraints: ${reason}; use random or lhs`);
  const n: number | undefined = 'n' in spec ? spec.n : undefined;
  if (n === undefined && ['random', 'lhs', 'sobol', 'saltelli', 'morris'].includes(spec.type))
    throw new DesignError(['design', 'n'], `${spec.type} needs n`);
  if (n !== undefined && !(Number.isSafeInteger(n) && n >= 1 && n <= MOST_POINTS))
    throw new DesignError(['design', 'n'], `${n}: expected a whole number of at least 1`);
  switch (spec.type) {
    case 'grid':
      return grid(spec, parameters, constraints);
    case 'list':
      return list(parameters, constraints);
    case 'random':
      return randomPoints(spec, parameters, seed, constraints);
    case 'lhs':
      return latinHypercube(spec, parameters, seed, constraints);
    case 'sobol':
      return sobol(spec, parameters, seed);
    case 'saltelli':
      return saltelli(spec, parameters, seed);
    case 'morris':
      return morris(spec, parameters, seed);
    case 'oat':
      return oneAtATime(spec, parameters, constraints);
  }
}
