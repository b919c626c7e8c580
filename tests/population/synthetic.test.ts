import { mean } from 'simple-statistics';
import { expect, test } from 'vitest';
import { syntheticCities } from '../../src/population/synthetic.js';

test('city k is the same city whatever their number', () => {
  const few = syntheticCities({ count: 50, countries: { A: 0.5, B: 0.5 } }, 's');
  const many = syntheticCities({ count: 5000, countries: { A: 0.5, B: 0.5 } }, 's');
  expect(few.ids[0]).toBe('c0000001');
  expect(many.ids.slice(0, 50)).toEqual(few.ids);
  expect(many.latitude?.slice(0, 50)).toEqual(few.latitude);
  expect(many.country.slice(0, 50)).toEqual(few.country);
  expect(many.attributes.population?.slice(0, 50)).toEqual(few.attributes.population);
});

test('countries have their shares, and places fill the box', () => {
  const cities = syntheticCities({ count: 20000, countries: { A: 0.2, B: 0.5, C: 0.3 } }, 's');
  const share = (k: number) => cities.country.filter((country) => country === k).length / 20000;
  expect(share(0)).toBeCloseTo(0.2, 1.7);
  expect(share(1)).toBeCloseTo(0.5, 1.7);
  for (const place of [cities.latitude, cities.longitude]) {
    const values = Array.from(place as Float64Array);
    expect(Math.abs(mean(values))).toBeLessThan(0.1);
    expect(mean(values.map((value) => value * value))).toBeCloseTo(25 / 3, 0);
    expect(values.every((value) => value > -5 && value <= 5)).toBe(true);
  }
});

test('a share is drawn apart from the rest: attributes do not depend on the countries', () => {
  const one = syntheticCities({ count: 100 }, 7);
  const two = syntheticCities({ count: 100, countries: { A: 0.1, B: 0.9 } }, 7);
  expect(two.attributes).toEqual(one.attributes);
  expect(one.countries).toEqual(['A']);
});

test('population can be correlated with other attributes, and follows another margin', () => {
  const cities = syntheticCities(
    {
      count: 5000,
      margins: { population: { pareto: [20000, 1] }, immigrantShare: { beta: [2, 16] } },
      correlations: { 'population,immigrantShare': 0.9 },
    },
    7,
  );
  const population = cities.attributes.population as Float64Array;
  // Zipf: a tenth of the cities are above ten times the minimum.
  expect(population.filter((value) => value > 200000).length / 5000).toBeCloseTo(0.1, 1.5);
  const large = Array.from(cities.attributes.immigrantShare as Float64Array).filter(
    (_, i) => population[i] > 40000,
  );
  expect(mean(large)).toBeGreaterThan(0.14);
});

test('impossible numbers and shares are refused', () => {
  expect(() => syntheticCities({ count: 0 }, 1)).toThrow('not 0');
  expect(() => syntheticCities({ count: 5, countries: { A: 0.5, B: 0.6 } }, 1)).toThrow('sum to 1.1');
  expect(() => syntheticCities({ count: 5, countries: { A: -1, B: 2 } }, 1)).toThrow('share of country A');
});
