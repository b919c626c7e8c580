import { stream, uniform } from '../model/random.js';
import type { Design, DesignSpec } from './design.js';
import { DesignError } from './designError.js';
import { MOST_POINTS } from './grid.js';
import { type Parameter, valueAt } from './parameter.js';
import { checkDimensions, checkPowerOfTwo } from './sobol.js';
import { scrambledCoordinate } from './sobolSequence.js';

/** Independent scramblings that the base rows are divided into: what the intervals rest on. */
const SCRAMBLINGS = 16;

/**
 * The design of Saltelli et al. 2010 for Sobol' indices: n base rows, each a pair of points (A, B) in 2k dimensions, and
 * the points made of A by taking one parameter from B (and of B by taking one from A, secondOrder). Order of the points:
 * see Structure. Base random: independent rows, any n. Base sobol: 16 independent scramblings of the first n / 16 points of
 * the Sobol' sequence, A in its first k dimensions and B in the next; n a power of two of at least 32.
 */
export function saltelli(
  spec: DesignSpec & { type: 'saltelli' },
  parameters: readonly Parameter[],
  seed: string,
): Design {
  const { n, base = 'sobol', secondOrder = true } = spec;
  const k = parameters.length;
  if (base !== 'sobol' && base !== 'random')
    throw new DesignError(['design', 'base'], `'${String(base)}': expected sobol or random`);
  if (base === 'sobol') {
    if (n < 2 * SCRAMBLINGS)
      throw new DesignError(
        ['design', 'n'],
        `${n} base rows; a power of two, at least ${2 * SCRAMBLINGS}, for ${SCRAMBLINGS} independent scramblings (or base: random)`,
      );
    checkPowerOfTwo(n);
    checkDimensions(2 * k, `a Saltelli design of ${k} parameters`);
  }
  const width = secondOrder ? 2 * k + 2 : k + 2;
  if (n * width > MOST_POINTS)
    throw new DesignError(['design', 'n'], `${n * width} points; at most ${MOST_POINTS}`);

  const scramblings = base === 'sobol' ? SCRAMBLINGS : 0;
  const rowsOfOne = base === 'sobol' ? n / SCRAMBLINGS : n;
  const matrices = ['A', 'B'] as const;
  const streams = matrices.map((matrix) =>
    parameters.map(({ path }) =>
      base === 'random'
        ? [stream(seed, 'design', 'saltelli', matrix, path)]
        : Array.from({ length: SCRAMBLINGS }, (_, s) => stream(seed, 'design', 'saltelli', matrix, s, path)),
    ),
  );
  /** Parameter i's place in the interval, in matrix A (0) or B (1). */
  const coordinate = (matrix: 0 | 1, row: number, i: number): number => {
    if (base === 'random') return 1 - uniform(streams[matrix][i][0], row, 0);
    const scrambling = Math.floor(row / rowsOfOne);
    return scrambledCoordinate(row % rowsOfOne, matrix * k + i, streams[matrix][i][scrambling]);
  };
  const point = (index: number): unknown[] => {
    const row = Math.floor(index / width);
    const place = index % width;
    // A, A with one from B (places 1 … k), B with one from A (k + 1 … 2k), B.
    const most = place <= k ? 0 : 1;
    const exchanged = place === width - 1 ? -1 : (place - 1) % k;
    return parameters.map((parameter, i) =>
      valueAt(parameter, coordinate(place > 0 && i === exchanged ? (most === 0 ? 1 : 0) : most, row, i)),
    );
  };
  return {
    type: 'saltelli',
    parameters,
    pointCount: n * width,
    point,
    structure: { kind: 'saltelli', rows: n, width, secondOrder, scramblings },
    notes: [],
  };
}
