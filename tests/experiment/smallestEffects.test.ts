import { expect, it } from 'vitest';
import type { Difference } from '../../src/experiment/comparison/differences.js';
import {
  againstSmallest,
  againstSmallestText,
  smallestEffectsSentence,
  smallestEffectsText,
} from '../../src/experiment/comparison/smallestEffects.js';
import { probabilityText } from '../../src/io/numberText.js';

const row = (outcome: string, low: number, high: number, equivalence: number, smallestEffect = 0.05) =>
  ({ b: 'b', outcome, t: { low, high }, equivalence, smallestEffect }) as Difference;
const beyond = row('x', 0.06, 0.09, 0.99);
const below = row('y', -0.09, -0.06, 0.99);
const inside = row('z', -0.01, 0.02, 0.001);
const between = row('w', -0.01, 0.06, 0.3);

it('a difference is larger than the smallest effect of interest, within it, or neither', () => {
  expect([beyond, below, inside, between].map(againstSmallest)).toEqual([
    'larger',
    'larger',
    'within',
    'undecided',
  ]);
  expect(againstSmallest(row('v', 0.06, 0.09, NaN))).toBeNull();
  expect(againstSmallest(row('v', 0.06, 0.09, 0.5, NaN))).toBeNull();
  expect(againstSmallestText(between)).toBe('undecided against the smallest effect of interest of 0.05');
});

it('is told of all outcomes in one sentence, and the effects by outcome', () => {
  expect(smallestEffectsSentence([beyond, below, inside, between])).toMatch(
    /^Against the smallest effect of interest: larger than it x, y; within it z; undecided against it w \(/,
  );
  expect(smallestEffectsSentence([row('v', 0, 1, NaN)])).toBe('');
  expect(smallestEffectsText({ x: 0.05, y: 1 }, ['x', 'y', 'z'])).toBe('x 0.05, y 1');
  expect(smallestEffectsText({ x: 0.05, y: 0.05 }, ['x', 'y'])).toBe('0.05 of every outcome');
});

it('a p near 1 is not printed as 1', () => {
  expect([1, 0.99992, 0.9994, 0.0499].map(probabilityText)).toEqual(['1', '> .999', '.999', '.050']);
});
