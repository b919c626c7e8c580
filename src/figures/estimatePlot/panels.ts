/** Panels of estimates on the page: a column a condition, a row a truth. */
import { type PlacedText, round, topsOf } from '../layout.js';
import { linearScale, type PlotScale } from '../plotScale.js';
import { LEADING, wrapText } from '../textMetrics.js';
import { TYPE } from '../theme.js';

export interface EstimatePoint {
  /** What rises. */
  readonly at: number;
  /** Mean estimate; NaN: there is none, and no mark. */
  readonly mean: number;
  /** Interval of the mean. */
  readonly low: number;
  readonly high: number;
}

export interface EstimatePanel {
  /** Panels of one condition stand in one column, … */
  readonly condition: string;
  /** … those of one truth in one row. */
  readonly truth: number;
  /** As many as there are estimators, in their order. */
  readonly lines: readonly (readonly EstimatePoint[])[];
}

const GAP = 13;
const PANEL_HEIGHT = 118;
const AXIS = 12;

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Where something rises to, over all panels. */
export const placesOf = (panels: readonly EstimatePanel[]): number[] =>
  unique(panels.flatMap(({ lines }) => lines.flat().map(({ at }) => at))).sort((a, b) => a - b);

/** The panels of one truth: their axis, and the height of their plots. */
export interface PanelRow {
  readonly truth: number;
  readonly up: PlotScale;
  readonly height: number;
}

/** Rows are as high as their ranges ask, on one unit: what is far off is seen to be. */
export function rowsOf(panels: readonly EstimatePanel[]): PanelRow[] {
  const rows = unique(panels.map(({ truth }) => truth)).map((truth) => {
    const points = panels.filter((panel) => panel.truth === truth).flatMap(({ lines }) => lines.flat());
    const values = points.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite);
    const up = linearScale([truth, ...values, truth - 0.25, truth + 0.25], 5);
    return { truth, up, span: up.domain[1] - up.domain[0] };
  });
  const longest = Math.max(...rows.map(({ span }) => span));
  return rows.map(({ truth, up, span }) => ({
    truth,
    up,
    height: Math.max(0.55, span / longest) * PANEL_HEIGHT,
  }));
}

/** A panel on the page, in points: its plot's edges, and where something lies. */
export interface PlacedPanel extends EstimatePanel {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** Whether it is the first, or the last, of its row. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly places: readonly number[];
  readonly up: PlotScale;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  /** Between the marks of two estimators at one place. */
  readonly step: number;
}

/** A column a condition, under its title; a row a truth. */
export function placePanels(
  panels: readonly EstimatePanel[],
  rows: readonly PanelRow[],
  plotWidth: number,
): { readonly placed: PlacedPanel[]; readonly titles: PlacedText[]; readonly height: number } {
  const conditions = unique(panels.map(({ condition }) => condition));
  const places = placesOf(panels);
  const [first, last] = [places[0], places[places.length - 1]];
  const width = (plotWidth - GAP * (conditions.length - 1)) / conditions.length;
  const inner = width * 0.13;
  const leading = TYPE.label * LEADING;
  const titles = conditions.map((text) => wrapText(text, width, TYPE.label, 'semibold'));
  const titleHeight = Math.max(...titles.map((lines) => lines.length)) * leading;
  const tall = rows.map(({ height }) => height + AXIS + GAP);
  const tops = topsOf(tall, titleHeight);
  const placed = panels.map((panel): PlacedPanel => {
    const column = conditions.indexOf(panel.condition);
    const row = rows.findIndex(({ truth }) => truth === panel.truth);
    const { up, height } = rows[row];
    const left = column * (width + GAP);
    const bottom = tops[row] + height;
    const across = (at: number): number =>
      last > first ? inner + ((width - 2 * inner) * (at - first)) / (last - first) : width / 2;
    return {
      ...panel,
      left,
      right: left + width,
      bottom,
      isFirst: column === 0,
      isLast: column === conditions.length - 1,
      places,
      up,
      x: (at) => left + across(at),
      y: (value) => round(bottom - up.at(value, height)),
      step: Math.min(3.4, (inner * 1.7) / Math.max(1, panel.lines.length)),
    };
  });
  return {
    placed,
    titles: titles.flatMap((lines, c) =>
      lines.map((text, i) => ({ px: c * (width + GAP), py: (i + 0.6) * leading, text })),
    ),
    height: tops[tops.length - 1] + tall[tall.length - 1] - GAP,
  };
}
