import type { GeoProjection } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Country outlines of the world and state outlines of the US, as world-atlas and us-atlas ship them. */
export interface Atlas {
  /** world-atlas countries-50m. */
  countries: Topology;
  /** us-atlas states-10m; without it the US is drawn from `countries`. */
  states?: Topology;
}

type Point = [number, number];
export type Outline = {
  type: 'Feature';
  properties: { own: boolean };
  geometry: { type: 'MultiPolygon'; coordinates: Point[][][] };
};

export interface Frame {
  left?: number;
  top?: number;
  width: number;
  height: number;
}

/**
 * The outlines that show in a frame, small enough for a figure: line after line shared borders are thinned to `tolerance`
 * points of print (borders stay common), polygons outside the frame and islands too small to print are dropped, and
 * coordinates keep three decimals (100 m). `own` marks the areas that hold one of `places`; the others are background.
 */
export function outlines(
  topology: Topology,
  object: string,
  projection: GeoProjection,
  frame: Frame,
  places: readonly Point[],
  { tolerance = 0.3, coarse = false } = {},
): Outline[] {
  const degrees = tolerance / projection.scale() / (Math.PI / 180);
  const thinned = thin(topology, degrees, near(projection, frame));
  const collection = thinned.objects[object] as GeometryCollection;
  const found: Outline[] = [];
  for (const { geometry } of feature(thinned, collection).features) {
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    const kept = (polygons as Point[][][]).filter((rings) => shows(rings[0], projection, frame, coarse));
    if (kept.length === 0) continue;
    const own = places.some((place) => kept.some((rings) => inside(place, rings[0])));
    found.push({
      type: 'Feature',
      properties: { own },
      geometry: { type: 'MultiPolygon', coordinates: kept },
    });
  }
  return found;
}

/** Longitudes and latitudes that the frame can show, with a margin; everything where the frame shows a pole or the date line. */
function near(
  projection: GeoProjection,
  { left = 0, top = 0, width, height }: Frame,
): (longitude: number, latitude: number) => boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 10; i++) {
    for (let j = 0; j <= 10; j++) {
      const at = projection.invert?.([left + (width * i) / 10, top + (height * j) / 10]);
      if (at == null || !Number.isFinite(at[0])) return () => true;
      west = Math.min(west, at[0]);
      east = Math.max(east, at[0]);
      south = Math.min(south, at[1]);
      north = Math.max(north, at[1]);
    }
  }
  if (east - west > 170 || north > 80 || south < -80) return () => true;
  const [across, up] = [(east - west) * 0.1, (north - south) * 0.1];
  return (longitude, latitude) =>
    longitude > west - across && longitude < east + across && latitude > south - up && latitude < north + up;
}

/**
 * Arcs as absolute, rounded coordinates, without points nearer than `degrees` to the last kept, thirty times as far where
 * nothing shows; ends stay.
 */
function thin(
  topology: Topology,
  degrees: number,
  shown: (longitude: number, latitude: number) => boolean,
): Topology {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] };
  const nearest = degrees * degrees;
  const decimals = degrees > 0.02 ? 100 : 1000;
  const rounded = ([longitude, latitude]: Point): Point => [
    Math.round(longitude * decimals) / decimals,
    Math.round(latitude * decimals) / decimals,
  ];
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const kept: Point[] = [];
    arc.forEach(([dx, dy], i) => {
      x = topology.transform ? x + dx : dx;
      y = topology.transform ? y + dy : dy;
      const point: Point = [x * scale[0] + translate[0], y * scale[1] + translate[1]];
      if (i === 0 || i === arc.length - 1) {
        kept.push(point);
        return;
      }
      const [fromLongitude, fromLatitude] = kept[kept.length - 1];
      const across = (point[0] - fromLongitude) * Math.cos((point[1] * Math.PI) / 180);
      const up = point[1] - fromLatitude;
      if (across * across + up * up > (shown(point[0], point[1]) ? nearest : 900 * nearest)) kept.push(point);
    });
    return kept.map(rounded);
  });
  const { transform: _transform, ...rest } = topology;
  return { ...rest, arcs };
}

/** Does a ring lie in the frame, and is it large enough to print? Tiny rings could also turn inside out when rounded. */
function shows(
  ring: Point[],
  projection: GeoProjection,
  { left: x = 0, top: y = 0, width, height }: Frame,
  coarse: boolean,
): boolean {
  if (ring.length < 4) return false;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  let area = 0;
  let previous: [number, number] | null = null;
  for (const point of ring) {
    const at = projection(point);
    if (at === null || Number.isNaN(at[0])) continue;
    left = Math.min(left, at[0]);
    right = Math.max(right, at[0]);
    top = Math.min(top, at[1]);
    bottom = Math.max(bottom, at[1]);
    if (previous !== null) area += previous[0] * at[1] - at[0] * previous[1];
    previous = at;
  }
  if (right < x || left > x + width || bottom < y || top > y + height) return false;
  return Math.abs(area) / 2 > (coarse ? 0.6 : 0.25);
}

/** Even-odd rule on longitude and latitude; places are far from the poles and the date line. */
function inside([x, y]: Point, ring: Point[]): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
