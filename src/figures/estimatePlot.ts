/** What estimators make of a truth that is known, as something rises: a panel a condition and truth, a line an estimator. */
import type { Figure, Row, Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { DASH, LINE_WIDTH } from './marks.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { linearScale } from './plotScale.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SHAPES, TYPE } from './theme.js';
import { words } from './words.js';

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

export interface EstimatePlotInput {
  readonly name: string;
  readonly title: string;
  readonly heading: string;
  readonly caption: string;
  readonly estimators: readonly string[];
  readonly panels: readonly EstimatePanel[];
  /** What runs across. */
  readonly acrossName: string;
  readonly upName: string;
  readonly widthMm: number;
}

const GAP = 13;
const PANEL_HEIGHT = 118;
const AXIS = 12;
const MARK_AREA = 15;

const truthText = (truth: number): string => words`truth ${inWords(truth)}`;

/** Marks of one place stand side by side, so that each interval is seen. @throws RangeError without panels or marks. */
export function estimatePlot(input: EstimatePlotInput): Figure {
  const { name, panels, estimators, widthMm } = input;
  const conditions = [...new Set(panels.map(({ condition }) => condition))];
  const truths = [...new Set(panels.map(({ truth }) => truth))];
  const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite);
  const points = panels.flatMap(({ lines }) => lines.flat());
  const places = [...new Set(points.map(({ at }) => at))].sort((a, b) => a - b);
  if (finite(points.map(({ mean }) => mean)).length === 0)
    throw new RangeError('estimate plot: there is no estimate to draw');

  // Rows are as high as their ranges ask, on one unit: what is far off is seen to be.
  const rows = truths.map((truth) => {
    const own = panels.filter((panel) => panel.truth === truth).flatMap(({ lines }) => lines.flat());
    const values = finite(own.flatMap(({ mean, low, high }) => [mean, low, high]));
    return { truth, up: linearScale([truth, ...values, truth - 0.25, truth + 0.25], 5) };
  });
  const spanOf = ({ domain: [low, high] }: (typeof rows)[number]['up']): number => high - low;
  const longest = Math.max(...rows.map(({ up }) => spanOf(up)));
  const heights = rows.map(({ up }) => Math.max(0.55, spanOf(up) / longest) * PANEL_HEIGHT);
  const left =
    Math.max(...rows.flatMap(({ up }) => up.ticks.map((tick) => measureText(up.text(tick), TYPE.small)))) + 6;
  const right = Math.max(...truths.map((truth) => measureText(truthText(truth), TYPE.small))) + 5;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const panelWidth = (plotWidth - GAP * (conditions.length - 1)) / conditions.length;
  const leading = TYPE.label * LEADING;
  const titles = conditions.map((text) => wrapText(text, panelWidth, TYPE.label, 'semibold'));
  const titleHeight = Math.max(...titles.map((lines) => lines.length)) * leading;
  const tops = heights.map((_, k) =>
    heights.slice(0, k).reduce((sum, height) => sum + height + AXIS + GAP, titleHeight),
  );
  const height = tops[tops.length - 1] + heights[heights.length - 1] + AXIS;

  const texts: PlacedText[] = [];
  const quiet: PlacedText[] = [];
  const bold: PlacedText[] = [];
  const grid: object[] = [];
  const axes: object[] = [];
  const truth: object[] = [];
  const segments: object[] = [];
  const intervals: object[] = [];
  const marks: object[] = [];
  titles.forEach((lines, c) => {
    lines.forEach((text, i) => {
      bold.push({ px: c * (panelWidth + GAP), py: (i + 0.6) * leading, text });
    });
  });
  for (const panel of panels) {
    const c = conditions.indexOf(panel.condition);
    const r = truths.indexOf(panel.truth);
    const { up } = rows[r];
    const x0 = c * (panelWidth + GAP);
    const top = tops[r];
    const bottom = top + heights[r];
    const [low, high] = up.domain;
    const y = (value: number): number => round(bottom - (heights[r] * (value - low)) / (high - low));
    const inner = panelWidth * 0.13;
    const [first, last] = [places[0], places[places.length - 1]];
    const x = (at: number): number =>
      x0 +
      (last > first ? inner + ((panelWidth - 2 * inner) * (at - first)) / (last - first) : panelWidth / 2);
    for (const tick of up.ticks) {
      grid.push({ px: round(x0), px2: round(x0 + panelWidth), py: y(tick) });
      const text = up.text(tick);
      if (c === 0)
        quiet.push({
          px: -4 - measureText(text, TYPE.small),
          py: y(tick) + (CAP_HEIGHT * TYPE.small) / 2,
          text,
          ink: INK.quiet,
        });
    }
    axes.push({ px: round(x0), px2: round(x0 + panelWidth), py: round(bottom) });
    for (const at of places) {
      const text = inWords(at);
      quiet.push({
        px: x(at) - measureText(text, TYPE.small) / 2,
        py: bottom + 4 + CAP_HEIGHT * TYPE.small,
        text,
        ink: INK.quiet,
      });
    }
    truth.push({ px: round(x0), px2: round(x0 + panelWidth), py: y(panel.truth) });
    if (c === conditions.length - 1)
      texts.push({
        px: x0 + panelWidth + 3,
        py: y(panel.truth) + (CAP_HEIGHT * TYPE.small) / 2,
        text: truthText(panel.truth),
      });
    const step = Math.min(3.4, (inner * 1.7) / Math.max(1, estimators.length));
    panel.lines.forEach((line, e) => {
      const aside = (e - (estimators.length - 1) / 2) * step;
      const shown = line.filter(({ mean }) => Number.isFinite(mean));
      const ink = PALETTE[e % PALETTE.length];
      shown.forEach(({ at, mean, low: from, high: to }, k) => {
        const px = round(x(at) + aside);
        marks.push({ px, py: y(mean), ink, shape: SHAPES[e % SHAPES.length] });
        if (Number.isFinite(from)) intervals.push({ px, py: y(from), py2: y(to), ink });
        const next = shown[k + 1];
        if (next) segments.push({ px, py: y(mean), px2: round(x(next.at) + aside), py2: y(next.mean), ink });
      });
    });
  }
  const inked = { field: 'ink', type: 'nominal', scale: null };
  const rule = (values: object[], mark: Spec, upright: boolean, colour = false): Spec[] =>
    values.length === 0
      ? []
      : [
          {
            data: { values },
            mark: { type: 'rule', ...mark },
            encoding: {
              x: pixel('px'),
              y: pixel('py'),
              ...(upright ? { y2: { field: 'py2' } } : { x2: { field: 'px2' } }),
              ...(colour ? { color: inked } : {}),
            },
          },
        ];
  const layers: Spec[] = [
    ...rule(grid, { stroke: INK.grid, strokeWidth: HAIRLINE }, false),
    ...rule(axes, { stroke: INK.axis, strokeWidth: 0.5 }, false),
    ...rule(truth, { stroke: INK.text, strokeWidth: 0.9, strokeDash: DASH }, false),
    ...(segments.length === 0
      ? []
      : [
          {
            data: { values: segments },
            mark: { type: 'rule', strokeWidth: 0.7, opacity: 0.75 },
            encoding: {
              x: pixel('px'),
              y: pixel('py'),
              x2: { field: 'px2' },
              y2: { field: 'py2' },
              color: inked,
            },
          },
        ]),
    ...rule(intervals, { strokeWidth: LINE_WIDTH }, true, true),
    {
      data: { values: marks },
      mark: {
        type: 'point',
        filled: true,
        opacity: 1,
        size: MARK_AREA,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        fill: inked,
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    },
    ...textLayer(bold, { weight: 600 }),
    ...textLayer(texts, { size: TYPE.small }),
    ...textLayer(quiet, { size: TYPE.small }),
  ];

  const data: Row[] = panels.flatMap(({ condition, truth: own, lines }) =>
    lines.flatMap((line, e) =>
      line.map(({ at, mean, low, high }) => ({
        condition,
        truth: own,
        at,
        estimator: estimators[e],
        mean: cell(mean),
        low: cell(low),
        high: cell(high),
      })),
    ),
  );
  const farthest = panels.map(({ condition, truth: own, lines }) => {
    const ends = lines.flatMap((line, e) => {
      const end = line[line.length - 1];
      return end && Number.isFinite(end.mean) ? [{ estimator: estimators[e], mean: end.mean }] : [];
    });
    const worst = ends.reduce((a, b) => (Math.abs(b.mean - own) > Math.abs(a.mean - own) ? b : a));
    return `${condition}, truth ${inWords(own)}: at ${inWords(places[places.length - 1])} ${worst.estimator} is farthest off, ${inWords(Number(worst.mean.toFixed(2)))}`;
  });
  return plotFrame({
    name,
    title: input.title,
    caption: input.caption,
    alternative: `Estimates against the truth. ${farthest.join('; ')}.`,
    widthMm,
    heading: input.heading,
    upName: input.upName,
    acrossName: input.acrossName,
    left,
    right,
    height: round(height),
    axisHeight: 2,
    layers: () => layers,
    key: estimators.map((label, e) => ({
      symbol: 'point',
      label,
      ink: PALETTE[e % PALETTE.length],
      shape: SHAPES[e % SHAPES.length],
    })),
    data,
    numbers: ['truth', 'at', 'mean', 'low', 'high'],
  });
}
