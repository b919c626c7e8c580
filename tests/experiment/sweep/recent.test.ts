import { expect, test } from 'vitest';
import { recent } from '../../../src/experiment/sweep/recent.js';

test('what was used least recently goes first when room is short', () => {
  const kept = recent<number>(10, (weight) => weight);
  kept.set('a', 4);
  kept.set('b', 4);
  expect(kept.get('a')).toBe(4);
  kept.set('c', 4);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([4, undefined, 4]);
});

test('a key that is set again counts once, and one value is kept however large', () => {
  const kept = recent<number>(10, (weight) => weight);
  kept.set('a', 6);
  kept.set('a', 5);
  kept.set('b', 5);
  expect([kept.get('a'), kept.get('b')]).toEqual([5, 5]);
  kept.set('c', 100);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([undefined, undefined, 100]);
});
