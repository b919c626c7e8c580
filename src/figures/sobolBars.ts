import type { SensitivityRow } from '../design/sensitivity/index.js';
import type { Figure, Row, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, linearScale } from './plotScale.js';
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
  const totals = rows
    .filter(({ index, estimate }) => index === 'total' && !Number.isNaN(estimate))
    .sort((a, b) => b.estimate - a.estimate);
  if (totals.length === 0) throw new RangeError(`Sobol' indices of ${outcome ?? 'nothing'}: none is defined`);
  const parameters = totals.slice(0, MOST_PARAMETERS).map(({ parameter }) => parameter);
  const pairs = rows
    .filter(({ index, estimate }) => index === 'second' && estimate >= LEAST_PAIR)
    .sort((a, b) => b.estimate - a.estimate)
    .slice(0, MOST_PAIRS);
  const short = shortNames(
    rows.filter(({ parameter }) => parameter !== '').map(({ parameter }) => parameter),
  );
  const both = (row: SensitivityRow) => `${short.get(row.parameter)!} × ${short.get(row.parameter2!)!}`;

  const names = nameColumn(parameters, widthMm, ROW, short);
  const pairNames = nameColumn(pairs.map(both), widthMm, PAIR_ROW, new Map());
  const gap = pairs.length > 0 ? 6 : 0;
  const height = names.height + gap + (pairs.length > 0 ? pairNames.height : 0);
  const left = Math.max(names.width, pairs.length > 0 ? pairNames.width : 0) + 8;
  const right = 10;
  const plotWidth = plotWidthOf({ widthMm, left, right });

  interface Bar {
    row: SensitivityRow;
    top: number;
  }
  const bars: Bar[] = [
    ...rows.flatMap((row): Bar[] => {
      const i = parameters.indexOf(row.parameter);
      if (i < 0 || row.index === 'second') return [];
      return [{ row, top: names.centres[i] + (row.index === 'first' ? -BAR - 0.5 : 0.5) }];
    }),
    ...pairs.map((row, i): Bar => ({ row, top: names.height + gap + pairNames.centres[i] - BAR / 2 })),
  ];
  const drawn = new Map(bars.map(({ row, top }) => [row, round(top)]));
  const bounds = bars.flatMap(({ row }) => [
    row.estimate,
    row.low,
    row.high,
    row.lowReplicates,
    row.highReplicates,
  ]);
  const scale = linearScale(
    [0, ...bounds.filter((value) => !Number.isNaN(value))],
    Math.max(3, Math.floor(plotWidth / 34)),
    false,
  );
  const hasReplicates = bars.some(({ row }) => row.highReplicates > row.lowReplicates);

  const only = (filter: string): Spec[] => [
    { filter: `isValid(datum.top) && ${filter}` },
    { calculate: `datum.top + ${BAR}`, as: 'bottom' },
    { calculate: `datum.top + ${round(BAR * 0.32)}`, as: 'upper' },
    { calculate: `datum.top + ${round(BAR * 0.68)}`, as: 'lower' },
    { calculate: '0', as: 'zero' },
  ];
  const bar = (index: string, fill: string, stroke: string): Spec => ({
    transform: only(`datum.index === '${index}'`),
    mark: { type: 'rect', fill, stroke, strokeWidth: 0.6 },
    encoding: {
      x: across('zero', scale),
      x2: { field: 'estimate' },
      y: pixel('top'),
      y2: { field: 'bottom' },
    },
  });
  // A white edge parts the intervals from the bars.
  const interval = (low: string, high: string, at: string, stroke: string, strokeWidth: number): Spec[] =>
    [
      [INK.paper, strokeWidth + 0.9],
      [stroke, strokeWidth],
    ].map(([ink, breadth]) => ({
      transform: only(`isValid(datum.${low})`),
      mark: { type: 'rule', stroke: ink, strokeWidth: breadth },
      encoding: { x: across(low, scale), x2: { field: high }, y: pixel(at) },
    }));
  const layers: Spec[] = [
    {
      data: { values: [{ zero: 0, py: 0, py2: round(height) }] },
      mark: { type: 'rule', stroke: INK.axis, strokeWidth: HAIRLINE },
      encoding: { x: across('zero', scale), y: pixel('py'), y2: { field: 'py2' } },
    },
    bar('first', PALETTE[0], PALETTE[0]),
    bar('total', INK.pale, PALETTE[0]),
    bar('second', INK.pair, INK.axis),
    ...interval('low', 'high', 'upper', INK.text, 0.8),
    ...(hasReplicates ? interval('lowReplicates', 'highReplicates', 'lower', PALETTE[1], 1.7) : []),
    ...textLayer(names.texts, { align: 'right' }),
    ...textLayer(
      pairs.length > 0
        ? pairNames.texts.map((text) => ({ ...text, py: text.py + names.height + gap, ink: INK.quiet }))
        : [],
      { align: 'right' },
    ),
  ];

  const value = (parameter: string, index: string) =>
    rows.find((row) => row.parameter === parameter && row.index === index)!;
  const range = ({ low, high }: SensitivityRow) =>
    Number.isNaN(low) ? '' : ` (${inWords(low)} to ${inWords(high)})`;
  const largest = parameters
    .slice(0, 3)
    .map((parameter) => {
      const [first, total] = [value(parameter, 'first'), value(parameter, 'total')];
      return `${parameter}: first ${inWords(first.estimate)}${range(first)}, total ${inWords(total.estimate)}${range(total)}`;
    })
    .join('; ');
  const shown =
    parameters.length < totals.length ? ` The ${parameters.length} largest of ${totals.length}.` : '';
  const key: KeyItem[] = [
    { symbol: 'fill', label: words`first order`, ink: PALETTE[0] },
    { symbol: 'fill', label: words`total`, ink: INK.pale },
    ...(pairs.length > 0 ? [{ symbol: 'fill' as const, label: words`second order`, ink: INK.pair }] : []),
    { symbol: 'line', label: words`95% interval over base rows`, ink: INK.text },
    ...(hasReplicates
      ? [{ symbol: 'fill' as const, label: words`95% interval over replicates`, ink: PALETTE[1] }]
      : []),
  ];
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
    key,
    data: rows.map(
      (row): Row => ({
        parameter: row.parameter,
        parameter2: row.parameter2,
        index: row.index,
        estimate: cell(row.estimate),
        low: cell(row.low),
        high: cell(row.high),
        lowReplicates: cell(row.lowReplicates),
        highReplicates: cell(row.highReplicates),
        top: drawn.get(row) ?? null,
      }),
    ),
    numbers: ['estimate', 'low', 'high', 'lowReplicates', 'highReplicates', 'top'],
  });
}
