import { type Stream, uniform } from '../model/random.js';

/** Pairs of points looked at: bounds the time to about a second. */
const BUDGET = 2e7;
const FIRST_TOLERANCE = 0.3;

/** d^-16 of a squared distance in cells, scaled by the squared number of rows: 8 multiplications, exact in order. */
function closeness(squared: number, scale: number): number {
  const q = scale / squared;
  const q2 = q * q;
  const q4 = q2 * q2;
  return q4 * q4;
}

/**
 * Rearranges a Latin hypercube, in place, so that its nearest points lie far apart: minimises sum over pairs of d^-16
 * (Morris and Mitchell 1995, "Exploratory designs for computational experiments", phi_p with p = 16) by exchanging two
 * rows' places in one column, accepting what is worse by less than a tolerance that falls to 0, and keeping the best found.
 *
 * columns: k permutations of 0 … n − 1. Cost: 2·10⁷ distances, about a second; n² / 2 numbers of memory.
 */
export function maximin(columns: readonly Uint32Array[], from: Stream): void {
  const n = columns[0].length;
  const k = columns.length;
  if (n < 3 || k < 2) return;
  const scale = (n * n) / 4;
  // Squared distances of all pairs, in both halves, so that a row's lie side by side.
  const distance = new Float64Array(n * n);
  for (const column of columns) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) distance[i * n + j] += (column[i] - column[j]) ** 2;
    }
  }
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += closeness(distance[i * n + j], scale);

  let best = sum;
  let kept = columns.map((column) => column.slice());
  const trials = Math.floor(BUDGET / (2 * n));
  const cooling = FIRST_TOLERANCE / trials;
  for (let trial = 0; trial < trials; trial++) {
    const column = columns[Math.floor((1 - uniform(from, trial, 0)) * k)];
    const i = Math.floor((1 - uniform(from, trial, 1)) * n);
    const other = Math.floor((1 - uniform(from, trial, 2)) * (n - 1));
    const j = other < i ? other : other + 1;
    const [a, b] = [column[i], column[j]];
    let change = 0;
    for (let l = 0; l < n; l++) {
      if (l === i || l === j) continue;
      const c = column[l];
      const shift = (b - c) * (b - c) - (a - c) * (a - c);
      const [toI, toJ] = [distance[i * n + l], distance[j * n + l]];
      change +=
        closeness(toI + shift, scale) -
        closeness(toI, scale) +
        closeness(toJ - shift, scale) -
        closeness(toJ, scale);
    }
    if (change > sum * cooling * (trials - trial)) continue;
    for (let l = 0; l < n; l++) {
      if (l === i || l === j) continue;
      const c = column[l];
      const shift = (b - c) * (b - c) - (a - c) * (a - c);
      distance[i * n + l] = distance[l * n + i] += shift;
      distance[j * n + l] = distance[l * n + j] -= shift;
    }
    column[i] = b;
    column[j] = a;
    sum += change;
    if (sum < best * (1 - 1e-9)) {
      best = sum;
      kept = columns.map((each) => each.slice());
    }
  }
  columns.forEach((column, i) => {
    column.set(kept[i]);
  });
}
