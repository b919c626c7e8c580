import type { Tornado } from '../design/maps/index.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesInWords } from './plotFrame.js';
import { across, linearScale } from './plotScale.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';

const MOST_BARS = 20;
const ROW = 15;
const BAR = 8;

/**
 * For each parameter the range of the mean outcome along it, largest first: bars from the base (vertical line) to the least
 * (pale) and to the largest (dark) mean outcome, with 95 % intervals over replicates; at the bars' ends the values of the
 * parameter there. More than 20 parameters: the 20 with the largest range; all are in the data.
 */
export function tornadoChart(
  tornado: Tornado,
  { name = 'tornado', widthMm = SINGLE_COLUMN_MM }: { name?: string; widthMm?: number } = {},
): Figure {
  const { outcome, replicates, base, baseIs } = tornado;
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
  const widest = Math.max(...ends.map(({ value }) => measureText(say(value), size)));
  const left = names.width + 8;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  // Room for the values beside the bars' ends, within the axis.
  const defined = bounds.filter((value) => !Number.isNaN(value));
  const span = Math.max(...defined) - Math.min(...defined);
  const room = Math.min(0.25, (widest + 6) / plotWidth) * span * 1.4;
  const scale = linearScale(
    [Math.min(...defined) - room, Math.max(...defined) + room],
    Math.max(2, Math.floor(plotWidth / 40)),
    false,
  );
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
    bar('least', '#cfe3f1', PALETTE[0]),
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
    const baseline = centre(i) + (CAP_HEIGHT * size) / 2;
    const reach = (end: typeof least, side: 'low' | 'high') =>
      scale.at(
        Number.isNaN(end[side])
          ? end.mean
          : side === 'low'
            ? Math.min(end.low, end.mean)
            : Math.max(end.high, end.mean),
        plotWidth,
      );
    // The same value at both ends: the parameter moves nothing.
    if (least.value === most.value) return;
    const low = say(least.value);
    texts.push({
      px: Math.min(reach(least, 'low'), scale.at(base, plotWidth)) - 3 - measureText(low, size),
      py: baseline,
      text: low,
      ink: INK.quiet,
    });
    texts.push({
      px: Math.max(reach(most, 'high'), scale.at(base, plotWidth)) + 3,
      py: baseline,
      text: say(most.value),
      ink: INK.quiet,
    });
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
  const whiskers = replicates > 1 ? '; thin lines: 95% intervals over replicates' : '';
  const from = baseIs === 'base' ? 'the base' : 'the mean of all points';
  return plotFrame({
    name,
    title: `Range of ${outcome} along each parameter`,
    caption: `Least and largest mean of ${outcome} over ${runs} along each parameter, from ${from} (${inWords(base)}); at the ends the parameter's values${whiskers}.${shown} ${largest}.`,
    alternative: `Tornado chart of ${outcome}, ${from} ${inWords(base)}. ${largest}.`,
    widthMm,
    heading: outcome,
    left,
    right,
    height: round(height),
    layers: () => layers,
    key: [
      { symbol: 'fill', label: 'down to the least mean', ink: '#cfe3f1' },
      { symbol: 'fill', label: 'up to the largest', ink: PALETTE[0] },
      ...(replicates > 1
        ? [{ symbol: 'line' as const, label: `95% interval over ${runs}`, ink: INK.text }]
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
