/**
 * The Sobol' sequence in base 2, in the Gray-code order of the reference programs (Antonov and Saleev 1979; Bratley and
 * Fox 1988): any power of two of its first points is a net, and coordinates are exact multiples of 2^-32.
 */
import { type Stream, threefry2x32 } from '../model/random.js';
import { JOE_KUO } from './joeKuo.js';

const BITS = 32;
const lines = JOE_KUO.trim()
  .split('\n')
  .map((line) => line.split(' ').map(Number));

/** Dimensions for which there are direction numbers. */
export const SOBOL_DIMENSIONS = lines.length + 1;

/** The 32 direction numbers of a dimension (from 0), as unsigned integers over 2^32. */
function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, j) => 2 ** (31 - j));
  const [, degree, coefficients, ...m] = lines[dimension - 1];
  for (let j = 0; j < BITS; j++) {
    if (j < degree) {
      v[j] = m[j] << (31 - j);
      continue;
    }
    v[j] = v[j - degree] ^ (v[j - degree] >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((coefficients >>> (degree - 1 - k)) & 1) v[j] ^= v[j - k];
    }
  }
  return v;
}

const known: Uint32Array[] = [];

/**
 * Coordinate of point `index` (from 0; below 2^32) in `dimension` (from 0; below SOBOL_DIMENSIONS), times 2^32: the
 * exclusive or of the direction numbers at the bits of index's Gray code. Cost: about 1 ns a bit of the index.
 */
export function sobolInteger(index: number, dimension: number): number {
  known[dimension] ??= directionNumbers(dimension);
  const directions = known[dimension];
  let x = 0;
  for (let code = (index ^ (index >>> 1)) >>> 0, j = 0; code !== 0; code >>>= 1, j++) {
    if (code & 1) x ^= directions[j];
  }
  return x >>> 0;
}

/** The same in [0, 1). Point 0 is the origin. */
export const sobolCoordinate = (index: number, dimension: number): number =>
  sobolInteger(index, dimension) * 2 ** -BITS;

const LEVELS = 6;

/**
 * Owen's nested uniform scrambling (Owen 1995, "Randomly permuted (t,m,s)-nets and (t,s)-sequences") of a coordinate
 * times 2^32: bit k is flipped by a random bit that belongs to the k − 1 bits above it. A net stays a net, and each
 * point becomes uniform. The random bits are those of the stream: one call gives the 63 of six levels of the tree.
 */
export function scramble(x: number, from: Stream): number {
  let result = 0;
  for (let top = 0; top < BITS; top += LEVELS) {
    const prefix = top === 0 ? 0 : x >>> (BITS - top);
    const [upper, lower] = threefry2x32(prefix, top, from.high, from.low);
    // Nodes of a binary tree, numbered from the root 1: children 2i and 2i + 1.
    let node = 1;
    for (let k = top; k < Math.min(top + LEVELS, BITS); k++) {
      const bit = (x >>> (BITS - 1 - k)) & 1;
      const flip = (node < 32 ? upper >>> node : lower >>> (node - 32)) & 1;
      result = (result << 1) | (bit ^ flip);
      node = 2 * node + bit;
    }
  }
  return result >>> 0;
}

/** The scrambled coordinate in (0, 1): the middle of its cell of width 2^-32. Cost: about 0.2 µs. */
export const scrambledCoordinate = (index: number, dimension: number, from: Stream): number =>
  (scramble(sobolInteger(index, dimension), from) + 0.5) * 2 ** -BITS;
