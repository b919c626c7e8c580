/** Panels of differences on the page, and the texts beside them. */
import { axisTicks } from '../axisTicks.js';
import { round, topsOf } from '../layout.js';
import { domainAround } from '../plotScale.js';
import { LEADING, measureText, wrapText } from '../textMetrics.js';
import { TYPE } from '../theme.js';
import { numerals } from '../words.js';

export interface ForestRow {
  label: string;
  value: number;
  /** NaN: no interval. */
  low: number;
  high: number;
  /** Filled mark: it differs from 0 by the test. */
  differs: boolean;
  /** The numbers, at the right; only where there is one panel. */
  text?: string;
}

export interface ForestPanel {
  title: string;
  rows: readonly ForestRow[];
  /** Values from -margin to margin are of no interest: shaded. */
  margin?: number;
}

const ROW = 11;
const GAP = 14;
const AXIS = 14;
/** Width of a panel beside others, in points. */
const LEAST_PANEL = 70;

/** A difference in three digits, with a real minus. */
export const numberText = (value: number): string =>
  numerals(`${value < 0 ? '−' : ''}${Number(Math.abs(value).toPrecision(3))}`);

/** The texts beside the panels, one entry a row, broken into lines; widths in points. */
export interface Columns {
  readonly labels: readonly (readonly string[])[];
  readonly labelWidth: number;
  /** Of one panel alone; else none. */
  readonly numbers: readonly (readonly string[])[];
  readonly numbersSize: number;
  readonly numbersWidth: number;
}

/** Numbers stand in one line, or with their interval beneath where the panel would be too narrow. */
export function columnsOf(panels: readonly ForestPanel[], width: number): Columns {
  const [{ rows }] = panels;
  const single = panels.length === 1;
  const labels = rows.map(({ label }) => wrapText(label, Math.max(78, width * 0.24), TYPE.label));
  const labelWidth = Math.max(...labels.flat().map((line) => measureText(line, TYPE.label))) + 10;
  const widthOf = (texts: readonly string[][], size: number): number =>
    Math.max(0, ...texts.flat().map((text) => measureText(text, size))) + (single ? 8 : 0);
  const inLine = single ? rows.map(({ text = '' }) => [text]) : [];
  const stacked = width - labelWidth - widthOf(inLine, TYPE.label) < width * 0.4;
  const numbers = stacked ? inLine.map(([text]) => text.split(/ (?=\[)/)) : inLine;
  const numbersSize = stacked ? TYPE.least : TYPE.label;
  return { labels, labelWidth, numbers, numbersSize, numbersWidth: widthOf(numbers, numbersSize) };
}

/** A panel on the page, in points: its plot's edges and rows, and where a value lies. */
export interface PlacedPanel extends ForestPanel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Its title's lines, and where they begin. */
  readonly titleLines: readonly string[];
  readonly titleTop: number;
  /** Whether the labels of the rows stand beside it. */
  readonly isFirst: boolean;
  readonly middles: readonly number[];
  readonly heights: readonly number[];
  readonly x: (value: number) => number;
  readonly ticks: readonly number[];
}

/** The panels in rows of up to three, and the height that they take. */
export function placePanels(
  panels: readonly ForestPanel[],
  columns: Columns,
  width: number,
): { readonly placed: PlacedPanel[]; readonly height: number } {
  const { labelWidth, numbersWidth } = columns;
  const fitting = Math.max(1, Math.floor((width - labelWidth + GAP) / (LEAST_PANEL + GAP)));
  const across = Math.min(3, panels.length, fitting);
  const panelWidth = (width - labelWidth - numbersWidth - GAP * (across - 1) - 2) / across;
  const leading = TYPE.label * LEADING;
  const titles = panels.map(({ title }) => wrapText(title, panelWidth, TYPE.label, 'semibold'));
  const titleHeight = Math.max(...titles.map((lines) => lines.length)) * leading;
  const heights = rowHeights(columns);
  const tops = topsOf(heights);
  const body = heights.reduce((sum, high) => sum + high, 0);
  const tall = titleHeight + body + AXIS;
  const placed = panels.map((panel, k): PlacedPanel => {
    const left = labelWidth + (k % across) * (panelWidth + GAP);
    const top = Math.floor(k / across) * (tall + GAP) + titleHeight;
    const [least, most] = domainOf(panel);
    return {
      ...panel,
      left,
      right: left + panelWidth,
      top,
      bottom: top + body,
      titleLines: titles[k],
      titleTop: top - titleHeight,
      isFirst: k % across === 0,
      middles: heights.map((high, i) => round(top + tops[i] + high / 2)),
      heights,
      x: (value) => left + (panelWidth * (value - least)) / (most - least),
      ticks: panelTicks(least, most, panelWidth),
    };
  });
  const down = Math.ceil(panels.length / across);
  return { placed, height: round(down * tall + (down - 1) * GAP) };
}

const rowHeights = ({ labels, numbers }: Columns): number[] =>
  labels.map((lines, i) =>
    Math.max(
      ROW,
      lines.length * TYPE.label * LEADING + 3,
      (numbers[i] ?? []).length > 1 ? numbers[i].length * TYPE.least * LEADING + 3 : 0,
    ),
  );

const domainOf = ({ rows, margin }: ForestPanel): [number, number] =>
  domainAround([
    ...rows.flatMap(({ value, low, high }) => [value, low, high]),
    ...(margin === undefined ? [] : [margin, -margin]),
  ]);

/** At least two ticks, and as many as stand apart. */
function panelTicks(least: number, most: number, panelWidth: number): number[] {
  const apart = (ticks: readonly number[]): boolean => {
    const widest = Math.max(...ticks.map((tick) => measureText(numberText(tick), TYPE.small)));
    return ticks.length < 2 || ((ticks[1] - ticks[0]) / (most - least)) * panelWidth >= widest + 4;
  };
  let found = axisTicks(least, most, Math.max(2, Math.floor(panelWidth / 44)));
  for (let count = 3; count <= 8 && found.length < 2; count++) {
    const finer = axisTicks(least, most, count);
    if (apart(finer)) found = finer;
  }
  return found;
}
