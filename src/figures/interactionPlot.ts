import type { Axis, Interaction } from '../design/maps/index.js';
import { endCentres, endLabels } from './endLabels.js';
import type { Figure, Row, Spec } from './figure.js';
import { round } from './layout.js';
import { lineShape } from './lineStyles.js';
import { BAND_OPACITY, LINE_WIDTH, POINT_SIZE, rimmedPoint } from './marks.js';
import { axisName, categoryNames, type ParameterScale, parameterScale } from './parameterScale.js';
import { cell, inWords, meanLabel, plotFrame, plotWidthOf, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { LEADING, measureText, wrapText } from './textMetrics.js';
import { INK, PALETTE, pointsOf, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';
import { words } from './words.js';

/**
 * The mean outcome along one parameter, a line for each value of another, labelled at its end: parallel lines do not
 * interact. Bands: 95 % intervals over replicates. Values of a number are coloured light to dark, words by the palette; shapes
 * tell them apart in grey.
 */
export function interactionPlot(
  interaction: Interaction,
  {
    name = 'interaction',
    widthMm = SINGLE_COLUMN_MM,
    among,
  }: {
    name?: string;
    widthMm?: number;
    /** Paths that a name must be told apart from; default: the two. */
    among?: readonly string[];
  } = {},
): Figure {
  const { outcome, axis, by, replicates } = interaction;
  const points = pointsIn(interaction);
  if (points.length === 0) throw new RangeError(`interaction of ${outcome}: no value at any point`);
  const names = shortNames(among ?? [axis.name, by.name]);
  const inks = inksOf(interaction);
  const hasInterval = points.some(({ low, high }) => high > low);
  const up = linearScale(
    points.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => !Number.isNaN(value)),
    5,
  );

  // The plot, as high as the names at its lines' ends ask.
  const ends = endsOf(interaction, points, pointsOf(widthMm) * 0.25);
  const left = labelsWidth(up) + 6;
  const right = widthOf(ends) + 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const height = Math.max(120, heightOf(ends));
  const along = parameterScale(axis, Math.max(2, Math.floor(plotWidth / 34)));
  const under = categoryNames(axis, along, plotWidth, height);
  const placed = ends.map(({ line, last, name: lines }) => ({
    lines,
    x: along.at(along.coordinate(last.level), plotWidth) + 3.5,
    y: height - up.at(last.mean, height),
    ink: inks[line],
  }));
  const labels = endLabels(placed, endCentres(placed, height)!, plotWidth + 8);

  const layers: Spec[] = [
    ...(hasInterval ? [intervalLayer(along, up, inks)] : []),
    lineLayer(along, up, inks),
    pointLayer(along, up, inks),
    ...labels.leaders,
    ...labels.texts,
    ...under.layers,
  ];
  const results = ends.map((end) => resultOf(end, interaction, points)).join('; ');
  return plotFrame({
    name,
    title: words`${outcome} along ${axis.name}, by ${by.name}`,
    caption: `${drawnInWords(interaction, hasInterval)} From the first to the last value: ${results}.`,
    alternative: `Line chart of ${outcome} along ${axis.name}, by ${by.name}: ${results}.`,
    widthMm,
    heading: outcome,
    upName: by.binned
      ? words`lines: ${names.get(by.name)!} (thirds of the points, by their mean)`
      : words`lines: ${names.get(by.name)!}`,
    acrossName: axisName(names.get(axis.name)!, axis),
    left,
    right,
    height: round(height),
    axisHeight: under.axisHeight,
    layers: () => layers,
    key: [
      {
        symbol: hasInterval && !along.isCategory ? 'band' : 'line',
        label: meanLabel(replicates, hasInterval),
        ink: INK.quiet,
      },
    ],
    data: rowsOf(points, axis, along),
    numbers: ['line', 'parameter', 'mean', 'low', 'high'],
  });
}

/** A mean: that of a line, which is a value of the one parameter, at a level of the other. */
interface Point {
  readonly line: number;
  readonly value: number | string;
  readonly level: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const pointsIn = ({ lines }: Interaction): Point[] =>
  lines.flatMap(({ value, levels }, line) =>
    levels.flatMap(({ mean, low, high }, level) =>
      Number.isNaN(mean) ? [] : [{ line, value, level, mean, low, high }],
    ),
  );

const valueText = (value: number | string): string => (typeof value === 'number' ? inWords(value) : value);

/** The colour of each line. */
const inksOf = ({ by, lines }: Interaction): string[] =>
  by.scale === 'category'
    ? lines.map((_, i) => PALETTE[i % PALETTE.length])
    : // Without the palest of the sequence, which no line can be drawn in.
      sequence(lines.length + 2)
        .slice(0, lines.length)
        .reverse();

/** The end of a line, and its name, broken into lines. */
interface NamedEnd {
  readonly line: number;
  readonly last: Point;
  readonly name: readonly string[];
}

const endsOf = ({ lines }: Interaction, points: readonly Point[], most: number): NamedEnd[] =>
  lines.flatMap(({ value }, line) => {
    const own = points.filter((point) => point.line === line);
    if (own.length === 0) return [];
    const name = wrapText(valueText(value), most, TYPE.label, 'semibold');
    return [{ line, last: own[own.length - 1], name }];
  });

const widthOf = (ends: readonly NamedEnd[]): number =>
  Math.max(...ends.flatMap(({ name }) => name.map((line) => measureText(line, TYPE.label, 'semibold'))));
const heightOf = (ends: readonly NamedEnd[]): number =>
  ends.reduce((sum, { name }) => sum + name.length * TYPE.label * LEADING + 1.5, 0);

/** Lines by their colours, or shapes. */
const byLine = (range: readonly string[]): Spec => ({
  field: 'line',
  type: 'nominal',
  scale: { domain: range.map((_, i) => i), range },
});
const BY_LINE = { field: 'line', type: 'nominal' };

/** Bands, or rules where categories run across. */
const intervalLayer = (along: ParameterScale, up: PlotScale, inks: readonly string[]): Spec => ({
  mark: along.isCategory
    ? { type: 'rule', strokeWidth: 0.9 }
    : { type: 'area', fillOpacity: BAND_OPACITY.outer, line: false, strokeWidth: 0 },
  encoding: {
    x: across('parameter', along),
    y: upwards('low', up),
    y2: { field: 'high' },
    [along.isCategory ? 'stroke' : 'fill']: byLine(inks),
    detail: BY_LINE,
  },
});

const lineLayer = (along: ParameterScale, up: PlotScale, inks: readonly string[]): Spec => ({
  mark: { type: 'line', strokeWidth: LINE_WIDTH, strokeJoin: 'round' },
  encoding: {
    x: across('parameter', along),
    y: upwards('mean', up),
    stroke: byLine(inks),
    detail: BY_LINE,
  },
});

const pointLayer = (along: ParameterScale, up: PlotScale, inks: readonly string[]): Spec => ({
  mark: rimmedPoint({ size: POINT_SIZE + 3 }),
  encoding: {
    x: across('parameter', along),
    y: upwards('mean', up),
    fill: byLine(inks),
    shape: byLine(inks.map((_, i) => lineShape(i))),
  },
});

/** The first and the last mean of a line. */
function resultOf({ line, last }: NamedEnd, { by, lines }: Interaction, points: readonly Point[]): string {
  const first = points.find((point) => point.line === line)!;
  return `${by.name} ${valueText(lines[line].value)}: ${inWords(first.mean)} to ${inWords(last.mean)}`;
}

/** What lines and bands are, in a caption. */
function drawnInWords({ outcome, axis, by, replicates, isDrawn }: Interaction, hasInterval: boolean): string {
  const binned = by.binned ? ' (thirds of the points, by their mean)' : '';
  const draw = isDrawn ? ', which leave out the draw of the points' : '';
  const intervals = hasInterval ? `, with 95% intervals over replicates${draw}` : '';
  return `Mean of ${outcome} along ${axis.name}, a line for each value of ${by.name}${binned}, over ${replicatesInWords(replicates)}${intervals}.`;
}

const rowsOf = (points: readonly Point[], axis: Axis, along: ParameterScale): Row[] =>
  points.map(({ line, value, level, mean, low, high }) => ({
    line,
    by: value,
    parameter: along.coordinate(level),
    value: axis.values[level],
    mean,
    low: cell(low),
    high: cell(high),
  }));
