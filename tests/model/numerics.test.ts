import { expect, test } from 'vitest';
import { normalCumulative, normalQuantile } from '../../src/model/normal.js';
import { cosDegrees, exp, log, pow, sinDegrees, tanh } from '../../src/model/numerics.js';
import { expError, sinDegreesError, tanhError } from '../support/exact.js';
import { randomNumbers } from '../support/world.js';

/** Arguments of all sizes, of either sign: any bits that make a finite number. */
function anyDoubles(count: number, seed: number): Float64Array {
  const next = randomNumbers(seed);
  const words = Uint32Array.from({ length: 2 * count }, () => next() * 4294967296);
  return new Float64Array(words.buffer).map((x) => (Number.isFinite(x) ? x : 0.5));
}

function between(low: number, high: number, count: number, seed: number): Float64Array {
  const next = randomNumbers(seed);
  return Float64Array.from({ length: count }, () => low + (high - low) * next());
}

/** The first argument at which two functions differ by a bit; undefined: nowhere. */
function firstDifference(
  f: (x: number) => number,
  g: (x: number) => number,
  xs: Float64Array,
): number | undefined {
  return xs.find((x) => !Object.is(f(x), g(x)));
}

test('exp is within .52 ulp of exact arithmetic', () => {
  const xs = [...between(-5, 5, 2000, 1), ...between(-100, 80, 2000, 2), ...between(-1e-3, 1e-3, 1000, 3)];
  // Where the polynomial is longest: at the borders between the parts of the table.
  for (let j = -300; j < 300; j++) xs.push(((j + 0.4999999) * Math.LN2) / 128, ((j - 0.5) * Math.LN2) / 128);
  expect(Math.max(...xs.map((x) => expError(x, exp(x))))).toBeLessThan(0.52);
});

// V8's Math.exp and Math.log are ports of fdlibm, whose error is below 1 ulp.
test('exp is within an ulp and a half of fdlibm over the whole range', () => {
  for (const xs of [
    between(-746, 710, 400_000, 2),
    between(-745.2, -708, 50_000, 4),
    anyDoubles(400_000, 5),
  ]) {
    const wrong = xs.find((x) => {
      const [own, theirs] = [exp(x), Math.exp(x)];
      if (own === theirs) return false;
      const unit = Math.max(2 ** -1074, 2 ** (Math.floor(Math.log2(theirs)) - 52));
      return !(Math.abs(own - theirs) <= 1.5 * unit);
    });
    expect(wrong).toBeUndefined();
  }
});

test('exp rises wherever its argument rises by 2^-40 of itself', () => {
  for (const x of between(-20, 20, 100_000, 17)) {
    if (!(exp(x + Math.abs(x) * 2 ** -40) > exp(x))) expect.fail(String(x));
  }
});

test('log has the bits of fdlibm over the whole range', () => {
  for (const xs of [
    between(0, 1, 400_000, 6),
    between(0.9, 1.1, 400_000, 7),
    between(0, 1e9, 200_000, 8),
    between(0, 1e-307, 50_000, 9),
    anyDoubles(400_000, 10),
  ]) {
    expect(firstDifference(log, Math.log, xs)).toBeUndefined();
  }
});

test('log has the bits of fdlibm at the borders of its cases', () => {
  const neighbours = (x: number): number[] => [-3, -2, -1, 0, 1, 2, 3].map((k) => x * (1 + k * 2 ** -52));
  const ofLog = [
    1,
    2,
    0.5,
    Math.SQRT2,
    Math.SQRT1_2,
    2.2250738585072014e-308,
    1 + 2 ** -20,
    1 - 2 ** -20,
    2 - 2 ** -19,
    1 + 0x6147a / 2 ** 20,
    1 + 0x6b852 / 2 ** 20,
    8.98846567431158e307,
    1.7976931348623157e308,
  ].flatMap(neighbours);
  expect(firstDifference(log, Math.log, Float64Array.from(ofLog))).toBeUndefined();
});

test('special values are those of IEEE', () => {
  expect([exp(0), exp(-Infinity), exp(Infinity), exp(NaN), exp(710), exp(-746)]).toEqual([
    1,
    0,
    Infinity,
    NaN,
    Infinity,
    0,
  ]);
  expect([log(1), log(0), log(-0), log(-1), log(Infinity), log(NaN)]).toEqual([
    0,
    -Infinity,
    -Infinity,
    NaN,
    Infinity,
    NaN,
  ]);
  expect([tanh(0), tanh(Infinity), tanh(-Infinity), tanh(NaN), tanh(30), tanh(-30)]).toEqual([
    0,
    1,
    -1,
    NaN,
    1,
    -1,
  ]);
  expect([pow(3, 0), pow(2, -Infinity), pow(2, Infinity), pow(1, 17)]).toEqual([1, 0, Infinity, 1]);
  expect(exp(-745.133)).toBeGreaterThan(0);
});

test('tanh is within 2 ulp of exact arithmetic', () => {
  const xs = [
    ...between(-1, 1, 1500, 11),
    ...between(-22, 22, 1500, 12),
    0.549306144334,
    0.5493061443341,
    1e-9,
    1e-3,
  ];
  const worst = Math.max(...xs.map((x) => tanhError(x, tanh(x))));
  expect(worst).toBeLessThan(2);
});

test('tanh is odd and never leaves [-1, 1]', () => {
  const wrong = anyDoubles(100_000, 13).find((x) => tanh(-x) !== -tanh(x) || Math.abs(tanh(x)) > 1);
  expect(wrong).toBeUndefined();
});

test('sines and cosines of degrees are within 2 ulp of exact arithmetic', () => {
  const xs = [
    ...between(-360, 360, 2000, 14),
    ...between(-90, 90, 2000, 15),
    45,
    -45,
    44.999999999999,
    30,
    1e-7,
  ];
  expect(Math.max(...xs.map((x) => sinDegreesError(x, sinDegrees(x))))).toBeLessThan(2);
});

test('sines and cosines are exact at multiples of 90 degrees', () => {
  for (let quarter = -8; quarter <= 8; quarter++) {
    const expected = [0, 1, 0, -1][((quarter % 4) + 4) % 4];
    expect(sinDegrees(90 * quarter) + 0).toBe(expected);
    expect(cosDegrees(90 * quarter - 90) + 0).toBe(expected);
  }
  expect(sinDegrees(30)).toBeCloseTo(0.5, 15);
  expect(cosDegrees(60)).toBeCloseTo(0.5, 15);
});

test('the relative error of pow is about |y log x| units of rounding', () => {
  const next = randomNumbers(16);
  for (let k = 0; k < 50_000; k++) {
    const x = 0.01 + 100 * next();
    const y = 20 * (next() - 0.5);
    const expected = x ** y;
    const bound = (2 + 2 * Math.abs(y * Math.log(x))) * 2 ** -52;
    if (!(Math.abs(pow(x, y) - expected) <= bound * expected)) expect.fail(`pow(${x}, ${y}) = ${pow(x, y)}`);
  }
  // Two to a whole power is itself to a few units in the last place.
  for (let k = 0; k <= 50; k++)
    expect(Math.abs(pow(2, -k) * 2 ** k - 1)).toBeLessThan((2 + 2 * k) * 2 ** -52);
});

// Python 3: NormalDist().inv_cdf(p); math.erfc(-x / math.sqrt(2)) / 2.
test('the normal distribution has its known values', () => {
  const near = (got: number, expected: number): void =>
    expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));
  near(normalQuantile(0.975), 1.959963984540054);
  near(normalQuantile(0.999), 3.0902323061678132);
  near(normalQuantile(1e-10), -6.361340902404056);
  near(normalCumulative(1.96), 0.97500210485177952);
  near(normalCumulative(-1.96), 0.024997895148220435);
  near(normalCumulative(-5), 2.8665157187919333e-7);
  expect([normalQuantile(0.5), normalQuantile(0), normalQuantile(1)]).toEqual([0, -Infinity, Infinity]);
  expect(normalCumulative(0)).toBe(0.5);
  expect(() => normalQuantile(1.1)).toThrow(RangeError);
});

test('the normal quantile undoes the distribution', () => {
  for (const x of between(-6, 6, 2000, 17)) {
    const p = normalCumulative(x);
    // The upper tail of p is coarse: 2^-53 of p is 2^-53 / density of x.
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    expect(Math.abs(normalQuantile(p) - x)).toBeLessThan(1e-12 + (x > 0 ? 2 ** -52 / density : 0));
  }
});
