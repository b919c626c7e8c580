import type { ContourLine, OutcomeMap } from '../design/maps/index.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { categoryNames, parameterScale } from './parameterScale.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { CAP_HEIGHT, measureText, wrapText } from './textMetrics.js';
import { INK, LAND, pointsOf, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';
import { words } from './words.js';

const CLASSES = 7;

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
    /** From `contour` at this level. */
    contour?: { level: number; lines: readonly ContourLine[] };
    /** Paths that a name must be told apart from; default: the two. */
    among?: readonly string[];
  } = {},
): Figure {
  const { outcome, replicates } = map;
  const means = map.cells.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean));
  if (means.length === 0) throw new RangeError(`map of ${outcome}: no value at any point`);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const classes = linearScale([least, most], CLASSES);
  const limits = classes.ticks;
  const colours = sequence(Math.max(2, limits.length - 1)).reverse();

  const y = parameterScale(map.y, 6, true);
  const nameLines = y.isCategory
    ? map.y.values.map((value) => wrapText(String(value), pointsOf(widthMm) * 0.25, TYPE.label))
    : [];
  const left =
    6 +
    (y.isCategory
      ? Math.max(...nameLines.flat().map((line) => measureText(line, TYPE.label)))
      : labelsWidth(y));
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const height = round(Math.min(plotWidth * 0.8, 300));
  const x = parameterScale(map.x, Math.max(2, Math.floor(plotWidth / 34)), true);
  const acrossNames = categoryNames(map.x, x, plotWidth, height);
  const upTexts: PlacedText[] = nameLines.flatMap((lines, i) =>
    lines.map((text, l) => ({
      px: -5,
      py: height - y.at(i, height) + (CAP_HEIGHT * TYPE.label) / 2 + (l - (lines.length - 1) / 2) * 8.5,
      text,
      ink: INK.quiet,
    })),
  );

  const byMean: Spec = {
    field: 'mean',
    type: 'quantitative',
    scale: { type: 'threshold', domain: limits.slice(1, -1), range: colours },
  };
  const place = {
    x: across('xLow', x),
    x2: { field: 'xHigh' },
    // Lines of a grid would show through the cells.
    y: { ...upwards('yLow', y), axis: { ...(upwards('yLow', y).axis as object), grid: false } },
    y2: { field: 'yHigh' },
  };
  const layers: Spec[] = [
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
  if (contour !== undefined) {
    for (const [stroke, strokeWidth] of [
      [INK.paper, 2.4],
      [INK.text, 1.1],
    ] as const) {
      layers.push({
        transform: [{ filter: "datum.kind === 'contour'" }],
        mark: { type: 'line', stroke, strokeWidth, strokeJoin: 'round', strokeCap: 'round' },
        encoding: {
          x: across('x', x),
          y: { ...upwards('y', y), axis: (place.y as Spec).axis },
          detail: { field: 'line', type: 'nominal' },
          order: { field: 'step', type: 'quantitative' },
        },
      });
    }
  }
  layers.push(...acrossNames.layers, ...textLayer(upTexts, { align: 'right' }));

  const names = shortNames(among ?? [map.x.name, map.y.name]);
  const drawn = contour !== undefined && contour.lines.length > 0;
  const where = (extreme: number) => {
    const i = map.cells.findIndex(({ mean }) => mean === extreme);
    const columns = map.x.values.length;
    const at = (value: number | string) => (typeof value === 'number' ? inWords(value) : value);
    return `${at(map.x.values[i % columns])} and ${at(map.y.values[Math.floor(i / columns)])}`;
  };
  const range = `From ${inWords(least)} at ${where(least)} to ${inWords(most)} at ${where(most)}.`;
  const line =
    contour === undefined
      ? ''
      : drawn
        ? ` Line: ${outcome} = ${inWords(contour.level)}.`
        : ` ${outcome} crosses ${inWords(contour.level)} nowhere.`;
  const runs = replicatesInWords(replicates);
  return plotFrame({
    name,
    title: words`${outcome} by ${map.x.name} and ${map.y.name}`,
    caption: `Mean of ${outcome} over ${runs} by ${map.x.name} (across) and ${map.y.name} (up), averaged over any other parameters. ${range}${line}`,
    alternative: `Heat map of ${outcome} by ${map.x.name} and ${map.y.name}. ${range}${line}`,
    widthMm,
    heading: replicates > 1 ? words`${outcome}, mean of ${replicatesDrawn(replicates)}` : outcome,
    upName: named(names.get(map.y.name)!, map.y.scale),
    acrossName: named(names.get(map.x.name)!, map.x.scale),
    left,
    right,
    height,
    axisHeight: acrossNames.axisHeight,
    layers: () => layers,
    legend: (top, width) => colourLegend({ classes, limits, byMean, left, top, width }),
    key: drawn ? [{ symbol: 'line', label: `${outcome} = ${inWords(contour.level)}`, ink: INK.text }] : [],
    data: [
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
      ...(contour?.lines ?? []).flatMap((points, i) =>
        points.map((point, step) => ({ kind: 'contour', x: point.x, y: point.y, line: i, step })),
      ),
    ],
    numbers: ['x', 'y', 'xLow', 'xHigh', 'yLow', 'yHigh', 'mean', 'low', 'high', 'line', 'step'],
  });
}

const named = (name: string, scale: string): string =>
  name + (scale === 'log' ? ` (${words`log scale`})` : '');

/** Blocks of colour side by side, their limits beneath. */
function colourLegend({
  classes,
  limits,
  byMean,
  left,
  top,
  width,
}: {
  classes: PlotScale;
  limits: readonly number[];
  byMean: Spec;
  left: number;
  top: number;
  width: number;
}): { layers: Spec[]; height: number } {
  const size = TYPE.small;
  const texts = limits.map((limit) => classes.text(limit));
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
