/** Where a map lies: projection, frame and insets, chosen by where its cities are. */
import { type GeoProjection, geoAlbers, geoAlbersUsa, geoAzimuthalEqualArea, geoEqualEarth } from 'd3-geo';
import type { Spec } from './figure.js';
import { round } from './layout.js';
import type { Located, Placed } from './mapCity.js';
import { type Atlas, type Frame, type Outline, outlines } from './outlines.js';
import { LEADING, wrapText } from './textMetrics.js';
import { TYPE } from './theme.js';

export interface Pane {
  projection: GeoProjection;
  /** Vega-Lite's words for the same projection. */
  spec: Spec;
  frame: Required<Frame>;
  /** Cities drawn here; absent: all. */
  cities?: ReadonlySet<Located>;
  /** What an inset is called. */
  name?: string[];
}

/** A stage is what cities are drawn on: projection, frame, and height for a width. */
export interface Stage {
  kind: 'abstract' | 'us' | 'world' | 'region';
  /** The map, and an inset for cities far off; none in an abstract map. */
  panes: Pane[];
  height: number;
  position: (city: Located) => [number, number];
}

/** Chooses projection and frame. Everything is in points, the map as wide as the figure. */
export function stageOf(cities: readonly Located[], width: number, atlas: Atlas | null): Stage {
  if (atlas === null) return abstractStage(cities, width);
  if (atlas.states !== undefined && cities.every(({ country }) => country === 'US'))
    return usStage(cities, width);
  const { length, reach } = middle(cities);
  return length < 0.2 || reach > 50 ? worldStage(width) : regionStage(cities, width);
}

/** Height of a map at most, so that its caption still fits on the page. */
const TALLEST = 420;
const RADIAN = Math.PI / 180;

/** The middle of the cities on the sphere, how much they agree on it (0–1), and how far each lies from it (degrees). */
function middle(cities: readonly Located[]) {
  let [sx, sy, sz] = [0, 0, 0];
  const vectors = cities.map(({ longitude, latitude }) => {
    const across = Math.cos(latitude * RADIAN);
    return [
      across * Math.cos(longitude * RADIAN),
      across * Math.sin(longitude * RADIAN),
      Math.sin(latitude * RADIAN),
    ];
  });
  for (const [x, y, z] of vectors) {
    sx += x;
    sy += y;
    sz += z;
  }
  const length = Math.hypot(sx, sy, sz) || 1;
  const distances = vectors.map(
    ([x, y, z]) => Math.acos(Math.min(1, Math.max(-1, (sx * x + sy * y + sz * z) / length))) / RADIAN,
  );
  return {
    longitude: round(Math.atan2(sy, sx) / RADIAN),
    latitude: round(Math.asin(sz / length) / RADIAN),
    length: length / cities.length,
    distances,
    reach: Math.max(...distances),
  };
}

/** Azimuthal equal-area around the cities, and their extent in it at scale 1. */
function around(cities: readonly Located[]) {
  const { longitude, latitude } = middle(cities);
  const rotate: [number, number, number] = [-longitude, -latitude, 0];
  const projection = geoAzimuthalEqualArea().rotate(rotate).scale(1).translate([0, 0]);
  const points = cities.map((city) => projection([city.longitude, city.latitude])!);
  const range = (i: 0 | 1) => [Math.min(...points.map((p) => p[i])), Math.max(...points.map((p) => p[i]))];
  return { projection, rotate, x: range(0), y: range(1) };
}

/** A pane that shows the extent in the middle of its frame. */
function paneOf(
  { projection, rotate, x, y }: ReturnType<typeof around>,
  scale: number,
  frame: Required<Frame>,
): Pane {
  const translate: [number, number] = [
    round(frame.left + frame.width / 2 - (scale * (x[0] + x[1])) / 2),
    round(frame.top + frame.height / 2 - (scale * (y[0] + y[1])) / 2),
  ];
  projection.scale(scale).translate(translate);
  const clipExtent = [
    [round(frame.left), round(frame.top)],
    [round(frame.left + frame.width), round(frame.top + frame.height)],
  ];
  return { projection, frame, spec: { type: 'azimuthalEqualArea', rotate, scale, translate, clipExtent } };
}

/**
 * A region, and an inset of the same scale for a few cities far from all others (the Canaries on a map of Europe), where
 * that enlarges the rest by a tenth or more and a corner is free.
 */
function regionStage(cities: readonly Located[], width: number): Stage {
  const margin = width * 0.07;
  const fitted = (some: readonly Located[]) => {
    const extent = around(some);
    // One city alone shows some 500 km around it, several at least 60 km.
    const least = some.length === 1 ? 0.08 : 0.01;
    const dx = Math.max(extent.x[1] - extent.x[0], least);
    const dy = Math.max(extent.y[1] - extent.y[0], 0.6 * least);
    const height = round(
      Math.min(TALLEST, Math.max(width * 0.5, ((width - 2 * margin) * dy) / dx + 2 * margin)),
    );
    return { extent, height, scale: round(Math.min((width - 2 * margin) / dx, (height - 2 * margin) / dy)) };
  };
  const all = fitted(cities);
  const whole = (): Stage =>
    stageWith([paneOf(all.extent, all.scale, { left: 0, top: 0, width, height: all.height })], all.height);
  const stageWith = (panes: Pane[], height: number): Stage => ({
    kind: 'region',
    panes,
    height,
    position: (city) => {
      const pane = panes.find(({ cities: own }) => own === undefined || own.has(city))!;
      return pane.projection([city.longitude, city.latitude])! as [number, number];
    },
  });

  const { distances } = middle(cities);
  const farthest = [...cities.keys()].sort((a, b) => distances[b] - distances[a]);
  for (let k = 1; k <= Math.min(8, cities.length * 0.05); k++) {
    const far = farthest.slice(0, k).map((i) => cities[i]);
    const core = farthest.slice(k).map((i) => cities[i]);
    const main = fitted(core);
    if (main.scale < 1.1 * all.scale) continue;
    const inset = around(far);
    const insetWidth = round(Math.max((inset.x[1] - inset.x[0]) * main.scale + 30, 56));
    const name = insetName(far, insetWidth);
    const insetHeight = round((inset.y[1] - inset.y[0]) * main.scale + 20 + name.height);
    if (insetWidth > width * 0.36 || insetHeight > main.height * 0.3) continue;
    const pane = paneOf(main.extent, main.scale, { left: 0, top: 0, width, height: main.height });
    pane.cities = new Set(core);
    const points = core.map((city) => pane.projection([city.longitude, city.latitude])!);
    const lefts = [0.25, round(width - insetWidth - 0.25)];
    const tops = [round(main.height - insetHeight - 0.25), 0.25];
    for (const top of tops) {
      for (const left of lefts) {
        const frame = { left, top, width: insetWidth, height: insetHeight };
        const free = points.every(
          ([x, y]) => x < left - 6 || x > left + insetWidth + 6 || y < top - 6 || y > top + insetHeight + 6,
        );
        if (!free) continue;
        // The name stands at the top, the cities in the middle of the rest.
        const second = paneOf(inset, main.scale, {
          ...frame,
          top: top + name.height,
          height: insetHeight - name.height,
        });
        second.spec.clipExtent = [
          [left, top],
          [round(left + insetWidth), round(top + insetHeight)],
        ];
        second.frame = frame;
        second.name = name.lines;
        second.cities = new Set(far);
        return stageWith([pane, second], main.height);
      }
    }
  }
  return whole();
}

/** An inset without a name could be anywhere: it bears that of its largest city. */
function insetName(cities: readonly Located[], width: number): { lines: string[]; height: number } {
  const [largest] = [...cities].sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const lines = wrapText(largest.name, width - 8, TYPE.small);
  return { lines, height: lines.length * TYPE.small * LEADING + 1 };
}

const wholeFrame = (width: number, height: number): Required<Frame> => ({ left: 0, top: 0, width, height });

function usStage(cities: readonly Located[], width: number): Stage {
  const contiguous = cities.every(
    ({ longitude, latitude }) => latitude > 24 && latitude < 50 && longitude > -126 && longitude < -66,
  );
  const projection = contiguous ? geoAlbers() : geoAlbersUsa();
  const type = contiguous ? 'albers' : 'albersUsa';
  // d3's Albers fills 975 x 610 at scale 1300 (contiguous states: -5 % for the margin).
  const height = round(width * 0.64);
  const scale = round((1300 * width * 0.985) / 975);
  const translate: [number, number] = [round(width / 2), round(height / 2)];
  projection.scale(scale).translate(translate);
  return {
    kind: 'us',
    panes: [
      {
        projection: projection as GeoProjection,
        spec: { type, scale, translate },
        frame: wholeFrame(width, height),
      },
    ],
    height,
    // A place outside the composite's insets (Guam, say) has no position; it goes to the corner nearest the Pacific.
    position: ({ longitude, latitude }) =>
      (projection([longitude, latitude]) ?? [4, height - 4]) as [number, number],
  };
}

function worldStage(width: number): Stage {
  const projection = geoEqualEarth().scale(1).translate([0, 0]).rotate([-11, 0]);
  const right = projection([190.99, 0])![0];
  const scale = round((width * 0.5) / right);
  const top = projection([11, 79])![1] * scale;
  const bottom = projection([11, -57])![1] * scale;
  const height = round(bottom - top);
  const translate: [number, number] = [round(width / 2), round(-top)];
  projection.scale(scale).translate(translate);
  return {
    kind: 'world',
    panes: [
      {
        projection,
        spec: {
          type: 'equalEarth',
          rotate: [-11, 0, 0],
          scale,
          translate,
          clipExtent: [
            [0, 0],
            [round(width), height],
          ],
        },
        frame: wholeFrame(width, height),
      },
    ],
    height,
    position: ({ longitude, latitude }) => projection([longitude, latitude])! as [number, number],
  };
}

function abstractStage(cities: readonly Located[], width: number): Stage {
  const range = (values: number[]) => [Math.min(...values), Math.max(...values)];
  const [x0, x1] = range(cities.map(({ longitude }) => longitude));
  const [y0, y1] = range(cities.map(({ latitude }) => latitude));
  const margin = width * 0.06;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const ratio = dx > 0 && dy > 0 ? Math.min(1, Math.max(0.55, dy / dx)) : 0.62;
  const height = round(width * ratio);
  const scale = Math.min(
    dx > 0 ? (width - 2 * margin) / dx : Infinity,
    dy > 0 ? (height - 2 * margin) / dy : Infinity,
  );
  const factor = Number.isFinite(scale) ? scale : 1;
  return {
    kind: 'abstract',
    panes: [],
    height,
    position: ({ longitude, latitude }) => [
      width / 2 + (longitude - (x0 + x1) / 2) * factor,
      height / 2 - (latitude - (y0 + y1) / 2) * factor,
    ],
  };
}

/** Areas are the cities' own where one of the five largest cities of each country, or any city of the US, lies in them. */
export function shapesOf(
  kind: Stage['kind'],
  { projection, frame }: Pane,
  atlas: Atlas,
  cities: readonly Placed[],
  /** Points of print that outlines are thinned to; default: those of outlines.ts. */
  tolerance?: number,
): Outline[] {
  const thinned = tolerance === undefined ? {} : { tolerance };
  const byCountry = new Map<string | null, Placed[]>();
  for (const city of [...cities].sort((a, b) => (b.population ?? 0) - (a.population ?? 0))) {
    const fellows = byCountry.get(city.country) ?? [];
    if (fellows.length < 5) byCountry.set(city.country, [...fellows, city]);
  }
  const places = (kind === 'us' ? cities : [...byCountry.values()].flat()).map(
    ({ longitude, latitude }): [number, number] => [longitude, latitude],
  );
  if (kind === 'us') return outlines(atlas.states!, 'states', projection, frame, places, thinned).map(asOwn);
  const found = outlines(atlas.countries, 'countries', projection, frame, places, {
    ...thinned,
    coarse: kind === 'world' || tolerance !== undefined,
  });
  return kind === 'world' ? found.map(asOwn) : found;
}

const asOwn = (outline: Outline): Outline => ({ ...outline, properties: { own: true } });
