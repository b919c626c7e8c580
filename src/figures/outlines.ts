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

interface Frame {
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
  { width, height }: Frame,
  places: readonly Point[],
  { tolerance = 0.3, coarse = false } = {},
): Outline[] {
  const degrees = tolerance / projection.scale() / (Math.PI / 180);
  const thinned = thin(topology, degrees);
  const collection = thinned.objects[object] as GeometryCollection;
  const found: Outline[] = [];
  for (const { geometry } of feature(thinned, collection).features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
    const kept = (polygons as Point[][][]).filter((rings) => shows(rings[0], projection, { width, height }, coarse));
    if (kept.length === 0) continue;
    const own = places.some((place) => (polygons as Point[][][]).some((rings) => inside(place, rings[0])));
    found.push({ type: 'Feature', properties: { own }, geometry: { type: 'MultiPolygon', coordinates: kept } });
  }
  return found;
}

/** Arcs as absolute, rounded coordinates, without points nearer than `degrees` to the last kept; ends stay. */
function thin(topology: Topology, degrees: number): Topology {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] };
  const nearest = degrees * degrees;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points: Point[] = arc.map(([dx, dy]) => {
      x = topology.transform ? x + dx : dx;
      y = topology.transform ? y + dy : dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    const kept: Point[] = [points[0]];
    for (let i = 1; i < points.length; i++) {
      const [longitude, latitude] = points[i];
      const [fromLongitude, fromLatitude] = kept[kept.length - 1];
      const across = (longitude - fromLongitude) * Math.cos((latitude * Math.PI) / 180);
      const up = latitude - fromLatitude;
      if (i === points.length - 1 || across * across + up * up > nearest) kept.push(points[i]);
    }
    return kept.map(([longitude, latitude]) => [Number(longitude.toFixed(3)), Number(latitude.toFixed(3))]);
  });
  const { transform: _transform, ...rest } = topology;
  return { ...rest, arcs };
}

/** Does a ring lie in the frame, and is it large enough to print? Tiny rings could also turn inside out when rounded. */
function shows(ring: Point[], projection: GeoProjection, { width, height }: Frame, coarse: boolean): boolean {
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
  if (right < 0 || left > width || bottom < 0 || top > height) return false;
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
