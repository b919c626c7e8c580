/** How a text names a city: its id, or CC/Name. */
export interface CityLookup {
  /** Index of the city, or -1. */
  find(text: string): number;
  /** For the nearest id in messages. */
  readonly ids: readonly string[];
  /** What a message says was expected; left out: EXPECTED_CITY. */
  readonly expected?: string;
}

export const EXPECTED_CITY = 'the id of a city, or CC/Name';

/**
 * A CityLookup over columns of N cities: by id first, then by CC/Name, the most populous of that name (the
 * first of equals, and where populations are not given).
 */
export function cityLookup(cities: {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly countries: readonly string[];
  readonly country: ArrayLike<number>;
  readonly attributes: { readonly population?: ArrayLike<number> };
}): CityLookup {
  const { ids, names, countries, country } = cities;
  const population = cities.attributes.population;
  const byId = new Map(ids.map((id, i) => [id, i]));
  const byName = new Map<string, number>();
  names.forEach((name, i) => {
    const key = `${countries[country[i]]}/${name}`;
    const other = byName.get(key);
    if (other === undefined || (population && population[i] > population[other])) byName.set(key, i);
  });
  return { ids, find: (text) => byId.get(text) ?? byName.get(text) ?? -1 };
}
