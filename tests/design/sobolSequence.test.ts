import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SOBOL_DIMENSIONS,
  scramble,
  scrambledCoordinate,
  sobolCoordinate,
  sobolInteger,
} from '../../src/design/sobolSequence.js';
import { stream } from '../../src/model/random.js';

const digest = (points: number, dimensions: number): string => {
  const x = new Uint32Array(points * dimensions);
  for (let i = 0; i < points; i++)
    for (let d = 0; d < dimensions; d++) x[i * dimensions + d] = sobolInteger(i, d);
  return createHash('sha256').update(new Uint8Array(x.buffer)).digest('hex');
};

describe("the Sobol' sequence", () => {
  // Python, scipy 1.17.1 (the same direction numbers in an implementation of its own):
  //   x = qmc.Sobol(d=10, scramble=False, bits=32).random(1024)[:1000]
  //   hashlib.sha256((x * 2**32).astype('<u4').tobytes()).hexdigest()
  it('equals the reference in its first 1,000 points in 10 dimensions', () => {
    expect(digest(1000, 10)).toBe('a4efc5a6397ebf17f49cf2e4527ae58c97f6e97380d91bc2bf59a1afe5f00624');
    const row = (i: number) => Array.from({ length: 10 }, (_, d) => sobolCoordinate(i, d));
    expect(row(0)).toEqual(new Array(10).fill(0));
    expect(row(1)).toEqual(new Array(10).fill(0.5));
    expect(row(2)).toEqual([0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75]);
  });
  it('equals it in all its dimensions', () => {
    expect(SOBOL_DIMENSIONS).toBe(256);
    expect(digest(1000, 256)).toBe('73aff50498c08c43001683c7cf22207b9add3e06a8bdc9c0b410448497330775');
  });

  /** Whether each elementary interval of volume 2^-m of two dimensions holds one of the first 2^m points, for 2^-t coarser ones 2^t. */
  const isNet = (
    coordinate: (i: number, d: number) => number,
    a: number,
    b: number,
    m: number,
    t: number,
  ) => {
    for (let cut = 0; cut <= m - t; cut++) {
      const counts = new Uint32Array(2 ** (m - t));
      for (let i = 0; i < 2 ** m; i++) {
        const x = Math.floor(coordinate(i, a) * 2 ** cut);
        const y = Math.floor(coordinate(i, b) * 2 ** (m - t - cut));
        counts[x * 2 ** (m - t - cut) + y]++;
      }
      if (counts.some((count) => count !== 2 ** t)) return false;
    }
    return true;
  };
  it('is a (0, m, 2)-net in its first two dimensions and a Latin hypercube in each', () => {
    for (const m of [1, 2, 5, 8]) expect(isNet(sobolCoordinate, 0, 1, m, 0)).toBe(true);
    for (let d = 0; d < SOBOL_DIMENSIONS; d++) {
      const cells = new Set(Array.from({ length: 256 }, (_, i) => Math.floor(sobolCoordinate(i, d) * 256)));
      expect(cells.size).toBe(256);
    }
  });
  it('is no such net in every pair of dimensions: the test above can fail', () => {
    expect(isNet(sobolCoordinate, 1, 2, 5, 0)).toBe(false);
  });

  it('stays a net when scrambled', () => {
    for (const seed of ['a', 'b', 'c']) {
      const streams = [stream(seed, 0), stream(seed, 1)];
      const scrambled = (i: number, d: number) => scrambledCoordinate(i, d, streams[d]);
      for (const m of [1, 4, 7]) expect(isNet(scrambled, 0, 1, m, 0)).toBe(true);
    }
  });
});

describe("Owen's scrambling", () => {
  it('changes bit k by what stands above it alone, and never merges two numbers', () => {
    const from = stream('owen');
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 0, max: 31 }), (x, bit) => {
        const y = (x ^ (1 << bit)) >>> 0;
        const apart = (scramble(x, from) ^ scramble(y, from)) >>> 0;
        // Equal above the changed bit, different at it.
        expect(31 - Math.clz32(apart)).toBe(bit);
      }),
    );
  });
  it('makes every point uniform, independently of its neighbours below the bits they share', () => {
    // Chi-squared of 16 cells for one point, and of 8 × 8 cells for two points that differ in the first bit, over
    // 8,000 scramblings; critical values at p = .001: 37.7 (15 df), 103.4 (63 df).
    const one = new Float64Array(16);
    const pair = new Float64Array(64);
    const repetitions = 8000;
    for (let r = 0; r < repetitions; r++) {
      const from = stream('uniform', r);
      const x = scramble(0x12345678, from);
      const y = scramble(0x92345678, from);
      one[x >>> 28]++;
      // The first bits are opposite, always; the three below it are compared.
      pair[((x >>> 28) & 7) * 8 + ((y >>> 28) & 7)]++;
    }
    const chiSquared = (counts: Float64Array) =>
      counts.reduce(
        (sum, count) => sum + (count - repetitions / counts.length) ** 2 / (repetitions / counts.length),
        0,
      );
    expect(chiSquared(one)).toBeLessThan(37.7);
    expect(chiSquared(pair)).toBeLessThan(103.4);
  });
  it('integrates a smooth function with an error far below that of random points', () => {
    // Integral of prod (1 + (x - 1/2)) = 1; variance of one random point: (1 + 1/12)^5 - 1 = .49.
    const n = 1024;
    const squared = Array.from({ length: 20 }, (_, r) => {
      const streams = Array.from({ length: 5 }, (_, d) => stream('integral', r, d));
      let sum = 0;
      for (let i = 0; i < n; i++) {
        let product = 1;
        for (let d = 0; d < 5; d++) product *= 0.5 + scrambledCoordinate(i, d, streams[d]);
        sum += product;
      }
      return (sum / n - 1) ** 2;
    });
    const rootMeanSquare = Math.sqrt(squared.reduce((a, b) => a + b) / squared.length);
    expect(rootMeanSquare).toBeLessThan(Math.sqrt(0.49 / n) / 20);
  });
});
