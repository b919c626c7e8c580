import type { Axis, Profile, TippingPoint } from '../design/maps/index.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { BAND_OPACITY, DOTS, LINE_WIDTH, POINT_SIZE, rimmedPoint } from './marks.js';
import { axisName, categoryNames, type ParameterScale, parameterScale } from './parameterScale.js';
import { cell, inWords, meanLabel, plotFrame, plotWidthOf, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM } from './theme.js';
import { words } from './words.js';

const HEIGHT = 120;

/**
 * The mean outcome along one parameter: its 95 % interval over replicates (band), and the central 90 % of the points that share
 * the value (dotted lines). Of categories, which no line joins, they are a rule and a pale bar.
 */
export function outcomeProfile(
  profile: Profile,
  {
    name = 'profile',
    widthMm = SINGLE_COLUMN_MM,
    tipping = [],
    among,
  }: {
    name?: string;
    widthMm?: number;
    /** Those of this parameter that are averaged over the others are marked, on a line at their level. */
    tipping?: readonly TippingPoint[];
    /** Paths that its name must be told apart from; default: none. */
    among?: readonly string[];
  } = {},
): Figure {
  const { outcome, axis, replicates } = profile;
  const shown = shownLevels(profile);
  if (shown.length === 0) throw new RangeError(`profile of ${outcome}: no value at any point`);
  const marked = tipping.filter(({ parameter, given }) => parameter === axis.name && given === null);
  const up = outcomeScale(shown, marked);
  const right = 10;
  const left = labelsWidth(up) + 6;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const along = parameterScale(axis, Math.max(2, Math.floor(plotWidth / 34)));
  const names = categoryNames(axis, along, plotWidth, HEIGHT);
  const varies: Varies = {
    interval: shown.some(({ low, high }) => high > low),
    spread: shown.some(({ low90, high90 }) => high90 > low90),
  };

  const layers: Spec[] = [
    ...(along.isCategory ? categoryLayers(along, up, varies) : courseLayers(along, up, varies)),
    meanLayer(along, up),
    ...(marked.length > 0 ? tippingLayers(along, up, replicates) : []),
    ...names.layers,
  ];
  const paths = among ?? [axis.name];
  const result = resultOf(profile, shown, marked);
  return plotFrame({
    name,
    title: words`${outcome} along ${axis.name}`,
    caption: `Mean of ${outcome} along ${axis.name}${axis.binned ? ' (ranges with equally many points)' : ''}${paths.length > 1 ? ', averaged over the other parameters' : ''}; ${bandsInWords(profile, varies)}. ${result}`,
    alternative: `Line chart of ${outcome} along ${axis.name}: ${result}`,
    widthMm,
    heading: outcome,
    acrossName: axisName(shortNames(paths).get(axis.name)!, axis),
    left,
    right,
    height: HEIGHT,
    axisHeight: names.axisHeight,
    layers: () => layers,
    key: keyOf(profile, varies, marked),
    data: rowsOf(axis, along, shown, marked),
    numbers: ['parameter', 'mean', 'low', 'high', 'low90', 'high90'],
  });
}

/** A value of the parameter, or a range of them, that has a mean. */
type ShownLevel = Profile['levels'][number] & { readonly level: number };

const shownLevels = ({ levels }: Profile): ShownLevel[] =>
  levels.map((of, level) => ({ ...of, level })).filter(({ mean }) => !Number.isNaN(mean));

/** Whether there is an interval over replicates, and whether points that share a value differ. */
interface Varies {
  readonly interval: boolean;
  readonly spread: boolean;
}

const outcomeScale = (shown: readonly ShownLevel[], marked: readonly TippingPoint[]): PlotScale =>
  linearScale(
    [
      ...shown.flatMap(({ mean, low, high, low90, high90 }) => [mean, low, high, low90, high90]),
      ...marked.map(({ level }) => level),
    ].filter((value) => !Number.isNaN(value)),
    5,
  );

const only = (kind: string): Spec => ({ transform: [{ filter: `datum.kind === '${kind}'` }] });

/** From one column of the data up to another. */
const rangeLayer = (low: string, high: string, along: ParameterScale, up: PlotScale, mark: Spec): Spec => ({
  ...only('profile'),
  mark,
  encoding: { x: across('parameter', along), y: upwards(low, up), y2: { field: high } },
});

/** Of categories: a pale bar over the points, a rule over replicates. */
function categoryLayers(along: ParameterScale, up: PlotScale, { interval, spread }: Varies): Spec[] {
  const rule = { type: 'rule', stroke: PALETTE[0] };
  const bar = { ...rule, strokeWidth: 7, opacity: BAND_OPACITY.outer };
  return [
    ...(spread ? [rangeLayer('low90', 'high90', along, up, bar)] : []),
    ...(interval ? [rangeLayer('low', 'high', along, up, { ...rule, strokeWidth: LINE_WIDTH })] : []),
  ];
}

/** Of numbers: a band over replicates, dotted lines over the points, and a line through the means. */
function courseLayers(along: ParameterScale, up: PlotScale, { interval, spread }: Varies): Spec[] {
  const ink = PALETTE[0];
  const band = { type: 'area', fill: ink, fillOpacity: BAND_OPACITY.inner, line: false, strokeWidth: 0 };
  const line = (field: string, mark: Spec): Spec => ({
    ...only('profile'),
    mark: { type: 'line', stroke: ink, ...mark },
    encoding: { x: across('parameter', along), y: upwards(field, up) },
  });
  const edges = spread ? ['low90', 'high90'] : [];
  return [
    ...(interval ? [rangeLayer('low', 'high', along, up, band)] : []),
    ...edges.map((edge) => line(edge, { strokeWidth: 0.8, strokeDash: DOTS })),
    line('mean', { strokeWidth: LINE_WIDTH, strokeJoin: 'round' }),
  ];
}

const meanLayer = (along: ParameterScale, up: PlotScale): Spec => ({
  ...only('profile'),
  mark: rimmedPoint({ fill: PALETTE[0], size: POINT_SIZE }),
  encoding: { x: across('parameter', along), y: upwards('mean', up) },
});

/** Where the outcome crosses a level: the level, the interval of the place, and the place. */
function tippingLayers(along: ParameterScale, up: PlotScale, replicates: number): Spec[] {
  const [start, end] = along.domain;
  const y = upwards('mean', up);
  return [
    {
      ...only('tipping'),
      mark: { type: 'rule', stroke: INK.text, strokeWidth: HAIRLINE, strokeDash: DOTS },
      encoding: { y },
    },
    {
      transform: [
        { filter: `datum.kind === 'tipping' && ${replicates} > 1` },
        { calculate: `isValid(datum.low) ? datum.low : ${start}`, as: 'from' },
        { calculate: `isValid(datum.high) ? datum.high : ${end}`, as: 'to' },
      ],
      mark: { type: 'rule', stroke: INK.text, strokeWidth: 1.6 },
      encoding: { x: across('from', along), x2: { field: 'to' }, y },
    },
    {
      ...only('tipping'),
      mark: rimmedPoint({ fill: INK.text, shape: 'diamond', size: 2 * POINT_SIZE }),
      encoding: { x: across('parameter', along), y },
    },
  ];
}

function keyOf(
  { axis, replicates }: Profile,
  { interval, spread }: Varies,
  marked: readonly TippingPoint[],
): KeyItem[] {
  const isCategory = axis.scale === 'category';
  const ink = PALETTE[0];
  const symbol = isCategory ? (interval ? 'line' : 'point') : interval ? 'band' : 'line';
  const items: KeyItem[] = [{ symbol, label: meanLabel(replicates, interval), ink }];
  if (spread)
    items.push({
      symbol: isCategory ? 'fill' : 'dotted',
      opacity: BAND_OPACITY.outer,
      label: axis.binned
        ? words`central 90% of the points of each tenth`
        : words`central 90% of points with the same value`,
      ink,
    });
  if (marked.length > 0)
    items.push({
      symbol: 'point',
      shape: 'diamond',
      label:
        replicates > 1
          ? words`crosses ${inWords(marked[0].level)}, 95% interval`
          : words`crosses ${inWords(marked[0].level)}`,
      ink: INK.text,
    });
  return items;
}

/** What lines and bands are, in a caption. */
function bandsInWords({ axis, replicates, isDrawn }: Profile, { interval, spread }: Varies): string {
  const isCategory = axis.scale === 'category';
  const runs = replicatesInWords(replicates);
  const over = `${isCategory ? 'line' : 'band'}: 95% interval over ${runs}${isDrawn ? ', which leaves out the draw of the points' : ''}`;
  return [
    interval ? over : runs,
    ...(spread ? [`${isCategory ? 'pale' : 'dotted'}: central 90% of the points`] : []),
  ].join('; ');
}

/** The means at both ends, the least and the largest, and where levels are crossed. */
function resultOf({ axis }: Profile, shown: readonly ShownLevel[], marked: readonly TippingPoint[]): string {
  const told = ({ mean, level }: ShownLevel): string => {
    const value = axis.values[level];
    return `${inWords(mean)} at ${axis.scale === 'category' ? String(value) : inWords(value as number)}`;
  };
  const least = shown.reduce((a, b) => (b.mean < a.mean ? b : a));
  const most = shown.reduce((a, b) => (b.mean > a.mean ? b : a));
  return (
    `${told(shown[0])}, ${told(shown[shown.length - 1])}; least ${told(least)}, most ${told(most)}.` +
    marked.map(crossingInWords).join('')
  );
}

function crossingInWords({ level, value, low, high }: TippingPoint): string {
  const end = (of: number): string => (Number.isNaN(of) ? '…' : inWords(of));
  const range = Number.isNaN(low) && Number.isNaN(high) ? '' : ` (${end(low)} to ${end(high)})`;
  return ` It crosses ${inWords(level)} at ${inWords(value)}${range}.`;
}

const rowsOf = (
  axis: Axis,
  along: ParameterScale,
  shown: readonly ShownLevel[],
  marked: readonly TippingPoint[],
): Row[] => [
  ...shown.map(({ level, mean, low, high, low90, high90, points }) => ({
    kind: 'profile',
    parameter: along.coordinate(level),
    value: axis.values[level],
    mean,
    low: cell(low),
    high: cell(high),
    low90: cell(low90),
    high90: cell(high90),
    points,
  })),
  // Of a tipping point low and high are values of the parameter.
  ...marked.map(({ level, value, low, high }) => ({
    kind: 'tipping',
    parameter: value,
    value: null,
    mean: level,
    low: cell(low),
    high: cell(high),
    low90: null,
    high90: null,
    points: null,
  })),
];
