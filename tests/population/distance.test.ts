import { expect, test } from 'vitest';
import { arcKm, asin, distanceKm, EARTH_RADIUS_KM, unitVectors } from '../../src/population/distance.js';

test('the arc sine agrees with the engine to 1e-15', () => {
  for (let k = -1000; k <= 1000; k++)
    expect(Math.abs(asin(k / 1000) - Math.asin(k / 1000))).toBeLessThan(1e-15);
  expect(asin(1)).toBe(Math.PI / 2);
  expect(asin(-1)).toBe(-Math.PI / 2);
  expect(asin(1e-9)).toBe(1e-9);
  expect(asin(1.1)).toBeNaN();
});

test('distances with a closed form come out', () => {
  const quarter = (Math.PI / 2) * EARTH_RADIUS_KM;
  expect(distanceKm(0, 0, 0, 90)).toBeCloseTo(quarter, 8);
  expect(distanceKm(0, 0, 90, 17)).toBeCloseTo(quarter, 8);
  expect(distanceKm(0, 0, 0, 180)).toBeCloseTo(2 * quarter, 3);
  expect(distanceKm(48, 11, 48, 11)).toBe(0);
  // One degree of longitude at 60° north is cos 60° = half of one at the equator, but for the arc's bend.
  expect(distanceKm(60, 0, 60, 1) / distanceKm(0, 0, 0, 1)).toBeCloseTo(0.5, 4);
  // One metre is one metre.
  expect(distanceKm(52, 13, 52 + 1 / 111195.0797, 13)).toBeCloseTo(0.001, 8);
});

test('Berlin is 878 km from Paris and New York 5,570 km from London', () => {
  expect(distanceKm(52.52437, 13.41053, 48.85341, 2.3488)).toBeCloseTo(878, -1);
  expect(distanceKm(51.50853, -0.12574, 40.71427, -74.00597)).toBeCloseTo(5570, -1.3);
});

test('unit vectors have length 1 and give the same distance, both ways', () => {
  const v = unitVectors(Float64Array.of(52.5, -33.9), Float64Array.of(13.4, 151.2));
  expect(Math.hypot(v[0], v[1], v[2])).toBeCloseTo(1, 15);
  const q = (v[0] - v[3]) ** 2 + (v[1] - v[4]) ** 2 + (v[2] - v[5]) ** 2;
  expect(arcKm(q)).toBeCloseTo(distanceKm(52.5, 13.4, -33.9, 151.2), 8);
  expect(distanceKm(52.5, 13.4, -33.9, 151.2)).toBe(distanceKm(-33.9, 151.2, 52.5, 13.4));
});
