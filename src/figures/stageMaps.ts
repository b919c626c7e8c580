import type { Figure, Row, Spec } from './figure.js';
import { groundLayers, groundOf } from './ground.js';
import { type KeyItem, keyLayers } from './keyLayers.js';
import { headingAbove, pixel, round, tableBeside, textLayer } from './layout.js';
import { isLocated, type Located, type MapPlace, type Placed } from './mapCity.js';
import { full, hollow } from './mapScene.js';
import { type Stage, shapesOf, stageOf } from './mapStage.js';
import { citiesCounted, whole } from './mapWords.js';
import type { Atlas, Frame } from './outlines.js';
import { pageSpec } from './pageSpec.js';
import { LEADING } from './textMetrics.js';
import { HAIRLINE, INK, LAND, pointsOf, sequence, TYPE } from './theme.js';

export interface StageMapsInput {
  readonly name: string;
  readonly title: string;
  /** What the colours show, above. */
  readonly measure: string;
  readonly caption: string;
  readonly cities: readonly MapPlace[];
  /** One map each: what it is called, and the stage of each city: 0 none, 1, 2. */
  readonly panels: readonly { readonly label: string; readonly stages: ArrayLike<number> }[];
  /** Names of stages 1 and 2; null: there is no such stage. */
  readonly stageNames: readonly [string | null, string | null];
  /** Name of stage 0. */
  readonly noneName: string;
  readonly widthMm: number;
}

const GAP = 8;
/** Small maps need no fine coasts, and there are many. */
const TOLERANCE = 0.9;
/** Points of print between the circles of two cities without it: nearer ones would be one blot. */
const APART = 1.4;

/**
 * The map again and again as time goes on: small maps side by side, cities that hold it filled, dark where implemented.
 * Null: no city has coordinates. Throws where there is no panel.
 */
export function stageMaps(input: StageMapsInput, atlas: Atlas | null): Figure | null {
  const { name, title, cities, panels, widthMm } = input;
  if (panels.length === 0) throw new RangeError(`${name}: no map`);
  const located = locatedIn(cities);
  if (located.length === 0) return null;

  // Maps side by side, each under its name.
  const width = pointsOf(widthMm);
  const across = Math.min(panels.length, Math.max(2, Math.floor(width / 150)));
  const panelWidth = round((width - GAP * (across - 1)) / across);
  const stage = stageOf(located, panelWidth, atlas);
  const titleHeight = TYPE.label * LEADING + 2;
  const down = Math.ceil(panels.length / across);
  const height = round(down * (stage.height + titleHeight) + (down - 1) * GAP);
  const corners = panels.map(
    (_, p): Corner => [
      round((p % across) * (panelWidth + GAP)),
      round(Math.floor(p / across) * (stage.height + titleHeight + GAP) + titleHeight),
    ],
  );
  const placed = placeCities(located, stage, panelWidth);
  const crowded = crowdedOf(placed);

  const heading = headingAbove(input.measure, width);
  const key = keyLayers(keyOf(input), { left: 0.5, top: height + 6, width: width - 1 });
  const titles = panels.map(({ label }, p) => ({ px: corners[p][0], py: corners[p][1] - 3.5, text: label }));
  const layers: Spec[] = [
    ...mapLayers(stage, placed, corners, panelWidth, atlas),
    ...circleLayers(input),
    ...textLayer(titles, { weight: 600 }),
    ...heading.layers,
    ...key.layers,
  ];
  const counts = countsInWords(panels, placed);
  const credit =
    stage.kind === 'abstract'
      ? ' Places are synthetic.'
      : ` Outlines: ${stage.kind === 'us' ? 'US Census Bureau' : 'Natural Earth'}.`;
  return {
    name,
    title,
    caption: `${input.caption} ${counts}.${crowded.size > 0 ? ' Of cities without it that lie too close to be told apart the largest is drawn.' : ''}${credit}`,
    alternative: `${panels.length} maps of ${citiesCounted(placed.length)}. ${counts}.`,
    spec: pageSpec(
      tableBeside(name, ['stage', 'px', 'py', 'size']),
      { width, height, above: heading.height, beneath: key.height + 8 },
      layers,
    ),
    data: panels.flatMap((panel, p) =>
      placed.map((city) => rowOf(city, panel, corners[p], crowded.has(city))),
    ),
    widthMm,
  };
}

type Panel = StageMapsInput['panels'][number];
/** Where a map begins on the page. */
type Corner = readonly [dx: number, dy: number];
/** A city with coordinates, and its index among all. */
type Numbered = Located & { readonly index: number };
type PlacedCity = Placed & { readonly index: number };

const locatedIn = (cities: readonly MapPlace[]): Numbered[] =>
  cities.flatMap((city, index) => (isLocated(city) ? [{ ...city, index }] : []));

/** Circles in proportion to population, large ones first, so that small ones lie on top. */
function placeCities(located: readonly Numbered[], stage: Stage, panelWidth: number): PlacedCity[] {
  const largest = Math.max(1, ...located.map(({ population }) => population ?? 0));
  const known = located.some(({ population }) => (population ?? 0) > 0);
  const most = known ? Math.min(5, panelWidth * 0.03) : 2;
  const least = Math.min(most, located.length > 600 ? 0.6 : 0.9);
  return located
    .map((city): PlacedCity => {
      const [x, y] = stage.position(city);
      const pane = stage.panes.findIndex(({ cities: own }) => own === undefined || own.has(city));
      const radius = known ? Math.max(least, most * Math.sqrt((city.population ?? 0) / largest)) : most;
      return { ...city, pane, x, y, radius };
    })
    .sort((a, b) => b.radius - a.radius || a.index - b.index);
}

/** The ground of every map: outlines with their insets, or an empty frame. */
function mapLayers(
  stage: Stage,
  placed: readonly PlacedCity[],
  corners: readonly Corner[],
  panelWidth: number,
  atlas: Atlas | null,
): Spec[] {
  if (stage.panes.length === 0)
    return [
      boxes({ left: 0, top: 0, width: panelWidth, height: stage.height }, corners, { fill: LAND.other }),
    ];
  return stage.panes.flatMap((pane, i) => {
    const areas = groundOf(shapesOf(stage.kind, pane, atlas!, placed, TOLERANCE), pane);
    return [
      ...(i > 0 ? [boxes(pane.frame, corners, { fill: INK.paper })] : []),
      ...groundLayers(areas, corners, 0.4),
      ...(i > 0 ? [boxes(pane.frame, corners, { stroke: INK.axis })] : []),
    ];
  });
}

/** Colours of stages 1 and 2; a stage 1 without a 2 is dark. */
function stageInks({ stageNames }: StageMapsInput): readonly [first: string, second: string] {
  const [dark, middle] = sequence(3);
  return [stageNames[1] === null ? dark : middle, dark];
}

/** Cities without it, hollow, and those at each stage. */
function circleLayers(input: StageMapsInput): Spec[] {
  const circles = (filter: string, mark: Spec): Spec => ({
    transform: [{ filter }],
    mark: { type: 'point', shape: 'circle', filled: true, opacity: 1, ...mark },
    encoding: {
      x: pixel('px'),
      y: pixel('py'),
      size: { field: 'size', type: 'quantitative', scale: null },
    },
  });
  const [first, second] = stageInks(input);
  return [
    circles("datum.stage === 0 && datum.crowded === 'no'", { ...hollow(), strokeWidth: 0.4 }),
    circles('datum.stage === 1', { ...full(), fill: first }),
    circles('datum.stage === 2', { ...full(), fill: second }),
  ];
}

function keyOf(input: StageMapsInput): KeyItem[] {
  const [first, second] = stageInks(input);
  const item = (label: string | null, ink: string): KeyItem[] =>
    label === null ? [] : [{ symbol: 'point', label, ink, shape: 'circle' }];
  return [
    ...item(input.stageNames[1], second),
    ...item(input.stageNames[0], first),
    { symbol: 'ring', label: input.noneName, ink: INK.rare },
  ];
}

/** How many cities hold it on each map. */
const countsInWords = (panels: readonly Panel[], placed: readonly PlacedCity[]): string =>
  panels
    .map(({ label, stages }) => {
      const held = placed.filter(({ index }) => stages[index] > 0).length;
      return `${label}: ${held === 1 ? '1 city' : `${whole(held)} cities`}`;
    })
    .join('; ');

const rowOf = (city: PlacedCity, { label, stages }: Panel, [dx, dy]: Corner, isCrowded: boolean): Row => ({
  panel: label,
  id: city.id,
  name: city.name,
  stage: stages[city.index],
  crowded: isCrowded ? 'yes' : 'no',
  px: round(dx + city.x),
  py: round(dy + city.y),
  size: round(Math.PI * city.radius ** 2),
});

/** Cities that lie nearer than `APART` to one that comes before them and is not crowded itself. */
function crowdedOf(placed: readonly Placed[]): ReadonlySet<Placed> {
  const crowded = new Set<Placed>();
  const cells = new Map<string, Placed[]>();
  const cell = (across: number, down: number): string => `${across} ${down}`;
  for (const city of placed) {
    const [across, down] = [Math.floor(city.x / APART), Math.floor(city.y / APART)];
    const near = [-1, 0, 1].flatMap((i) =>
      [-1, 0, 1].flatMap((j) => cells.get(cell(across + i, down + j)) ?? []),
    );
    if (near.some(({ x, y }) => Math.hypot(x - city.x, y - city.y) < APART)) crowded.add(city);
    else {
      const own = cell(across, down);
      cells.set(own, [...(cells.get(own) ?? []), city]);
    }
  }
  return crowded;
}

/** The same rectangle in every map, either filled or outlined. */
const boxes = (
  { left, top, width, height }: Required<Frame>,
  corners: readonly (readonly [dx: number, dy: number])[],
  { fill = null, stroke }: { fill?: string | null; stroke?: string },
): Spec => ({
  data: {
    values: corners.map(([dx, dy]) => ({
      px: round(dx + left),
      py: round(dy + top),
      px2: round(dx + left + width),
      py2: round(dy + top + height),
    })),
  },
  mark: {
    type: 'rect',
    fill,
    ...(stroke === undefined ? { strokeWidth: 0 } : { stroke, strokeWidth: HAIRLINE }),
  },
  encoding: { x: pixel('px'), y: pixel('py'), x2: { field: 'px2' }, y2: { field: 'py2' } },
});
