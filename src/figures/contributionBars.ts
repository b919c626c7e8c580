import type { Figure, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { type PlacedText, pixel, round, textLayer, tickText } from './layout.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { labelsWidth, linearScale, type PlotScale, upwards } from './plotScale.js';
import { LEADING, wrapText } from './textMetrics.js';
import { areaGreys, currentLook, HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { words } from './words.js';

export interface ContributionColumn {
  readonly label: string;
  /** Adoptions that it is a mean of. */
  readonly count: number;
  /** Mean contribution to the log-hazard, one a mechanism. */
  readonly values: readonly number[];
}

export interface ContributionBarsInput {
  readonly name: string;
  readonly title: string;
  readonly heading: string;
  readonly caption: string;
  /** In the order of the values. */
  readonly mechanisms: readonly string[];
  readonly columns: readonly ContributionColumn[];
  readonly widthMm?: number;
}

/** Mechanisms that have a colour, or a grey, of their own; the others are summed. */
const SHOWN = 7;
const SHOWN_GREY = 5;
const HEIGHT = 140;

/**
 * What the log-hazard of adopters was made of: stacked bars, what drove upwards from 0, what held back downwards. The
 * seven mechanisms that contribute most have a colour each (five a grey), the rest is one.
 */
export function contributionBars(input: ContributionBarsInput): Figure {
  const { name, title, heading, caption, mechanisms, columns, widthMm = SINGLE_COLUMN_MM } = input;
  if (columns.length === 0) throw new RangeError(`${name}: no column`);
  const isGrey = currentLook().palette === 'grey';
  const { own, rest } = shownMechanisms(input, isGrey ? SHOWN_GREY : SHOWN);
  const labels = [...own.map((m) => mechanisms[m]), ...(rest.length > 0 ? [words`others`] : [])];
  const inks = inksOf(own.length, labels.length, isGrey);
  const stacks = columns.map(({ values }) =>
    stackOf([
      ...own.map((m) => values[m]),
      ...(rest.length > 0 ? [rest.reduce((sum, m) => sum + values[m], 0)] : []),
    ]),
  );

  const y = linearScale([0, ...stacks.flat().map(({ to }) => to)], 5);
  const left = labelsWidth(y) + 8;
  const right = 4;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const slot = plotWidth / columns.length;
  const bar = Math.min(26, slot * 0.7);
  const middleOf = (column: number): number => (column + 0.5) * slot;
  const names = columns.map(({ label }) => wrapText(label, slot - 3, TYPE.small));
  const layers: Spec[] = [
    ...inks.map((ink, k) => partLayer(k, ink, isGrey ? 0.8 : HAIRLINE, y)),
    zeroLayer(plotWidth, y),
    ...textLayer(
      names.flatMap((lines, c) => nameTexts(lines, middleOf(c))),
      { size: TYPE.small },
    ),
  ];
  const strongest = own
    .slice(0, 3)
    .map((m) => courseInWords(mechanisms[m], m, columns))
    .join('; ');
  return plotFrame({
    name,
    title,
    caption: `${caption} Largest: ${strongest}.`,
    alternative: `Stacked bars of the mean contributions of ${mechanisms.length} mechanisms to the log-hazard of adopters, ${columns.length} columns. Largest: ${strongest}.`,
    widthMm,
    heading,
    left,
    right,
    height: HEIGHT,
    axisHeight: Math.max(...names.map((lines) => lines.length)) * TYPE.small * LEADING + 9,
    layers: () => layers,
    key: labels.map((label, k): KeyItem => ({ symbol: 'fill', label, ink: inks[k] })),
    data: columns.flatMap((column, c) =>
      stacks[c].map(({ value, from, to }, k) => ({
        column: column.label,
        adoptions: column.count,
        mechanism: labels[k],
        k,
        value: cell(value),
        from,
        to,
        px: round(middleOf(c) - bar / 2),
        px2: round(middleOf(c) + bar / 2),
      })),
    ),
    numbers: ['k', 'value', 'from', 'to', 'px', 'px2'],
  });
}

/** Mechanisms that contribute, the strongest first: those that have a colour of their own, and those that share one. */
function shownMechanisms(
  { mechanisms, columns }: ContributionBarsInput,
  most: number,
): { readonly own: number[]; readonly rest: number[] } {
  const weight = mechanisms.map((_, m) =>
    columns.reduce((sum, { values, count }) => sum + Math.abs(values[m]) * count, 0),
  );
  const ranked = [...mechanisms.keys()]
    .filter((m) => weight[m] > 0)
    .sort((a, b) => weight[b] - weight[a] || a - b);
  // One alone needs no word for others.
  const count = ranked.length > most + 1 ? most : most + 1;
  return { own: ranked.slice(0, count), rest: ranked.slice(count) };
}

/** Filled areas side by side need greys further apart than lines do. */
const inksOf = (ownCount: number, count: number, isGrey: boolean): string[] =>
  isGrey
    ? areaGreys(count)
    : Array.from({ length: count }, (_, k) => (k < ownCount ? PALETTE[k % PALETTE.length] : INK.neutral));

/** Parts on one another: upwards from 0 what is above it, downwards what is below. */
function stackOf(
  values: readonly number[],
): { readonly value: number; readonly from: number; readonly to: number }[] {
  let [up, down] = [0, 0];
  return values.map((value) => {
    const from = value >= 0 ? up : down;
    const to = from + value;
    if (value >= 0) up = to;
    else down = to;
    return { value, from, to };
  });
}

const partLayer = (k: number, fill: string, strokeWidth: number, y: PlotScale): Spec => ({
  transform: [{ filter: `datum.k === ${k}` }],
  mark: { type: 'rect', fill, stroke: INK.paper, strokeWidth },
  encoding: { x: pixel('px'), x2: { field: 'px2' }, y: upwards('from', y), y2: { field: 'to' } },
});

const zeroLayer = (plotWidth: number, y: PlotScale): Spec => ({
  data: { values: [{ zero: 0, px: 0, px2: plotWidth }] },
  mark: { type: 'rule', stroke: INK.axis, strokeWidth: 0.7 },
  encoding: { x: pixel('px'), x2: { field: 'px2' }, y: upwards('zero', y) },
});

const nameTexts = (lines: readonly string[], middle: number): PlacedText[] =>
  lines.map((text, i) => tickText(text, middle, HEIGHT + i * TYPE.small * LEADING, 5));

/** A mechanism's contribution in the first and in the last column. */
function courseInWords(mechanism: string, m: number, columns: readonly ContributionColumn[]): string {
  const [first, last] = [columns[0], columns[columns.length - 1]];
  return `${mechanism} ${inWords(first.values[m])} in ${first.label}, ${inWords(last.values[m])} in ${last.label}`;
}
