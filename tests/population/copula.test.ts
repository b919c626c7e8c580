import { mean, quantileSorted, sampleCorrelation, standardDeviation } from 'simple-statistics';
import { expect, test } from 'vitest';
import { cityKeys } from '../../src/model/random.js';
import { CorrelationError, drawAttributes, normalScores } from '../../src/population/copula.js';
import { betaQuantile } from '../../src/population/distributions.js';

const N = 20000;
const keys = cityKeys(Array.from({ length: N }, (_, i) => `city ${i}`));

function scoresOf(values: Float64Array | undefined): number[] {
  return Array.from(normalScores(values as Float64Array) as Float64Array);
}

test('draws follow their margins at 20,000 cities', () => {
  const drawn = drawAttributes({
    seed: 'margins',
    keys,
    margins: {
      immigrantShare: { beta: [2, 16] },
      orientation: { normal: [0.1, 0.4], within: [-1, 1] },
      education: { normal: [0, 1] },
      capacity: { uniform: [0.2, 0.6] },
      population: { lognormal: [11, 1] },
      leadership: { constant: 0.3 },
    },
  });
  const share = Array.from(drawn.immigrantShare as Float64Array).sort((a, b) => a - b);
  // Beta(2, 16): mean 1/9, sd .0721; a mean of 20,000 has a standard error of .0005
  expect(mean(share)).toBeCloseTo(1 / 9, 2.5);
  expect(Math.abs(mean(share) - 1 / 9)).toBeLessThan(4 * 0.00051);
  for (const p of [0.05, 0.25, 0.5, 0.75, 0.95]) {
    expect(Math.abs(quantileSorted(share, p) - betaQuantile(p, 2, 16))).toBeLessThan(0.005);
  }
  // scipy: truncnorm.mean(-2.75, 2.25, loc=.1, scale=.4) = .0908
  const orientation = Array.from(drawn.orientation as Float64Array);
  expect(Math.abs(mean(orientation) - 0.09080171131542393)).toBeLessThan(4 * 0.0028);
  expect(Math.min(...orientation)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...orientation)).toBeLessThanOrEqual(1);
  const education = Array.from(drawn.education as Float64Array);
  expect(Math.abs(mean(education))).toBeLessThan(4 / Math.sqrt(N));
  expect(Math.abs(standardDeviation(education) - 1)).toBeLessThan(4 / Math.sqrt(2 * N));
  const capacity = Array.from(drawn.capacity as Float64Array);
  expect(Math.abs(mean(capacity) - 0.4)).toBeLessThan(0.004);
  const population = Array.from(drawn.population as Float64Array);
  expect(population.every((value) => Number.isInteger(value) && value >= 1)).toBe(true);
  expect(Math.abs(mean(population.map(Math.log)) - 11)).toBeLessThan(4 / Math.sqrt(N));
  expect(new Set(drawn.leadership)).toEqual(new Set([0.3]));
});

test('correlations of the normal scores are recovered, and pairs left out are 0', () => {
  const drawn = drawAttributes({
    seed: 'correlations',
    keys,
    margins: {
      immigrantShare: { beta: [2, 16] },
      orientation: { normal: [0.1, 0.4], within: [-1, 1] },
      civilSociety: { beta: [3, 3] },
      education: { normal: [0, 1] },
    },
    correlations: { 'immigrantShare,orientation': 0.3, 'education, civilSociety': -0.6 },
  });
  const r = (a: Float64Array | undefined, b: Float64Array | undefined) =>
    sampleCorrelation(scoresOf(a), scoresOf(b));
  expect(Math.abs(r(drawn.immigrantShare, drawn.orientation) - 0.3)).toBeLessThan(0.025);
  expect(Math.abs(r(drawn.education, drawn.civilSociety) + 0.6)).toBeLessThan(0.02);
  expect(Math.abs(r(drawn.immigrantShare, drawn.education))).toBeLessThan(0.03);
  expect(Math.abs(r(drawn.orientation, drawn.civilSociety))).toBeLessThan(0.03);
});

test('another uncorrelated attribute changes no draw', () => {
  const margins = { orientation: { normal: [0, 0.4] }, civilSociety: { beta: [3, 3] } } as const;
  const correlations = { 'orientation,civilSociety': 0.5 };
  const few = drawAttributes({ seed: 1, keys, margins, correlations });
  const more = drawAttributes({
    seed: 1,
    keys,
    margins: {
      population: { lognormal: [11, 1] },
      ...margins,
      immigrantShare: { beta: [2, 16] },
      frailty: { normal: [0, 1] },
    },
    correlations: { ...correlations, 'immigrantShare,frailty': 0.4 },
  });
  expect(more.orientation).toEqual(few.orientation);
  expect(more.civilSociety).toEqual(few.civilSociety);
});

test('another city changes no attribute of the others, and order does not matter', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const options = {
    seed: 'order',
    margins: { orientation: { normal: [0, 0.4] }, civilSociety: { beta: [3, 3] } },
    correlations: { 'orientation,civilSociety': 0.5 },
  } as const;
  const four = drawAttributes({ ...options, keys: cityKeys(ids) });
  const five = drawAttributes({ ...options, keys: cityKeys(['e', ...ids]) });
  expect(five.civilSociety?.slice(1)).toEqual(four.civilSociety);
  const reversed = drawAttributes({ ...options, keys: cityKeys(ids.toReversed()) });
  expect(reversed.civilSociety?.toReversed()).toEqual(four.civilSociety);
  expect(drawAttributes({ ...options, keys: cityKeys(ids) })).toEqual(four);
  expect(drawAttributes({ ...options, seed: 'other', keys: cityKeys(ids) }).orientation).not.toEqual(
    four.orientation,
  );
});

test('drawn attributes follow given ones, ties and all, and keep their margin', () => {
  // Populations rounded to 10,000 have many ties.
  const population = drawAttributes({
    seed: 'given',
    keys,
    margins: { population: { lognormal: [11, 1] } },
  }).population?.map((value) => Math.round(value / 10000) * 10000) as Float64Array;
  const drawn = drawAttributes({
    seed: 'given',
    keys,
    margins: { immigrantShare: { beta: [2, 16] }, orientation: { normal: [0, 0.3], within: [-1, 1] } },
    correlations: { 'population,immigrantShare': 0.5, 'immigrantShare,orientation': 0.3 },
    given: { population },
  });
  const share = drawn.immigrantShare as Float64Array;
  expect(Math.abs(sampleCorrelation(scoresOf(population), scoresOf(share)) - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(sampleCorrelation(scoresOf(share), scoresOf(drawn.orientation)) - 0.3)).toBeLessThan(0.025);
  expect(Math.abs(sampleCorrelation(scoresOf(population), scoresOf(drawn.orientation)))).toBeLessThan(0.03);
  expect(Math.abs(mean(Array.from(share)) - 1 / 9)).toBeLessThan(0.002);
});

test('two given attributes keep the correlation that they have', () => {
  const [population, education] = (() => {
    const drawn = drawAttributes({
      seed: 'two',
      keys,
      margins: { population: { lognormal: [11, 1] }, education: { normal: [0, 1] } },
      correlations: { 'population,education': 0.7 },
    });
    return [drawn.population as Float64Array, drawn.education as Float64Array];
  })();
  const drawn = drawAttributes({
    seed: 'two',
    keys,
    margins: { orientation: { normal: [0, 0.3] } },
    correlations: { 'population,orientation': 0.4, 'education,orientation': 0.5 },
    given: { population, education },
  });
  const orientation = Array.from(drawn.orientation as Float64Array);
  expect(Math.abs(sampleCorrelation(scoresOf(population), orientation) - 0.4)).toBeLessThan(0.02);
  expect(Math.abs(sampleCorrelation(scoresOf(education), orientation) - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(standardDeviation(orientation) - 0.3)).toBeLessThan(0.007);
});

test('a given attribute that no correlation names changes nothing, nor does one without variation', () => {
  const small = cityKeys(['a', 'b', 'c']);
  const margins = { orientation: { normal: [0, 0.3] } } as const;
  const alone = drawAttributes({ seed: 1, keys: small, margins });
  const population = Float64Array.of(1, 2, 3);
  expect(drawAttributes({ seed: 1, keys: small, margins, given: { population } })).toEqual(alone);
  const equal = { population: Float64Array.of(5, 5, 5) };
  const correlations = { 'population,orientation': 0.5 };
  expect(drawAttributes({ seed: 1, keys: small, margins, given: equal, correlations })).toEqual(alone);
});

test('normal scores average ties, by hand', () => {
  // 10, 20, 20, 30: ranks 1, 2.5, 2.5, 4 -> p = .125, .5, .5, .875 -> z = -1.1503, 0, 0, 1.1503; sd = .8134
  const z = normalScores(Float64Array.of(20, 10, 30, 20)) as Float64Array;
  expect(Array.from(z)).toEqual([0, expect.closeTo(-Math.SQRT2, 12), expect.closeTo(Math.SQRT2, 12), 0]);
});

test('impossible correlations are refused and name their pairs', () => {
  const margins = {
    orientation: { normal: [0, 1] },
    civilSociety: { beta: [3, 3] },
    capacity: { beta: [3, 3] },
    education: { normal: [0, 1] },
  } as const;
  const draw =
    (correlations: { [pair: string]: number }, given = {}) =>
    () =>
      drawAttributes({ seed: 1, keys: cityKeys(['a', 'b']), margins, correlations, given });
  const all = { 'orientation,civilSociety': 0.9, 'civilSociety,capacity': 0.9, 'orientation,capacity': -0.9 };
  try {
    draw({ ...all, 'education,orientation': 0 })();
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(CorrelationError);
    expect((error as CorrelationError).message).toContain('not positive definite');
    expect((error as CorrelationError).pairs).toEqual(Object.keys(all));
  }
  expect(draw({ 'orientation,frailty': 0.1 })).toThrow('frailty is neither given nor drawn');
  expect(draw({ 'orientation,charm': 0.1 })).toThrow('unknown attribute charm');
  expect(draw({ 'orientation,orientation': 0.1 })).toThrow('with itself');
  expect(draw({ orientation: 0.1 })).toThrow('name two attributes');
  expect(draw({ 'orientation,capacity': 1 })).toThrow('not between -1 and 1');
  expect(draw({ 'orientation,capacity': 0.1, 'capacity,orientation': 0.2 })).toThrow('one pair');
  expect(draw({}, { orientation: Float64Array.of(1, 2) })).toThrow('both given and drawn');
});
