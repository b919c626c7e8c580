import { axisTicks } from './axisTicks.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { nameColumn } from './nameColumn.js';
import { cell, plotFrame, plotWidthOf } from './plotFrame.js';
import { logScale, type PlotScale } from './plotScale.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SHAPES, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { numerals, words } from './words.js';

export interface Ratio {
  /** exp(coefficient), above 0; NaN: it has no finite estimate. */
  readonly ratio: number;
  /** Ends of its interval; NaN: it has none. */
  readonly low: number;
  readonly high: number;
}

export interface RatioRow {
  readonly label: string;
  /** As many as there are models, in their order; null: the model is without this term. */
  readonly ratios: readonly (Ratio | null)[];
}

export interface RatioForestInput {
  readonly name: string;
  readonly title: string;
  /** What is drawn, above the plot. */
  readonly heading: string;
  /** What runs across: 'hazard ratio'. */
  readonly ratioName: string;
  readonly models: readonly string[];
  readonly rows: readonly RatioRow[];
  readonly caption: string;
  readonly widthMm?: number;
}

const ROW = 13;
/** Between the marks of two models in a row. */
const STEP = 6.2;
const MARK_AREA = 16;
/** Intervals are cut where they are so many times as far from 1 as any estimate. */
const REACH = 30;
/** An estimate farther off is none that could be drawn. */
const MOST = 1e6;
const LEAST_PLOT = 90;

/** 1.82, 12.5, 340, 0.031; near 1 as many digits as tell it from 1. */
function ratioText(value: number): string {
  const off = Math.abs(value - 1);
  if (off < 0.005 && off > 1e-8) return value.toFixed(Math.ceil(-Math.log10(off)) + 1);
  if (!(value < 1e5)) return value > 0 ? value.toExponential(0).replace('e+', 'e') : '–';
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value >= 0.095 ? value.toFixed(2) : Number(value.toPrecision(2)).toString();
}

const isDrawn = ({ ratio }: Ratio): boolean => ratio > 1 / MOST && ratio < MOST;
const hasInterval = ({ low, high }: Ratio): boolean => low >= 0 && high >= low;

const intervalText = (own: Ratio): string =>
  !isDrawn(own)
    ? words`no finite estimate`
    : numerals(
        ratioText(own.ratio) + (hasInterval(own) ? ` [${ratioText(own.low)}, ${ratioText(own.high)}]` : ''),
      );

const tickText = (tick: number): string => numerals(String(Number(tick.toPrecision(6))));

/** '1.82 (1.20 to 2.75)': in captions, which are English. */
const inSentence = (own: Ratio): string => {
  if (!isDrawn(own)) return 'without a finite estimate';
  const interval = hasInterval(own) ? ` (${ratioText(own.low)} to ${ratioText(own.high)})` : '';
  return `${ratioText(own.ratio)}${interval}`;
};

/** Ticks whose labels have room: in steps of 1, 2, 5 or of powers, of several hundreds or tens; in even ones close to 1. */
function ticksOf(scale: PlotScale, length: number): readonly number[] {
  const [low, high] = scale.domain;
  const powers = Array.from({ length: 29 }, (_, k) => k - 14);
  const within = (ticks: readonly number[]): number[] => ticks.filter((tick) => tick >= low && tick <= high);
  const power = (factor: number) => (exponent: number) => Number(`${factor}e${exponent}`);
  const choices = [
    powers.flatMap((e) => [1, 2, 5].map((factor) => power(factor)(e))),
    powers.flatMap((e) => [1, 3].map((factor) => power(factor)(e))),
    ...[1, 2, 3, 4].map((step) => powers.filter((e) => e % step === 0).map(power(1))),
  ].map(within);
  const fits = (ticks: readonly number[]): boolean =>
    ticks.every((tick, i) => {
      if (i === 0) return true;
      const half = (own: number): number => measureText(tickText(own), TYPE.small) / 2;
      return scale.at(tick, length) - scale.at(ticks[i - 1], length) >= half(tick) + half(ticks[i - 1]) + 6;
    });
  const even = [6, 4, 3, 2].map((count) => within(axisTicks(low, high, count)));
  const [fine] = choices;
  return [...(fine.length < 3 ? even : []), ...choices].find(fits) ?? [1];
}

/** A logarithmic axis for the ratios and 1. */
function ratioScale(ratios: readonly Ratio[], length: number): PlotScale {
  const drawn = ratios.filter(isDrawn);
  const values = [1, ...drawn.map(({ ratio }) => ratio)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ends = (limit: (end: number) => number, side: 'low' | 'high'): number[] =>
    drawn.filter(hasInterval).map((own) => limit(own[side]));
  const low = Math.min(least, ...ends((end) => Math.max(end, least / REACH), 'low'));
  const high = Math.max(most, ...ends((end) => Math.min(end, most * REACH), 'high'));
  const room = (high / low) ** 0.05;
  const isPoint = !(high > low);
  const scale = logScale(isPoint ? [0.5, 2] : [low / room, high * room], 2);
  return { ...scale, ticks: ticksOf(scale, length) };
}

/**
 * Ratios with their intervals on a logarithmic axis with a line at 1: a row a term, a mark a model, side by side. One model
 * shows its numbers at the right, where there is room. An interval that leaves the plot ends in an arrow. Throws where there
 * is no row.
 */
export function ratioForest(input: RatioForestInput): Figure {
  const { name, title, models, rows, widthMm = SINGLE_COLUMN_MM } = input;
  if (rows.length === 0) throw new RangeError(`${name}: no row`);
  const several = models.length > 1;
  const rowHeight = several ? Math.max(ROW, models.length * STEP + 4) : ROW;
  const labels = rows.map(({ label }) => label);
  const names = nameColumn(labels, widthMm, rowHeight, new Map(labels.map((label) => [label, label])));
  const left = names.width + 8;
  const numbers = several ? [] : rows.map(({ ratios: [own] }) => (own ? intervalText(own) : ''));
  const numbersWidth = Math.max(0, ...numbers.map((text) => measureText(text, TYPE.small)));
  const written = !several && plotWidthOf({ widthMm, left, right: numbersWidth + 12 }) >= LEAST_PLOT;
  const right = written ? numbersWidth + 12 : 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const ratios = rows.flatMap((row) => row.ratios.filter((own) => own !== null));
  const scale = ratioScale(ratios, plotWidth);
  const [from, to] = scale.domain;
  const x = (value: number): number => round(scale.at(Math.min(Math.max(value, from), to), plotWidth));
  const { height, centres } = names;

  const quiet: PlacedText[] = [];
  const grid = scale.ticks.map((tick) => {
    const text = tickText(tick);
    quiet.push({
      px: x(tick) - measureText(text, TYPE.small) / 2,
      py: height + 4 + CAP_HEIGHT * TYPE.small,
      text,
      ink: INK.quiet,
    });
    return { px: x(tick), py: 0, py2: round(height) };
  });
  // On a side of the line at 1 where it has room.
  const noEstimate = words`no finite estimate`;
  const noEstimateWidth = measureText(noEstimate, TYPE.small) + 8;
  const missingAt = x(1) < noEstimateWidth && x(1) + noEstimateWidth < plotWidth ? x(1) + 5 : 4;
  const missing: PlacedText[] = [];
  const stripes: object[] = [];
  const intervals: object[] = [];
  const arrows: object[] = [];
  const marks: object[] = [];
  rows.forEach((row, i) => {
    if (i % 2 === 1) {
      const [above, below] = [centres[i - 1], centres[i + 1] ?? 2 * height - centres[i]];
      stripes.push({
        px: 0,
        px2: plotWidth,
        py: round((above + centres[i]) / 2),
        py2: round(Math.min(height, (centres[i] + below) / 2)),
      });
    }
    row.ratios.forEach((own, m) => {
      if (own === null || !isDrawn(own)) return;
      const py = round(centres[i] + (m - (models.length - 1) / 2) * STEP);
      const ink = PALETTE[m % PALETTE.length];
      if (hasInterval(own)) intervals.push({ px: x(own.low), px2: x(own.high), py, ink });
      if (own.low < from) arrows.push({ px: x(from), py, ink, shape: 'triangle-left' });
      if (own.high > to) arrows.push({ px: x(to), py, ink, shape: 'triangle-right' });
      marks.push({ px: x(own.ratio), py, ink, shape: SHAPES[m % SHAPES.length] });
    });
    const baseline = centres[i] + (CAP_HEIGHT * TYPE.small) / 2;
    if (!written && !row.ratios.some((own) => own !== null && isDrawn(own)))
      missing.push({ px: missingAt, py: baseline, text: noEstimate, ink: INK.quiet });
    if (written)
      quiet.push({
        px: plotWidth + 10,
        py: baseline,
        text: numbers[i],
        ink: INK.text,
      });
  });
  const inked = { field: 'ink', type: 'nominal', scale: null };
  const shaped = { field: 'shape', type: 'nominal', scale: null };
  const upright = { x: pixel('px'), y: pixel('py'), y2: { field: 'py2' } };
  const layer = (values: object[], mark: Spec, encoding: Spec): Spec[] =>
    values.length === 0 ? [] : [{ data: { values }, mark, encoding }];
  const points = { x: pixel('px'), y: pixel('py'), fill: inked, shape: shaped };
  const layers: Spec[] = [
    ...layer(
      stripes,
      { type: 'rect', fill: INK.stripe, strokeWidth: 0 },
      { x: pixel('px'), y: pixel('py'), x2: { field: 'px2' }, y2: { field: 'py2' } },
    ),
    ...layer(grid, { type: 'rule', stroke: INK.grid, strokeWidth: HAIRLINE }, upright),
    ...layer(
      [{ px: x(1), py: 0, py2: round(height) }],
      { type: 'rule', stroke: INK.axis, strokeWidth: 0.9 },
      upright,
    ),
    ...layer(
      intervals,
      { type: 'rule', strokeWidth: 1.1 },
      { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), stroke: inked },
    ),
    ...layer(arrows, { type: 'point', filled: true, opacity: 1, size: 12, strokeWidth: 0 }, points),
    ...layer(
      marks,
      {
        type: 'point',
        filled: true,
        opacity: 1,
        size: MARK_AREA,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      points,
    ),
    ...textLayer(names.texts, { align: 'right' }),
    ...textLayer(quiet, { size: TYPE.small }),
    ...textLayer(missing, { size: TYPE.small, halo: true }),
  ];
  const said = models
    .map((model, m) => {
      const terms = rows.flatMap(({ label, ratios: own }) => {
        const found = own[m];
        return found ? [`${label} ${inSentence(found)}`] : [];
      });
      return `${several ? `${model}: ` : ''}${terms.join('; ')}`;
    })
    .join('. ');
  return plotFrame({
    name,
    title,
    caption: `${input.caption} ${said}.`,
    alternative: `Forest plot: ${title}. ${said}.`,
    widthMm,
    heading: input.heading,
    acrossName: `${input.ratioName} (${words`log scale`})`,
    left,
    right,
    height: round(height),
    axisHeight: 14,
    layers: () => layers,
    ...(several
      ? {
          key: models.map((label, m) => ({
            symbol: 'point' as const,
            label,
            ink: PALETTE[m % PALETTE.length],
            shape: SHAPES[m % SHAPES.length],
          })),
        }
      : {}),
    data: rows.flatMap(({ label, ratios: own }) =>
      own.flatMap((found, m) =>
        found === null
          ? []
          : [
              {
                model: models[m],
                term: label,
                ratio: cell(found.ratio),
                low: cell(found.low),
                high: cell(found.high),
              },
            ],
      ),
    ),
    numbers: ['ratio', 'low', 'high'],
  });
}
