import { expect, test } from 'vitest';
import { normalCumulative, normalQuantile } from '../../src/model/normal.js';
import {
  betaQuantile,
  logGamma,
  type Margin,
  MarginError,
  quantileOf,
  regularisedBeta,
  truncatedNormalQuantile,
} from '../../src/population/distributions.js';

/** Largest relative difference. */
function relative(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.abs(expected);
}

// mpmath 1.3.0, mp.dps = 40: ncdf(x)
test('the normal distribution function agrees with 40-digit arithmetic in the body and in both tails', () => {
  const body: [number, number][] = [
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-1, 0.15865525393145705],
    [-0.6, 0.2742531177500736],
    [-0.1, 0.460172162722971],
    [0.3, 0.6179114221889527],
    [0.7, 0.758036347776927],
    [2, 0.9772498680518208],
    [4.5, 0.9999966023268753],
    [5.7, 0.9999999940096286],
  ];
  for (const [x, p] of body) expect(relative(normalCumulative(x), p), `${x}`).toBeLessThan(2e-15);
  const tails: [number, number][] = [
    [-5.5, 1.8989562465887718e-8],
    [-6, 9.86587645037698e-10],
    [-10, 7.619853024160525e-24],
    [-20, 2.7536241186062337e-89],
    [-37, 5.725571222524577e-300],
  ];
  for (const [x, p] of tails) expect(relative(normalCumulative(x), p), `${x}`).toBeLessThan(5e-15);
  expect(normalCumulative(0)).toBe(0.5);
  expect(normalCumulative(-40)).toBe(0);
  expect(normalCumulative(40)).toBe(1);
});

// mpmath 1.3.0: findroot(lambda x: ncdf(x) - mpf(p), norm.ppf(p))
test('the normal quantile agrees with 40-digit arithmetic', () => {
  const reference: [number, number][] = [
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798407],
    [1e-10, -6.361340902404057],
    [1e-5, -4.264890793922825],
    [0.01, -2.326347874040841],
    [0.075, -1.439531470938456],
    [0.2, -0.8416212335729142],
    [0.9, 1.2815515655446006],
    [0.975, 1.9599639845400538],
    [0.999999, 4.753424308817087],
  ];
  for (const [p, x] of reference) expect(relative(normalQuantile(p), x), `${p}`).toBeLessThan(1e-15);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(() => normalQuantile(1.1)).toThrow('1.1');
});

test('the normal quantile is the inverse of the distribution function', () => {
  for (let k = 1; k < 1000; k++) {
    const p = k / 1000;
    expect(relative(normalCumulative(normalQuantile(p)), p)).toBeLessThan(4e-15);
    expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 13);
  }
});

// mpmath: loggamma(mpf(x))
test('the logarithm of the gamma function agrees with 40-digit arithmetic', () => {
  const reference: [number, number][] = [
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [2.5, 0.2846828704729192],
    [7.3, 7.147892523022248],
    [100, 359.1342053695754],
    [12345.6, 103959.18506616846],
  ];
  for (const [x, value] of reference) {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1.5e-14 * Math.max(1, Math.abs(value)));
  }
});

// mpmath: betainc(a, b, 0, mpf(x), regularized=True)
test('the incomplete beta function agrees with 40-digit arithmetic', () => {
  const reference: [number, number, number, number][] = [
    [0.125, 2, 16, 0.6457987389362536],
    [0.01, 2, 16, 0.012308985529944258],
    [0.6, 2, 16, 0.9999954473346663],
    [0.5, 0.5, 0.5, 0.5],
    [0.001, 0.3, 7, 0.24736406489314072],
    [0.9, 0.3, 7, 0.9999999910084433],
    [0.3, 80, 120, 0.0013854475972676695],
    [0.45, 80, 120, 0.924385140071952],
    [0.999, 30, 0.2, 0.46389281018655004],
    [1e-10, 2, 3, 5.9999999992e-20],
  ];
  for (const [x, a, b, p] of reference) {
    expect(relative(regularisedBeta(x, a, b), p), `${x} ${a} ${b}`).toBeLessThan(a > 50 ? 1e-12 : 3e-14);
  }
});

test('beta distributions with a closed form come out', () => {
  for (let k = 0; k <= 20; k++) {
    const x = k / 20;
    for (const b of [0.5, 1, 3, 7]) {
      // Beta(1, b): 1 - (1 - x)^b; Beta(b, 1): x^b
      expect(regularisedBeta(x, 1, b)).toBeCloseTo(1 - (1 - x) ** b, 14);
      expect(regularisedBeta(x, b, 1)).toBeCloseTo(x ** b, 14);
      // Symmetry: I_x(a, b) = 1 - I_{1-x}(b, a)
      expect(regularisedBeta(x, b, 2.5)).toBeCloseTo(1 - regularisedBeta(1 - x, 2.5, b), 13);
    }
    // Beta(2, 2): 3x² - 2x³; arcsine law Beta(1/2, 1/2): 2/pi asin sqrt x
    expect(regularisedBeta(x, 2, 2)).toBeCloseTo(3 * x * x - 2 * x ** 3, 14);
    expect(regularisedBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
  }
});

test('the beta quantile is the inverse of the incomplete beta function, alone and prepared', () => {
  for (const a of [0.1, 0.5, 1, 2, 16, 100]) {
    for (const b of [0.1, 0.5, 1, 3, 16, 100]) {
      const prepared = quantileOf({ beta: [a, b] });
      for (const p of [1e-12, 1e-6, 0.001, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999, 1 - 1e-6]) {
        const x = betaQuantile(p, a, b);
        // The spacing of doubles in x limits what p can be reached.
        const spacing =
          regularisedBeta(Math.min(1, x * (1 + 3e-16)), a, b) - regularisedBeta(x * (1 - 3e-16), a, b);
        const error = Math.abs(regularisedBeta(x, a, b) - p);
        expect(error, `${p} ${a} ${b}`).toBeLessThanOrEqual(spacing + 1e-12 * Math.min(1, 10 * p));
        if (x < 1 - 1e-9) expect(relative(prepared(p), x), `prepared ${p} ${a} ${b}`).toBeLessThan(1e-11);
      }
      expect(prepared(0)).toBe(0);
      expect(prepared(1)).toBe(1);
    }
  }
});

// scipy 1.17.1: beta.ppf([.05, .5, .95], 2, 16)
test('the beta quantile agrees with scipy', () => {
  expect(betaQuantile(0.05, 2, 16)).toBeCloseTo(0.02131763, 8);
  expect(betaQuantile(0.5, 2, 16)).toBeCloseTo(0.0967816, 7);
  expect(betaQuantile(0.95, 2, 16)).toBeCloseTo(0.25012445, 8);
});

test('a prepared beta quantile never decreases', () => {
  for (const [a, b] of [
    [2, 16],
    [0.3, 0.7],
    [60, 3],
  ]) {
    const quantile = quantileOf({ beta: [a, b] });
    let last = 0;
    for (let k = 1; k < 20000; k++) {
      const x = quantile(k / 20000);
      expect(x).toBeGreaterThanOrEqual(last);
      last = x;
    }
    expect(last).toBeLessThanOrEqual(1);
  }
});

// scipy: truncnorm.ppf(.25, (-1-.1)/.4, (1-.1)/.4, loc=.1, scale=.4); mpmath for the far tail
test('the truncated normal quantile agrees with scipy, and holds far out in the tail', () => {
  expect(truncatedNormalQuantile(0.25, 0.1, 0.4, -1, 1)).toBeCloseTo(-0.17083060610681508, 13);
  expect(truncatedNormalQuantile(0.5, 0, 1, 8, 9)).toBeCloseTo(8.084888899018166, 12);
  expect(truncatedNormalQuantile(0.5, 0, 1, -9, -8)).toBeCloseTo(-8.084888899018166, 12);
  expect(truncatedNormalQuantile(0, 0, 1, -2, 1)).toBe(-2);
  expect(truncatedNormalQuantile(1, 0, 1, -2, 1)).toBe(1);
});

test('margins with a closed form come out', () => {
  expect(quantileOf({ uniform: [2, 6] })(0.25)).toBe(3);
  expect(quantileOf({ constant: 0.4 })(0.9)).toBe(0.4);
  expect(quantileOf({ pareto: [1000, 1] })(0.99)).toBeCloseTo(100000, 6);
  expect(quantileOf({ lognormal: [11, 1] })(0.5)).toBeCloseTo(Math.exp(11), 8);
  expect(quantileOf({ normal: [3, 2] })(0.975)).toBeCloseTo(3 + 2 * 1.959963984540054, 13);
  expect(quantileOf({ normal: [3, 0] })(0.2)).toBe(3);
});

test('impossible margins are refused with their values', () => {
  const impossible: [unknown, string][] = [
    [{ beta: [0, 2] }, 'beta [0, 2]'],
    [{ beta: [2, Number.NaN] }, 'beta [2, NaN]'],
    [{ normal: [0, -1] }, 'normal [0, -1]'],
    [{ normal: [0, 1], within: [1, 1] }, 'within [1, 1]'],
    [{ normal: [0, 1], within: [100, 101] }, '100 sd'],
    [{ uniform: [2, 1] }, 'uniform [2, 1]'],
    [{ pareto: [0, 1] }, 'pareto [0, 1]'],
    [{ lognormal: [1, -2] }, 'lognormal [1, -2]'],
    [{ constant: Number.NaN }, 'constant'],
    [{ gamma: [1, 2] }, 'known: beta, normal, uniform'],
  ];
  for (const [margin, message] of impossible) {
    expect(() => quantileOf(margin as Margin)).toThrow(MarginError);
    expect(() => quantileOf(margin as Margin)).toThrow(message);
  }
});
