/** Whether cities lie where their countries are, by the cities of the gazetteer. */
import type { Gazetteer } from './gazetteer.js';

/** Degrees around the cities of a country that its other cities may lie in. */
const MARGIN = 2;

interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

export interface Places {
  readonly ids: readonly string[];
  readonly countries: readonly string[];
  /** Index of each city's country. */
  readonly country: ArrayLike<number>;
  /** Degrees. */
  readonly latitude: ArrayLike<number>;
  readonly longitude: ArrayLike<number>;
}

/** For each country of the gazetteer, the box that its cities lie in. */
function boxesOf({ cities }: Gazetteer): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const { country, latitude, longitude } of cities) {
    const box = boxes.get(country) ?? {
      south: Infinity,
      north: -Infinity,
      west: Infinity,
      east: -Infinity,
    };
    box.south = Math.min(box.south, latitude);
    box.north = Math.max(box.north, latitude);
    box.west = Math.min(box.west, longitude);
    box.east = Math.max(box.east, longitude);
    boxes.set(country, box);
  }
  return boxes;
}

const isInside = ({ south, north, west, east }: Box, latitude: number, longitude: number): boolean =>
  latitude >= south - MARGIN &&
  latitude <= north + MARGIN &&
  longitude >= west - MARGIN &&
  longitude <= east + MARGIN;

/**
 * A note where most cities lie far outside their country; null: they do not, or their countries are not those of the
 * gazetteer. It asks for latitude and longitude that are swapped where swapping would put most of them inside.
 * Cost: one pass over the gazetteer.
 */
export function farFromCountry(places: Places, gazetteer: Gazetteer): string | null {
  const boxes = boxesOf(gazetteer);
  const { ids, countries, country, latitude, longitude } = places;
  let known = 0;
  let swapped = 0;
  const far: string[] = [];
  ids.forEach((id, i) => {
    const box = boxes.get(countries[country[i]]);
    if (!box) return;
    known++;
    if (isInside(box, latitude[i], longitude[i])) return;
    far.push(id);
    if (isInside(box, longitude[i], latitude[i])) swapped++;
  });
  if (far.length <= known / 2) return null;
  const what =
    swapped > far.length / 2
      ? 'are latitude and longitude swapped?'
      : `are they right? (${far.slice(0, 5).join(', ')}${far.length > 5 ? ', …' : ''})`;
  return `the coordinates of ${far.length} of ${known} cities lie far outside their country: ${what}`;
}
