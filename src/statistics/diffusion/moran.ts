import type { Stream } from '../../model/random.js';
import type { Adoption } from './adoption.js';
import { draws, shuffle } from './draws.js';
import type { MoranWeights } from './moranWeights.js';

export interface Moran {
  readonly observed: number;
  /** -1 / (n - 1): its mean over all orders of the values. */
  readonly expected: number;
  /** Standard deviation over all orders of the values. */
  readonly sd: number;
  /** (observed - expected) / sd. */
  readonly z: number;
}

/**
 * Moran's I of values x over weights w_ij (w_ii = 0):
 *
 *     I = n / W * sum_ij w_ij (x_i - mean) (x_j - mean) / sum_i (x_i - mean)^2,   W = sum_ij w_ij
 *
 * with the moments of the values in random order (Cliff and Ord):
 *
 *     E I^2 = [n ((n^2 - 3n + 3) S1 - n S2 + 3 W^2) - b ((n^2 - n) S1 - 2n S2 + 6 W^2)] / [(n-1)(n-2)(n-3) W^2]
 *
 * b: mean fourth power of x - mean over its squared variance. Where x does not vary, nothing is correlated: I is 0, and
 * sd and z are NaN; all are NaN without weights, and sd below four nodes. Cost: one pass over the weights.
 * Source: Moran 1950; Cliff and Ord 1981, Spatial Processes.
 */
export function moran(x: ArrayLike<number>, weights: MoranWeights): Moran {
  const z = centred(x);
  let squares = 0;
  let fourth = 0;
  for (const value of z) {
    squares += value * value;
    fourth += value ** 4;
  }
  return moranOf(weights, product(z, weights), squares, fourth);
}

/** From sum_ij w_ij z_i z_j, sum_i z_i^2 and sum_i z_i^4, z_i = x_i - mean. */
function moranOf(weights: MoranWeights, cross: number, squares: number, fourth: number): Moran {
  const { count: n, total, s1, s2 } = weights;
  const expected = -1 / (n - 1);
  if (total === 0 || n < 2) return { observed: NaN, expected, sd: NaN, z: NaN };
  if (squares === 0) return { observed: 0, expected, sd: NaN, z: NaN };
  const observed = (n / total) * (cross / squares);
  const b = fourth / n / (squares / n) ** 2;
  const square = total * total;
  const second =
    (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * square) -
      b * ((n * n - n) * s1 - 2 * n * s2 + 6 * square)) /
    ((n - 1) * (n - 2) * (n - 3) * square);
  const variance = second - expected * expected;
  const sd = variance > 0 ? Math.sqrt(variance) : NaN;
  return { observed, expected, sd, z: (observed - expected) / sd };
}

/**
 * Moran's I of having adopted (1) or not (0), at each of the T moments. Cost: one pass over the weights for all.
 * With m the share that has adopted, V = W + W' and a the adopters, sum_ij w_ij z_i z_j is
 * (a'Va - 2 m a'V1 + m^2 1'V1) / 2, to which each new adopter adds its own row.
 */
export function moranOverTime({ period, times }: Adoption, weights: MoranWeights): Moran[] {
  const n = weights.count;
  const adopted = new Float64Array(n);
  const ones = new Float64Array(n).fill(1);
  const order = [...period.keys()].filter((i) => period[i] >= 0).sort((i, j) => period[i] - period[j]);
  let among = 0;
  let margins = 0;
  let count = 0;
  return times.map((_, k) => {
    for (; count < order.length && period[order[count]] <= k; count++) {
      const i = order[count];
      among += 2 * weights.towards(i, adopted);
      margins += weights.towards(i, ones);
      adopted[i] = 1;
    }
    const m = count / n;
    const cross = (among - 2 * m * margins + 2 * m * m * weights.total) / 2;
    const squares = count * (1 - m);
    const fourth = count * (1 - m) ** 4 + (n - count) * m ** 4;
    return moranOf(weights, cross, squares, fourth);
  });
}

/** Values less their mean; exactly 0 where all are one value. */
function centred(x: ArrayLike<number>): Float64Array {
  const z = Float64Array.from(x);
  if (z.every((value) => value === z[0])) return z.fill(0);
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  return z.map((value) => value - mean);
}

/** sum_ij w_ij z_i z_j */
function product(z: Float64Array, weights: MoranWeights): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += z[i] * weights.towards(i, z);
  return sum / 2;
}

/** Orders that come out alike but for rounding count as equal. */
const ROUNDING = 1e-12;

/**
 * p of Moran's I over random orders of the values, on both sides of its expectation:
 * (1 + orders at least as far from -1/(n-1) as the observed one) / (1 + orders). NaN where x does not vary or nothing
 * has weight. The observed order being one of them, p <= a has probability at most a under the null, whatever the
 * values and the weights. Cost: orders x one pass over the weights.
 */
export function moranPermutation(
  x: ArrayLike<number>,
  weights: MoranWeights,
  permutations: number,
  from: Stream,
): number {
  const z = centred(x);
  const squares = z.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0 || weights.total === 0) return NaN;
  // I = n / W * product / squares, so its distance from the expectation is that of the product from this.
  const middle = -(squares * weights.total) / (z.length * (z.length - 1));
  const observed = Math.abs(product(z, weights) - middle);
  let asFar = 0;
  for (let run = 0; run < permutations; run++) {
    const distance = Math.abs(product(shuffle(z, draws(from, run)), weights) - middle);
    if (distance >= observed * (1 - ROUNDING)) asFar++;
  }
  return (1 + asFar) / (1 + permutations);
}
