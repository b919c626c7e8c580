/** Small worlds: a ring of meanDegree, some of whose ties are rewired to anywhere. */
import { type Stream, stream, uniform } from '../../model/random.js';
import type { Ties } from '../../model/world.js';
import type { TieCities, TieGenerator } from './generator.js';
import { fromPairs, TieError } from './rows.js';

export interface SmallWorldOptions {
  readonly meanDegree?: number;
  readonly rewiring?: number;
  readonly order?: 'input' | 'random';
}

/** Checks the number of neighbours on a ring of n cities: even, from 0 to n - 1. */
function checkNeighbours(k: number, n: number): void {
  if (!(Number.isInteger(k) && k >= 0 && k % 2 === 0)) {
    throw new TieError(
      `meanDegree ${k}: a ring needs an even whole number, half on either side; a sweep lists them: values: [4, 6, 8]`,
    );
  }
  if (k > 0 && k >= n)
    throw new TieError(`meanDegree ${k} is impossible with ${n} cities: it must be below ${n}`);
}

/** The place of each city on the ring: place -> city; null: the input's order. */
function ringOrder(
  cities: TieCities,
  order: 'input' | 'random',
  seed: string | number,
  id: string,
): Int32Array | null {
  if (order === 'input') return null;
  const from = stream(seed, 'ties', id, 'order');
  const draw = Float64Array.from({ length: cities.count }, (_, i) =>
    uniform(from, cities.keys[2 * i], cities.keys[2 * i + 1]),
  );
  return Int32Array.from({ length: cities.count }, (_, i) => i).sort((i, j) => draw[i] - draw[j] || i - j);
}

/** A ring with `meanDegree` nearest neighbours, a share `rewiring` of whose ties have one end moved. */
export function rewiredRing(
  cities: TieCities,
  options: Required<SmallWorldOptions>,
  seed: string | number,
  id: string,
): Ties {
  const { meanDegree, rewiring, order } = options;
  const n = cities.count;
  checkNeighbours(meanDegree, n);
  const half = meanDegree / 2;
  const { keys } = cities;
  const place = ringOrder(cities, order, seed, id);
  // far[i * half + s] is the far end of the s-th tie of place i. A tie of u and v is in the list of u or of v,
  // so asking whether they are tied costs `meanDegree` comparisons and no memory.
  const near = new Int32Array(n * half);
  const far = new Int32Array(n * half);
  const degree = new Int32Array(n).fill(meanDegree);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < half; s++) {
      near[i * half + s] = i;
      far[i * half + s] = (i + s + 1) % n;
    }
  }
  const tied = (u: number, v: number): boolean => {
    for (let s = 0; s < half; s++) if (far[u * half + s] === v || far[v * half + s] === u) return true;
    return false;
  };
  for (let s = 0; s < half && rewiring > 0; s++) {
    const whether = stream(seed, 'ties', id, 'rewire', s);
    const whither: Stream[] = [];
    for (let i = 0; i < n; i++) {
      const city = place === null ? i : place[i];
      const high = keys[2 * city];
      const low = keys[2 * city + 1];
      // A city that is tied with all others keeps its tie: there is nowhere to move it.
      if (uniform(whether, high, low) > rewiring || degree[i] >= n - 1) continue;
      for (let attempt = 0; ; attempt++) {
        if (attempt === whither.length) whither.push(stream(seed, 'ties', id, 'target', s, attempt));
        const target = Math.min(n - 1, Math.floor(uniform(whither[attempt], high, low) * n));
        if (target === i || tied(i, target)) continue;
        degree[far[i * half + s]]--;
        degree[target]++;
        far[i * half + s] = target;
        break;
      }
    }
  }
  if (place !== null) {
    for (let e = 0; e < near.length; e++) {
      near[e] = place[near[e]];
      far[e] = place[far[e]];
    }
  }
  return fromPairs(n, near, far);
}

export const ringDegreeOption = {
  default: 4,
  range: [0, 1000],
  integer: true,
  unit: 'ties a city',
  help: 'nearest neighbours on the ring, even: half on either side',
  source: 'Watts and Strogatz 1998',
} as const;

export const orderOption = {
  default: 'input',
  values: ['input', 'random'],
  unit: 'word',
  help: 'who sits beside whom on the ring: as in the input, or drawn',
  source: 'design',
} as const;

/**
 * Watts and Strogatz: each city is tied with its k nearest on a ring (k/2 on either side); each tie is moved with
 * probability `rewiring` to a far end drawn from all cities, without self ties and double ties. Number of ties: n k / 2, always.
 * At rewiring 0 the clustering is 3(k - 2) / (4(k - 1)), for n > 3k/2. Cost: about 0.3 µs a tie.
 */
export const smallWorld: TieGenerator<SmallWorldOptions> = {
  id: 'smallWorld',
  label: 'small world',
  help: 'a ring of meanDegree, some of whose ties are rewired to anywhere',
  source: 'Watts and Strogatz 1998, Nature 393, 440-442',
  limit: 10000000,
  options: {
    meanDegree: ringDegreeOption,
    rewiring: {
      default: 0.1,
      range: [0, 1],
      unit: 'probability',
      help: 'share of ties with one end moved',
      source: 'assumption',
    },
    order: orderOption,
  },
  generate(cities, options, seed) {
    const { meanDegree = 4, rewiring = 0.1, order = 'input' } = options;
    return rewiredRing(cities, { meanDegree, rewiring, order }, seed, 'smallWorld');
  },
};
