import { bandedKey, bandedRow, bandLayer, bandOfRuns, lineLayer, yearsAcross } from './bandedLines.js';
import type { BandPoint } from './bands.js';
import type { Figure, Spec } from './figure.js';
import { fullStop } from './fullStop.js';
import { lineMarks } from './lineStyles.js';
import { inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { labelsWidth, linearScale, scaleFromZero, zeroRule } from './plotScale.js';
import { measureText } from './textMetrics.js';
import { SINGLE_COLUMN_MM, TYPE } from './theme.js';

export interface CourseLine {
  readonly label: string;
  readonly points: readonly BandPoint[];
}

export interface TimeCourseInput {
  readonly name: string;
  readonly title: string;
  /** What is measured, above the plot. */
  readonly heading: string;
  /** Ends of the axis upwards, in words: what high and low mean. */
  readonly upName?: string;
  readonly lines: readonly CourseLine[];
  readonly replicates: number;
  /** Begins the caption. */
  readonly caption: string;
  /** Whether the axis upwards begins at 0. */
  readonly fromZero: boolean;
  readonly widthMm?: number;
}

const HEIGHT = 130;

/**
 * What changes over time: a line a subject, its mean over replicates, in a band of their central 90 %. Lines differ in
 * colour and in their dashes. Throws where there is no line with a point.
 */
export function timeCourse(input: TimeCourseInput): Figure {
  const { name, title, heading, lines, replicates, caption, fromZero, widthMm = SINGLE_COLUMN_MM } = input;
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError(`${name}: no point`);
  const values = points.flatMap(({ mean, low90, high90 }) => [mean, low90, high90]);
  const y = fromZero ? scaleFromZero(values, 5) : linearScale(values, 5);
  const left = labelsWidth(y) + 8;
  const times = points.map(({ time }) => time);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const right = 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const x = yearsAcross([start, end > start ? end : start + 1], plotWidth, 34);
  const hasBands = replicates > 1;
  const layers: Spec[] = [
    ...(y.domain[0] < 0 && y.domain[1] > 0 ? [zeroRule(y, plotWidth)] : []),
    ...(hasBands ? lines.map((_, k) => bandLayer(k, x, y, { line: false })) : []),
    ...lines.map((_, k) => lineLayer(k, x, y, { strokeJoin: 'round' })),
    ...lineMarks(
      lines.map((line) => line.points),
      x,
      y,
      { width: plotWidth, height: HEIGHT },
    ),
  ];
  const last = lines
    .filter((line) => line.points.length > 0)
    .map((line) => {
      const [first, final] = [line.points[0], line.points[line.points.length - 1]];
      return `${line.label}: ${inWords(first.mean)} in ${yearText(first.time)}, ${inWords(final.mean)} in ${yearText(final.time)}`;
    })
    .join('; ');
  const drawn = hasBands
    ? `Lines: means over ${replicates} replicates; bands: their central 90%.`
    : 'One replicate.';
  return plotFrame({
    name,
    title,
    caption: `${caption} ${drawn} ${last}.`,
    alternative: `Line chart: ${fullStop(title)} ${last}.`,
    widthMm,
    heading,
    ...(input.upName === undefined ? {} : { upName: input.upName }),
    left,
    right: Math.max(right, measureText('2020', TYPE.label) / 2 + 2),
    height: HEIGHT,
    layers: () => layers,
    key: bandedKey(
      lines.map(({ label }) => label),
      bandOfRuns(replicates),
    ),
    data: lines.flatMap(({ label, points: own }, line) => own.map((point) => bandedRow(line, label, point))),
    numbers: ['line', 'time', 'mean', 'low90', 'high90'],
  });
}

const yearText = (time: number): string => String(Number(time.toFixed(1)));
