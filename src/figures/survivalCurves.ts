import { MOST_INTERVALS } from './axisTicks.js';
import { bandedKey, bandLayer, lineLayer, yearsAcross } from './bandedLines.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, textLayer, topsOf } from './layout.js';
import { lineInk, lineMarks } from './lineStyles.js';
import { cell, plotFrame, plotWidthOf } from './plotFrame.js';
import { linearScale, type PlotScale } from './plotScale.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { INK, pointsOf, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { counted, percentOf } from './words.js';

export interface SurvivalPoint {
  readonly time: number;
  readonly mean: number;
  /** Band; NaN where there is none. */
  readonly low: number;
  readonly high: number;
  /** Of this line, just before. */
  readonly atRisk: number;
}

export interface SurvivalLine {
  readonly label: string;
  /** Shares, each from its time on. */
  readonly points: readonly SurvivalPoint[];
}

/** A row of the numbers at risk. */
export interface RiskRow {
  readonly label: string;
  /** The line that it belongs to; null: to all. */
  readonly line: number | null;
  readonly at: (time: number) => number;
}

export interface SurvivalCurvesInput {
  readonly name: string;
  readonly title: string;
  readonly heading: string;
  readonly caption: string;
  /** What the figure shows, in words. */
  readonly results: string;
  readonly lines: readonly SurvivalLine[];
  readonly risk: readonly RiskRow[];
  /** What the numbers at risk are. */
  readonly riskName: string;
  readonly timeRange: readonly [number, number];
  /** What time is counted from; left out: years of the calendar. */
  readonly timeName?: string;
  /** Times at which the numbers at risk are known (ticksOfAnyWidth); left out: at all. */
  readonly riskTimes?: readonly number[];
  /** Level of the bands in per cent, and what they are; null: there are none. */
  readonly level: 90 | 95;
  readonly band: string | null;
  readonly widthMm?: number;
}

const HEIGHT = 120;

const inkOf = ({ line }: RiskRow): string => (line === null ? INK.text : lineInk(line));

/** The axis of time, with its ticks where numbers at risk are known. */
function timeAcross(
  { timeRange, riskTimes }: SurvivalCurvesInput,
  plotWidth: number,
  room: number,
): PlotScale {
  if (riskTimes === undefined) return yearsAcross(timeRange, plotWidth, room);
  const fitting = Math.min(MOST_INTERVALS, Math.max(2, Math.floor(plotWidth / room)));
  const scale = linearScale(timeRange, fitting, false);
  const ticks = scale.ticks.filter((tick) => riskTimes.includes(tick));
  const decimals = Math.max(...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
  return { ...scale, ticks, format: `.${decimals}f`, text: (value) => value.toFixed(decimals) };
}

/** Up to 1; for curves that stay low up to a round share. */
function sharesUp(lines: readonly SurvivalLine[]): PlotScale {
  const most = Math.max(
    ...lines.flatMap(({ points }) => points.flatMap(({ mean, high }) => [mean, high || 0])),
  );
  const scale = linearScale([0, most > 0.5 || most === 0 ? 1 : most], 5);
  const decimals = scale.ticks.every((tick) => Number.isInteger(Number((tick * 100).toFixed(6)))) ? 0 : 1;
  return {
    ...scale,
    format: `.${decimals}%`,
    text: (value: number) => percentOf((value * 100).toFixed(decimals)),
  };
}

/**
 * Curves of survival (Kaplan and Meier's) or incidence with their bands, and beneath the axis how many are still at risk:
 * steps that hold from their moment to the next.
 */
export function survivalCurves(input: SurvivalCurvesInput): Figure {
  const { name, title, heading, caption, results, lines, risk, level, band } = input;
  const { widthMm = SINGLE_COLUMN_MM, timeName } = input;
  if (lines.length === 0) throw new RangeError(`${name}: no line`);
  const size = TYPE.small;
  const labels = risk.map(({ label }) => wrapText(label, pointsOf(widthMm) * 0.26, size));
  const y = sharesUp(lines);
  const left = Math.max(
    ...y.ticks.map((tick) => measureText(y.text(tick), TYPE.label) + 6),
    ...labels.flat().map((line) => measureText(line, size) + 12),
  );
  const right = 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const numbers = risk.flatMap(({ at }) => input.timeRange.map((time) => counted(Math.round(at(time)))));
  const room = Math.max(34, ...numbers.map((text) => measureText(text, size) + 8));
  const x = timeAcross(input, plotWidth, room);
  const stepped = { interpolate: 'step-after' };
  const layers: Spec[] = [
    ...(band === null ? [] : lines.map((_, k) => bandLayer(k, x, y, stepped, level))),
    ...lines.map((_, k) => lineLayer(k, x, y, stepped)),
    ...lineMarks(
      lines.map(({ points }) => points),
      x,
      y,
      { width: plotWidth, height: HEIGHT },
    ),
  ];
  return plotFrame({
    name,
    title,
    caption: `${caption} ${results}.`,
    alternative: `Curves with numbers at risk. ${results}.`,
    widthMm,
    heading,
    ...(timeName === undefined ? {} : { acrossName: timeName }),
    left,
    right,
    height: HEIGHT,
    layers: () => layers,
    legend: (top) => atRiskTable(input, labels, x, { left, plotWidth, top }),
    key: bandedKey(
      lines.map(({ label }) => label),
      band,
    ),
    data: lines.flatMap(({ label, points }, line) =>
      points.map(({ time, mean, low, high, atRisk }) => ({
        line,
        label,
        time,
        mean: cell(mean),
        [`low${level}`]: cell(low),
        [`high${level}`]: cell(high),
        atRisk,
      })),
    ),
    numbers: ['line', 'time', 'mean', `low${level}`, `high${level}`, 'atRisk'],
  });
}

/** Numbers at risk beneath what they are; `labels`: the rows' names, broken into lines. */
function atRiskTable(
  { risk, riskName }: SurvivalCurvesInput,
  labels: readonly (readonly string[])[],
  x: PlotScale,
  { left, plotWidth, top }: { readonly left: number; readonly plotWidth: number; readonly top: number },
): { layers: Spec[]; height: number } {
  const size = TYPE.small;
  const leading = size * LEADING;
  const cap = CAP_HEIGHT * size;
  const heights = labels.map((lines) => lines.length * leading + 2);
  const tops = topsOf(heights, leading + 3);
  const names: PlacedText[] = labels.flatMap((lines, k) =>
    lines.map((text, i) => ({ px: -left, py: top + tops[k] + cap + i * leading, text, ink: inkOf(risk[k]) })),
  );
  const numbers: PlacedText[] = risk.flatMap(({ at }, k) =>
    x.ticks.map((tick) => {
      const text = counted(Math.round(at(tick)));
      return { px: x.at(tick, plotWidth) - measureText(text, size) / 2, py: top + tops[k] + cap, text };
    }),
  );
  const heading = { px: -left, py: top + cap, text: riskName, ink: INK.quiet };
  return {
    layers: [...textLayer([heading, ...names], { size }), ...textLayer(numbers, { size })],
    height: heights.reduce((sum, height) => sum + height, leading + 3),
  };
}
