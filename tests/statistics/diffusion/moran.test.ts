/** Moran's I: by hand, and its moments against all orders of the values. */
import { expect, test } from 'vitest';
import { stream } from '../../../src/model/random.js';
import { distanceKm } from '../../../src/population/distance.js';
import { fromEdges } from '../../../src/population/ties/rows.js';
import { adoptionSeenAt, moments } from '../../../src/statistics/diffusion/adoption.js';
import { moran, moranOverTime, moranPermutation } from '../../../src/statistics/diffusion/moran.js';
import {
  distanceWeights,
  geodesicWeights,
  type MoranWeights,
  tieWeights,
} from '../../../src/statistics/diffusion/moranWeights.js';
import { randomNumbers } from '../../support/world.js';

const path = fromEdges(4, [0, 1, 2], [1, 2, 3], null, false);
const cycle = fromEdges(4, [0, 1, 2, 3], [1, 2, 3, 0], null, false);

test('on a path of 4 with 1, 1, 0, 0 it is 1/3 with 0/1 weights and 1/2 row-standardised', () => {
  expect(moran([1, 1, 0, 0], tieWeights(path, 'adjacency')).observed).toBeCloseTo(1 / 3, 12);
  expect(moran([1, 1, 0, 0], tieWeights(path, 'rowStandardised')).observed).toBeCloseTo(1 / 2, 12);
});

test('on an alternating cycle of 4 it is -1, with an expectation of -1/3', () => {
  const { observed, expected } = moran([1, 0, 1, 0], tieWeights(cycle, 'adjacency'));
  expect(observed).toBeCloseTo(-1, 12);
  expect(expected).toBeCloseTo(-1 / 3, 12);
});

function orders(values: readonly number[]): number[][] {
  if (values.length === 1) return [[...values]];
  return values.flatMap((value, at) =>
    orders(values.filter((_, other) => other !== at)).map((rest) => [value, ...rest]),
  );
}

const next = randomNumbers(8);
const directed = fromEdges(6, [0, 0, 1, 2, 3, 3, 4], [1, 2, 3, 4, 0, 5, 0], null, true);
const places = [0, 1].map(() => Float64Array.from({ length: 6 }, () => 30 * next()));
const kinds: [string, MoranWeights][] = [
  ['adjacency of directed ties', tieWeights(directed, 'adjacency')],
  ['row-standardised ties, one node without peers', tieWeights(directed, 'rowStandardised')],
  ['paths of at most 2 ties', geodesicWeights(directed, 2)],
  ['inverse distances', distanceWeights(places[0], places[1])],
];

test.each(kinds)('mean and standard deviation over all 720 orders are those it states: %s', (_, weights) => {
  const x = [3, 1, 4, 1.5, 9, -2];
  const { expected, sd } = moran(x, weights);
  const all = orders(x).map((order) => moran(order, weights).observed);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  expect(mean).toBeCloseTo(expected, 10);
  expect(Math.sqrt(variance)).toBeCloseTo(sd, 10);
});

test.each(kinds)('over time it is what it is at each moment: %s', (_, weights) => {
  const adoption = adoptionSeenAt(Float64Array.of(2, 1, NaN, 3, 2, 5), moments(0, 4, 1));
  moranOverTime(adoption, weights).forEach((result, k) => {
    const x = adoption.period.map((since) => (since >= 0 && since <= k ? 1 : 0));
    const alone = moran(x, weights);
    expect(result.observed).toBeCloseTo(alone.observed, 12);
    if (Number.isNaN(alone.z)) expect(result.z).toBeNaN();
    else expect(result.z).toBeCloseTo(alone.z, 10);
  });
});

test('what does not vary correlates with nothing: 0, without a standard deviation or p', () => {
  const weights = tieWeights(path, 'adjacency');
  // .1 + .1 + .1 is not three times .1: the mean is off by rounding.
  expect(moran([0.1, 0.1, 0.1, 0.1], weights)).toMatchObject({ observed: 0, sd: NaN, z: NaN });
  expect(moranPermutation([0.1, 0.1, 0.1, 0.1], weights, 9, stream('test'))).toBeNaN();
  const none = tieWeights(fromEdges(4, [], [], null, true), 'adjacency');
  expect(moran([1, 2, 3, 4], none).observed).toBeNaN();
});

test('inverse distances are those of the great circle, and one place counts as 1 km', () => {
  const latitude = Float64Array.of(52.52, 48.86, 48.86);
  const longitude = Float64Array.of(13.4, 2.35, 2.35);
  const weights = distanceWeights(latitude, longitude);
  const berlinParis = 1 / distanceKm(52.52, 13.4, 48.86, 2.35);
  expect(weights.total).toBeCloseTo(2 * (2 * berlinParis + 1), 12);
  expect(weights.towards(0, Float64Array.of(5, 1, 0))).toBeCloseTo(2 * berlinParis, 12);
});

test('weights of many places, which are not kept, are those of few', () => {
  const count = 2001;
  const [latitude, longitude] = [0, 1].map(() => Float64Array.from({ length: count }, () => 10 * next()));
  const many = distanceWeights(latitude, longitude);
  const z = Float64Array.from({ length: count }, next);
  let sum = 0;
  for (let j = 1; j < count; j++) {
    const km = distanceKm(latitude[0], longitude[0], latitude[j], longitude[j]);
    sum += (2 * z[j]) / Math.max(km, 1);
  }
  expect(many.towards(0, z) / sum).toBeCloseTo(1, 10);
});

test('neighbours that are alike are seen: p is as small as 99 orders allow', () => {
  const ring = fromEdges(
    40,
    Array.from({ length: 40 }, (_, i) => i),
    Array.from({ length: 40 }, (_, i) => (i + 1) % 40),
    null,
    false,
  );
  const x = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0));
  const weights = tieWeights(ring, 'rowStandardised');
  expect(moranPermutation(x, weights, 99, stream('test'))).toBe(0.01);
  expect(moranPermutation(x, weights, 99, stream('test'))).toBe(
    moranPermutation(x, weights, 99, stream('test')),
  );
  expect(moran(x, weights).z).toBeGreaterThan(4);
});

test('p is the share of orders at least as far from the expectation', () => {
  // Of the 6 orders of 1, 1, 0, 0 on a path by I: 1/3 (2), -1 (2: alternating), -1/3 (2: both ends or both middle).
  // From -1/3 the observed 1/3 is 2/3 away, as is -1; p tends to 4/6.
  const p = moranPermutation([1, 1, 0, 0], tieWeights(path, 'adjacency'), 20_000, stream('test'));
  expect(p).toBeCloseTo(4 / 6, 1.7);
});
