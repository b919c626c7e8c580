/**
 * The same country with half or twice as many cities: what a pattern states per eligible city must not hang on their
 * number. Each city of the gazetteer stands twice, the second a little to the north, or every second one in the order
 * of population stands at all; attributes and ties are drawn for the cities that there are.
 */
import { cityKeys } from '../model/random.js';
import type { Cities } from '../model/world.js';
import type { Inputs } from '../scenario/build/inputs.js';
import type { Scenario } from '../scenario/schema.js';

/** Degrees between a city and its double: about 5 km. */
const APART = 0.05;

/** Inputs with factor times the cities, and as many founders where a network is founded by the first of a kind. */
export function scaled(inputs: Inputs, factor: number): Inputs {
  if (factor === 1) return inputs;
  const { scenario, cities } = inputs;
  const { synthetic } = scenario.cities;
  const networks: Scenario['networks'] = Object.fromEntries(
    Object.entries(scenario.networks).map(([id, network]) => [
      id,
      'take' in network.founders
        ? { ...network, founders: { ...network.founders, take: Math.round(factor * network.founders.take) } }
        : network,
    ]),
  );
  return {
    ...inputs,
    scenario: {
      ...scenario,
      networks,
      cities: {
        ...scenario.cities,
        synthetic: synthetic && { ...synthetic, count: Math.round(factor * synthetic.count) },
      },
    },
    cities: cities && scaledCities(cities, factor),
  };
}

function scaledCities(cities: Cities, factor: number): Cities {
  const { count } = cities;
  const rows: { city: number; copy: number }[] = [];
  for (let city = 0; city < count; city++) {
    const copies = Math.floor((city + 1) * factor + 1e-9) - Math.floor(city * factor + 1e-9);
    for (let copy = 0; copy < copies; copy++) rows.push({ city, copy });
  }
  const ids = rows.map(({ city, copy }) =>
    copy === 0 ? cities.ids[city] : `${cities.ids[city]}-${copy + 1}`,
  );
  const column = (values: Float64Array, move = 0): Float64Array =>
    Float64Array.from(rows, ({ city, copy }) => values[city] + copy * move);
  const places = (values: Int32Array): Int32Array => Int32Array.from(rows, ({ city }) => values[city]);
  return {
    ...cities,
    count: rows.length,
    ids,
    names: rows.map(({ city }) => cities.names[city]),
    keys: cityKeys(ids),
    country: places(cities.country),
    region: places(cities.region),
    latitude: cities.latitude && column(cities.latitude, APART),
    longitude: cities.longitude && column(cities.longitude),
    attributes: Object.fromEntries(
      Object.entries(cities.attributes).map(([name, values]) => [name, column(values)]),
    ),
    threshold: cities.threshold && column(cities.threshold),
  };
}
