/** What all maps of cities share: the ground, circles as large as the population, names, and the specification. */
import type { Row, Spec } from './figure.js';
import { groundLayers, groundOf } from './ground.js';
import { headingAbove, type PlacedText, pixel, round, tableBeside, textLayer } from './layout.js';
import { isLocated, type MapPlace, type Placed } from './mapCity.js';
import { cityLabels } from './mapLabels.js';
import { mapLegend } from './mapLegend.js';
import { type Stage, shapesOf, stageOf } from './mapStage.js';
import type { Atlas } from './outlines.js';
import { pageSpec } from './pageSpec.js';
import { CAP_HEIGHT, LEADING } from './textMetrics.js';
import { HAIRLINE, INK, LAND, pointsOf, TYPE } from './theme.js';

/** Marks of circles: those that there is nothing to say of, and the others. */
export const hollow = (): Spec => ({
  fill: INK.paper,
  fillOpacity: 0.75,
  stroke: INK.rare,
  strokeWidth: 0.55,
});
export const full = (): Spec => ({ fillOpacity: 0.95, stroke: INK.paper, strokeWidth: 0.35 });

export interface MapScene<City extends MapPlace> {
  readonly kind: Stage['kind'];
  /** Cities with coordinates, large ones first, so that small ones lie on top. */
  readonly placed: readonly (City & Placed)[];
  /** The ground: outlines, insets, or an empty frame. */
  readonly ground: Spec[];
  /** Circles of the cities that a Vega expression chooses; `fill`: their colour. */
  circles(filter: string, mark: Spec, encoding?: Spec): Spec[];
  /** Names of the largest cities, and of those with the lowest ranks (null: none), and of insets. */
  names(rank: (city: City & Placed) => number | null, most: number): Spec[];
  /** Columns of a city that every map needs. */
  row(city: City & Placed): Row;
  /** Puts it together, with words above and a legend below. */
  spec(parts: {
    readonly name: string;
    readonly layers: readonly Spec[];
    readonly measure: string;
    readonly legend: MapLegendWords;
    /** Columns beside those of `row` that hold numbers. */
    readonly numbers: readonly string[];
  }): Spec;
  /** Where the outlines are from, or that there are none, as the end of a caption. */
  readonly credit: string;
}

/** What a legend is told beside what the scene knows. */
export interface MapLegendWords {
  /** Limits of the classes of colour, from the first to the last; none: no colours. */
  readonly limits: readonly number[];
  /** Encoding of the colour, and the field that it reads. */
  readonly fill: Spec;
  readonly field: string;
  readonly limitText: (limit: number) => string;
  /** What a hollow circle means; '': there are none. */
  readonly hollow: string;
}

/** Prepares a map. Null: no city has coordinates. */
export function mapScene<City extends MapPlace>(
  cities: readonly City[],
  widthMm: number,
  atlas: Atlas | null,
): MapScene<City> | null {
  const located = cities.filter(isLocated);
  if (located.length === 0) return null;
  const width = pointsOf(widthMm);
  const map = stageOf(located, width, atlas);
  const { height } = map;
  const sizes = circleSizes(located, map.kind, width);
  const { largest, known, radiusOf } = sizes;
  const placed = located.map((city): City & Placed => {
    const [x, y] = map.position(city);
    const pane = map.panes.findIndex(({ cities: own }) => own === undefined || own.has(city));
    return { ...city, pane, x, y, radius: known ? radiusOf(city.population ?? 0) : sizes.most };
  });
  placed.sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const size = sizeEncoding(sizes);
  const least = Math.ceil(largest * (sizes.least / sizes.most) ** 2);
  const shown = known ? [{ calculate: `max(datum.population, ${least})`, as: 'shownPopulation' }] : [];

  return {
    kind: map.kind,
    placed,
    ground: mapGround(map, placed, width, atlas),
    circles: (filter, mark, encoding = {}) => circleLayers(map, filter, mark, { size, ...encoding }),
    names(rank, most) {
      const whole = [{ left: 0, top: 0, width, height }];
      const frames = map.panes.length > 0 ? map.panes.map(({ frame }) => frame) : whole;
      const labels = cityLabels(placed, rank, { frames, most });
      return textLayer([...labels, ...paneNames(map)], { size: TYPE.small, halo: true });
    },
    row: (city) => ({
      id: city.id,
      name: city.name,
      country: city.country,
      latitude: city.latitude,
      longitude: city.longitude,
      ...(map.panes.length === 0 ? { x: round(city.x), y: round(city.y) } : {}),
      ...(map.panes.length > 1 ? { pane: city.pane } : {}),
      population: city.population,
    }),
    spec({ name, layers, measure, legend: words, numbers }) {
      const heading = headingAbove(measure, width);
      const legend = mapLegend({
        width,
        top: height + 8,
        ...words,
        hollowMark: { fill: INK.paper, stroke: INK.rare, strokeWidth: 0.55 },
        largest: known ? largest : 0,
        radiusOf,
      });
      return {
        ...pageSpec(
          tableBeside(name, ['latitude', 'longitude', 'x', 'y', 'pane', 'population', ...numbers]),
          { width, height, above: heading.height, beneath: legend.height + 8 },
          [...layers, ...heading.layers, ...legend.layers],
        ),
        ...(shown.length > 0 ? { transform: shown } : {}),
      };
    },
    credit:
      map.kind === 'abstract'
        ? ' Places are synthetic.'
        : `${map.panes.length > 1 ? ' The inset has the same scale.' : ''} Outlines: ${map.kind === 'us' ? 'US Census Bureau' : 'Natural Earth'}.`,
  };
}

/** Circles in proportion to population, in points: radii of the least and the most; all are alike where no population is known. */
interface CircleSizes {
  readonly known: boolean;
  readonly largest: number;
  readonly least: number;
  readonly most: number;
  readonly radiusOf: (population: number) => number;
}

/** Smaller where cities are many. */
function circleSizes(located: readonly MapPlace[], kind: Stage['kind'], width: number): CircleSizes {
  const largest = Math.max(1, ...located.map(({ population }) => population ?? 0));
  const known = located.some(({ population }) => (population ?? 0) > 0);
  const crowding = Math.min(1, Math.sqrt(120 / located.length) + 0.25);
  const most = known
    ? Math.min(11, width * 0.032) * Math.max(0.62, crowding) * (kind === 'world' ? 0.75 : 1)
    : 2.4;
  const least = Math.min(most, located.length > 600 ? 0.8 : 1.15);
  const radiusOf = (population: number): number => Math.max(least, most * Math.sqrt(population / largest));
  return { known, largest, least, most, radiusOf };
}

function sizeEncoding({ known, largest, most }: CircleSizes): Spec {
  const area = round(Math.PI * most * most);
  return known
    ? {
        field: 'shownPopulation',
        type: 'quantitative',
        scale: { domain: [0, largest], range: [0, area], zero: true, nice: false },
      }
    : { value: area };
}

/** Outlines with their insets, or an empty frame. */
function mapGround(map: Stage, placed: readonly Placed[], width: number, atlas: Atlas | null): Spec[] {
  const panes = map.panes.flatMap((pane, i) => {
    const { left, top, width: across, height: up } = pane.frame;
    const corners = { px: left, py: top, px2: round(left + across), py2: round(top + up) };
    const areas = groundOf(shapesOf(map.kind, pane, atlas!, placed), pane);
    return [
      ...(i > 0 ? [frameLayer(corners, { fill: INK.paper, strokeWidth: 0 })] : []),
      ...groundLayers(areas, [[0, 0]], 0.5),
      ...(i > 0 ? [frameLayer(corners, { fill: null, stroke: INK.axis, strokeWidth: HAIRLINE })] : []),
    ];
  });
  if (map.kind !== 'abstract') return panes;
  const page = { px: 0, py: 0, px2: round(width), py2: map.height };
  return [...panes, frameLayer(page, { fill: LAND.other, strokeWidth: 0 })];
}

/** Circles of the cities that a Vega expression chooses, in every pane. */
function circleLayers({ panes }: Stage, filter: string, mark: Spec, encoding: Spec): Spec[] {
  const shape = { type: 'point', shape: 'circle', filled: true, opacity: 1, clip: false, ...mark };
  if (panes.length === 0)
    return [
      {
        transform: [{ filter }],
        mark: shape,
        encoding: { x: pixel('x'), y: pixel('y'), ...encoding },
      },
    ];
  return panes.map((pane, i) => ({
    projection: pane.spec,
    transform: [{ filter: panes.length > 1 ? `${filter} && datum.pane === ${i}` : filter }],
    mark: shape,
    encoding: {
      longitude: { field: 'longitude', type: 'quantitative' },
      latitude: { field: 'latitude', type: 'quantitative' },
      ...encoding,
    },
  }));
}

/** Names of insets, in their corners. */
const paneNames = ({ panes }: Stage): PlacedText[] =>
  panes.flatMap(({ name: lines = [], frame }) =>
    lines.map((text, i) => ({
      px: frame.left + 4,
      py: frame.top + 3 + (CAP_HEIGHT + i * LEADING) * TYPE.small,
      text,
      ink: INK.quiet,
    })),
  );

const frameLayer = (corners: { px: number; py: number; px2: number; py2: number }, mark: Spec): Spec => ({
  data: { values: [corners] },
  mark: { type: 'rect', ...mark },
  encoding: { x: pixel('px'), y: pixel('py'), x2: { field: 'px2' }, y2: { field: 'py2' } },
});
