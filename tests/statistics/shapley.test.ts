/** Shapley shares by hand, and that shares always sum to what there is to share. */
import { expect, test } from 'vitest';
import { stream } from '../../src/model/random.js';
import { coalitionsOf, sampledShares, shapleyOrders, shapleyShares } from '../../src/statistics/shapley.js';
import { randomNumbers } from '../support/world.js';

test('the glove game: one left, two right; a pair is worth 1', () => {
  // Players 0 (left), 1 and 2 (right): 2/3, 1/6, 1/6 (Shapley 1953).
  const pair = (coalition: number): number => (coalition & 1 && coalition & 6 ? 1 : 0);
  const shares = shapleyShares(3, pair);
  [2 / 3, 1 / 6, 1 / 6].forEach((share, g) => {
    expect(shares[g]).toBeCloseTo(share, 12);
  });
});

test('what adds up is shared as it adds up, and a player alone has all', () => {
  const worth = [3, -1, 0.5, 0];
  const sum = (coalition: number): number =>
    worth.reduce((total, w, g) => total + (coalition & (1 << g) ? w : 0), 7);
  shapleyShares(4, sum).forEach((share, g) => {
    expect(share).toBeCloseTo(worth[g], 12);
  });
  expect(shapleyShares(1, (coalition) => (coalition ? 5 : 2))).toEqual([3]);
  expect(() => shapleyShares(0, () => 0)).toThrow(RangeError);
});

test('exact and sampled shares sum to the total to 1e-9, and the sampled ones come near the exact ones', () => {
  const next = randomNumbers(3);
  const k = 7;
  const values = Array.from({ length: 2 ** k }, () => next() * 100);
  const v = (coalition: number): number => values[coalition];
  const exact = shapleyShares(k, v);
  const orders = shapleyOrders(k, 4000, stream('orders'));
  const sampled = sampledShares(orders, v);
  const total = values[2 ** k - 1] - values[0];
  for (const shares of [exact, sampled])
    expect(Math.abs(shares.reduce((a, b) => a + b) - total)).toBeLessThan(1e-9);
  // A marginal value has a standard deviation of about 40: 4,000 of them leave .7.
  sampled.forEach((share, g) => {
    expect(Math.abs(share - exact[g])).toBeLessThan(3);
  });
  expect(new Set(orders.slice(0, 2000).map((order) => order.join())).size).toBeGreaterThan(1000);
  expect(coalitionsOf([2, 0, 1])).toEqual([0, 4, 5, 7]);
});
