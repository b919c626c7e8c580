import type { SensitivityRow } from '../design/sensitivity/index.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, linearScale, type PlotScale } from './plotScale.js';
import { shortNames } from './shortNames.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM } from './theme.js';
import { words } from './words.js';

const MOST_PARAMETERS = 20;
const MOST_PAIRS = 5;
/** Pairs below it are not drawn. */
const LEAST_PAIR = 0.02;
const ROW = 19;
const PAIR_ROW = 13;
const BAR = 6;
/** Between the parameters and the pairs. */
const PAIR_GAP = 6;

/**
 * Sobol' indices of one outcome: for each parameter the first-order index (dark) above the total one (pale), the largest
 * total first; beneath them the five largest second-order indices of at least .02. Lines: 95 % intervals over base rows
 * (thin) and over replicates (thick). More than 20 parameters: the 20 with the largest total; all are in the data.
 */
export function sobolBars(
  rows: readonly SensitivityRow[],
  { name = 'sobol-indices', widthMm = SINGLE_COLUMN_MM }: { name?: string; widthMm?: number } = {},
): Figure {
  const outcome = rows[0]?.outcome;
  const totals = totalsIn(rows);
  if (totals.length === 0) throw new RangeError(`Sobol' indices of ${outcome ?? 'nothing'}: none is defined`);
  const parameters = totals.slice(0, MOST_PARAMETERS).map(({ parameter }) => parameter);
  const pairs = largestPairs(rows);
  const { bars, texts, width: namesWidth, height } = placeBars(rows, parameters, pairs, widthMm);

  const left = namesWidth + 8;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const scale = scaleOf([...bars.keys()], Math.max(3, Math.floor(plotWidth / 34)));
  const hasReplicates = [...bars.keys()].some((row) => row.highReplicates > row.lowReplicates);
  const layers: Spec[] = [
    zeroLayer(scale, height),
    barLayer('first', PALETTE[0], PALETTE[0], scale),
    barLayer('total', INK.pale, PALETTE[0], scale),
    barLayer('second', INK.pair, INK.axis, scale),
    ...intervalLayers('low', 'high', { at: 'upper', ink: INK.text, breadth: 0.8 }, scale),
    ...(hasReplicates
      ? intervalLayers(
          'lowReplicates',
          'highReplicates',
          { at: 'lower', ink: PALETTE[1], breadth: 1.7 },
          scale,
        )
      : []),
    ...texts,
  ];
  const shown =
    parameters.length < totals.length ? ` The ${parameters.length} largest of ${totals.length}.` : '';
  const largest = parameters
    .slice(0, 3)
    .map((parameter) => indicesInWords(rows, parameter))
    .join('; ');
  return plotFrame({
    name,
    title: words`Sobol’ indices of ${outcome}`,
    caption: `Sobol’ indices of the mean ${outcome} over replicates: share of its variance due to a parameter alone (first order) and with all its interactions (total). Lines: 95% intervals over base rows (thin)${hasReplicates ? ' and over replicates (thick)' : ''}.${shown} ${largest}.`,
    alternative: `Bar chart of Sobol’ indices of ${outcome}. ${largest}.`,
    widthMm,
    heading: words`${outcome}: share of the variance`,
    left,
    right,
    height: round(height),
    layers: () => layers,
    key: keyOf(pairs.length > 0, hasReplicates),
    data: dataOf(rows, bars),
    numbers: ['estimate', 'low', 'high', 'lowReplicates', 'highReplicates', 'top'],
  });
}

/** Total indices that are defined, the largest first. */
const totalsIn = (rows: readonly SensitivityRow[]): SensitivityRow[] =>
  rows
    .filter(({ index, estimate }) => index === 'total' && !Number.isNaN(estimate))
    .sort((a, b) => b.estimate - a.estimate);

const largestPairs = (rows: readonly SensitivityRow[]): SensitivityRow[] =>
  rows
    .filter(({ index, estimate }) => index === 'second' && estimate >= LEAST_PAIR)
    .sort((a, b) => b.estimate - a.estimate)
    .slice(0, MOST_PAIRS);

/** Where the bar of each index that is drawn begins from above, in points; the names at their left, and what these take. */
interface PlacedBars {
  readonly bars: ReadonlyMap<SensitivityRow, number>;
  readonly texts: readonly Spec[];
  readonly width: number;
  readonly height: number;
}

/** Two bars a parameter; under them one a pair. */
function placeBars(
  rows: readonly SensitivityRow[],
  parameters: readonly string[],
  pairs: readonly SensitivityRow[],
  widthMm: number,
): PlacedBars {
  const short = shortNames(rows.map(({ parameter }) => parameter).filter((parameter) => parameter !== ''));
  const both = ({ parameter, parameter2 }: SensitivityRow): string =>
    `${short.get(parameter)!} × ${short.get(parameter2!)!}`;
  const names = nameColumn(parameters, widthMm, ROW, short);
  const bars = rows.flatMap((row): [SensitivityRow, number][] => {
    const i = parameters.indexOf(row.parameter);
    if (i < 0 || row.index === 'second') return [];
    return [[row, round(names.centres[i] + (row.index === 'first' ? -BAR - 0.5 : 0.5))]];
  });
  const texts = textLayer(names.texts, { align: 'right' });
  if (pairs.length === 0) return { ...names, bars: new Map(bars), texts };
  const under = names.height + PAIR_GAP;
  const pairNames = nameColumn(pairs.map(both), widthMm, PAIR_ROW, new Map());
  const pairBars = pairs.map((row, i): [SensitivityRow, number] => [
    row,
    round(under + pairNames.centres[i] - BAR / 2),
  ]);
  const pairTexts = pairNames.texts.map((text) => ({ ...text, py: text.py + under, ink: INK.quiet }));
  return {
    bars: new Map([...bars, ...pairBars]),
    texts: [...texts, ...textLayer(pairTexts, { align: 'right' })],
    width: Math.max(names.width, pairNames.width),
    height: under + pairNames.height,
  };
}

/** From 0 to the ends of all bars and intervals. */
const scaleOf = (rows: readonly SensitivityRow[], count: number): PlotScale => {
  const bounds = rows.flatMap((row) => [
    row.estimate,
    row.low,
    row.high,
    row.lowReplicates,
    row.highReplicates,
  ]);
  return linearScale([0, ...bounds.filter((value) => !Number.isNaN(value))], count, false);
};

/** Rows of the data that have a bar, with its edges and the heights of its two intervals. */
const drawnIf = (filter: string): Spec[] => [
  { filter: `isValid(datum.top) && ${filter}` },
  { calculate: `datum.top + ${BAR}`, as: 'bottom' },
  { calculate: `datum.top + ${round(BAR * 0.32)}`, as: 'upper' },
  { calculate: `datum.top + ${round(BAR * 0.68)}`, as: 'lower' },
  { calculate: '0', as: 'zero' },
];

const zeroLayer = (scale: PlotScale, height: number): Spec => ({
  data: { values: [{ zero: 0, py: 0, py2: round(height) }] },
  mark: { type: 'rule', stroke: INK.axis, strokeWidth: HAIRLINE },
  encoding: { x: across('zero', scale), y: pixel('py'), y2: { field: 'py2' } },
});

const barLayer = (index: string, fill: string, stroke: string, scale: PlotScale): Spec => ({
  transform: drawnIf(`datum.index === '${index}'`),
  mark: { type: 'rect', fill, stroke, strokeWidth: 0.6 },
  encoding: {
    x: across('zero', scale),
    x2: { field: 'estimate' },
    y: pixel('top'),
    y2: { field: 'bottom' },
  },
});

/** Intervals in the upper or the lower half of their bars, from which a white edge parts them. */
const intervalLayers = (
  low: string,
  high: string,
  { at, ink, breadth }: { readonly at: 'upper' | 'lower'; readonly ink: string; readonly breadth: number },
  scale: PlotScale,
): Spec[] => {
  const layer = (stroke: string, strokeWidth: number): Spec => ({
    transform: drawnIf(`isValid(datum.${low})`),
    mark: { type: 'rule', stroke, strokeWidth },
    encoding: { x: across(low, scale), x2: { field: high }, y: pixel(at) },
  });
  return [layer(INK.paper, breadth + 0.9), layer(ink, breadth)];
};

const keyOf = (hasPairs: boolean, hasReplicates: boolean): KeyItem[] => [
  { symbol: 'fill', label: words`first order`, ink: PALETTE[0] },
  { symbol: 'fill', label: words`total`, ink: INK.pale },
  ...(hasPairs ? [{ symbol: 'fill' as const, label: words`second order`, ink: INK.pair }] : []),
  { symbol: 'line', label: words`95% interval over base rows`, ink: INK.text },
  ...(hasReplicates
    ? [{ symbol: 'fill' as const, label: words`95% interval over replicates`, ink: PALETTE[1] }]
    : []),
];

/** The indices of a parameter, with their intervals over base rows. */
function indicesInWords(rows: readonly SensitivityRow[], parameter: string): string {
  const told = (index: string): string => {
    const { estimate, low, high } = rows.find((row) => row.parameter === parameter && row.index === index)!;
    const range = Number.isNaN(low) ? '' : ` (${inWords(low)} to ${inWords(high)})`;
    return `${index} ${inWords(estimate)}${range}`;
  };
  return `${parameter}: ${told('first')}, ${told('total')}`;
}

/** All indices; those that are drawn with the upper edge of their bars. */
const dataOf = (rows: readonly SensitivityRow[], bars: PlacedBars['bars']): Row[] =>
  rows.map((row) => ({
    parameter: row.parameter,
    parameter2: row.parameter2,
    index: row.index,
    estimate: cell(row.estimate),
    low: cell(row.low),
    high: cell(row.high),
    lowReplicates: cell(row.lowReplicates),
    highReplicates: cell(row.highReplicates),
    top: bars.get(row) ?? null,
  }));
