import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../../src/model/normal.js';
import { stream, uniform } from '../../../src/model/random.js';
import { bcaInterval } from '../../../src/statistics/paired/bcaInterval.js';
import { comparePaired } from '../../../src/statistics/paired/comparePaired.js';
import { averageEffectSize, pairedEffectSize } from '../../../src/statistics/paired/effectSize.js';
import { equivalence } from '../../../src/statistics/paired/equivalence.js';
import { pairs } from '../../../src/statistics/paired/pairs.js';
import {
  equivalencePower,
  pairedPower,
  replicatesForEquivalence,
  replicatesNeeded,
} from '../../../src/statistics/paired/power.js';
import { signFlip } from '../../../src/statistics/paired/signFlip.js';
import { superiority } from '../../../src/statistics/paired/superiority.js';
import { tInterval } from '../../../src/statistics/paired/tInterval.js';
import { varianceReduction } from '../../../src/statistics/paired/varianceReduction.js';

const a = [0.31, 0.42, 0.28, 0.5, 0.39, 0.44, 0.36, 0.61, 0.47, 0.33];
const b = [0.35, 0.41, 0.37, 0.58, 0.41, 0.52, 0.36, 0.66, 0.45, 0.44];
const paired = pairs(a, b);
const signs = stream('test', 'signs');

test("Student's interval, effect sizes and reduction are R's", () => {
  // R: t.test(b, a, paired = TRUE)$conf.int; mean(d) / sd(d); mean(d) / sqrt((var(a) + var(b)) / 2); (var(a) + var(b)) / var(d)
  const { low, high } = tInterval(paired.differences);
  expect(low).toBeCloseTo(0.0114444922317669, 12);
  expect(high).toBeCloseTo(0.0765555077682331, 12);
  expect(pairedEffectSize(paired)).toBeCloseTo(0.966831913259929, 12);
  expect(averageEffectSize(paired)).toBeCloseTo(0.437167586309015, 12);
  expect(varianceReduction(paired)).toBeCloseTo(9.78218884120172, 10);
  expect(superiority(paired.differences)).toBe(0.75); // seven larger, one equal, two smaller
});

test('the sign-flip test of ten pairs is that of all 512 patterns', () => {
  // R: g <- as.matrix(expand.grid(rep(list(c(-1, 1)), 9))); s <- g %*% d[d != 0]; mean(abs(s) >= abs(sum(d)) - 1e-12); …
  expect(signFlip(paired.differences, signs)).toBe(0.0234375);
  expect(signFlip(paired.differences, signs, { alternative: 'greater' })).toBe(0.01171875);
  expect(signFlip(paired.differences, signs, { alternative: 'less' })).toBe(0.9921875);
});

test('the sign-flip test about a value is that of the differences less it', () => {
  const shifted = paired.differences.map((d) => d - 0.02);
  expect(signFlip(paired.differences, signs, { about: 0.02 })).toBe(signFlip(shifted, signs));
});

test('drawn sign patterns come close to all of them', () => {
  // 20 pairs: 2^20 patterns, beyond what is tried exactly. R, all patterns of d = (1:20) / 10 - .55: .017467498779
  const d = Array.from({ length: 20 }, (_, i) => (i + 1) / 10 - 0.55);
  const all = (() => {
    let count = 0;
    const total = d.reduce((sum, x) => sum + x, 0);
    const sums = (i: number, sum: number): void => {
      if (i === d.length) {
        if (Math.abs(sum) >= Math.abs(total) - 1e-9) count++;
      } else {
        sums(i + 1, sum + d[i]);
        sums(i + 1, sum - d[i]);
      }
    };
    sums(0, 0);
    return count / 2 ** 20;
  })();
  // Standard error of a share of 9,999.
  expect(Math.abs(signFlip(d, signs) - all)).toBeLessThan(4 * Math.sqrt((all * (1 - all)) / 9999));
});

test("the equivalence test is the larger of R's two one-sided p", () => {
  // R: se <- sd(d) / sqrt(10); max(pt(-(mean(d) + .08) / se, 9), pt((mean(d) - .08) / se, 9))
  expect(equivalence(paired.differences, 0.08)).toBeCloseTo(0.0168892478853458, 12);
  expect(() => equivalence(paired.differences, 0)).toThrow(RangeError);
});

test("the BCa interval of a skewed sample is scipy's", () => {
  // scipy 1.17: bootstrap((x,), np.mean, method='BCa', n_resamples=9999, confidence_level=.95323), mean over 40 random states;
  // .95323 is the level whose normal quantile is the expanded z = sqrt(120 / 119) t(.975; 119) = 1.9884.
  const x = [
    1.073, 0.308, 5.375, 0.366, 0.115, 1.8, 0.499, 0.551, 0.03, 0.764, 1.041, 0.231, 1.677, 0.209, 0.786,
    0.129, 0.923, 0.462, 0.689, 2.649, 1.115, 0.899, 2.84, 2.031, 1.166, 0.329, 1.435, 0.158, 8.423, 0.236,
    2.478, 1.902, 0.32, 1.801, 0.048, 1.356, 1.197, 0.059, 1.104, 3.756, 0.801, 0.566, 0.606, 1.166, 0.529,
    0.268, 1.027, 1.442, 0.81, 2.241, 0.149, 0.345, 0.125, 0.026, 0.617, 0.873, 2.099, 0.703, 0.216, 0.007,
    0.268, 0.52, 1.244, 0.277, 0.794, 0.317, 2.547, 5.668, 0.172, 0.754, 1.076, 0.138, 0.072, 1.371, 2.028,
    0.75, 0.639, 0.513, 0.676, 2.264, 0.547, 1.277, 0.073, 2.37, 0.259, 1.418, 0.314, 0.114, 0.593, 0.739,
    0.031, 0.241, 0.241, 0.686, 1.611, 0.374, 1.106, 1.977, 0.627, 0.165, 3.582, 2.429, 0.652, 0.964, 0.153,
    1.472, 0.222, 0.295, 0.882, 3.769, 0.249, 0.373, 0.128, 0.355, 0.237, 0.359, 1.017, 2.815, 0.604, 2.365,
  ];
  const { low, high } = bcaInterval(x, stream('test', 'bootstrap'), { resamples: 50_000 });
  expect(Math.abs(low - 0.87147)).toBeLessThan(0.006);
  expect(Math.abs(high - 1.33151)).toBeLessThan(0.01);
});

test('the power of the paired t test, and the pairs that it takes, are those of R and G*Power', () => {
  // R: power.t.test(n, delta, sd = 1, sig.level, type = "paired", strict = TRUE)$power
  const question = { difference: 0.5, sd: 1, alpha: 0.05, sides: 2 as const };
  expect(pairedPower(question, 20)).toBeCloseTo(0.564504418439084, 7);
  expect(pairedPower({ ...question, difference: 3 }, 2)).toBeCloseTo(0.260770714229384, 7);
  expect(pairedPower({ ...question, difference: -3, sides: 1 }, 3)).toBeCloseTo(0.93077273596381, 6);
  expect(pairedPower({ ...question, difference: 0.1, alpha: 0.001 }, 1000)).toBeCloseTo(0.445588433938311, 7);
  expect(pairedPower({ ...question, difference: 1, alpha: 0.005 }, 2)).toBeCloseTo(0.009307370358541, 7);
  // G*Power 3.1, t tests, matched pairs, d_z = .5: 34 pairs, power .8077775
  expect(replicatesNeeded(question)).toBe(34);
  expect(pairedPower(question, 34)).toBeCloseTo(0.8077775, 6);
  expect(replicatesNeeded({ ...question, difference: 0 })).toBe(Infinity);
  expect(replicatesNeeded({ ...question, sd: 0 })).toBe(2);
});

test('two one-sided tests both reject less often than either', () => {
  // scipy: quad over s of chi's density (df = n - 1) times max(0, Phi((m - d) sqrt(n) - c s) - Phi(c s - (m + d) sqrt(n))), c = t.ppf(.95, n - 1)
  const question = { difference: 0, sd: 1, alpha: 0.05, margin: 0.5 };
  expect(equivalencePower(question, 27)).toBeCloseTo(0.6236710462967106, 7);
  expect(equivalencePower({ ...question, difference: -0.2 }, 60)).toBeCloseTo(0.7427473533344227, 7);
  // The nearer limit alone: 27.
  expect(replicatesNeeded({ difference: 0.5, sd: 1, alpha: 0.05, sides: 1 })).toBe(27);
  expect(replicatesForEquivalence(question)).toBe(36);
  expect(replicatesForEquivalence({ ...question, difference: 0.5 })).toBe(Infinity);
  expect(replicatesForEquivalence({ ...question, sd: 0 })).toBe(2);
});

test('with few pairs the sign-flip test needs more of them than the t test, and then finds what it promises', () => {
  const questions = [
    { difference: 1.5, sd: 1, alpha: 0.05, sides: 1 },
    { difference: 1.5, sd: 1, alpha: 0.05, sides: 2 },
    { difference: 3, sd: 2, alpha: 0.05 / 11, sides: 1 },
  ] as const;
  for (const question of questions) {
    const { difference, sd, alpha, sides } = question;
    const n = replicatesNeeded(question, { test: 'sign-flip' });
    expect(n).toBeGreaterThan(replicatesNeeded(question));
    const from = stream('another', n);
    let found = 0;
    for (let sample = 0; sample < 3000; sample++) {
      const values = Array.from(
        { length: n },
        (_, i) => difference + sd * normalQuantile(uniform(from, sample, i)),
      );
      if (signFlip(values, from, { alternative: sides === 1 ? 'greater' : 'two-sided' }) <= alpha) found++;
    }
    expect(found / 3000).toBeGreaterThan(0.77);
  }
  const large = { difference: 0.5, sd: 1, alpha: 0.05, sides: 1 } as const;
  expect(replicatesNeeded(large, { test: 'sign-flip' })).toBe(replicatesNeeded(large));
});

test('worlds that never differ: 0, [0, 0], p = 1, superiority .5', () => {
  expect(comparePaired(a, a, { names: ['test'], smallestEffect: 0.01 })).toMatchObject({
    pairs: 10,
    difference: 0,
    sd: 0,
    t: { low: 0, high: 0 },
    bca: { low: 0, high: 0 },
    effectSize: 0,
    averageEffectSize: 0,
    superiority: 0.5,
    p: 1,
    equivalence: NaN,
    tied: 10,
    varianceReduction: Infinity,
  });
});

test('one and the same difference everywhere has an interval of no width, and no effect size', () => {
  const up = comparePaired([1, 2, 3, 4], [2, 3, 4, 5], { names: ['test'], smallestEffect: 0.5 });
  expect(up).toMatchObject({
    difference: 1,
    t: { low: 1, high: 1 },
    bca: { low: 1, high: 1 },
    superiority: 1,
  });
  expect(up).toMatchObject({ effectSize: NaN, p: 0.125, equivalence: 1 }); // 2 of 16 patterns
});

test('differences that are the same but for their last digits are tied', () => {
  const tiedOf = (x: number[], y: number[]) => comparePaired(x, y, { names: ['test'] }).tied;
  expect(tiedOf([0.1, 0.2, 0.7, 0], [0.2, 0.3, 0.8, 0.5])).toBe(3);
  expect(tiedOf([1, 2], [1, 2])).toBe(2);
  expect(tiedOf([NaN], [1])).toBe(0);
});

test('replicates in which one world has no value are left out, and counted', () => {
  const some = comparePaired([1, NaN, 3, 4], [2, 2, NaN, 6], { names: ['test'] });
  expect(some).toMatchObject({ pairs: 2, missing: 2, difference: 1.5, meanA: 2.5, meanB: 4 });
  const none = comparePaired([NaN], [1], { names: ['test'] });
  expect(none).toMatchObject({ pairs: 0, missing: 1, difference: NaN, p: NaN, superiority: NaN });
});

test('turned round, every number is turned round', () => {
  const pair = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 2, maxLength: 14 }), (rows) => {
      const x = rows.map(([first]) => first);
      const y = rows.map(([, second]) => second);
      const there = comparePaired(x, y, { names: ['t'] });
      const back = comparePaired(y, x, { names: ['t'] });
      expect(back.difference).toBeCloseTo(-there.difference, 12);
      expect(back.t.low).toBeCloseTo(-there.t.high, 10);
      expect(back.superiority).toBeCloseTo(1 - there.superiority, 12);
      expect(back.p).toBe(there.p);
    }),
  );
});
