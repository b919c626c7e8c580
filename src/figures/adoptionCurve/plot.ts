/** Where curves are drawn: their axes, and the room that is left beside names and labels. */
import { axisTicks, roundUp } from '../axisTicks.js';
import { endCentres } from '../endLabels.js';
import { round } from '../layout.js';
import { labelsWidth, type PlotScale } from '../plotScale.js';
import { measureText } from '../textMetrics.js';
import { TYPE } from '../theme.js';
import { percentOf } from '../words.js';
import { type NamedEnd, namesWidth } from './names.js';
import { type AdoptionCurveInput, type AdoptionSeries, observedIn } from './series.js';

/** The plot on the page, in points. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly height: number;
  readonly time: PlotScale;
  readonly value: PlotScale;
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  /** Middles of the names at the lines' ends; undefined: there is no room for them. */
  readonly nameCentres: readonly number[] | undefined;
}

/** A plot in a figure so wide, with names at its lines' ends where they fit, in three lines at most. */
export function plotOf(
  width: number,
  [start, end]: readonly [number, number],
  value: PlotScale,
  names: readonly NamedEnd[],
): Plot {
  const left = labelsWidth(value) + 6;
  const height = round(Math.min(190, Math.max(120, (width - left) * 0.5)));
  const y = (of: number): number => height - value.at(of, height);
  const nameCentres = names.some(({ lines }) => lines.length > 3)
    ? undefined
    : endCentres(
        names.map(({ lines, last }) => ({ lines, y: y(last.mean) })),
        height,
      );
  const least = Math.max(measureText('2020', TYPE.label) / 2, 4);
  const isNamed = names.length > 0 && nameCentres !== undefined;
  const right = isNamed ? Math.max(least, namesWidth(names) + 12) : least;
  const plotWidth = width - left - right;
  const time = timeScale(start, end, plotWidth);
  const x = (at: number): number => time.at(at, plotWidth);
  return { left, right, width: plotWidth, height, time, value, x, y, nameCentres };
}

/** The time that is shown. */
export function timeRangeOf({ series, timeRange }: AdoptionCurveInput): [start: number, end: number] {
  const times = [...series.flatMap(({ points }) => points), ...observedIn(series)].map(({ time }) => time);
  const [start, end] = timeRange ?? [Math.min(...times), Math.max(...times)];
  return [start, end > start ? end : start + 1];
}

const timeScale = (start: number, end: number, plotWidth: number): PlotScale => {
  const ticks = axisTicks(start, end, Math.max(2, Math.floor(plotWidth / 34)), end - start > 2 ? 1 : 0);
  return {
    domain: [start, end],
    ticks,
    text: String,
    at: (time, length) => (length * (time - start)) / (end - start),
    scale: { domain: [start, end], nice: false, zero: false },
    format: ticks.every(Number.isInteger) ? 'd' : '~r',
  };
};

/** From 0 to above all means, bands and observations: whole cities, or shares, up to 100 % where more than 60 % are reached. */
export function valueScale(series: readonly AdoptionSeries[]): PlotScale {
  const share = series[0].unit === 'share';
  const highest = Math.max(
    0,
    ...series.flatMap(({ points }) => points.map(({ mean, high90 }) => Math.max(mean, high90))),
    ...observedIn(series).map(({ value }) => value),
  );
  const top = share
    ? highest > 0.6 || highest === 0
      ? 1
      : roundUp(highest, 5)
    : Math.max(1, highest === 0 ? 10 : roundUp(highest, 5, 1));
  const ticks = axisTicks(0, top, 5, share ? 0 : 1);
  const decimals = share ? Math.max(0, -Math.floor(Math.log10((ticks[1] ?? 1) * 100 + 1e-9))) : 0;
  return {
    domain: [0, top],
    ticks,
    text: (value) => (share ? percentOf((value * 100).toFixed(decimals)) : String(value)),
    at: (value, length) => (length * value) / top,
    scale: { domain: [0, top], nice: false },
    format: share ? `.${decimals}%` : 'd',
  };
}
