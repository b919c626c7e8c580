/** The cities of a map, before and after they have a place on it. */

export interface MapPlace {
  id: string;
  name: string;
  /** ISO 3166 alpha-2; 'US' for all cities chooses the map of the states. */
  country: string | null;
  /** Degrees; in an abstract map any units. Null: not drawn. */
  latitude: number | null;
  longitude: number | null;
  population: number | null;
}

export interface MapCity extends MapPlace {
  /** Median over replicates; null where fewer than half adopt. */
  medianTime: number | null;
  /** Share of replicates in which the city adopts. */
  shareAdopted: number;
}

/** A city that has coordinates. */
export type Located = MapPlace & { longitude: number; latitude: number };

export const isLocated = <City extends MapPlace>(
  city: City,
): city is City & { longitude: number; latitude: number } =>
  city.longitude !== null &&
  city.latitude !== null &&
  Number.isFinite(city.longitude) &&
  Number.isFinite(city.latitude);

/** A city on the page: in points, within its pane. */
export interface Placed extends Located {
  pane: number;
  x: number;
  y: number;
  radius: number;
}
