import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import { pixel, round, textLayer } from './layout.js';
import type { Located, MapCity, Placed } from './mapCity.js';
import { cityLabels } from './mapLabels.js';
import { mapLegend, RARE } from './mapLegend.js';
import { shapesOf, stageOf } from './mapStage.js';
import { mapYear, whole } from './mapWords.js';
import type { Atlas } from './outlines.js';
import { ASCENT, CAP_HEIGHT, LEADING, wrapText } from './textMetrics.js';
import { CONFIG, HAIRLINE, INK, LAND, pointsOf, SCHEMA, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';

export type { MapCity } from './mapCity.js';

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
      : ` Earliest: ${earliest.map((city) => `${city.name} (${mapYear(Math.floor(city.medianTime!))})`).join(', ')}.`;
  const hidden = unlocated > 0 ? ` ${whole(unlocated)} cities without coordinates are not shown.` : '';
  const outcome =
    adopters.length === 0
      ? `None of ${whole(placed.length)} cities has ${stage} it in half of the ${runs} or more.`
      : `${many} have ${stage} it in at least half of the ${runs}, between ${mapYear(Math.floor(Math.min(...times)))} and ${mapYear(Math.floor(Math.max(...times)))} (medians).`;
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

/**
 * Limits of at most six classes on round years (half years within three); the first and last are where the time begins and
 * ends, and a remainder of less than a third of a class joins its neighbour.
 */
function classLimits(start: number, end: number): number[] {
  const ticks = axisTicks(start, end, 6, end - start <= 3 ? 0.5 : 1);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : end - start;
  return [start, ...ticks.filter((tick) => tick > start + step * 0.35 && tick < end - step * 0.35), end];
}
