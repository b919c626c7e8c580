import type { Interaction } from '../design/maps/index.js';
import type { Figure, Spec } from './figure.js';
import { leaderLayer, type PlacedText, round, spread, textLayer } from './layout.js';
import { BAND_OPACITY, LINE_WIDTH, POINT_SIZE } from './marks.js';
import { categoryNames, parameterScale } from './parameterScale.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, labelsWidth, linearScale, upwards } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, pointsOf, SHAPES, SINGLE_COLUMN_MM, sequence, TYPE } from './theme.js';
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
  const { outcome, axis, by, replicates, isDrawn, lines } = interaction;
  const rows = lines.flatMap(({ value, levels }, line) =>
    levels.flatMap(({ mean, low, high }, level) =>
      Number.isNaN(mean) ? [] : [{ line, value, level, mean, low, high }],
    ),
  );
  if (rows.length === 0) throw new RangeError(`interaction of ${outcome}: no value at any point`);
  const names = shortNames(among ?? [axis.name, by.name]);
  const say = (value: number | string) => (typeof value === 'number' ? inWords(value) : value);
  // Without the palest of the sequence, which no line can be drawn in.
  const inks =
    by.scale === 'category'
      ? lines.map((_, i) => PALETTE[i % PALETTE.length])
      : sequence(lines.length + 2)
          .slice(0, lines.length)
          .reverse();
  const shapes = lines.map((_, i) => SHAPES[i % SHAPES.length]);

  const hasInterval = rows.some(({ low, high }) => high > low);
  const up = linearScale(
    rows.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => !Number.isNaN(value)),
    5,
  );
  const ends = lines.flatMap(({ value }, line) => {
    const own = rows.filter((row) => row.line === line);
    if (own.length === 0) return [];
    const words = wrapText(say(value), pointsOf(widthMm) * 0.25, TYPE.label, 'semibold');
    return [{ line, last: own[own.length - 1], words }];
  });
  const leading = TYPE.label * LEADING;
  const labelWidth = Math.max(
    ...ends.flatMap(({ words }) => words.map((word) => measureText(word, TYPE.label, 'semibold'))),
  );
  const left = labelsWidth(up) + 6;
  const right = labelWidth + 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const height = Math.max(
    120,
    ends.reduce((sum, { words }) => sum + words.length * leading + 1.5, 0),
  );
  const along = parameterScale(axis, Math.max(2, Math.floor(plotWidth / 34)));
  const under = categoryNames(axis, along, plotWidth, height);
  const y = (value: number) => height - up.at(value, height);
  const centres = spread(
    ends.map(({ last }) => y(last.mean)),
    ends.map(({ words }) => words.length * leading),
    -leading / 2,
    height + leading / 2,
    1.5,
  )!;

  const x = across('parameter', along);
  const colour = { field: 'line', type: 'nominal', scale: { domain: lines.map((_, i) => i), range: inks } };
  const layers: Spec[] = [];
  if (hasInterval)
    layers.push({
      mark: along.isCategory
        ? { type: 'rule', strokeWidth: 0.9 }
        : { type: 'area', fillOpacity: BAND_OPACITY.outer, line: false, strokeWidth: 0 },
      encoding: {
        x,
        y: upwards('low', up),
        y2: { field: 'high' },
        [along.isCategory ? 'stroke' : 'fill']: colour,
        detail: { field: 'line', type: 'nominal' },
      },
    });
  layers.push(
    {
      mark: { type: 'line', strokeWidth: LINE_WIDTH, strokeJoin: 'round' },
      encoding: { x, y: upwards('mean', up), stroke: colour, detail: { field: 'line', type: 'nominal' } },
    },
    {
      mark: {
        type: 'point',
        filled: true,
        opacity: 1,
        size: POINT_SIZE + 3,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: {
        x,
        y: upwards('mean', up),
        fill: colour,
        shape: { field: 'line', type: 'nominal', scale: { domain: lines.map((_, i) => i), range: shapes } },
      },
    },
  );
  const texts: PlacedText[] = [];
  const leaders: object[] = [];
  ends.forEach(({ line, last, words }, i) => {
    const from = along.at(along.coordinate(last.level), plotWidth) + 3.5;
    const labelLeft = plotWidth + 8;
    if (Math.abs(centres[i] - y(last.mean)) > 3 || labelLeft - from > 9)
      leaders.push({
        px: round(from),
        py: round(y(last.mean)),
        px2: round(labelLeft - 1.5),
        py2: round(centres[i]),
        ink: inks[line],
      });
    words.forEach((text, l) => {
      const py = centres[i] + (l - (words.length - 1) / 2) * leading + (CAP_HEIGHT * TYPE.label) / 2;
      texts.push({ px: labelLeft, py, text, ink: inks[line] });
    });
  });
  if (leaders.length > 0) layers.push(leaderLayer(leaders));
  layers.push(...textLayer(texts, { weight: 600 }), ...under.layers);

  const runs = replicatesInWords(replicates);
  const results = ends
    .map(({ line, last }) => {
      const first = rows.find((row) => row.line === line)!;
      return `${by.name} ${say(lines[line].value)}: ${inWords(first.mean)} to ${inWords(last.mean)}`;
    })
    .join('; ');
  const binned = by.binned ? ' (thirds of the points, by their mean)' : '';
  return plotFrame({
    name,
    title: words`${outcome} along ${axis.name}, by ${by.name}`,
    caption: `Mean of ${outcome} along ${axis.name}, a line for each value of ${by.name}${binned}, over ${runs}${hasInterval ? `, with 95% intervals over replicates${isDrawn ? ', which leave out the draw of the points' : ''}` : ''}. From the first to the last value: ${results}.`,
    alternative: `Line chart of ${outcome} along ${axis.name}, by ${by.name}: ${results}.`,
    widthMm,
    heading: outcome,
    upName: by.binned
      ? words`lines: ${names.get(by.name)!} (thirds of the points, by their mean)`
      : words`lines: ${names.get(by.name)!}`,
    acrossName: names.get(axis.name)! + (axis.scale === 'log' ? ` (${words`log scale`})` : ''),
    left,
    right,
    height: round(height),
    axisHeight: under.axisHeight,
    layers: () => layers,
    key: [
      hasInterval
        ? {
            symbol: along.isCategory ? 'line' : 'band',
            label: words`mean, 95% interval over ${replicatesDrawn(replicates)}`,
            ink: INK.quiet,
          }
        : {
            symbol: 'line',
            label: replicates === 1 ? words`one replicate` : words`mean of ${replicatesDrawn(replicates)}`,
            ink: INK.quiet,
          },
    ],
    data: rows.map(({ line, value, level, mean, low, high }) => ({
      line,
      by: value,
      parameter: along.coordinate(level),
      value: axis.values[level],
      mean,
      low: cell(low),
      high: cell(high),
    })),
    numbers: ['line', 'parameter', 'mean', 'low', 'high'],
  });
}
