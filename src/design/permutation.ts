import { type Stream, uniform } from '../model/random.js';

/** 0 … n − 1 in an order drawn uniformly from all (Fisher and Yates). */
export function permutation(n: number, from: Stream): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const j = Math.floor((1 - uniform(from, i, 0)) * (i + 1));
    order[i] = order[j];
    order[j] = i;
  }
  return order;
}
