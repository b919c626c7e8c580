import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import { keyLayers } from './keyLayers.js';
import { headingAbove, type PlacedText, pixel, round, textLayer } from './layout.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { CONFIG, HAIRLINE, INK, PALETTE, pointsOf, SCHEMA, TYPE } from './theme.js';
import { numerals, words } from './words.js';

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

export interface ForestPlotInput {
  name: string;
  title: string;
  /** Says what is drawn, above. */
  measure: string;
  /** One panel, or several with the same rows, each with an axis of its own. */
  panels: readonly ForestPanel[];
  /** What a filled and a hollow mark mean. */
  filled: string;
  hollow: string;
  caption: string;
  widthMm: number;
}

const ROW = 11;
const GAP = 14;
const AXIS = 14;
const RADIUS_AREA = 17;
/** Width of a panel beside others, in points. */
const LEAST_PANEL = 70;

const numberText = (value: number): string =>
  numerals(`${value < 0 ? '−' : ''}${Number(Math.abs(value).toPrecision(3))}`);

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

/**
 * Differences with their intervals against 0. One panel shows its numbers at the right; several stand in rows of up to three,
 * as the width allows, the labels of the rows at the left of each row of panels. Throws where there is no panel, or panels of unequal rows.
 */
export function forestPlot(input: ForestPlotInput): Figure {
  const { name, panels, widthMm } = input;
  if (panels.length === 0 || panels.some(({ rows }) => rows.length !== panels[0].rows.length))
    throw new RangeError('forest plot: expected panels with the same rows');
  const width = pointsOf(widthMm);
  const single = panels.length === 1;
  const leading = TYPE.label * LEADING;
  const [{ rows: first }] = panels;
  const labels = first.map(({ label }) => wrapText(label, Math.max(78, width * 0.24), TYPE.label));
  const labelWidth = Math.max(...labels.flat().map((line) => measureText(line, TYPE.label))) + 10;
  // Numbers stand in one line, or with their interval beneath where the panel would be too narrow.
  const widthOf = (texts: readonly string[][], size: number): number =>
    Math.max(0, ...texts.flat().map((text) => measureText(text, size))) + (single ? 8 : 0);
  const inLine = single ? first.map(({ text = '' }) => [text]) : [];
  const stacked = width - labelWidth - widthOf(inLine, TYPE.label) < width * 0.4;
  const numbers = stacked ? inLine.map(([text]) => text.split(/ (?=\[)/)) : inLine;
  const numbersSize = stacked ? TYPE.least : TYPE.label;
  const numbersWidth = widthOf(numbers, numbersSize);
  const across = Math.min(
    3,
    panels.length,
    Math.max(1, Math.floor((width - labelWidth + GAP) / (LEAST_PANEL + GAP))),
  );
  const panelWidth = (width - labelWidth - numbersWidth - GAP * (across - 1) - 2) / across;
  const heights = first.map((_, i) =>
    Math.max(
      ROW,
      labels[i].length * leading + 3,
      single && numbers[i].length > 1 ? numbers[i].length * TYPE.least * LEADING + 3 : 0,
    ),
  );
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, high) => sum + high, 0));
  const titles = panels.map(({ title }) => wrapText(title, panelWidth, TYPE.label, 'semibold'));
  const titleHeight = Math.max(...titles.map((lines) => lines.length)) * leading;
  const body = heights.reduce((sum, high) => sum + high, 0);
  const tall = titleHeight + body + AXIS;
  const down = Math.ceil(panels.length / across);
  const height = round(down * tall + (down - 1) * GAP);

  const layers: Spec[] = [];
  const texts: PlacedText[] = [];
  const quiet: PlacedText[] = [];
  const told: PlacedText[] = [];
  const grid: object[] = [];
  const zero: object[] = [];
  const shaded: object[] = [];
  const stripes: object[] = [];
  const intervals: object[] = [];
  const points: object[] = [];
  panels.forEach((panel, k) => {
    const left = labelWidth + (k % across) * (panelWidth + GAP);
    const top = Math.floor(k / across) * (tall + GAP) + titleHeight;
    titles[k].forEach((text, i) => {
      texts.push({ px: left, py: top - titleHeight + (i + 0.8) * leading, text });
    });
    const ends = panel.rows.flatMap(({ value, low, high }) => [value, low, high]).filter(Number.isFinite);
    const reach = [0, ...ends, ...(panel.margin === undefined ? [] : [panel.margin, -panel.margin])];
    let [least, most] = [Math.min(...reach), Math.max(...reach)];
    if (!(most > least)) [least, most] = [-1, 1];
    const room = (most - least) * 0.06;
    [least, most] = [least - room, most + room];
    const x = (value: number): number => left + (panelWidth * (value - least)) / (most - least);
    const ticks = panelTicks(least, most, panelWidth);
    for (const tick of ticks) {
      const text = numberText(tick);
      grid.push({ px: round(x(tick)), py: top, py2: round(top + body) });
      quiet.push({
        px: x(tick) - measureText(text, TYPE.small) / 2,
        py: top + body + 4 + CAP_HEIGHT * TYPE.small,
        text,
        ink: INK.quiet,
      });
    }
    zero.push({ px: round(x(0)), py: top, py2: round(top + body) });
    if (panel.margin !== undefined)
      shaded.push({
        px: round(x(-panel.margin)),
        px2: round(x(panel.margin)),
        py: top,
        py2: round(top + body),
      });
    panel.rows.forEach(({ value, low, high, differs }, i) => {
      const py = round(top + tops[i] + heights[i] / 2);
      if (i % 2 === 1)
        stripes.push({
          px: left,
          px2: round(left + panelWidth),
          py: round(py - heights[i] / 2),
          py2: round(py + heights[i] / 2),
        });
      if (Number.isFinite(low) && Number.isFinite(high))
        intervals.push({ px: round(x(low)), px2: round(x(high)), py });
      if (Number.isFinite(value))
        points.push({ px: round(x(value)), py, fill: differs ? PALETTE[0] : INK.paper });
      if (k % across === 0) {
        labels[i].forEach((text, l, lines) => {
          texts.push({
            px: labelWidth - 8 - measureText(text, TYPE.label),
            py: py + 2.5 + (l - (lines.length - 1) / 2) * leading,
            text,
          });
        });
      }
      if (single)
        numbers[i].forEach((text, l, lines) => {
          told.push({
            px: width - numbersWidth + 8,
            py: py + 2.5 + (l - (lines.length - 1) / 2) * numbersSize * LEADING,
            text,
          });
        });
    });
  });
  const rule = (values: object[], mark: Spec, encoding: Spec): void => {
    if (values.length > 0)
      layers.push({ data: { values }, mark: { type: 'rule', ...mark }, encoding: encoding });
  };
  const box = (values: object[], fill: string): void => {
    if (values.length > 0)
      layers.push({
        data: { values },
        mark: { type: 'rect', fill, strokeWidth: 0 },
        encoding: { x: pixel('px'), y: pixel('py'), x2: { field: 'px2' }, y2: { field: 'py2' } },
      });
  };
  const upright = { x: pixel('px'), y: pixel('py'), y2: { field: 'py2' } };
  box(stripes, INK.stripe);
  box(shaded, INK.shade);
  rule(grid, { stroke: INK.grid, strokeWidth: HAIRLINE }, upright);
  rule(zero, { stroke: INK.axis, strokeWidth: 0.7 }, upright);
  rule(
    intervals,
    { stroke: PALETTE[0], strokeWidth: 1.1 },
    { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py') },
  );
  const mark = { type: 'point', filled: true, opacity: 1, size: RADIUS_AREA, strokeWidth: 0.9 };
  const inked = { field: 'fill', type: 'nominal', scale: null };
  layers.push({
    data: { values: points },
    mark: { ...mark, stroke: PALETTE[0] },
    encoding: { x: pixel('px'), y: pixel('py'), fill: inked },
  });

  // Above: what is drawn. Below: what the marks mean.
  const heading = headingAbove(input.measure, width, 6);
  layers.push(...heading.layers);
  const key = keyLayers(
    [
      { symbol: 'point', label: input.filled, ink: PALETTE[0] },
      { symbol: 'ring', label: input.hollow, ink: PALETTE[0] },
      ...(panels.some(({ margin }) => margin !== undefined)
        ? [
            {
              symbol: 'fill' as const,
              label: words`within the smallest effect of interest`,
              ink: INK.shade,
            },
          ]
        : []),
    ],
    { left: 0.5, top: height + 6, width: width - 1 },
  );
  layers.push(...key.layers);
  layers.push(
    ...textLayer(texts),
    ...textLayer(quiet, { size: TYPE.small }),
    ...textLayer(told, { size: Math.min(numbersSize, TYPE.small) }),
  );

  const data: Row[] = panels.flatMap(({ title, rows }) =>
    rows.map(({ label, value, low, high, differs }) => ({
      panel: title,
      label,
      value: Number.isFinite(value) ? value : null,
      low: Number.isFinite(low) ? low : null,
      high: Number.isFinite(high) ? high : null,
      differs: differs ? 'yes' : 'no',
    })),
  );
  const clear = panels.flatMap(({ title, rows }) =>
    rows
      .filter(({ differs }) => differs)
      .map(({ label, value }) => `${single ? '' : `${title}, `}${label}: ${numberText(value)}`),
  );
  return {
    name,
    title: input.title,
    caption: input.caption,
    alternative:
      `Forest plot of ${data.length} differences. ` +
      (clear.length === 0
        ? 'None differs from 0 by the test.'
        : `${clear.length} differ from 0 by the test${clear.length > 12 ? ', among them ' : ': '}${clear.slice(0, 12).join('; ')}.`),
    spec: {
      $schema: SCHEMA,
      data: { url: `${name}.csv`, format: { type: 'csv' } },
      autosize: 'none',
      width: round(width),
      height,
      padding: { left: 0, right: 0, top: round(heading.height), bottom: round(key.height + 8) },
      config: CONFIG,
      layer: layers,
    },
    data,
    widthMm,
  };
}
