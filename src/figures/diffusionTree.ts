/** Who copied whom, on the map and over time, of one replicate. */
import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';

import { leaderLayer, pixel, round, segmentLayer, textLayer } from './layout.js';
import type { MapPlace } from './mapCity.js';
import { full, hollow, mapScene } from './mapScene.js';
import { citiesCounted, mapYear, whole } from './mapWords.js';
import { nodeLabels } from './nodeLabels.js';
import type { Atlas } from './outlines.js';
import { plotFrame, plotWidthOf } from './plotFrame.js';
import { across, type PlotScale } from './plotScale.js';
import type { Box } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, pointsOf, sequence, TYPE } from './theme.js';
import { fillByTime, timeLimits } from './timeClasses.js';
import { words } from './words.js';

/** A city that adopted, and the city that it copied. */
export interface TreeNode extends MapPlace {
  readonly time: number;
  /** Id of the city that it copied; null: an innovator. */
  readonly source: string | null;
  readonly generation: number;
}

export interface DiffusionTreeInput {
  readonly name: string;
  readonly title: string;
  readonly measure: string;
  readonly caption: string;
  /** In the order of their times. */
  readonly adopters: readonly TreeNode[];
  /** All cities, for the map. */
  readonly cities: readonly MapPlace[];
  readonly timeRange: readonly [number, number];
  readonly widthMm: number;
}

/** How many copied each city directly, and all that descend from it. */
function offspring(adopters: readonly TreeNode[]): { direct: Map<string, number>; all: Map<string, number> } {
  const direct = new Map<string, number>();
  const all = new Map<string, number>();
  const sourceOf = new Map(adopters.map(({ id, source }) => [id, source]));
  for (const { source } of adopters) {
    if (source === null) continue;
    direct.set(source, (direct.get(source) ?? 0) + 1);
    for (let at: string | null = source; at !== null; at = sourceOf.get(at) ?? null)
      all.set(at, (all.get(at) ?? 0) + 1);
  }
  return { direct, all };
}

function inWordsOf(adopters: readonly TreeNode[]): string {
  const roots = adopters.filter(({ source }) => source === null).length;
  const deepest = Math.max(0, ...adopters.map(({ generation }) => generation));
  const { direct } = offspring(adopters);
  const named = [...adopters]
    .filter(({ id }) => direct.has(id))
    .sort((a, b) => direct.get(b.id)! - direct.get(a.id)! || a.time - b.time)
    .slice(0, 3)
    .map(({ id, name }) => `${name} (${direct.get(id)})`);
  const most = named.length === 0 ? '' : ` Copied most often: ${named.join(', ')}.`;
  return `${whole(adopters.length)} ${adopters.length === 1 ? 'adopter' : 'adopters'}, of them ${whole(roots)} without a model; the longest chain has ${whole(deepest)} ${deepest === 1 ? 'step' : 'steps'}.${most}`;
}

/** Lines from each city to the one that it copied, dark = early. Null: no city has coordinates. */
export function treeMap(input: DiffusionTreeInput, atlas: Atlas | null): Figure | null {
  const { name, adopters, widthMm } = input;
  const nodeOf = new Map(adopters.map((node) => [node.id, node]));
  const scene = mapScene(input.cities, widthMm, atlas);
  if (scene === null) return null;
  const { placed } = scene;
  const at = new Map(placed.map((city) => [city.id, city]));
  const { direct } = offspring(adopters);
  const [start, end] = input.timeRange;
  const limits = timeLimits(start, end);
  const colours = sequence(limits.length - 1);
  const classOf = (time: number): number =>
    Math.max(0, Math.min(colours.length - 1, limits.findIndex((limit) => limit > time) - 1));
  const fill = fillByTime('time', limits);
  const lines = adopters.flatMap(({ id, source, time }) => {
    const [to, from] = [at.get(id), source === null ? undefined : at.get(source)];
    return to && from
      ? [
          {
            px: round(from.x),
            py: round(from.y),
            px2: round(to.x),
            py2: round(to.y),
            ink: colours[classOf(time)],
          },
        ]
      : [];
  });
  const spec = scene.spec({
    name,
    layers: [
      ...scene.ground,
      ...scene.circles("datum.adopts === 'no'", { ...hollow(), strokeOpacity: 0.5 }),
      ...colours.flatMap((stroke) =>
        segmentLayer(
          lines.filter(({ ink }) => ink === stroke),
          { stroke, strokeWidth: 0.55, strokeOpacity: 0.75 },
        ),
      ),
      ...scene.circles("datum.adopts === 'yes'", full(), { fill }),
      ...scene.names(({ id }) => (direct.has(id) ? -direct.get(id)! : null), 12),
    ],
    measure: input.measure,
    legend: {
      limits: adopters.length > 0 ? limits : [],
      fill,
      field: 'time',
      limitText: mapYear,
      hollow:
        adopters.length < placed.length
          ? `${words`not declared`} (${citiesCounted(placed.length - adopters.length)})`
          : '',
    },
    numbers: ['time', 'generation'],
  });
  const outcome = inWordsOf(adopters);
  return {
    name,
    title: input.title,
    caption: `${input.caption} Lines lead from the city that was copied to the one that copied it, in the colour of when. ${outcome}${scene.credit}`,
    alternative: `Map of who copied whom. ${outcome}`,
    spec,
    data: placed.map((city): Row => {
      const node = nodeOf.get(city.id);
      return {
        ...scene.row(city),
        time: node?.time ?? null,
        source: node?.source ?? null,
        generation: node?.generation ?? null,
        adopts: node ? 'yes' : 'no',
      };
    }),
    widthMm,
  };
}

/** Height of the timeline at most. */
const HEIGHT = 400;
const NAMED = 14;

/** Adopters by time, those that descend from one city beneath one another, joined to the city that they copied. */
export function treeTimeline(input: DiffusionTreeInput): Figure {
  const { name, title, adopters, timeRange, measure, widthMm } = input;
  const height = round(Math.min(HEIGHT, Math.max(60, 9 * Math.min(adopters.length, 20) + adopters.length)));
  const [left, right] = [10, 10];
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const along = yearScale(timeRange, plotWidth);
  const rows = treeRows(adopters);
  const places = new Map(
    adopters.map(({ id, time }): [string, Place] => [
      id,
      {
        x: along.at(time, plotWidth),
        y: ((rows.get(id)! + 0.5) / Math.max(1, rows.size)) * height,
      },
    ]),
  );
  const names = copiedNames(adopters, places, {
    left: -left,
    top: 0,
    right: plotWidth + right,
    bottom: height,
  });

  const layers: Spec[] = [
    ...segmentLayer(stepsBetween(adopters, places), {
      stroke: INK.arrow,
      strokeWidth: HAIRLINE,
      strokeOpacity: 0.8,
    }),
    markLayer(false, areaOf(adopters), along),
    markLayer(true, areaOf(adopters), along),
    ...(names.leaders.length > 0 ? [leaderLayer(names.leaders)] : []),
    ...textLayer(names.texts, { size: TYPE.small, halo: true }),
  ];
  const outcome = inWordsOf(adopters);
  const { direct } = offspring(adopters);
  return plotFrame({
    name,
    title,
    caption: `${input.caption} Each mark is a city at its time of adoption; lines lead from the city that it copied. ${outcome}`,
    alternative: `Timeline of who copied whom. ${outcome}`,
    widthMm,
    heading: measure,
    left,
    right: Math.min(right, pointsOf(widthMm)),
    height,
    layers: () => layers,
    key: [
      { symbol: 'point', label: words`without a model`, ink: PALETTE[1], shape: 'square' },
      {
        symbol: 'point',
        label: words`copied the city that it is joined to`,
        ink: PALETTE[0],
        shape: 'circle',
      },
    ],
    data: adopters.map(({ id, name: city, time, source, generation }) => ({
      id,
      name: city,
      time,
      source,
      generation,
      innovator: source === null ? 'yes' : 'no',
      py: round(places.get(id)!.y),
      copiedBy: direct.get(id) ?? 0,
    })),
    numbers: ['time', 'generation', 'py', 'copiedBy'],
  });
}

/** Where an adopter stands in the timeline, in points. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** The row of each adopter: a city stands in the middle of those that copied it; who has more of them lies further out. */
function treeRows(adopters: readonly TreeNode[]): ReadonlyMap<string, number> {
  const children = new Map<string | null, TreeNode[]>();
  const known = new Set(adopters.map(({ id }) => id));
  for (const node of adopters) {
    const source = node.source !== null && known.has(node.source) ? node.source : null;
    children.set(source, [...(children.get(source) ?? []), node]);
  }
  const rows = new Map<string, number>();
  const place = (node: TreeNode): void => {
    const own = children.get(node.id) ?? [];
    const half = Math.ceil(own.length / 2);
    for (const child of own.slice(0, half)) place(child);
    rows.set(node.id, rows.size);
    for (const child of own.slice(half)) place(child);
  };
  for (const root of children.get(null) ?? []) place(root);
  return rows;
}

const yearScale = ([start, end]: readonly [number, number], plotWidth: number): PlotScale => ({
  domain: [start, end],
  ticks: axisTicks(start, end, Math.max(2, Math.floor(plotWidth / 34)), 1),
  text: String,
  at: (value, length) => (length * (value - start)) / (end - start),
  scale: { type: 'linear', domain: [start, end], nice: false, zero: false },
  format: 'd',
});

/** From each city across to when it was copied, and from there to who copied it. */
function stepsBetween(adopters: readonly TreeNode[], places: ReadonlyMap<string, Place>) {
  return adopters.flatMap(({ id, source }) => {
    const from = source === null ? undefined : places.get(source);
    if (from === undefined) return [];
    const to = places.get(id)!;
    const [px, px2] = [round(from.x), round(to.x)];
    const [py, py2] = [round(from.y), round(to.y)];
    return [
      { px, py, px2, py2: py },
      { px: px2, py, px2, py2 },
    ];
  });
}

/** Area of a mark. */
const areaOf = (adopters: readonly TreeNode[]): number => (adopters.length > 150 ? 5 : 11);

/** Cities that copied none, or those that did. */
const markLayer = (isInnovator: boolean, size: number, along: PlotScale): Spec => ({
  transform: [{ filter: `datum.innovator === '${isInnovator ? 'yes' : 'no'}'` }],
  mark: {
    type: 'point',
    filled: true,
    opacity: 1,
    size,
    shape: isInnovator ? 'square' : 'circle',
    fill: isInnovator ? PALETTE[1] : PALETTE[0],
    stroke: INK.paper,
    strokeWidth: 0.25,
  },
  encoding: { x: across('time', along), y: pixel('py') },
});

/** Names of those who were copied most, where there is room. */
function copiedNames(adopters: readonly TreeNode[], places: ReadonlyMap<string, Place>, frame: Box) {
  const { direct, all } = offspring(adopters);
  const radius = Math.sqrt(areaOf(adopters)) / 2 + 0.3;
  const marks = new Map(adopters.map(({ id, name }) => [id, { name, ...places.get(id)!, radius }]));
  const copied = adopters
    .filter(({ id }) => direct.has(id))
    .sort((a, b) => all.get(b.id)! - all.get(a.id)! || a.time - b.time)
    .map(({ id }) => marks.get(id)!);
  return nodeLabels([...marks.values()], copied, { frame, most: NAMED, reach: 32, mayCross: false });
}
