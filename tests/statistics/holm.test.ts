import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from '../../src/statistics/holm.js';

test("corrected probabilities are R's", () => {
  // R: p.adjust(c(.01, .04, .03, .005, .9), method = "holm")
  expect(holm([0.01, 0.04, 0.03, 0.005, 0.9])).toEqual([0.04, 0.09, 0.09, 0.025, 0.9]);
});

test('a missing test counts for nothing and stays missing', () => {
  expect(holm([0.02, NaN, 0.03])).toEqual([0.04, NaN, 0.04]);
});

test('corrected is never below the plain one, never above 1, and keeps the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
      (p) => {
        const corrected = holm(p);
        for (let i = 0; i < p.length; i++) {
          if (corrected[i] < p[i] || corrected[i] > 1) return false;
          for (let j = 0; j < p.length; j++) if (p[i] < p[j] && corrected[i] > corrected[j]) return false;
        }
        return true;
      },
    ),
  );
});
