/** Curves fitted to adoption: exact data, reference values, certified values. */
import { describe, expect, test } from 'vitest';
import {
  bassFit,
  bassSharesInto,
  logisticFit,
  logisticSharesInto,
} from '../../../src/statistics/diffusion/growthFits.js';
import { leastSquares } from '../../../src/statistics/diffusion/leastSquares.js';

const times = Array.from({ length: 40 }, (_, k) => (k + 1) / 2);
const bass = (p: number, q: number, m: number, start = 0, at = times): number[] => {
  const out = new Float64Array(at.length);
  bassSharesInto(out, at, p, q, m, start);
  return [...out];
};

test('Misra1a has the certified values of the NIST Statistical Reference Datasets', () => {
  // https://www.itl.nist.gov/div898/strd/nls/data/misra1a.shtml: y = b1 (1 - exp(-b2 x)), from start 1
  const y = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78];
  const x = [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0];
  const fit = leastSquares(
    ([b1, b2], out) => {
      for (let k = 0; k < out.length; k++) out[k] = b1 * (1 - Math.exp(-b2 * x[k])) - y[k];
    },
    14,
    [500, 0.0001],
  );
  expect(fit.converged).toBe(true);
  expect(fit.parameters[0] / 2.3894212918e2).toBeCloseTo(1, 7);
  expect(fit.parameters[1] / 5.5015643181e-4).toBeCloseTo(1, 7);
  expect(fit.standardErrors[0] / 2.7070075241).toBeCloseTo(1, 6);
  expect(fit.standardErrors[1] / 7.2668688436e-6).toBeCloseTo(1, 6);
  expect(fit.squares / 1.2455138894e-1).toBeCloseTo(1, 9);
});

test("Bass's curve with p = .03, q = .38 has the known values", () => {
  // Closed form: t* = ln(q/p)/(p+q) = 6.1926, F(t*) = .4605, F(5) = .3312, F(10) = .8128.
  const peak = Math.log(0.38 / 0.03) / 0.41;
  expect(peak).toBeCloseTo(6.1926, 4);
  const [atPeak, five, ten] = bass(0.03, 0.38, 1, 0, [peak, 5, 10]);
  expect(atPeak).toBeCloseTo(0.4605, 4);
  expect(five).toBeCloseTo(0.3312, 4);
  expect(ten).toBeCloseTo(0.8128, 4);
});

test("Bass's curve with a start is the same curve later on", () => {
  const [at7] = bass(0.02, 0.3, 0.6, 0, [7]);
  const [start] = bass(0.02, 0.3, 0.6, 0, [3]);
  expect(bass(0.02, 0.3, 0.6, start, [4])[0]).toBeCloseTo(at7, 12);
});

describe('exact data give the parameters back', () => {
  test.each([
    [0.03, 0.38, 1, 0],
    [0.005, 0.6, 0.08, 0],
    [0.2, 0.05, 0.5, 0],
    [0.01, 0.3, 0.8, 0.2],
  ])('Bass p %d, q %d, ceiling %d, start %d', (p, q, m, start) => {
    const fit = bassFit({ times, shares: bass(p, q, m, start) }, { start })!;
    expect(fit.p).toBeCloseTo(p, 7);
    expect(fit.q).toBeCloseTo(q, 7);
    expect(fit.m).toBeCloseTo(m, 7);
    expect(fit.error).toBeLessThan(1e-9);
  });

  test.each([
    [0.8, 7, 0.4],
    [0.5, 12, 1],
    [2, 3, 0.05],
  ])('logistic rate %d, middle %d, ceiling %d', (rate, middle, ceiling) => {
    const shares = new Float64Array(times.length);
    logisticSharesInto(shares, times, rate, middle, ceiling);
    const fit = logisticFit({ times, shares: [...shares] })!;
    expect(fit.rate).toBeCloseTo(rate, 7);
    expect(fit.middle).toBeCloseTo(middle, 7);
    expect(fit.ceiling).toBeCloseTo(ceiling, 7);
  });
});

test('of data that fit no curve exactly, the least squares are those of scipy', () => {
  // scipy.optimize.least_squares(…, xtol=ftol=gtol=1e-15) on t = 1 … 12
  const course = {
    times: Array.from({ length: 12 }, (_, k) => k + 1),
    shares: [0.012, 0.02, 0.041, 0.055, 0.086, 0.118, 0.161, 0.19, 0.228, 0.251, 0.27, 0.281],
  };
  const ofBass = bassFit(course)!;
  expect(ofBass.squares).toBeCloseTo(0.00010372063169745338, 12);
  expect([ofBass.p, ofBass.q, ofBass.m].map((v) => v.toFixed(8))).toEqual([
    '0.02023735',
    '0.43619592',
    '0.30967976',
  ]);
  expect([ofBass.pError, ofBass.qError, ofBass.mError].map((v) => v.toFixed(6))).toEqual([
    '0.001376',
    '0.021554',
    '0.006142',
  ]);
  const logistic = logisticFit(course)!;
  expect(logistic.squares).toBeCloseTo(7.698375623171204e-5, 13);
  expect(logistic.rate).toBeCloseTo(0.5152072573395882, 7);
  expect(logistic.middle).toBeCloseTo(6.819187595950181, 7);
  expect(logistic.ceiling).toBeCloseTo(0.30045307628945916, 7);
  expect(logistic.middleError).toBeCloseTo(0.07697919, 6);
});

test('a ceiling that would have to be above 1 is 1, without a standard error', () => {
  const fit = bassFit({ times: [1, 2, 3, 4, 5, 6], shares: [0.02, 0.05, 0.1, 0.2, 0.4, 0.8] })!;
  expect(fit.m).toBe(1);
  expect(fit.mError).toBeNaN();
  expect(fit.qError).toBeGreaterThan(0);
});

test('growth that slows from the first step on has no imitation: q is 0, and p has its error all the same', () => {
  // Two kinds of nodes, quick and slow ones: the hazard of all falls.
  const shares = times.map((t) => 0.2 * (1 - Math.exp(-1.5 * t)) + 0.3 * (1 - Math.exp(-0.1 * t)));
  const fit = bassFit({ times, shares })!;
  expect(fit.q).toBe(0);
  expect(fit.qError).toBeNaN();
  expect(fit.p).toBeGreaterThan(0.05);
  expect(fit.pError).toBeGreaterThan(0);
});

test('what grows at two points at most is no curve', () => {
  const shares = times.map((t) => (t < 5 ? 0 : t < 9 ? 0.1 : 0.3));
  expect(bassFit({ times, shares })).toBeNull();
  expect(logisticFit({ times, shares })).toBeNull();
  expect(bassFit({ times: [1, 2, 3], shares: [0.1, 0.2, 0.3] })).toBeNull();
  expect(bassFit({ times: [1, 2, 3], shares: [0.1, 0.2, 0.3] }, { ceiling: 1 })).not.toBeNull();
});

describe('errors for a number of nodes are those of the chance in who adopts when', () => {
  /** Moments of a course of 20 years, so many a year. */
  const every = (perYear: number) => Array.from({ length: 20 * perYear }, (_, k) => (k + 1) / perYear);
  const fitOf = (perYear: number, nodes: number) => {
    const at = every(perYear);
    return bassFit(
      { times: at, shares: bass(0.02, 0.4, 1, 0, at).map((share) => share * 0.999) },
      { nodes },
    )!;
  };

  test('they do not fall with every moment looked at, but with the root of the nodes', () => {
    const [yearly, monthly] = [fitOf(1, 200), fitOf(12, 200)];
    for (const name of ['pError', 'qError', 'mError'] as const) {
      expect(monthly[name] / yearly[name]).toBeGreaterThan(0.85);
      expect(monthly[name] / yearly[name]).toBeLessThan(1.15);
      expect(fitOf(1, 800)[name] / yearly[name]).toBeCloseTo(0.5, 10);
    }
    // 200 runs of the process of Bass among 200 cities: sd of p .0080, of q .042.
    expect(yearly.pError).toBeCloseTo(0.008, 3);
    expect(yearly.qError).toBeCloseTo(0.042, 2);
  });

  test('those of the logistic curve neither', () => {
    // 200 runs of the process among 200 cities, 4 of which begin: sd of the rate .041, of the middle 1.1.
    for (const perYear of [1, 12]) {
      const at = [0, ...every(perYear)];
      const shares = new Float64Array(at.length);
      logisticSharesInto(shares, at, 0.5, 7.8, 1);
      const fit = logisticFit(
        { times: at, shares: [...shares].map((share) => share * 0.999) },
        { nodes: 200 },
      )!;
      expect(Math.abs(fit.rateError - 0.041)).toBeLessThan(0.006);
      expect(Math.abs(fit.middleError - 1.1)).toBeLessThan(0.15);
    }
  });
});
