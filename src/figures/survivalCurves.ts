import { bandedKey, bandedRow, bandLayer, lineLayer, yearsAcross } from './bandedLines.js';
import type { BandPoint } from './bands.js';
import type { Figure, Spec } from './figure.js';
import { type PlacedText, textLayer, topsOf } from './layout.js';
import { lineInk, lineMarks } from './lineStyles.js';
import { plotFrame, plotWidthOf } from './plotFrame.js';
import { linearScale, type PlotScale } from './plotScale.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { INK, pointsOf, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { counted, percentOf, words } from './words.js';

export interface SurvivalGroup {
  readonly label: string;
  /** Share that has not adopted, over replicates. */
  readonly points: readonly BandPoint[];
  /** Mean number of cities at risk at a time. */
  readonly atRisk: (time: number) => number;
}

export interface SurvivalCurvesInput {
  readonly name: string;
  readonly title: string;
  readonly heading: string;
  readonly caption: string;
  readonly groups: readonly SurvivalGroup[];
  readonly timeRange: readonly [number, number];
  readonly replicates: number;
  readonly widthMm?: number;
}

const HEIGHT = 120;

/**
 * Survival curves (Kaplan and Meier's, as no city is lost before the end): the share that has not adopted, with the
 * central 90 % of replicates, and beneath the axis how many are still at risk.
 */
export function survivalCurves(input: SurvivalCurvesInput): Figure {
  const { name, title, heading, caption, groups, replicates, widthMm = SINGLE_COLUMN_MM } = input;
  if (groups.length === 0) throw new RangeError(`${name}: no group`);
  const [start, end] = input.timeRange;
  const size = TYPE.small;
  const labels = groups.map(({ label }) => wrapText(label, pointsOf(widthMm) * 0.26, size));
  const left = Math.max(
    measureText(percentOf('100'), TYPE.label) + 6,
    ...labels.flat().map((line) => measureText(line, size) + 12),
  );
  const right = 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const y = {
    ...linearScale([0, 1], 5),
    format: '.0%',
    text: (value: number) => percentOf(String(Math.round(value * 100))),
  };
  const numbers = groups.flatMap(({ atRisk }) =>
    [start, end].map((time) => counted(Math.round(atRisk(time)))),
  );
  const room = Math.max(34, ...numbers.map((text) => measureText(text, size) + 8));
  const x = yearsAcross([start, end], plotWidth, room);
  const stepped = { interpolate: 'step-after' };
  const layers: Spec[] = [
    ...groups.flatMap((_, k): Spec[] => [
      ...(replicates > 1 ? [bandLayer(k, x, y, stepped)] : []),
      lineLayer(k, x, y, stepped),
    ]),
    ...lineMarks(
      groups.map((group) => group.points),
      x,
      y,
      { width: plotWidth, height: HEIGHT },
    ),
  ];

  const results = groups
    .map(({ label, points, atRisk }) => {
      const share = Math.round(100 * points[points.length - 1].mean);
      return `${label}: ${Math.round(atRisk(start))} at risk at the start, ${share}% without it at the end`;
    })
    .join('; ');
  return plotFrame({
    name,
    title,
    caption: `${caption} ${results}.`,
    alternative: `Survival curves with numbers at risk. ${results}.`,
    widthMm,
    heading,
    left,
    right,
    height: HEIGHT,
    layers: () => layers,
    legend: (top) => atRiskTable(groups, labels, x, { left, plotWidth, top }),
    key: bandedKey(
      groups.map(({ label }) => label),
      replicates,
    ),
    data: groups.flatMap(({ label, points, atRisk }, line) =>
      points.map((point) => ({ ...bandedRow(line, label, point), atRisk: atRisk(point.time) })),
    ),
    numbers: ['line', 'time', 'mean', 'low90', 'high90', 'atRisk'],
  });
}

/** Numbers at risk, a row a group, beneath what they are; `labels`: the groups' names, broken into lines. */
function atRiskTable(
  groups: readonly SurvivalGroup[],
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
    lines.map((text, i) => ({ px: -left, py: top + tops[k] + cap + i * leading, text, ink: lineInk(k) })),
  );
  const numbers: PlacedText[] = groups.flatMap(({ atRisk }, k) =>
    x.ticks.map((tick) => {
      const text = counted(Math.round(atRisk(tick)));
      return { px: x.at(tick, plotWidth) - measureText(text, size) / 2, py: top + tops[k] + cap, text };
    }),
  );
  const heading = { px: -left, py: top + cap, text: words`at risk (mean of runs)`, ink: INK.quiet };
  return {
    layers: [...textLayer([heading, ...names], { size }), ...textLayer(numbers, { size })],
    height: heights.reduce((sum, height) => sum + height, leading + 3),
  };
}
