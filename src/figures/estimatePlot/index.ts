/** What estimators make of a truth that is known, as something rises: a panel a condition and truth, a line an estimator. */
import type { Figure, Row, Spec } from '../figure.js';
import { round, textLayer } from '../layout.js';
import { pointKey } from '../lineStyles.js';
import {
  ACROSS,
  asIs,
  CORNERS,
  DASH,
  LINE_WIDTH,
  markLayer,
  POINT,
  rimmedPoint,
  ruleLayer,
  UPRIGHT,
} from '../marks.js';
import { cell, inWords, plotFrame, plotWidthOf } from '../plotFrame.js';
import { measureText } from '../textMetrics.js';
import { HAIRLINE, INK, TYPE } from '../theme.js';
import { axisOf, axisTextsOf, gridOf, marksOf, truthOf, truthText, truthTextsOf } from './marks.js';
import { type EstimatePanel, placePanels, placesOf, rowsOf } from './panels.js';

export type { EstimatePanel, EstimatePoint } from './panels.js';

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

const MARK_AREA = 15;

/** Marks of one place stand side by side, so that each interval is seen. @throws RangeError without panels or marks. */
export function estimatePlot(input: EstimatePlotInput): Figure {
  const { name, title, caption, panels, estimators, heading, upName, acrossName, widthMm } = input;
  if (!panels.some(({ lines }) => lines.flat().some(({ mean }) => Number.isFinite(mean))))
    throw new RangeError('estimate plot: there is no estimate to draw');
  const rows = rowsOf(panels);
  const tickTexts = rows.flatMap(({ up }) => up.ticks.map(up.text));
  const left = widest(tickTexts) + 6;
  const right = widest(rows.map(({ truth }) => truthText(truth))) + 5;
  const { placed, titles, height } = placePanels(panels, rows, plotWidthOf({ widthMm, left, right }));
  const marks = placed.map(marksOf);
  const last = Math.max(...placesOf(panels));
  const farthest = panels.map((panel) => farthestOf(panel, estimators, last));

  const inked = { color: asIs('ink') };
  const layers: Spec[] = [
    ...ruleLayer(placed.flatMap(gridOf), { stroke: INK.grid, strokeWidth: HAIRLINE }, ACROSS),
    ...ruleLayer(placed.map(axisOf), { stroke: INK.axis, strokeWidth: 0.5 }, ACROSS),
    ...ruleLayer(placed.map(truthOf), { stroke: INK.text, strokeWidth: 0.9, strokeDash: DASH }, ACROSS),
    ...ruleLayer(
      marks.flatMap(({ segments }) => segments),
      { strokeWidth: 0.7, opacity: 0.75 },
      { ...CORNERS, ...inked },
    ),
    ...ruleLayer(
      marks.flatMap(({ intervals }) => intervals),
      { strokeWidth: LINE_WIDTH },
      { ...UPRIGHT, ...inked },
    ),
    ...markLayer(
      marks.flatMap(({ points }) => points),
      rimmedPoint({ size: MARK_AREA }),
      { ...POINT, fill: asIs('ink'), shape: asIs('shape') },
    ),
    ...textLayer(titles, { weight: 600 }),
    ...textLayer(placed.flatMap(truthTextsOf), { size: TYPE.small }),
    ...textLayer(placed.flatMap(axisTextsOf), { size: TYPE.small }),
  ];
  return plotFrame({
    name,
    title,
    caption,
    alternative: `Estimates against the truth. ${farthest.join('; ')}.`,
    widthMm,
    heading,
    upName,
    acrossName,
    left,
    right,
    height: round(height),
    axisHeight: 2,
    layers: () => layers,
    key: estimators.map((label, e) => pointKey(e, label)),
    data: dataOf(panels, estimators),
    numbers: ['truth', 'at', 'mean', 'low', 'high'],
  });
}

const widest = (texts: readonly string[]): number =>
  Math.max(...texts.map((text) => measureText(text, TYPE.small)));

const dataOf = (panels: readonly EstimatePanel[], estimators: readonly string[]): Row[] =>
  panels.flatMap(({ condition, truth, lines }) =>
    lines.flatMap((line, e) =>
      line.map(({ at, mean, low, high }) => ({
        condition,
        truth,
        at,
        estimator: estimators[e],
        mean: cell(mean),
        low: cell(low),
        high: cell(high),
      })),
    ),
  );

/** Which estimator is farthest from the truth in the end. */
function farthestOf(
  { condition, truth, lines }: EstimatePanel,
  estimators: readonly string[],
  last: number,
): string {
  const ends = lines.flatMap((line, e) => {
    const end = line[line.length - 1];
    return end && Number.isFinite(end.mean) ? [{ estimator: estimators[e], mean: end.mean }] : [];
  });
  const worst = ends.reduce((a, b) => (Math.abs(b.mean - truth) > Math.abs(a.mean - truth) ? b : a));
  return `${condition}, truth ${inWords(truth)}: at ${inWords(last)} ${worst.estimator} is farthest off, ${inWords(Number(worst.mean.toFixed(2)))}`;
}
