/** Numeric, logarithmic and categorical axes for figures that place everything themselves. */
import { axisTicks } from './axisTicks.js';
import type { Spec } from './figure.js';
import { pixel } from './layout.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
import { HAIRLINE, INK, TYPE } from './theme.js';
import { numerals } from './words.js';

export interface PlotScale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** As Vega writes it. */
  readonly text: (value: number) => string;
  /** Position along an axis of this length, from its low end. */
  readonly at: (value: number, length: number) => number;
  /** Vega-Lite's scale. */
  readonly scale: Spec;
  /** d3-format of the labels. */
  readonly format: string;
}

const decimalsOf = (ticks: readonly number[]): number => {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)), step % 1 === 0.5 ? 1 : 0);
};

/** A linear axis that holds all values; `whole` rounds its ends out to ticks. */
export function linearScale(values: readonly number[], count: number, whole = true): PlotScale {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) {
    const room = Math.abs(low) > 0 ? Math.abs(low) / 2 : 0.5;
    [low, high] = [low - room, high + room];
  }
  let ticks = axisTicks(low, high, count);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : high - low;
  if (whole) {
    low = Number((Math.floor(low / step + 1e-9) * step).toPrecision(12));
    high = Number((Math.ceil(high / step - 1e-9) * step).toPrecision(12));
    ticks = axisTicks(low, high, Math.round((high - low) / step));
  }
  // Steps of 2.5 need a digit more than their size says.
  const digits = Math.max(
    decimalsOf(ticks),
    ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length),
  );
  const decimals = Math.min(6, digits);
  // 2,015 would be read as a number; years and other numbers of four digits stand without a comma.
  const grouped = Math.max(Math.abs(low), Math.abs(high)) >= 10_000;
  return {
    domain: [low, high],
    ticks,
    text: (value) => thousands(value, decimals, grouped),
    at: (value, length) => (length * (value - low)) / (high - low),
    scale: { type: 'linear', domain: [low, high], nice: false, zero: false },
    format: `${grouped ? ',' : ''}.${decimals}f`,
  };
}

/** From the least to the most of these values and 0, with a little room at both ends. */
export function domainAround(values: readonly number[]): [least: number, most: number] {
  const reach = [0, ...values.filter(Number.isFinite)];
  let [least, most] = [Math.min(...reach), Math.max(...reach)];
  if (!(most > least)) [least, most] = [-1, 1];
  const room = (most - least) * 0.06;
  return [least - room, most + room];
}

/** A linear axis from 0 that holds all values; where all are 0, up to 1. */
export const scaleFromZero = (values: readonly number[], count: number): PlotScale =>
  linearScale([0, ...(values.some((value) => value !== 0) ? values : [1])], count);

/** d3's ",.Nf", or ".Nf", in the language of the figure, with a real minus. */
const thousands = (value: number, decimals: number, grouped = true): string => {
  const text = Math.abs(value).toLocaleString('en-US', {
    useGrouping: grouped,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return numerals(value < 0 ? `−${text}` : text);
};

/** A logarithmic axis that holds all values, with ticks at 1, 2 and 5 times powers of ten, or powers alone. */
export function logScale(values: readonly number[], count: number): PlotScale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const within = (ticks: number[]) =>
    ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const power = (exponent: number, factor: number) => Number(`${factor}e${exponent}`);
  const fine = within(decades.flatMap((e) => [1, 2, 5].map((factor) => power(e, factor))));
  const coarse = within(decades.map((e) => power(e, 1)));
  const every = Math.max(1, Math.ceil(coarse.length / count));
  const ticks = fine.length <= count || coarse.length < 2 ? fine : coarse.filter((_, i) => i % every === 0);
  return {
    domain: [low, high],
    ticks,
    text: (value) => numerals(String(value)),
    at: (value, length) => (length * Math.log(value / low)) / Math.log(high / low),
    scale: { type: 'log', domain: [low, high], nice: false },
    format: '~r',
  };
}

/** Categories side by side: value i in the middle of the i-th part. Their names are set as text, not by the axis. */
export function categoryScale(count: number): PlotScale {
  return {
    domain: [-0.5, count - 0.5],
    ticks: [],
    text: String,
    at: (value, length) => (length * (value + 0.5)) / count,
    scale: { type: 'linear', domain: [-0.5, count - 0.5], nice: false, zero: false },
    format: 'd',
  };
}

/** Vega-Lite's encoding of a field on the horizontal axis. */
export const across = (field: string, { scale, ticks, format }: PlotScale): Spec => ({
  field,
  type: 'quantitative',
  scale,
  axis: ticks.length > 0 ? { values: ticks, format } : { ticks: false, labels: false },
});

/** The same on the vertical axis, its labels at the height of their lines. */
export const upwards = (field: string, { scale, ticks, format }: PlotScale): Spec => ({
  field,
  type: 'quantitative',
  scale,
  axis:
    ticks.length > 0
      ? { values: ticks, format, labelOffset: Number(((CAP_HEIGHT * TYPE.label) / 2).toFixed(2)) }
      : { ticks: false, labels: false },
});

/** A thin line at 0 across the plot. */
export const zeroRule = (y: PlotScale, plotWidth: number): Spec => ({
  data: { values: [{ zero: 0, px: 0, px2: plotWidth }] },
  mark: { type: 'rule', stroke: INK.axis, strokeWidth: HAIRLINE },
  encoding: { y: upwards('zero', y), x: pixel('px'), x2: { field: 'px2' } },
});

/** Width of the widest label. */
export const labelsWidth = ({ ticks, text }: PlotScale): number =>
  Math.max(0, ...ticks.map((tick) => measureText(text(tick), TYPE.label)));
