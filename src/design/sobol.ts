import { stream } from '../model/random.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { type Parameter, valueAt } from './parameter.js';
import { SOBOL_DIMENSIONS, scrambledCoordinate, sobolCoordinate } from './sobolSequence.js';

const isPowerOfTwo = (n: number): boolean => 2 ** Math.round(Math.log2(n)) === n;

/** Throws where n is not a power of two. */
export function checkPowerOfTwo(n: number): void {
  if (isPowerOfTwo(n)) return;
  const below = 2 ** Math.floor(Math.log2(n));
  throw new DesignError(
    ['design', 'n'],
    `${n} is not a power of two, and only then do the points of a Sobol' sequence balance: take ${below} or ${2 * below}`,
  );
}

/** Throws where the sequence has too few dimensions. */
export function checkDimensions(dimensions: number, what: string): void {
  if (dimensions > SOBOL_DIMENSIONS)
    throw new DesignError(
      ['parameters'],
      `${what} needs ${dimensions} dimensions of the Sobol' sequence; there are ${SOBOL_DIMENSIONS}`,
    );
}

/**
 * The first n points of the Sobol' sequence, parameter i in dimension i, with Owen's scrambling (its key: the seed and the
 * parameter's path); `scramble: false` leaves the sequence as it is, point 0 at the lower end of every parameter.
 */
export function sobol(
  spec: DesignSpec & { type: 'sobol' },
  parameters: readonly Parameter[],
  seed: string,
): Design {
  checkPowerOfTwo(spec.n);
  checkDimensions(parameters.length, `a design of ${parameters.length} parameters`);
  const streams = parameters.map(({ path }) => stream(seed, 'design', 'sobol', path));
  const coordinate =
    spec.scramble === false
      ? sobolCoordinate
      : (index: number, i: number) => scrambledCoordinate(index, i, streams[i]);
  return {
    type: 'sobol',
    parameters,
    pointCount: spec.n,
    point: (index) => parameters.map((parameter, i) => valueAt(parameter, coordinate(index, i))),
    structure: { kind: 'points' },
    notes: [],
  };
}
