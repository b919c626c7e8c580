import { expect, test } from 'vitest';
import {
  cityKeys,
  exponential,
  type Stream,
  stream,
  threefry2x32,
  uniform,
  uniformsInto,
} from '../../src/model/random.js';

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `city ${i}`);

function uniforms(from: Stream, count: number): Float64Array {
  const out = new Float64Array(count);
  uniformsInto(out, from, cityKeys(names(count)));
  return out;
}

function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

// Random123, tests/kat_vectors: threefry2x32 20.
test('Threefry2x32-20 gives the known answers of Random123', () => {
  expect(threefry2x32(0, 0, 0, 0)).toEqual([0x6b200159, 0x99ba4efe]);
  expect(threefry2x32(-1, -1, -1, -1)).toEqual([0x1cb996fc, 0xbb002be7]);
  expect(threefry2x32(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)).toEqual([0xc4923a9c, 0x483df7a0]);
});

test('uniform numbers are those of the two words, in (0, 1]', () => {
  // (high 27 bits * 2^26 + low 26 bits + 1) / 2^53 of the first known answer.
  const expected = ((0x6b200159 >>> 5) * 2 ** 26 + (0x99ba4efe >>> 6) + 1) / 2 ** 53;
  expect(uniform({ high: 0, low: 0 }, 0, 0)).toBe(expected);
  for (const u of uniforms(stream('range'), 200_000)) if (!(u > 0 && u <= 1)) expect.fail(`${u}`);
});

test('uniform numbers have mean 1/2, variance 1/12 and fill every hundredth', () => {
  const n = 200_000;
  const u = uniforms(stream('moments'), n);
  const mean = u.reduce((a, b) => a + b, 0) / n;
  const variance = u.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
  // Within 4 standard errors: sd of a uniform .2887, of its squared deviation .0745.
  expect(Math.abs(mean - 1 / 2)).toBeLessThan((4 * 0.2887) / Math.sqrt(n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan((4 * 0.0745) / Math.sqrt(n));
  const bins = new Float64Array(100);
  for (const value of u) bins[Math.min(99, Math.floor(value * 100))]++;
  const chiSquare = bins.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0);
  // The .0001 and .9999 quantiles of chi-square with 99 degrees of freedom: 54.4 and 161.3.
  expect(chiSquare).toBeGreaterThan(54.4);
  expect(chiSquare).toBeLessThan(161.3);
});

test('resistances are exponential with mean 1 and variance 1', () => {
  const keys = cityKeys(names(100_000));
  const from = stream('resistance');
  const r = Float64Array.from({ length: 100_000 }, (_, i) => exponential(from, keys[2 * i], keys[2 * i + 1]));
  const mean = r.reduce((a, b) => a + b, 0) / r.length;
  const variance = r.reduce((a, b) => a + (b - mean) ** 2, 0) / r.length;
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(r.length));
  expect(Math.abs(variance - 1)).toBeLessThan((4 * Math.sqrt(8)) / Math.sqrt(r.length));
  expect(r.every((value) => value >= 0 && value < 45)).toBe(true);
});

test('streams with different names are uncorrelated', () => {
  const n = 50_000;
  const parts = [
    ['seed', 0, 'resistance', 'welcoming', 'declare', 1],
    ['seed', 0, 'resistance', 'welcoming', 'declare', 2],
    ['seed', 0, 'resistance', 'welcoming', 'implement', 1],
    ['seed', 0, 'resistance', 'sanctuary', 'declare', 1],
    ['seed', 1, 'resistance', 'welcoming', 'declare', 1],
    ['seed2', 0, 'resistance', 'welcoming', 'declare', 1],
    ['seed', 0, 'copying', 'origin', 'welcoming', 1],
  ];
  const drawn = parts.map((part) => uniforms(stream(...part), n));
  for (let a = 0; a < drawn.length; a++) {
    for (let b = 0; b < a; b++) {
      expect(Math.abs(correlation(drawn[a], drawn[b])), `${parts[a]} and ${parts[b]}`).toBeLessThan(
        4.5 / Math.sqrt(n),
      );
    }
  }
});

test('neighbouring cities of a stream are uncorrelated', () => {
  const u = uniforms(stream('serial'), 100_001);
  expect(Math.abs(correlation(u.subarray(0, 100_000), u.subarray(1)))).toBeLessThan(4.5 / Math.sqrt(100_000));
});

test('the slash between the parts of a name cannot be forged', () => {
  const keys = [
    stream('a', 'b'),
    stream('a/b'),
    stream('a/ b'),
    stream('a//b'),
    stream('a', '', 'b'),
    stream('a', 'b', ''),
  ];
  expect(new Set(keys.map(({ high, low }) => `${high} ${low}`)).size).toBe(keys.length);
  expect(stream('a', 1)).toEqual(stream('a', '1'));
});

test('the draw of a city does not depend on the other cities', () => {
  const from = stream('seed', 0, 'resistance');
  const alone = cityKeys(['Ghent']);
  const among = cityKeys(['Antwerp', 'Bruges', 'Ghent', 'Leuven']);
  expect([among[4], among[5]]).toEqual([alone[0], alone[1]]);
  expect(uniform(from, among[4], among[5])).toBe(uniform(from, alone[0], alone[1]));
});

test('no two of a million ids share a key', () => {
  for (const make of [
    (i: number) => String(2_600_000 + i),
    (i: number) => `c${String(i).padStart(7, '0')}`,
  ]) {
    const keys = cityKeys(Array.from({ length: 1_000_000 }, (_, i) => make(i)));
    const whole = new BigUint64Array(keys.buffer).sort();
    let collisions = 0;
    for (let i = 1; i < whole.length; i++) if (whole[i] === whole[i - 1]) collisions++;
    expect(collisions).toBe(0);
  }
});
