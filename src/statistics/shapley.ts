/**
 * Shapley shares: who of k players brings how much of v(all) - v(none), each by the mean of what it adds over all orders in which
 * they may come. Coalitions are bit masks: bit g set, player g is in. Shapley 1953; sampled orders: Castro, Gómez and Tejada 2009,
 * Computers and Operations Research 36, 1726-1730.
 */
import type { Stream } from '../model/random.js';
import { drawFrom } from './drawFrom.js';

/** Players up to whom all coalitions are worth evaluating: 1,024. */
export const EXACT_PLAYERS = 10;
/** Bits of a mask. */
const MOST_PLAYERS = 30;

/**
 *     phi_g = sum over S without g of |S|! (k - |S| - 1)! / k! [v(S + g) - v(S)]
 *
 * v is asked for all 2^k coalitions. The shares sum to v(all) - v(none). Throws RangeError for k < 1 or k > 20.
 */
export function shapleyShares(k: number, v: (coalition: number) => number): number[] {
  if (!(k >= 1 && k <= 20)) throw new RangeError(`expected 1 to 20 players, not ${k}`);
  const values = Float64Array.from({ length: 2 ** k }, (_, coalition) => v(coalition));
  // weight[s] = s! (k - s - 1)! / k!
  const weight = [1 / k];
  for (let s = 1; s < k; s++) weight.push((weight[s - 1] * s) / (k - s));
  return Array.from({ length: k }, (_, g) => {
    let sum = 0;
    for (let coalition = 0; coalition < values.length; coalition++) {
      if (coalition & (1 << g)) continue;
      sum += weight[sizeOf(coalition)] * (values[coalition | (1 << g)] - values[coalition]);
    }
    return sum;
  });
}

function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** Orders of k players, each followed by its reverse (what comes early in one comes late in the other). */
export function shapleyOrders(k: number, count: number, from: Stream): number[][] {
  if (!(k >= 1 && k <= MOST_PLAYERS)) throw new RangeError(`expected 1 to ${MOST_PLAYERS} players, not ${k}`);
  const draw = drawFrom(from);
  const orders: number[][] = [];
  while (orders.length < count) {
    const order = Array.from({ length: k }, (_, g) => g);
    for (let at = k - 1; at > 0; at--) {
      const other = Math.min(at, Math.floor(draw() * (at + 1)));
      [order[at], order[other]] = [order[other], order[at]];
    }
    orders.push(order, [...order].reverse());
  }
  return orders.slice(0, count);
}

/** The coalitions that an order passes through, from none to all. */
export function coalitionsOf(order: readonly number[]): number[] {
  const coalitions = [0];
  for (const g of order) coalitions.push(coalitions[coalitions.length - 1] | (1 << g));
  return coalitions;
}

/** Shares by the orders given: they too sum to v(all) - v(none). */
export function sampledShares(
  orders: readonly (readonly number[])[],
  v: (coalition: number) => number,
): number[] {
  const sums = new Float64Array(orders[0].length);
  for (const order of orders) {
    const coalitions = coalitionsOf(order);
    order.forEach((g, at) => {
      sums[g] += v(coalitions[at + 1]) - v(coalitions[at]);
    });
  }
  return Array.from(sums, (sum) => sum / orders.length);
}
