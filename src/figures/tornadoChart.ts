import type { Tornado } from '../design/maps/index.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { linesAbout, type PlacedText, pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, inWords, plotFrame, plotWidthOf, replicatesDrawn, replicatesInWords } from './plotFrame.js';
import { across, linearScale, type PlotScale } from './plotScale.js';
import { measureText, wrapText } from './textMetrics.js';
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
  const { outcome, base } = tornado;
  if (tornado.bars.length === 0) throw new RangeError(`tornado of ${outcome}: no value at any point`);
  const bars = tornado.bars.slice(0, MOST_BARS);
  const names = nameColumn(
    bars.map(({ parameter }) => parameter),
    widthMm,
    ROW,
  );
  const left = names.width + 8;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const scale = linearScale(
    widenedDomain(bars, base, plotWidth),
    Math.max(2, Math.floor(plotWidth / 40)),
    false,
  );

  const layers: Spec[] = [
    barLayer('least', INK.pale, names.centres, scale),
    barLayer('most', PALETTE[0], names.centres, scale),
    intervalLayer(names.centres, scale),
    baseLayer(base, names.height, scale),
    ...textLayer(
      bars.flatMap((bar, i) => valueTexts(bar, names.centres[i], base, scale, plotWidth)),
      { size: TYPE.small },
    ),
    ...textLayer(names.texts, { align: 'right' }),
  ];
  const shown =
    bars.length < tornado.bars.length ? ` The ${bars.length} largest of ${tornado.bars.length}.` : '';
  const largest = bars.slice(0, 3).map(rangeInWords).join('; ');
  const origin = tornado.baseIs === 'base' ? 'the base' : 'the mean of all points';
  return plotFrame({
    name,
    title: words`Range of ${outcome} along each parameter`,
    caption: `${drawnInWords(tornado, origin)}.${shown} ${largest}.`,
    alternative: `Tornado chart of ${outcome}, ${origin} ${inWords(base)}. ${largest}.`,
    widthMm,
    heading: outcome,
    left,
    right,
    height: round(names.height),
    layers: () => layers,
    key: keyOf(tornado),
    data: rowsOf(tornado),
    numbers: ['row', 'base', 'mean', 'low', 'high'],
  });
}

type Bar = Tornado['bars'][number];
type End = Bar['least'];

const valueText = (value: number | string): string => (typeof value === 'number' ? inWords(value) : value);

/** The parameter's value at a bar's end, broken into lines. */
const valueLines = ({ value }: End, plotWidth: number): string[] =>
  wrapText(valueText(value), plotWidth * 0.3, TYPE.small);
const valueWidth = (end: End, plotWidth: number): number =>
  Math.max(...valueLines(end, plotWidth).map((line) => measureText(line, TYPE.small)));

/** How far a bar reaches with its interval: down to the least, and up to the largest. */
const lowestOf = ({ least: { mean, low } }: Bar, base: number): number =>
  Math.min(Number.isNaN(low) ? mean : Math.min(low, mean), base);
const highestOf = ({ most: { mean, high } }: Bar, base: number): number =>
  Math.max(Number.isNaN(high) ? mean : Math.max(high, mean), base);

/** The axis is widened until the values at the bars' ends fit beside them. */
function widenedDomain(bars: readonly Bar[], base: number, plotWidth: number): [number, number] {
  const ends = bars.flatMap(({ least, most }) => [least, most]);
  const bounds = [base, ...ends.flatMap(({ mean, low, high }) => [mean, low, high])];
  const defined = bounds.filter((value) => !Number.isNaN(value));
  let [from, to] = [Math.min(...defined), Math.max(...defined)];
  if (!(to > from)) [from, to] = [from - 0.5, to + 0.5];
  for (let attempt = 0; attempt < 50; attempt++) {
    const unit = (to - from) / plotWidth;
    const missing = Math.max(
      ...bars.map((bar) => GAP + valueWidth(bar.least, plotWidth) - (lowestOf(bar, base) - from) / unit),
    );
    const over = Math.max(
      ...bars.map(
        (bar) => (highestOf(bar, base) - from) / unit + GAP + valueWidth(bar.most, plotWidth) - plotWidth,
      ),
    );
    if (missing <= 0 && over <= 0) break;
    from -= Math.max(0, missing) * unit;
    to += Math.max(0, over) * unit;
  }
  return [from, to];
}

/** Rows of the data that have a bar, with its middle upwards. */
const placedRows = (centres: readonly number[], filter: string): Spec[] => [
  { filter: `datum.row < ${centres.length} && ${filter}` },
  { calculate: `${JSON.stringify(centres)}[datum.row]`, as: 'py' },
];

const barLayer = (
  end: 'least' | 'most',
  fill: string,
  centres: readonly number[],
  scale: PlotScale,
): Spec => ({
  transform: [
    ...placedRows(centres, `datum.end === '${end}'`),
    { calculate: `datum.py + ${-BAR / 2}`, as: 'top' },
    { calculate: `datum.py + ${BAR / 2}`, as: 'bottom' },
  ],
  mark: { type: 'rect', fill, stroke: PALETTE[0], strokeWidth: 0.6 },
  encoding: { x: across('base', scale), x2: { field: 'mean' }, y: pixel('top'), y2: { field: 'bottom' } },
});

const intervalLayer = (centres: readonly number[], scale: PlotScale): Spec => ({
  transform: placedRows(centres, 'isValid(datum.low)'),
  mark: { type: 'rule', stroke: INK.text, strokeWidth: 0.9 },
  encoding: { x: across('low', scale), x2: { field: 'high' }, y: pixel('py') },
});

const baseLayer = (base: number, height: number, scale: PlotScale): Spec => ({
  data: { values: [{ base, py: -3, py2: height }] },
  mark: { type: 'rule', stroke: INK.text, strokeWidth: HAIRLINE },
  encoding: { x: across('base', scale), y: pixel('py'), y2: { field: 'py2' } },
});

/** The parameter's values at both ends of a bar; the same at both: the parameter moves nothing. */
function valueTexts(
  bar: Bar,
  middle: number,
  base: number,
  scale: PlotScale,
  plotWidth: number,
): PlacedText[] {
  const { least, most } = bar;
  if (least.value === most.value) return [];
  const textsAt = (end: End, px: number): PlacedText[] =>
    linesAbout(middle, valueLines(end, plotWidth), TYPE.small).map((line) => ({
      px,
      ...line,
      ink: INK.quiet,
    }));
  return [
    ...textsAt(least, scale.at(lowestOf(bar, base), plotWidth) - GAP - valueWidth(least, plotWidth)),
    ...textsAt(most, scale.at(highestOf(bar, base), plotWidth) + GAP),
  ];
}

const keyOf = ({ over, replicates }: Tornado): KeyItem[] => [
  { symbol: 'fill', label: words`down to the least mean`, ink: INK.pale },
  { symbol: 'fill', label: words`up to the largest`, ink: PALETTE[0] },
  ...(over === 'points' || replicates > 1
    ? [
        {
          symbol: 'line' as const,
          label:
            over === 'points'
              ? words`95% interval over points`
              : words`95% interval over ${replicatesDrawn(replicates)}`,
          ink: INK.text,
        },
      ]
    : []),
];

const rangeInWords = ({ parameter, least, most }: Bar): string =>
  `${parameter}: ${inWords(least.mean)} (at ${valueText(least.value)}) to ${inWords(most.mean)} (at ${valueText(most.value)})`;

/** What bars, lines and numbers are, in a caption. */
function drawnInWords({ outcome, replicates, base, baseIs, over }: Tornado, origin: string): string {
  const isFitted = over === 'points';
  const fit = isFitted ? ', in a least-squares fit quadratic in each parameter' : '';
  const whiskers = isFitted
    ? '; thin lines: 95% intervals over points, with the same replicates'
    : replicates > 1
      ? `; thin lines: 95% intervals over replicates${baseIs === 'mean' ? ', with the same points' : ''}`
      : '';
  return `Least and largest mean of ${outcome} over ${replicatesInWords(replicates)} along each parameter${fit}, from ${origin} (${inWords(base)}); at the ends the parameter's values${whiskers}`;
}

const rowsOf = ({ bars, base }: Tornado): Row[] =>
  bars.flatMap(({ parameter, least, most }, row) =>
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
  );
