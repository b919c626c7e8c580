import type { Figure, Row, Spec } from './figure.js';
import { type GraphLayout, graphLayout, hull } from './graphLayout.js';
import { headingAbove, leaderLayer, pixel, round, segmentLayer, tableBeside, textLayer } from './layout.js';
import type { MapCity, Placed } from './mapCity.js';
import { mapLegend } from './mapLegend.js';
import { full, hollow } from './mapScene.js';
import { citiesCounted, mapYear, whole } from './mapWords.js';
import { nodeLabels } from './nodeLabels.js';
import { pageSpec } from './pageSpec.js';
import { INK, LAND, pointsOf, TYPE } from './theme.js';
import { fillByTime, timeLimits } from './timeClasses.js';

export interface NetworkDrawingInput {
  readonly name: string;
  readonly title: string;
  readonly measure: string;
  /** Begins the caption. */
  readonly caption: string;
  readonly cities: readonly MapCity[];
  /** Of the same cities. */
  readonly layout: NetworkLayout;
  readonly timeRange: readonly [number, number];
  readonly replicates: number;
  /** What a hollow circle means. */
  readonly noneName: string;
  readonly widthMm: number;
}

/** Cities drawn: those with the most ties. */
const DRAWN = 300;
/** Leaders that are named. */
const NAMED = 12;
/** Communities with a ground of their own have at least this share of the cities. */
const LEAST_COMMUNITY = 0.04;
const MARGIN = 14;

/** Where cities lie by their ties: the same for every policy. */
export interface NetworkLayout extends GraphLayout {
  /** Cities that look at each city. */
  readonly followers: Uint32Array;
  /** Index of the city of each node: those with the most ties. */
  readonly chosen: readonly number[];
  /** Nodes that are tied, each pair once. */
  readonly edges: readonly (readonly [number, number])[];
}

/** Lays out ties by index of the cities: source looks at target. */
export function networkLayout(
  cityCount: number,
  ties: readonly (readonly [source: number, target: number])[],
): NetworkLayout {
  const followers = new Uint32Array(cityCount);
  const degree = new Uint32Array(cityCount);
  for (const [source, target] of ties) {
    followers[target]++;
    degree[source]++;
    degree[target]++;
  }
  const chosen = [...Array(cityCount).keys()]
    .filter((i) => degree[i] > 0)
    .sort((a, b) => degree[b] - degree[a] || a - b)
    .slice(0, DRAWN)
    .sort((a, b) => a - b);
  const nodeOf = new Map(chosen.map((i, k) => [i, k]));
  const pairs = new Set<string>();
  const edges: [number, number][] = [];
  for (const [source, target] of ties) {
    const [a, b] = [nodeOf.get(source), nodeOf.get(target)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if (pairs.has(key)) continue;
    pairs.add(key);
    edges.push([a, b]);
  }
  return { followers, chosen, edges, ...graphLayout(chosen.length, edges) };
}

/**
 * The ties between cities, those close together that are tied: coloured by when they adopt, dark = early, as large as the
 * number of cities that look at them; grounds are communities, names the cities most looked at. Null: there is no tie.
 */
export function networkDrawing(input: NetworkDrawingInput): Figure | null {
  const { name, title, layout, widthMm } = input;
  if (layout.edges.length === 0) return null;
  const width = pointsOf(widthMm);
  const height = round(Math.min(width * 0.72, 380));
  const place = placeIn(layout, width, height);
  const nodes = nodesOf(input, place);
  const limits = timeLimits(...input.timeRange);
  const fill = fillByTime('medianTime', limits);
  const names = nodeLabels(nodes, nodes, {
    frame: { left: 0, top: 0, right: width, bottom: height },
    most: NAMED,
    reach: 72,
    mayCross: true,
  });

  const none = nodes.filter((node) => !adopts(node)).length;
  const heading = headingAbove(input.measure, width);
  const legend = mapLegend({
    width,
    top: height + 6,
    limits: none < nodes.length ? limits : [],
    fill,
    field: 'medianTime',
    limitText: mapYear,
    hollow: none > 0 ? `${input.noneName} (${citiesCounted(none)})` : '',
    hollowMark: { fill: INK.paper, stroke: INK.rare, strokeWidth: 0.55 },
    largest: 0,
    radiusOf: () => 0,
  });
  const layers: Spec[] = [
    ...groundLayers(nodes),
    ...tieLayers(layout, place),
    ...circleLayers(fill),
    ...(names.leaders.length > 0 ? [leaderLayer(names.leaders)] : []),
    ...textLayer(names.texts, { size: TYPE.small, halo: true }),
    ...heading.layers,
    ...legend.layers,
  ];
  const shown = shownInWords(nodes, layout);
  return {
    name,
    title,
    caption: captionOf(input, shown),
    alternative: `Network drawing. ${shown}`,
    spec: pageSpec(
      tableBeside(name, ['x', 'y', 'size', 'followers', 'community', 'medianTime', 'shareAdopted']),
      { width, height, above: heading.height, beneath: legend.height + 8 },
      layers,
    ),
    data: nodes.map(rowOf),
    widthMm,
  };
}

/** Where a node lies, in points: the drawing fills the page but for a margin. */
type Place = (node: number) => readonly [x: number, y: number];

function placeIn({ x, y }: NetworkLayout, width: number, height: number): Place {
  const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(right - left, 1e-9),
    (height - 2 * MARGIN) / Math.max(bottom - top, 1e-9),
  );
  return (k) => [
    width / 2 + (x[k] - (left + right) / 2) * scale,
    height / 2 + (y[k] - (top + bottom) / 2) * scale,
  ];
}

type Node = Placed & MapCity & { readonly followers: number; readonly community: number };

/** The cities drawn, large ones first, so that small ones lie on top. */
function nodesOf({ cities, layout }: NetworkDrawingInput, place: Place): Node[] {
  const { chosen, followers, community } = layout;
  const mostFollowers = Math.max(1, ...chosen.map((i) => followers[i]));
  const largest = chosen.length > 150 ? 5.5 : 7;
  return chosen
    .map((i, k): Node => {
      const [x, y] = place(k);
      return {
        ...cities[i],
        longitude: 0,
        latitude: 0,
        pane: 0,
        x,
        y,
        followers: followers[i],
        community: community[k],
        radius: Math.max(1.2, largest * Math.sqrt(followers[i] / mostFollowers)),
      };
    })
    .sort((a, b) => b.radius - a.radius || (a.id < b.id ? -1 : 1));
}

const adopts = ({ medianTime, shareAdopted }: MapCity): boolean => medianTime !== null && shareAdopted >= 0.5;

/** The grounds of large communities; of one alone there is none. */
function groundLayers(nodes: readonly Node[]): Spec[] {
  const communityCount = Math.max(...nodes.map(({ community }) => community)) + 1;
  const grounds = Array.from({ length: communityCount }, (_, c) =>
    nodes.filter(({ community }) => community === c).map(({ x, y }): [number, number] => [x, y]),
  ).filter((points) => points.length >= Math.max(3, LEAST_COMMUNITY * nodes.length));
  if (grounds.length <= 1) return [];
  const shapes = grounds.map((points) => {
    const ring = hull(points).map(([x, y]) => [round(x), round(y)]);
    return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } };
  });
  return [
    {
      projection: { type: 'identity', scale: 1, translate: [0, 0] },
      data: { values: shapes },
      mark: { type: 'geoshape', fill: LAND.own, fillOpacity: 0.6, clip: false },
    },
  ];
}

/** Lines between cities, thinner where there are many. */
function tieLayers({ edges }: NetworkLayout, place: Place): Spec[] {
  const isDense = edges.length > 800;
  const segments = edges.map(([a, b]) => {
    const [[px, py], [px2, py2]] = [place(a), place(b)];
    return { px: round(px), py: round(py), px2: round(px2), py2: round(py2) };
  });
  return segmentLayer(segments, {
    stroke: INK.arrow,
    strokeWidth: isDense ? 0.25 : 0.4,
    strokeOpacity: isDense ? 0.6 : 0.7,
  });
}

/** Cities that do not adopt, and those that do. */
function circleLayers(fill: Spec): Spec[] {
  const circles = (filter: string, mark: Spec, encoding: Spec): Spec => ({
    transform: [{ filter }],
    mark: { type: 'point', shape: 'circle', filled: true, opacity: 1, ...mark },
    encoding: {
      x: pixel('x'),
      y: pixel('y'),
      size: { field: 'size', type: 'quantitative', scale: null },
      ...encoding,
    },
  });
  return [
    circles("datum.adopts === 'no'", hollow(), {}),
    circles("datum.adopts === 'yes'", full(), { fill }),
  ];
}

/** How many cities, ties and communities there are, and who is most looked at. */
function shownInWords(nodes: readonly Node[], { edges, community, modularity }: NetworkLayout): string {
  const leaders = [...nodes]
    .sort((a, b) => b.followers - a.followers || (a.id < b.id ? -1 : 1))
    .slice(0, 5)
    .map((node) => `${node.name} (${node.followers})`)
    .join(', ');
  return `${whole(nodes.length)} cities and ${whole(edges.length)} ties, in ${whole(Math.max(...community) + 1)} communities (Louvain; modularity ${modularity.toFixed(2)}). Most looked at: ${leaders}.`;
}

function captionOf(
  { caption, cities, layout: { chosen }, replicates }: NetworkDrawingInput,
  shown: string,
): string {
  const leftOut =
    chosen.length < cities.length
      ? ` Drawn are the ${whole(chosen.length)} of ${whole(cities.length)} cities with the most ties.`
      : '';
  const medians = replicates === 1 ? '' : ` Times are medians over ${whole(replicates)} replicates.`;
  return `${caption} Circles in proportion to the number of cities that look at a city; places by ForceAtlas2, in which ties within a community pull harder; grounds: communities. ${shown}${leftOut}${medians}`;
}

const rowOf = (node: Node): Row => ({
  id: node.id,
  name: node.name,
  x: round(node.x),
  y: round(node.y),
  size: round(Math.PI * node.radius ** 2),
  followers: node.followers,
  community: node.community,
  medianTime: node.medianTime,
  shareAdopted: node.shareAdopted,
  adopts: adopts(node) ? 'yes' : 'no',
});
