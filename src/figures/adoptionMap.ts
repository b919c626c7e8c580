import { type GeoProjection, geoAlbers, geoAlbersUsa, geoAzimuthalEqualArea, geoEqualEarth } from 'd3-geo';
import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { type Atlas, type Frame, type Outline, outlines } from './outlines.js';
import {
  ASCENT,
  type Box,
  CAP_HEIGHT,
  LEADING,
  measureText,
  overlaps,
  textBox,
  wrapText,
} from './textMetrics.js';
import { CONFIG, HAIRLINE, INK, LAND, pointsOf, SCHEMA, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';

export interface MapCity {
  id: string;
  name: string;
  /** ISO 3166 alpha-2; 'US' for all cities chooses the map of the states. */
  country: string | null;
  /** Degrees; in an abstract map any units. Null: not drawn. */
  latitude: number | null;
  longitude: number | null;
  population: number | null;
  /** Median over replicates; null where fewer than half adopt. */
  medianTime: number | null;
  /** Share of replicates in which the city adopts. */
  shareAdopted: number;
}

export interface AdoptionMapInput {
  cities: readonly MapCity[];
  subject: string;
  label: string;
  stage?: 'declared' | 'implemented' | 'joined';
  /** [start, end] of the colours, the same for maps to be compared; from the data if absent. */
  timeRange?: readonly [number, number];
  replicates?: number;
  name?: string;
  title?: string;
  /** Says what the colours show; made from `label` if absent. */
  measure?: string;
  /** How many cities are named at most. */
  labelled?: number;
  widthMm?: number;
}

interface Placed extends Located {
  pane: number;
  x: number;
  y: number;
  radius: number;
}

type Located = MapCity & { longitude: number; latitude: number };

interface Pane {
  projection: GeoProjection;
  /** Vega-Lite's words for the same projection. */
  spec: Spec;
  frame: Required<Frame>;
  /** Cities drawn here; absent: all. */
  cities?: ReadonlySet<Located>;
  /** What an inset is called. */
  name?: string[];
}

interface Stage {
  kind: 'abstract' | 'us' | 'world' | 'region';
  /** The map, and an inset for cities far off; none in an abstract map. */
  panes: Pane[];
  height: number;
  position: (city: Located) => [number, number];
}

const year = (time: number): string =>
  Number.isInteger(time) ? String(time) : String(Number(time.toFixed(2)));
const short = (population: number): string =>
  population >= 1e6
    ? `${Number((population / 1e6).toPrecision(2))}M`
    : population >= 1000
      ? `${Math.round(population / 1000)}k`
      : String(population);
const whole = (value: number): string => value.toLocaleString('en-GB');

/**
 * When the cities adopt: circles as large as their population, coloured by the median time over replicates, dark = early;
 * hollow where they adopt in fewer than half of the replicates. The map is chosen by where the cities lie: the US with
 * its states (Albers), the world (Equal Earth), or a region (azimuthal equal-area around the cities). Without an atlas,
 * places are abstract and drawn in an empty frame. Returns null where no city has coordinates.
 */
export function adoptionMap(input: AdoptionMapInput, atlas: Atlas | null): Figure | null {
  const { label, name = 'adoption-map', stage = 'declared', widthMm = SINGLE_COLUMN_MM, replicates } = input;
  const located = input.cities.filter(
    (city): city is Located =>
      city.longitude !== null &&
      city.latitude !== null &&
      Number.isFinite(city.longitude) &&
      Number.isFinite(city.latitude),
  );
  if (located.length === 0) return null;
  const width = pointsOf(widthMm);
  const map = stageOf(located, width, atlas);
  const { height } = map;

  // Circles: area in proportion to population, large ones first so that small ones lie on top.
  const largest = Math.max(1, ...located.map(({ population }) => population ?? 0));
  const known = located.some(({ population }) => (population ?? 0) > 0);
  const crowding = Math.min(1, Math.sqrt(120 / located.length) + 0.25);
  const maxRadius = known
    ? Math.min(11, width * 0.032) * Math.max(0.62, crowding) * (map.kind === 'world' ? 0.75 : 1)
    : 2.4;
  const minRadius = Math.min(maxRadius, located.length > 600 ? 0.8 : 1.15);
  const radiusOf = (population: number) => Math.max(minRadius, maxRadius * Math.sqrt(population / largest));
  const placed: Placed[] = located.map((city) => {
    const [x, y] = map.position(city);
    const pane = map.panes.findIndex(({ cities }) => cities === undefined || cities.has(city));
    return { ...city, pane, x, y, radius: known ? radiusOf(city.population ?? 0) : maxRadius };
  });
  placed.sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const adopts = (city: MapCity) => city.medianTime !== null && city.shareAdopted >= 0.5;
  const adopters = placed.filter(adopts);

  // Classes of time on round numbers.
  const times = adopters.map(({ medianTime }) => medianTime!);
  const first = times.length > 0 ? Math.floor(Math.min(...times)) : 0;
  const [start, end] = input.timeRange ?? [first, Math.max(first + 1, Math.ceil(Math.max(first, ...times)))];
  const limits = classLimits(start, end);

  const layers: Spec[] = [];
  map.panes.forEach((pane, i) => {
    const { left, top, width: across, height: up } = pane.frame;
    const corners = { px: left, py: top, px2: round(left + across), py2: round(top + up) };
    if (i > 0) layers.push(frameLayer(corners, { fill: INK.paper, strokeWidth: 0 }));
    layers.push({
      projection: pane.spec,
      data: { values: shapesOf(map.kind, pane, atlas!, placed) },
      mark: { type: 'geoshape', stroke: LAND.border, strokeWidth: 0.5, strokeJoin: 'round', clip: false },
      encoding: {
        fill: { condition: { test: 'datum.properties.own', value: LAND.own }, value: LAND.other },
      },
    });
    if (i > 0) layers.push(frameLayer(corners, { fill: null, stroke: INK.axis, strokeWidth: HAIRLINE }));
  });
  if (map.kind === 'abstract') {
    layers.push(
      frameLayer({ px: 0, py: 0, px2: round(width), py2: height }, { fill: LAND.other, strokeWidth: 0 }),
    );
  }
  const size: Spec = known
    ? {
        field: 'shownPopulation',
        type: 'quantitative',
        scale: {
          domain: [0, largest],
          range: [0, round(Math.PI * maxRadius * maxRadius)],
          zero: true,
          nice: false,
        },
      }
    : { value: round(Math.PI * maxRadius * maxRadius) };
  const least = Math.ceil(largest * (minRadius / maxRadius) ** 2);
  const shown = known ? [{ calculate: `max(datum.population, ${least})`, as: 'shownPopulation' }] : [];
  // Map and legend share this scale.
  const byTime: Spec = {
    field: 'medianTime',
    type: 'quantitative',
    scale: { type: 'threshold', domain: limits.slice(1, -1), range: sequence(limits.length - 1) },
  };
  const circle = (adopting: 'yes' | 'no', mark: Spec, encoding: Spec) => {
    const shape = { type: 'point', shape: 'circle', filled: true, opacity: 1, clip: false, ...mark };
    const filter = `datum.adopts === '${adopting}'`;
    if (map.panes.length === 0) {
      layers.push({
        transform: [{ filter }],
        mark: shape,
        encoding: { x: pixel('x'), y: pixel('y'), size, ...encoding },
      });
    }
    map.panes.forEach((pane, i) => {
      layers.push({
        projection: pane.spec,
        transform: [{ filter: map.panes.length > 1 ? `${filter} && datum.pane === ${i}` : filter }],
        mark: shape,
        encoding: {
          longitude: { field: 'longitude', type: 'quantitative' },
          latitude: { field: 'latitude', type: 'quantitative' },
          size,
          ...encoding,
        },
      });
    });
  };
  circle('no', { fill: '#ffffff', fillOpacity: 0.75, stroke: RARE, strokeWidth: 0.55 }, {});
  circle('yes', { fillOpacity: 0.95, stroke: INK.paper, strokeWidth: 0.35 }, { fill: byTime });

  const frames =
    map.panes.length > 0 ? map.panes.map(({ frame }) => frame) : [{ left: 0, top: 0, width, height }];
  const labels = cityLabels(placed, adopts, { frames, most: input.labelled ?? 12 });
  for (const { name: lines = [], frame } of map.panes) {
    lines.forEach((text, i) => {
      labels.push({
        px: frame.left + 4,
        py: frame.top + 3 + (CAP_HEIGHT + i * LEADING) * TYPE.small,
        text,
        ink: INK.quiet,
      });
    });
  }
  layers.push(...textLayer(labels, { size: TYPE.small, halo: true }));

  // Above the map: what the colours mean.
  const years = start >= 1000 && end <= 3000;
  const ofRuns =
    replicates === undefined
      ? 'median'
      : replicates === 1
        ? 'one run'
        : `median of ${whole(replicates)} runs`;
  const measure = input.measure ?? `${label}: ${years ? 'year' : 'time'} ${stage} (${ofRuns})`;
  const measureLines = wrapText(measure, width, TYPE.title, 'semibold');
  const measureLeading = TYPE.title * LEADING;
  const padTop = measureLines.length * measureLeading + 4;
  layers.push(
    ...textLayer(
      measureLines.map((text, i) => ({
        px: 0,
        py: -padTop + 0.5 + ASCENT * TYPE.title + i * measureLeading,
        text,
      })),
      { size: TYPE.title, weight: 600 },
    ),
  );
  const rare = placed.length - adopters.length;
  const legend = mapLegend({
    width,
    top: height + 8,
    limits: adopters.length > 0 ? limits : [],
    byTime,
    rare,
    largest: known ? largest : 0,
    radiusOf,
    replicates,
    stage,
  });
  layers.push(...legend.layers);

  const spec: Spec = {
    $schema: SCHEMA,
    data: {
      url: `${name}.csv`,
      format: {
        type: 'csv',
        parse: Object.fromEntries(
          ['latitude', 'longitude', 'x', 'y', 'pane', 'population', 'medianTime', 'shareAdopted'].map(
            (field) => [field, 'number'],
          ),
        ),
      },
    },
    ...(shown.length > 0 ? { transform: shown } : {}),
    autosize: 'none',
    width: round(width),
    height,
    padding: { left: 0, right: 0, top: round(padTop), bottom: round(legend.height + 8) },
    config: CONFIG,
    layer: layers,
  };
  const data: Row[] = placed.map((city) => ({
    id: city.id,
    name: city.name,
    country: city.country,
    latitude: city.latitude,
    longitude: city.longitude,
    ...(map.panes.length === 0 ? { x: round(city.x), y: round(city.y) } : {}),
    ...(map.panes.length > 1 ? { pane: city.pane } : {}),
    population: city.population,
    medianTime: city.medianTime,
    shareAdopted: city.shareAdopted,
    adopts: adopts(city) ? 'yes' : 'no',
  }));

  const unlocated = input.cities.length - located.length;
  const runs =
    replicates === undefined
      ? 'replicates'
      : replicates === 1
        ? 'one replicate'
        : `${whole(replicates)} replicates`;
  const earliest = [...adopters]
    .sort((a, b) => a.medianTime! - b.medianTime! || (b.population ?? 0) - (a.population ?? 0))
    .slice(0, 3);
  const many = `${whole(adopters.length)} of ${whole(placed.length)} cities`;
  const pioneers =
    earliest.length === 0
      ? ''
      : ` Earliest: ${earliest.map((city) => `${city.name} (${year(Math.floor(city.medianTime!))})`).join(', ')}.`;
  const hidden = unlocated > 0 ? ` ${whole(unlocated)} cities without coordinates are not shown.` : '';
  const outcome =
    adopters.length === 0
      ? `None of ${whole(placed.length)} cities has ${stage} it in half of the ${runs} or more.`
      : `${many} have ${stage} it in at least half of the ${runs}, between ${year(Math.floor(Math.min(...times)))} and ${year(Math.floor(Math.max(...times)))} (medians).`;
  const apart = map.panes.length > 1 ? ' The inset has the same scale.' : '';
  const credit =
    map.kind === 'abstract'
      ? ' Places are synthetic.'
      : map.kind === 'us'
        ? ' Outlines: US Census Bureau.'
        : ' Outlines: Natural Earth.';
  return {
    name,
    title: input.title ?? `Where and when: ${label}`,
    caption:
      `${label}: time at which each city has ${stage} it, median over ${runs}; circles in proportion to population, ` +
      `hollow where it has not in more than half of them. ${outcome}${pioneers}${hidden}${apart}${credit}`,
    alternative: `Map of ${whole(placed.length)} cities. ${outcome}${pioneers}`,
    spec,
    data,
    widthMm,
  };
}

const frameLayer = (corners: { px: number; py: number; px2: number; py2: number }, mark: Spec): Spec => ({
  data: { values: [corners] },
  mark: { type: 'rect', ...mark },
  encoding: { x: pixel('px'), y: pixel('py'), x2: { field: 'px2' }, y2: { field: 'py2' } },
});

const RARE = '#848c95';

/**
 * Limits of at most six classes on round years (half years within three); the first and last are where the time begins and
 * ends, and a remainder of less than a third of a class joins its neighbour.
 */
function classLimits(start: number, end: number): number[] {
  const ticks = axisTicks(start, end, 6, end - start <= 3 ? 0.5 : 1);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : end - start;
  return [start, ...ticks.filter((tick) => tick > start + step * 0.35 && tick < end - step * 0.35), end];
}

/** Chooses projection and frame. Everything is in points, the map as wide as the figure. */
function stageOf(cities: readonly Located[], width: number, atlas: Atlas | null): Stage {
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
      Math.min(width * 1.05, TALLEST, Math.max(width * 0.5, ((width - 2 * margin) * dy) / dx + 2 * margin)),
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
function shapesOf(
  kind: Stage['kind'],
  { projection, frame }: Pane,
  atlas: Atlas,
  cities: readonly Placed[],
): Outline[] {
  const byCountry = new Map<string | null, Placed[]>();
  for (const city of [...cities].sort((a, b) => (b.population ?? 0) - (a.population ?? 0))) {
    const fellows = byCountry.get(city.country) ?? [];
    if (fellows.length < 5) byCountry.set(city.country, [...fellows, city]);
  }
  const places = (kind === 'us' ? cities : [...byCountry.values()].flat()).map(
    ({ longitude, latitude }): [number, number] => [longitude, latitude],
  );
  if (kind === 'us') return outlines(atlas.states!, 'states', projection, frame, places).map(asOwn);
  const found = outlines(atlas.countries, 'countries', projection, frame, places, {
    coarse: kind === 'world',
  });
  return kind === 'world' ? found.map(asOwn) : found;
}

const asOwn = (outline: Outline): Outline => ({ ...outline, properties: { own: true } });

/**
 * Names for the largest and the earliest cities in turn, each at the free place around its circle that covers the fewest
 * other circles; a city without a free place stays unnamed.
 */
function cityLabels(
  cities: readonly Placed[],
  adopts: (city: MapCity) => boolean,
  { frames, most }: { frames: readonly Required<Frame>[]; most: number },
): PlacedText[] {
  const size = TYPE.small;
  const byPopulation = [...cities].sort(
    (a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const byTime = byPopulation.filter(adopts).sort((a, b) => a.medianTime! - b.medianTime!);
  const ranked: Placed[] = [];
  for (let i = 0; i < byPopulation.length; i++) {
    // Two large ones, then an early one.
    for (const city of [byPopulation[2 * i], byPopulation[2 * i + 1], byTime[i]]) {
      if (city !== undefined && city.pane <= 0 && !ranked.includes(city)) ranked.push(city);
    }
    if (ranked.length > 4 * most) break;
  }
  const labels: PlacedText[] = [];
  const insets = frames
    .slice(1)
    .map(({ left, top, width, height }): Box => ({ left, top, right: left + width, bottom: top + height }));
  const boxes: Box[] = [];
  const circles = cities.map(
    ({ x, y, radius }): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }),
  );
  const half = (CAP_HEIGHT * size) / 2;
  for (const city of ranked) {
    if (labels.length >= most) break;
    const { x, y, radius } = city;
    const text = city.name;
    const textWidth = measureText(text, size);
    const near = radius + 1.8;
    const diagonal = radius * 0.7 + 1.4;
    const candidates: [number, number][] = [
      [x + near, y + half],
      [x - near - textWidth, y + half],
      [x - textWidth / 2, y - near - 0.4],
      [x - textWidth / 2, y + near + 2 * half],
      [x + diagonal, y - diagonal],
      [x + diagonal, y + diagonal + 2 * half],
      [x - diagonal - textWidth, y - diagonal],
      [x - diagonal - textWidth, y + diagonal + 2 * half],
    ];
    let best: { px: number; py: number; box: Box; cost: number } | undefined;
    candidates.forEach(([px, py], rank) => {
      const box = textBox(text, px, py, size);
      const { left, top, width, height } = frames[0];
      if (
        box.left < left + 1 ||
        box.right > left + width - 1 ||
        box.top < top + 1 ||
        box.bottom > top + height - 1
      )
        return;
      if (insets.some((inset) => overlaps(box, inset, 1.5))) return;
      if (boxes.some((other) => overlaps(box, other, 1.5))) return;
      let cost = rank * 0.6;
      cities.forEach((other, i) => {
        if (other !== city && overlaps(box, circles[i])) cost += 1 + other.radius;
      });
      if (best === undefined || cost < best.cost) best = { px, py, box, cost };
    });
    // A large city may cover some of its neighbours, a small one may not.
    if (best === undefined || best.cost > (radius > 3 ? 14 : 4)) continue;
    boxes.push(best.box);
    labels.push({ px: best.px, py: best.py, text });
  }
  return labels;
}

interface LegendInput {
  width: number;
  top: number;
  limits: number[];
  byTime: Spec;
  rare: number;
  /** 0: populations unknown. */
  largest: number;
  radiusOf: (population: number) => number;
  replicates?: number;
  stage: string;
}

/** Colour classes with their limits, population circles, and what hollow means, in rows of at most the figure's width. */
function mapLegend({ width, top, limits, byTime, rare, largest, radiusOf, replicates, stage }: LegendInput): {
  layers: Spec[];
  height: number;
} {
  const size = TYPE.small;
  const cap = CAP_HEIGHT * size;
  const layers: Spec[] = [];
  const texts: PlacedText[] = [];
  let bottom = top;

  // Populations, at the right: three round numbers that span the circles.
  let sizesLeft = width;
  const circles: object[] = [];
  const samples = largest > 0 ? populationSamples(largest) : [];
  const biggest = samples.length > 0 ? radiusOf(samples[0]) : 0;
  const middle = top + Math.max(biggest, 4);
  if (samples.length > 0) {
    const items = samples.map((population) => ({
      population,
      radius: radiusOf(population),
      text: short(population),
    }));
    const total =
      items.reduce((sum, { radius, text }) => sum + 2 * radius + 2.5 + measureText(text, size), 0) +
      7 * (items.length - 1);
    let x = width - total - 1;
    sizesLeft = x;
    for (const { radius, text } of items) {
      circles.push({ px: round(x + radius), py: round(middle), size: round(Math.PI * radius * radius) });
      texts.push({ px: x + 2 * radius + 2.5, py: middle + cap / 2, text, ink: INK.quiet });
      x += 2 * radius + 2.5 + measureText(text, size) + 7;
    }
    texts.push({
      px: sizesLeft,
      py: middle + Math.max(biggest, 4) + cap + 3,
      text: 'population',
      ink: INK.quiet,
    });
    bottom = Math.max(bottom, middle + Math.max(biggest, 4) + cap + 5);
  }

  // Colours, at the left: blocks side by side, their limits beneath.
  if (limits.length > 1) {
    const widest = Math.max(...limits.map((limit) => measureText(year(limit), size)));
    const room = Math.min(sizesLeft - 16, width * 0.55);
    const inset = measureText(year(limits[0]), size) / 2;
    const block = Math.min(22, (room - 2 * inset) / (limits.length - 1));
    const every = Math.max(1, Math.ceil((widest + 4) / block));
    layers.push({
      data: {
        values: limits.slice(1).map((limit, i) => ({
          px: round(inset + i * block),
          px2: round(inset + (i + 1) * block),
          py: round(middle - 3.5),
          py2: round(middle + 3.5),
          medianTime: (limit + limits[i]) / 2,
        })),
      },
      mark: { type: 'rect', stroke: INK.paper, strokeWidth: 0.5 },
      encoding: { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), y2: { field: 'py2' }, fill: byTime },
    });
    limits.forEach((limit, i) => {
      if (i % every !== 0) return;
      const text = year(limit);
      texts.push({
        px: inset + i * block - measureText(text, size) / 2,
        py: middle + 3.5 + 3 + cap,
        text,
        ink: INK.quiet,
      });
    });
    bottom = Math.max(bottom, middle + 8.5 + cap);
  }

  if (rare > 0) {
    const runs =
      replicates === 1
        ? `not ${stage}`
        : `${stage} in fewer than half of ${replicates === undefined ? 'the' : whole(replicates)} runs`;
    const text = `${runs} (${whole(rare)} ${rare === 1 ? 'city' : 'cities'})`;
    const beside = limits.length === 0 && 10 + measureText(text, size) < sizesLeft - 8;
    const y = beside ? middle : bottom + 4 + cap / 2;
    layers.push({
      data: { values: [{ px: 4, py: round(y) }] },
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        opacity: 1,
        fill: '#ffffff',
        stroke: RARE,
        strokeWidth: 0.55,
        size: 16,
      },
      encoding: { x: pixel('px'), y: pixel('py') },
    });
    texts.push({ px: 10, py: y + cap / 2, text, ink: INK.quiet });
    bottom = Math.max(bottom, y + cap / 2 + 2);
  }
  if (circles.length > 0) {
    layers.push({
      data: { values: circles },
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        opacity: 1,
        fill: '#c3c8ce',
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        size: { field: 'size', type: 'quantitative', scale: null },
      },
    });
  }
  layers.push(...textLayer(texts, { size }));
  return { layers, height: bottom - top + 1 };
}

/** Up to three populations on 1, 2 or 5 times a power of ten, from the largest city down by tenths. */
function populationSamples(largest: number): number[] {
  const power = 10 ** Math.floor(Math.log10(largest));
  const first = [5, 2, 1].map((factor) => factor * power).find((value) => value <= largest)!;
  return [first, roundTo125(first / 5), roundTo125(first / 40)].filter(
    (value, i, all) => value >= 1 && all.indexOf(value) === i,
  );
}

function roundTo125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((factor) => factor * power).find((rounded) => rounded <= value * 1.001)!;
}
