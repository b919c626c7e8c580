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
  const { name, widthMm, replicates } = input;
  if (input.layout.edges.length === 0) return null;
  const { followers, chosen, edges, x, y, community, modularity } = input.layout;

  const width = pointsOf(widthMm);
  const height = round(Math.min(width * 0.72, 380));
  const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(right - left, 1e-9),
    (height - 2 * MARGIN) / Math.max(bottom - top, 1e-9),
  );
  const px = (k: number): number => width / 2 + (x[k] - (left + right) / 2) * scale;
  const py = (k: number): number => height / 2 + (y[k] - (top + bottom) / 2) * scale;
  const mostFollowers = Math.max(1, ...chosen.map((i) => followers[i]));
  const largest = chosen.length > 150 ? 5.5 : 7;
  const nodes = chosen
    .map((i, k): Placed & MapCity & { followers: number; community: number } => ({
      ...input.cities[i],
      longitude: 0,
      latitude: 0,
      pane: 0,
      x: px(k),
      y: py(k),
      followers: followers[i],
      community: community[k],
      radius: Math.max(1.2, largest * Math.sqrt(followers[i] / mostFollowers)),
    }))
    .sort((a, b) => b.radius - a.radius || (a.id < b.id ? -1 : 1));
  const adopts = (city: MapCity): boolean => city.medianTime !== null && city.shareAdopted >= 0.5;
  const [start, end] = input.timeRange;
  const limits = timeLimits(start, end);
  const fill = fillByTime('medianTime', limits);
  const grounds = Array.from({ length: Math.max(...community) + 1 }, (_, c) =>
    nodes.filter((node) => node.community === c).map((node): [number, number] => [node.x, node.y]),
  ).filter((points) => points.length >= Math.max(3, LEAST_COMMUNITY * nodes.length));
  const names = nodeLabels(nodes, nodes, {
    frame: { left: 0, top: 0, right: width, bottom: height },
    most: NAMED,
    reach: 72,
    mayCross: true,
  });
  const place = { x: pixel('x'), y: pixel('y') };
  const size = { field: 'size', type: 'quantitative', scale: null };
  const point = { type: 'point', shape: 'circle', filled: true, opacity: 1 };
  const layers: Spec[] = [
    ...(grounds.length > 1
      ? [
          {
            projection: { type: 'identity', scale: 1, translate: [0, 0] },
            data: {
              values: grounds.map((points) => {
                const ring = hull(points).map(([gx, gy]) => [round(gx), round(gy)]);
                return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } };
              }),
            },
            mark: {
              type: 'geoshape',
              fill: LAND.own,
              fillOpacity: 0.6,
              clip: false,
            },
          },
        ]
      : []),
    ...segmentLayer(
      edges.map(([a, b]) => ({
        px: round(px(a)),
        py: round(py(a)),
        px2: round(px(b)),
        py2: round(py(b)),
      })),
      {
        stroke: INK.arrow,
        strokeWidth: edges.length > 800 ? 0.25 : 0.4,
        strokeOpacity: edges.length > 800 ? 0.6 : 0.7,
      },
    ),
    {
      transform: [{ filter: "datum.adopts === 'no'" }],
      mark: { ...point, ...hollow() },
      encoding: { ...place, size },
    },
    {
      transform: [{ filter: "datum.adopts === 'yes'" }],
      mark: { ...point, ...full() },
      encoding: { ...place, size, fill },
    },
    ...(names.leaders.length > 0 ? [leaderLayer(names.leaders)] : []),
    ...textLayer(names.texts, { size: TYPE.small, halo: true }),
  ];
  const heading = headingAbove(input.measure, width);
  layers.push(...heading.layers);
  const none = nodes.filter((node) => !adopts(node)).length;
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
  layers.push(...legend.layers);
  const leaders = [...nodes]
    .sort((a, b) => b.followers - a.followers || (a.id < b.id ? -1 : 1))
    .slice(0, 5)
    .map((node) => `${node.name} (${node.followers})`)
    .join(', ');
  const leftOut =
    chosen.length < input.cities.length
      ? ` Drawn are the ${whole(chosen.length)} of ${whole(input.cities.length)} cities with the most ties.`
      : '';
  const shown = `${whole(nodes.length)} cities and ${whole(edges.length)} ties, in ${whole(Math.max(...community) + 1)} communities (Louvain; modularity ${modularity.toFixed(2)}). Most looked at: ${leaders}.`;
  return {
    name,
    title: input.title,
    caption: `${input.caption} Circles in proportion to the number of cities that look at a city; places by ForceAtlas2, in which ties within a community pull harder; grounds: communities. ${shown}${leftOut}${replicates === 1 ? '' : ` Times are medians over ${whole(replicates)} replicates.`}`,
    alternative: `Network drawing. ${shown}`,
    spec: pageSpec(
      tableBeside(name, ['x', 'y', 'size', 'followers', 'community', 'medianTime', 'shareAdopted']),
      { width, height, above: heading.height, beneath: legend.height + 8 },
      layers,
    ),
    data: nodes.map(
      (node): Row => ({
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
      }),
    ),
    widthMm,
  };
}
