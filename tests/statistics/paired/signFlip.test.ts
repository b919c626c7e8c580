/** How small the p of a sign-flip test can be. */
import { expect, test } from 'vitest';
import { stream } from '../../../src/model/random.js';
import { directedTest } from '../../../src/statistics/paired/directedTest.js';
import { fewestSignFlips, signFlip } from '../../../src/statistics/paired/signFlip.js';

const signs = stream('test', 'signs');
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** Share of the sign patterns of 1 … n with the sum of all, less twice a subset's, at least the total given: counted by sums. */
function shareOf(n: number, total: number): number {
  const most = (n * (n + 1)) / 2;
  const subsets = new Float64Array(most + 1);
  subsets[0] = 1;
  for (let value = 1; value <= n; value++)
    for (let sum = most; sum >= value; sum--) subsets[sum] += subsets[sum - value];
  let count = 0;
  for (let sum = 0; sum <= most; sum++) if (most - 2 * sum >= total) count += subsets[sum];
  return count / 2 ** n;
}

test('up to 24 pairs all patterns are counted', () => {
  for (const n of [17, 20, 24]) {
    // 1 … n, of which the third numbers are turned.
    const d = upTo(n).map((value) => (value % 3 === 0 ? -value : value));
    const total = d.reduce((sum, value) => sum + value, 0);
    expect(signFlip(d, signs, { alternative: 'greater' })).toBe(shareOf(n, total));
    expect(signFlip(d, signs)).toBe(2 * shareOf(n, total));
    expect(signFlip(d, signs, { alternative: 'less' })).toBeCloseTo(1 - shareOf(n, total + 2), 14);
  }
  expect(signFlip(upTo(20), signs, { alternative: 'greater' })).toBe(2 ** -20);
});

test('beyond that patterns are drawn, as many as the level asks for', () => {
  const d = upTo(40).map((value) => (value % 3 === 0 ? -value : value));
  const share = shareOf(
    40,
    d.reduce((sum, value) => sum + value, 0),
  );
  for (const level of [0.05, 0.0005]) {
    const patterns = Math.max(9999, 20 / level - 1);
    const error = Math.sqrt((share * (1 - share)) / patterns);
    expect(Math.abs(signFlip(d, signs, { alternative: 'greater', level }) - share)).toBeLessThan(4 * error);
  }
  expect(signFlip(upTo(40), signs, { alternative: 'greater' })).toBe(1 / 10_000);
  // Eleven tests at .001.
  expect(11 * signFlip(upTo(40), signs, { alternative: 'greater', level: 0.001 / 11 })).toBeLessThan(0.0001);
});

test('a claim that is plain in 16 replicates is not lost in 40', () => {
  const claim = { direction: 'different', minimumEffect: 0, test: 'sign-flip', level: 0.001 / 11 } as const;
  for (const n of [16, 20, 40]) expect(11 * directedTest(upTo(n), signs, claim).support).toBeLessThan(0.001);
});

test('a test of two sides needs one pair more', () => {
  expect(fewestSignFlips(1, 0.05)).toBe(5);
  expect(fewestSignFlips(1, 0.05, 2)).toBe(6);
  const claim = { direction: 'different', minimumEffect: 0, test: 'sign-flip' } as const;
  expect(directedTest(upTo(5), signs, claim).support).toBe(0.0625);
  expect(directedTest(upTo(6), signs, claim).support).toBe(0.03125);
});
