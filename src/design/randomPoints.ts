import { stream, uniform } from '../model/random.js';
import { allHold, type Constraint } from './constraint.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { type Parameter, valueAt } from './parameter.js';

/** Draws for each point that satisfies the constraints, at most: fewer satisfy them too rarely to be found (lhs: the same). */
const MOST_DRAWS = 1000;
/** Points after which it is known how many draws one takes. */
const TRIED = 100;
/** More are not drawn of one point: where one draw in 2000 satisfies the constraints, e^-500 of points take so many. */
const MOST_ATTEMPTS = 1_000_000;

/**
 * Independent uniform points; each is drawn anew until it satisfies the constraints. A parameter's draws depend on its
 * path, the seed and the point alone. Throws where fewer than one draw in 1,000 satisfies the constraints, judged by the
 * draws of as many points as it takes for 100 that do. Cost: at most 100,000 draws.
 */
export function randomPoints(
  spec: DesignSpec & { type: 'random' },
  parameters: readonly Parameter[],
  seed: string,
  constraints: readonly Constraint[],
): Design {
  const streams = parameters.map(({ path }) => stream(seed, 'design', 'random', path));
  /** The first draw of a point that satisfies them, and which one it is. */
  const found = (index: number, most: number): { readonly attempt: number; readonly values: unknown[] } => {
    for (let attempt = 0; attempt < most; attempt++) {
      const values = parameters.map((parameter, i) =>
        valueAt(parameter, 1 - uniform(streams[i], index, attempt)),
      );
      if (allHold(constraints, values)) return { attempt, values };
    }
    throw new DesignError(
      ['constraints'],
      `fewer than one point in ${MOST_DRAWS} satisfies the constraints: narrow the ranges`,
    );
  };
  // What can hardly be satisfied is said before anything runs.
  for (let index = 0, left = MOST_DRAWS * TRIED; index < TRIED; index++)
    left -= found(index, left).attempt + 1;
  return {
    type: 'random',
    parameters,
    pointCount: spec.n,
    point: (index) => found(index, MOST_ATTEMPTS).values,
    structure: { kind: 'points' },
    notes: [],
  };
}
