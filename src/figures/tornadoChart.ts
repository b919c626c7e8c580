import type { Tornado } from '../design/maps/index.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, linearScale } from './plotScale.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { words } from './words.js';

const MOST_BARS = 20;
const ROW = 17;
const BAR = 8;
/** Between a bar's end and its value. */
const GAP = 3;

/**
 * For each parameter the range of the mean outcome along it, largest first: bars from the base (vertical line) to the least
 * (pale) and to the largest (dark) mean outcome, with 95 % intervals over replicates (of a fit: over points); at the bars' ends the values of the
 * parameter there. More than 20 parameters: the 20 with the largest range; all are in the data.
 */
export function tornadoChart(
  tornado: Tornado,
  { name = 'tornado', widthMm = SINGLE_COLUMN_MM }: { name?: string; widthMm?: number } = {},
): Figure {
  const { outcome, replicates, base, baseIs, over } = tornado;
  const isFitted = over === 'points';
  if (tornado.bars.length === 0) throw new RangeError(`tornado of ${outcome}: no value at any point`);
  const bars = tornado.bars.slice(0, MOST_BARS);
  const names = nameColumn(
    bars.map(({ parameter }) => parameter),
    widthMm,
    ROW,
  );
  const say = (value: number | string) => (typeof value === 'number' ? inWords(value) : value);
  const size = TYPE.small;
  const ends = bars.flatMap(({ least, most }) => [least, most]);
  const bounds = [base, ...ends.flatMap(({ mean, low, high }) => [mean, low, high])];
  const left = names.width + 8;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const defined = bounds.filter((value) => !Number.isNaN(value));
  const linesOf = (value: number | string) => wrapText(say(value), plotWidth * 0.3, size);
  const widthOf = (value: number | string) =>
    Math.max(...linesOf(value).map((line) => measureText(line, size)));
  const lowest = (end: { mean: number; low: number }) =>
    Number.isNaN(end.low) ? end.mean : Math.min(end.low, end.mean);
  const highest = (end: { mean: number; high: number }) =>
    Number.isNaN(end.high) ? end.mean : Math.max(end.high, end.mean);
  // The axis is widened until the values at the bars' ends fit beside them.
  let [from, to] = [Math.min(...defined), Math.max(...defined)];
  if (!(to > from)) [from, to] = [from - 0.5, to + 0.5];
  for (let attempt = 0; attempt < 50; attempt++) {
    const unit = (to - from) / plotWidth;
    const missing = Math.max(
      ...bars.map(({ least }) => GAP + widthOf(least.value) - (Math.min(lowest(least), base) - from) / unit),
    );
    const over = Math.max(
      ...bars.map(
        ({ most }) => (Math.max(highest(most), base) - from) / unit + GAP + widthOf(most.value) - plotWidth,
      ),
    );
    if (missing <= 0 && over <= 0) break;
    from -= Math.max(0, missing) * unit;
    to += Math.max(0, over) * unit;
  }
  const scale = linearScale([from, to], Math.max(2, Math.floor(plotWidth / 40)), false);
  const height = names.height;
  const centre = (i: number) => names.centres[i];

  const rows = `datum.row < ${bars.length}`;
  const y = { py: { calculate: `${JSON.stringify(names.centres)}[datum.row]`, as: 'py' } };
  const vertical = (shift: number, as: string): Spec => ({ calculate: `datum.py + ${shift}`, as });
  const bar = (end: 'least' | 'most', fill: string, stroke: string): Spec => ({
    transform: [
      { filter: `${rows} && datum.end === '${end}'` },
      y.py,
      vertical(-BAR / 2, 'top'),
      vertical(BAR / 2, 'bottom'),
    ],
    mark: { type: 'rect', fill, stroke, strokeWidth: 0.6 },
    encoding: { x: across('base', scale), x2: { field: 'mean' }, y: pixel('top'), y2: { field: 'bottom' } },
  });
  const layers: Spec[] = [
    bar('least', INK.pale, PALETTE[0]),
    bar('most', PALETTE[0], PALETTE[0]),
    {
      transform: [{ filter: `${rows} && isValid(datum.low)` }, y.py],
      mark: { type: 'rule', stroke: INK.text, strokeWidth: 0.9 },
      encoding: { x: across('low', scale), x2: { field: 'high' }, y: pixel('py') },
    },
    {
      data: { values: [{ base, py: -3, py2: height }] },
      mark: { type: 'rule', stroke: INK.text, strokeWidth: HAIRLINE },
      encoding: { x: across('base', scale), y: pixel('py'), y2: { field: 'py2' } },
    },
  ];
  const texts: PlacedText[] = [];
  bars.forEach(({ least, most }, i) => {
    // The same value at both ends: the parameter moves nothing.
    if (least.value === most.value) return;
    const place = (value: number | string, px: number) =>
      linesOf(value).forEach((text, l, lines) => {
        const py = centre(i) + (l - (lines.length - 1) / 2) * LEADING * size + (CAP_HEIGHT * size) / 2;
        texts.push({ px, py, text, ink: INK.quiet });
      });
    place(least.value, scale.at(Math.min(lowest(least), base), plotWidth) - GAP - widthOf(least.value));
    place(most.value, scale.at(Math.max(highest(most), base), plotWidth) + GAP);
  });
  layers.push(...textLayer(texts, { size }), ...textLayer(names.texts, { align: 'right' }));

  const shown =
    bars.length < tornado.bars.length ? ` The ${bars.length} largest of ${tornado.bars.length}.` : '';
  const largest = bars
    .slice(0, 3)
    .map(
      ({ parameter, least, most }) =>
        `${parameter}: ${inWords(least.mean)} (at ${say(least.value)}) to ${inWords(most.mean)} (at ${say(most.value)})`,
    )
    .join('; ');
  const runs = replicatesInWords(replicates);
  const whiskers = isFitted
    ? '; thin lines: 95% intervals over points, with the same replicates'
    : replicates > 1
      ? `; thin lines: 95% intervals over replicates${baseIs === 'mean' ? ', with the same points' : ''}`
      : '';
  const fit = isFitted ? ', in a least-squares fit quadratic in each parameter' : '';
  const origin = baseIs === 'base' ? 'the base' : 'the mean of all points';
  return plotFrame({
    name,
    title: words`Range of ${outcome} along each parameter`,
    caption: `Least and largest mean of ${outcome} over ${runs} along each parameter${fit}, from ${origin} (${inWords(base)}); at the ends the parameter's values${whiskers}.${shown} ${largest}.`,
    alternative: `Tornado chart of ${outcome}, ${origin} ${inWords(base)}. ${largest}.`,
    widthMm,
    heading: outcome,
    left,
    right,
    height: round(height),
    layers: () => layers,
    key: [
      { symbol: 'fill', label: words`down to the least mean`, ink: INK.pale },
      { symbol: 'fill', label: words`up to the largest`, ink: PALETTE[0] },
      ...(isFitted || replicates > 1
        ? [
            {
              symbol: 'line' as const,
              label: isFitted
                ? words`95% interval over points`
                : words`95% interval over ${replicatesDrawn(replicates)}`,
              ink: INK.text,
            },
          ]
        : []),
    ],
    data: tornado.bars.flatMap(({ parameter, least, most }, row) =>
      [
        { end: 'least', ...least },
        { end: 'most', ...most },
      ].map(({ end, value, mean, low, high }) => ({
        row,
        parameter,
        end,
        value,
        base,
        mean,
        low: cell(low),
        high: cell(high),
      })),
    ),
    numbers: ['row', 'base', 'mean', 'low', 'high'],
  });
}
