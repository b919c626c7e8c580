import { axisTicks } from './axisTicks.js';
import type { Figure, Spec } from './figure.js';
import { keyLayers } from './keyLayers.js';
import { headingAbove, linesBefore, type PlacedText, round, textLayer, tickText, topsOf } from './layout.js';
import { ACROSS, asIs, POINT, rimmedPoint, UPRIGHT } from './marks.js';
import { pageSpec } from './pageSpec.js';
import { LEADING, measureText, wrapText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, pointsOf, TYPE } from './theme.js';
import { words } from './words.js';

export interface ShiftedCity {
  name: string;
  /** Median times; null: in fewer than half of the replicates. */
  timeA: number | null;
  timeB: number | null;
  /** The difference and its interval, at the right. */
  text: string;
}

export interface AdoptionShiftInput {
  name: string;
  title: string;
  measure: string;
  cities: readonly ShiftedCity[];
  timeRange: readonly [number, number];
  labelA: string;
  labelB: string;
  /** Heads the texts at the right. */
  textHead: string;
  caption: string;
  /** Says what the texts at the right are; left out of the caption where they are left out of the figure. */
  textCaption?: string;
  widthMm: number;
}

const ROW = 11.5;
/** Between the plot and the texts at its axis. */
const TICK_GAP = 5;
const yearText = (time: number): string => String(Number(time.toFixed(1)));

/** How wide the columns are, in points, and what is in them. */
interface Columns {
  readonly names: readonly (readonly string[])[];
  readonly nameSize: number;
  readonly labelWidth: number;
  /** Of the numbers at the right; 0: left out. */
  readonly textWidth: number;
  /** What stands under the places beyond the axis. */
  readonly neverLines: readonly string[];
  readonly neverWidth: number;
  readonly plot: number;
}

function columnsOf(
  { cities, textHead }: AdoptionShiftInput,
  width: number,
  { narrow, numbers }: { narrow: boolean; numbers: boolean },
): Columns {
  const nameSize = narrow ? TYPE.least : TYPE.label;
  const names = cities.map(({ name }) => wrapText(name, Math.max(56, width * 0.22), nameSize));
  const labelWidth = Math.max(...names.flat().map((line) => measureText(line, nameSize))) + 10;
  const texts = [textHead, ...cities.map(({ text }) => text)];
  const textWidth = numbers ? Math.max(...texts.map((text) => measureText(text, TYPE.small))) + 8 : 0;
  const never = words`not by the end`;
  const neverLines = narrow ? wrapText(never, 34, TYPE.small) : [never];
  const neverWidth =
    Math.max(...neverLines.map((line) => measureText(line, TYPE.small))) + (narrow ? 12 : 20);
  const plot = width - labelWidth - textWidth - neverWidth;
  return { names, nameSize, labelWidth, textWidth, neverLines, neverWidth, plot };
}

/**
 * For each city an arrow from when it adopts in the one world to when in the other; beyond the axis: not by the end. Time has
 * at least half of the width: where columns are narrow names are broken into lines, then the numbers are left out.
 */
export function adoptionShift(input: AdoptionShiftInput): Figure {
  const { name, title, cities, timeRange, widthMm } = input;
  const width = pointsOf(widthMm);
  const columns = fittingColumns(input, width);
  const { names, nameSize, labelWidth, textWidth } = columns;
  const heights = names.map((lines) => Math.max(ROW, lines.length * nameSize * LEADING + 3));
  const middles = topsOf(heights).map((top, i) => round(top + heights[i] / 2));
  const height = round(heights.reduce((sum, high) => sum + high, 0));
  const x = xIn(columns, timeRange);
  const ticks = axisTicks(...timeRange, Math.max(2, Math.floor(columns.plot / 40)), 1);
  const someNever = cities.some(({ timeA, timeB }) => timeA === null || timeB === null);
  const neverLines = someNever ? columns.neverLines : [];
  const shifts = cities.map(({ timeA, timeB }, i) => ({ from: x(timeA), to: x(timeB), py: middles[i] }));

  const axisHeight = 18 + Math.max(0, neverLines.length - 1) * TYPE.small * LEADING;
  const heading = headingAbove(input.measure, width, textWidth > 0 ? 14 : 6);
  const key = keyLayers(
    [
      { symbol: 'point', label: input.labelA, ink: PALETTE[0] },
      { symbol: 'point', label: input.labelB, ink: PALETTE[1] },
    ],
    { left: 0.5, top: height + axisHeight, width: width - 1 },
  );
  const nameTexts = names.flatMap((lines, i) => linesBefore(labelWidth - 8, middles[i], lines, nameSize));
  const numberTexts = textWidth > 0 ? numbersOf(input, middles, width - textWidth + 8) : [];
  const quiet = [
    ...ticks.map((tick) => tickText(String(tick), x(tick), height, TICK_GAP)),
    ...neverLines.map((text, i) => tickText(text, x(null), height + i * TYPE.small * LEADING, TICK_GAP)),
    ...numberTexts,
  ];
  const layers: Spec[] = [
    gridLayer(ticks.map((tick) => ({ px: round(x(tick)), py: 0, py2: height }))),
    ...arrowLayers(shifts),
    pointLayer(shifts),
    ...heading.layers,
    ...key.layers,
    ...textLayer(nameTexts, { size: nameSize }),
    ...textLayer(quiet, { size: TYPE.small }),
  ];
  return {
    name,
    title,
    caption: textWidth > 0 && input.textCaption ? `${input.caption} ${input.textCaption}` : input.caption,
    alternative: alternativeOf(cities),
    spec: pageSpec(
      { url: `${name}.csv`, format: { type: 'csv' } },
      { width, height, above: heading.height, beneath: axisHeight + key.height + 2 },
      layers,
    ),
    data: cities.map(({ name: city, timeA, timeB, text }) => ({ city, timeA, timeB, difference: text })),
    widthMm,
  };
}

/** The widest columns that leave the plot half of the width, or the narrowest. */
function fittingColumns(input: AdoptionShiftInput, width: number): Columns {
  const choices = [
    columnsOf(input, width, { narrow: false, numbers: true }),
    columnsOf(input, width, { narrow: true, numbers: true }),
    columnsOf(input, width, { narrow: true, numbers: false }),
  ];
  return choices.find(({ plot }) => plot >= width / 2) ?? choices[choices.length - 1];
}

/** Where a time lies; that of no adoption beyond the axis. */
const xIn =
  ({ labelWidth, plot, neverWidth }: Columns, [start, end]: readonly [number, number]) =>
  (time: number | null): number =>
    labelWidth + (time === null ? plot + neverWidth / 2 + 3 : (plot * (time - start)) / (end - start));

/** The numbers at the right, under what heads them. */
const numbersOf = (
  { cities, textHead }: AdoptionShiftInput,
  middles: readonly number[],
  left: number,
): PlacedText[] => [
  ...cities.map(({ text }, i) => ({ px: left, py: middles[i] + 2.3, text })),
  { px: left, py: -4, text: textHead, ink: INK.quiet },
];

/** A city's way across the page, in points. */
interface Shift {
  readonly from: number;
  readonly to: number;
  readonly py: number;
}

const gridLayer = (values: readonly object[]): Spec => ({
  data: { values },
  mark: { type: 'rule', stroke: INK.grid, strokeWidth: HAIRLINE },
  encoding: UPRIGHT,
});

/** Lines and heads of arrows that are long enough to have them. */
function arrowLayers(shifts: readonly Shift[]): Spec[] {
  const long = shifts
    .filter(({ from, to }) => Math.abs(to - from) > 5)
    .map((shift) => ({ ...shift, side: shift.to > shift.from ? 1 : -1 }));
  const lines = long.map(({ from, to, py, side }) => ({ px: round(from), px2: round(to - 4 * side), py }));
  const heads = long.map(({ to, py, side }) => ({
    px: round(to - 5 * side),
    py,
    shape: side > 0 ? 'triangle-right' : 'triangle-left',
  }));
  return [
    {
      data: { values: lines },
      mark: { type: 'rule', stroke: INK.arrow, strokeWidth: 1 },
      encoding: ACROSS,
    },
    {
      data: { values: heads },
      mark: { ...rimmedPoint({ fill: INK.arrow, size: 14 }), strokeWidth: 0 },
      encoding: { ...POINT, shape: asIs('shape') },
    },
  ];
}

/** Where each city stands in the one world and in the other. */
const pointLayer = (shifts: readonly Shift[]): Spec => ({
  data: {
    values: shifts.flatMap(({ from, to, py }) => [
      { px: round(from), py, fill: PALETTE[0] },
      { px: round(to), py, fill: PALETTE[1] },
    ]),
  },
  mark: rimmedPoint({ size: 22 }),
  encoding: { ...POINT, fill: asIs('fill') },
});

function alternativeOf(cities: readonly ShiftedCity[]): string {
  const told = (time: number | null): string => (time === null ? 'not by the end' : yearText(time));
  const first = cities
    .slice(0, 5)
    .map(({ name, timeA, timeB }) => `${name} from ${told(timeA)} to ${told(timeB)}`);
  return `Arrows for ${cities.length} cities: ${first.join('; ')}.`;
}
