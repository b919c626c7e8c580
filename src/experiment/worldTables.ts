/** What was simulated, as tables: cities.csv, ties.csv and memberships.csv. */

import type { Cell } from '../io/csv.js';
import { attributeNames } from '../model/attributes.js';
import type { World } from '../model/world.js';

type Rows = readonly [rows: Iterable<readonly Cell[]>, columns: readonly string[]];

/** One row a city: id, name, place, attributes. */
export function cityRows({ cities }: World): Rows {
  const given = attributeNames.filter((name) => cities.attributes[name] !== undefined);
  // Where no country is known, a column of empty cells could not be read again.
  const inCountries = cities.countries.some((country) => country !== '');
  const columns = [
    'id',
    'name',
    ...(inCountries ? ['country'] : []),
    'region',
    ...(cities.latitude ? ['latitude', 'longitude'] : []),
    ...given,
    ...(cities.threshold ? ['threshold'] : []),
  ];
  function* rows(): Generator<Cell[]> {
    for (let i = 0; i < cities.count; i++) {
      yield [
        cities.ids[i],
        cities.names[i],
        ...(inCountries ? [cities.countries[cities.country[i]]] : []),
        cities.region[i] < 0 ? '' : cities.regions[cities.region[i]],
        ...(cities.latitude ? [cities.latitude[i], cities.longitude![i]] : []),
        ...given.map((name) => cities.attributes[name]![i]),
        ...(cities.threshold ? [cities.threshold[i]] : []),
      ];
    }
  }
  return [rows(), columns];
}

/** One row a tie; where ties are symmetric, each pair once. */
export function tieRows({ cities, ties }: World): Rows {
  const columns = ['source', 'target', 'weight'];
  function* rows(): Generator<Cell[]> {
    if (!ties) return;
    for (let i = 0; i < cities.count; i++) {
      for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) {
        if (ties.symmetric && ties.column[at] < i) continue;
        yield [cities.ids[i], cities.ids[ties.column[at]], ties.weight ? ties.weight[at] : 1];
      }
    }
  }
  return [rows(), columns];
}

/** Memberships that were given: at the start, by founding, or recorded. Joins of a run are in events.csv. */
export function membershipRows({ cities, subjects, initialStage, initialSince, entries }: World): Rows {
  const columns = ['city', 'network', 'from', 'to'];
  function* rows(): Generator<Cell[]> {
    for (const [s, { id, network }] of subjects.entries()) {
      if (!network) continue;
      const left = entries.filter(({ subject, to }) => subject === s && to === 0);
      const until = (city: number, from: number): number | null =>
        left.find((entry) => entry.city === city && entry.time > from)?.time ?? null;
      for (let i = 0; i < cities.count; i++) {
        if (initialStage[s * cities.count + i] === 0) continue;
        const from = initialSince?.[s * cities.count + i] ?? Number.NaN;
        yield [cities.ids[i], id, Number.isFinite(from) ? from : null, until(i, -Infinity)];
      }
      for (const { time, city, subject, to } of entries) {
        if (subject === s && to > 0) yield [cities.ids[city], id, time, until(city, time)];
      }
    }
  }
  return [rows(), columns];
}
