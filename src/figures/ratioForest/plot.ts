/** The plot of ratios: its logarithmic axis, and where a ratio lies. */
import { axisTicks } from '../axisTicks.js';
import { round } from '../layout.js';
import type { NameColumn } from '../nameColumn.js';
import { logScale, type PlotScale } from '../plotScale.js';
import { measureText } from '../textMetrics.js';
import { TYPE } from '../theme.js';
import { numerals } from '../words.js';
import { hasInterval, isWithinReach, type Ratio, type RatioRow } from './ratios.js';

/** Intervals are cut where they are so many times as far from 1 as any estimate. */
const REACH = 30;

/** The plot, in points: middles of its rows, and where a ratio lies, or the end of the axis beyond which it does. */
export interface RatioPlot {
  readonly width: number;
  readonly height: number;
  readonly centres: readonly number[];
  readonly scale: PlotScale;
  readonly x: (ratio: number) => number;
}

export function plotOf(rows: readonly RatioRow[], { height, centres }: NameColumn, width: number): RatioPlot {
  const ratios = rows.flatMap((row) => row.ratios.filter((own) => own !== null));
  const scale = ratioScale(ratios, width);
  const [from, to] = scale.domain;
  const x = (ratio: number): number => round(scale.at(Math.min(Math.max(ratio, from), to), width));
  return { width, height, centres, scale, x };
}

export const tickLabel = (tick: number): string => numerals(String(Number(tick.toPrecision(6))));

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
      const half = (own: number): number => measureText(tickLabel(own), TYPE.small) / 2;
      return scale.at(tick, length) - scale.at(ticks[i - 1], length) >= half(tick) + half(ticks[i - 1]) + 6;
    });
  const even = [6, 4, 3, 2].map((count) => within(axisTicks(low, high, count)));
  const [fine] = choices;
  return [...(fine.length < 3 ? even : []), ...choices].find(fits) ?? [1];
}

/** A logarithmic axis for the ratios and 1. */
function ratioScale(ratios: readonly Ratio[], length: number): PlotScale {
  const drawn = ratios.filter(isWithinReach);
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
