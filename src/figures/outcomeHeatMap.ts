import type { ContourLine, OutcomeMap } from '../design/maps/index.js';
import type { Figure, Row, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { axisName, categoryNames, type ParameterScale, parameterScale } from './parameterScale.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { CAP_HEIGHT, measureText, wrapText } from './textMetrics.js';
import { INK, LAND, pointsOf, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';
import { words } from './words.js';

const CLASSES = 7;
/** Between the lines of a category's name. */
const NAME_LEADING = 8.5;

/** From `contour` at this level. */
interface Contour {
  readonly level: number;
  readonly lines: readonly ContourLine[];
}

/**
 * The mean outcome over two parameters as classes of colour, dark where it is large, with steadily falling lightness, so that it
 * can be read in grey; and, where given, the lines at which it crosses a level. Cells without points stay pale grey.
 */
export function outcomeHeatMap(
  map: OutcomeMap,
  {
    name = 'outcome-map',
    widthMm = SINGLE_COLUMN_MM,
    contour,
    among,
  }: {
    name?: string;
    widthMm?: number;
    contour?: Contour;
    /** Paths that a name must be told apart from; default: the two. */
    among?: readonly string[];
  } = {},
): Figure {
  const { outcome, replicates } = map;
  const means = map.cells.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean));
  if (means.length === 0) throw new RangeError(`map of ${outcome}: no value at any point`);
  const classes = linearScale([Math.min(...means), Math.max(...means)], CLASSES);
  const byMean = colourByMean(classes);

  const y = parameterScale(map.y, 6, true);
  const upNames = namesUpwards(map, y, pointsOf(widthMm) * 0.25);
  const left = 6 + (y.isCategory ? widestLine(upNames) : labelsWidth(y));
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const height = round(Math.min(plotWidth * 0.8, 300));
  const x = parameterScale(map.x, Math.max(2, Math.floor(plotWidth / 34)), true);
  const acrossNames = categoryNames(map.x, x, plotWidth, height);

  const layers: Spec[] = [
    ...cellLayers(x, y, byMean),
    ...(contour === undefined ? [] : contourLayers(x, y)),
    ...acrossNames.layers,
    ...textLayer(nameTexts(upNames, y, height), { align: 'right' }),
  ];
  const names = shortNames(among ?? [map.x.name, map.y.name]);
  const result = `${rangeInWords(map)}${contour === undefined ? '' : contourInWords(outcome, contour)}`;
  return plotFrame({
    name,
    title: words`${outcome} by ${map.x.name} and ${map.y.name}`,
    caption: `Mean of ${outcome} over ${replicatesInWords(replicates)} by ${map.x.name} (across) and ${map.y.name} (up), averaged over any other parameters. ${result}`,
    alternative: `Heat map of ${outcome} by ${map.x.name} and ${map.y.name}. ${result}`,
    widthMm,
    heading: replicates > 1 ? words`${outcome}, mean of ${replicatesDrawn(replicates)}` : outcome,
    upName: axisName(names.get(map.y.name)!, map.y),
    acrossName: axisName(names.get(map.x.name)!, map.x),
    left,
    right,
    height,
    axisHeight: acrossNames.axisHeight,
    layers: () => layers,
    legend: (top, width) => colourLegend(classes, byMean, { left, top, width }),
    key:
      contour !== undefined && contour.lines.length > 0
        ? [{ symbol: 'line', label: `${outcome} = ${inWords(contour.level)}`, ink: INK.text }]
        : [],
    data: rowsOf(map, x, y, contour?.lines ?? []),
    numbers: ['x', 'y', 'xLow', 'xHigh', 'yLow', 'yHigh', 'mean', 'low', 'high', 'line', 'step'],
  });
}

/** Classes of the mean by colour, dark where it is large. */
const colourByMean = ({ ticks }: PlotScale): Spec => ({
  field: 'mean',
  type: 'quantitative',
  scale: {
    type: 'threshold',
    domain: ticks.slice(1, -1),
    range: sequence(Math.max(2, ticks.length - 1)).reverse(),
  },
});

/** Names of categories on the axis upwards, broken into lines; of numbers none. */
const namesUpwards = (map: OutcomeMap, { isCategory }: ParameterScale, most: number): string[][] =>
  isCategory ? map.y.values.map((value) => wrapText(String(value), most, TYPE.label)) : [];

const widestLine = (names: readonly (readonly string[])[]): number =>
  Math.max(...names.flat().map((line) => measureText(line, TYPE.label)));

const nameTexts = (names: readonly (readonly string[])[], y: ParameterScale, height: number): PlacedText[] =>
  names.flatMap((lines, i) => {
    const baseline = height - y.at(i, height) + (CAP_HEIGHT * TYPE.label) / 2;
    return lines.map((text, l) => ({
      px: -5,
      py: baseline + (l - (lines.length - 1) / 2) * NAME_LEADING,
      text,
      ink: INK.quiet,
    }));
  });

/** The axis upwards; lines of a grid would show through the cells. */
const ungridded = (field: string, y: PlotScale): Spec => {
  const encoding = upwards(field, y);
  return { ...encoding, axis: { ...(encoding.axis as object), grid: false } };
};

/** Cells without a mean, and those with one. */
function cellLayers(x: PlotScale, y: PlotScale, byMean: Spec): Spec[] {
  const place = {
    x: across('xLow', x),
    x2: { field: 'xHigh' },
    y: ungridded('yLow', y),
    y2: { field: 'yHigh' },
  };
  return [
    {
      transform: [{ filter: "datum.kind === 'cell' && !isValid(datum.mean)" }],
      mark: { type: 'rect', fill: LAND.other, strokeWidth: 0 },
      encoding: place,
    },
    {
      transform: [{ filter: "datum.kind === 'cell' && isValid(datum.mean)" }],
      // A hair of the same colour closes the seams between cells.
      mark: { type: 'rect', strokeWidth: 0.3 },
      encoding: { ...place, fill: byMean, stroke: byMean },
    },
  ];
}

/** Lines at which the outcome crosses the level, in an edge of paper. */
function contourLayers(x: PlotScale, y: PlotScale): Spec[] {
  const line = (stroke: string, strokeWidth: number): Spec => ({
    transform: [{ filter: "datum.kind === 'contour'" }],
    mark: { type: 'line', stroke, strokeWidth, strokeJoin: 'round', strokeCap: 'round' },
    encoding: {
      x: across('x', x),
      y: ungridded('y', y),
      detail: { field: 'line', type: 'nominal' },
      order: { field: 'step', type: 'quantitative' },
    },
  });
  return [line(INK.paper, 2.4), line(INK.text, 1.1)];
}

/** The least and the largest mean, and where. */
function rangeInWords({ x, y, cells }: OutcomeMap): string {
  const means = cells.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean));
  const say = (value: number | string) => (typeof value === 'number' ? inWords(value) : value);
  const told = (extreme: number): string => {
    const i = cells.findIndex(({ mean }) => mean === extreme);
    const [column, row] = [i % x.values.length, Math.floor(i / x.values.length)];
    return `${inWords(extreme)} at ${say(x.values[column])} and ${say(y.values[row])}`;
  };
  return `From ${told(Math.min(...means))} to ${told(Math.max(...means))}.`;
}

const contourInWords = (outcome: string, { level, lines }: Contour): string =>
  lines.length > 0
    ? ` Line: ${outcome} = ${inWords(level)}.`
    : ` ${outcome} crosses ${inWords(level)} nowhere.`;

/** The cells, and the points of the lines. */
const rowsOf = (
  map: OutcomeMap,
  x: ParameterScale,
  y: ParameterScale,
  lines: readonly ContourLine[],
): Row[] => [
  ...map.cells.map(({ mean, low, high }, i) => {
    const [column, row] = [i % map.x.values.length, Math.floor(i / map.x.values.length)];
    const [xLow, xHigh] = x.edges(column);
    const [yLow, yHigh] = y.edges(row);
    return {
      kind: 'cell',
      x: x.isCategory ? column : map.x.values[column],
      y: y.isCategory ? row : map.y.values[row],
      xName: map.x.values[column],
      yName: map.y.values[row],
      xLow,
      xHigh,
      yLow,
      yHigh,
      mean: cell(mean),
      low: cell(low),
      high: cell(high),
      line: null,
      step: null,
    };
  }),
  ...lines.flatMap((points, i) =>
    points.map((point, step) => ({ kind: 'contour', x: point.x, y: point.y, line: i, step })),
  ),
];

/** Blocks of colour side by side, their limits beneath. */
function colourLegend(
  { ticks: limits, text }: PlotScale,
  byMean: Spec,
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): { layers: Spec[]; height: number } {
  const size = TYPE.small;
  const texts = limits.map(text);
  const widest = Math.max(...texts.map((text) => measureText(text, size)));
  const block = Math.min(24, (width - widest - 2) / (limits.length - 1));
  const every = Math.max(1, Math.ceil((widest + 4) / block));
  const start = -left + 0.5 + measureText(texts[0], size) / 2;
  const blocks: Spec = {
    data: {
      values: limits.slice(1).map((limit, i) => ({
        px: round(start + i * block),
        px2: round(start + (i + 1) * block),
        py: round(top),
        py2: round(top + 7),
        mean: (limit + limits[i]) / 2,
      })),
    },
    mark: { type: 'rect', stroke: INK.paper, strokeWidth: 0.5 },
    encoding: { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), y2: { field: 'py2' }, fill: byMean },
  };
  const baseline = top + 10 + CAP_HEIGHT * size;
  const labels: PlacedText[] = texts.flatMap((text, i) =>
    i % every === 0
      ? [{ px: start + i * block - measureText(text, size) / 2, py: baseline, text, ink: INK.quiet }]
      : [],
  );
  return { layers: [blocks, ...textLayer(labels, { size })], height: baseline - top + 2 };
}
