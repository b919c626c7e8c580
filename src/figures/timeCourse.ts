import type { BandPoint } from './bands.js';
import type { Figure, Spec } from './figure.js';
import { BAND_OPACITY, type KeyItem, LINE_WIDTH } from './layout.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, labelsWidth, linearScale, upwards } from './plotScale.js';
import { measureText } from './textMetrics.js';
import { HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { counted, words } from './words.js';

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
const DASHES = [undefined, [4, 2.2], [1.1, 1.3], [6, 1.6, 1.2, 1.6]] as const;
const SYMBOLS = ['line', 'dashed', 'dotted', 'dashed'] as const;

/**
 * What changes over time: a line a subject, its mean over replicates, in a band of their central 90 %. Lines differ in
 * colour and in their dashes. Throws where there is no line with a point.
 */
export function timeCourse(input: TimeCourseInput): Figure {
  const { name, title, heading, lines, replicates, caption, fromZero, widthMm = SINGLE_COLUMN_MM } = input;
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError(`${name}: no point`);
  const values = points.flatMap(({ mean, low90, high90 }) => [mean, low90, high90]);
  const y = linearScale(fromZero ? [0, ...values] : values, 5);
  const left = labelsWidth(y) + 8;
  const times = points.map(({ time }) => time);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const right = 12;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  // Years have no commas.
  const scale = linearScale(
    [start, end > start ? end : start + 1],
    Math.max(2, Math.floor(plotWidth / 34)),
    false,
  );
  const x = { ...scale, ticks: scale.ticks.filter(Number.isInteger), format: 'd', text: String };
  const ink = (k: number): string => PALETTE[k % PALETTE.length];
  const dash = (k: number) => DASHES[k % DASHES.length];
  const hasBands = replicates > 1;
  const layers: Spec[] = [
    ...(y.domain[0] < 0 && y.domain[1] > 0
      ? [
          {
            data: { values: [{ zero: 0, px: 0, px2: plotWidth }] },
            mark: { type: 'rule', stroke: INK.axis, strokeWidth: HAIRLINE },
            encoding: {
              y: upwards('zero', y),
              x: { field: 'px', type: 'quantitative', scale: null, axis: null },
              x2: { field: 'px2' },
            },
          },
        ]
      : []),
    ...(hasBands
      ? lines.map(
          (_, k): Spec => ({
            transform: [{ filter: `datum.line === ${k}` }],
            mark: {
              type: 'area',
              fill: ink(k),
              fillOpacity: BAND_OPACITY.outer,
              line: false,
              strokeWidth: 0,
            },
            encoding: { x: across('time', x), y: upwards('low90', y), y2: { field: 'high90' } },
          }),
        )
      : []),
    ...lines.map(
      (_, k): Spec => ({
        transform: [{ filter: `datum.line === ${k}` }],
        mark: {
          type: 'line',
          stroke: ink(k),
          strokeWidth: LINE_WIDTH,
          strokeJoin: 'round',
          ...(dash(k) ? { strokeDash: dash(k) } : {}),
        },
        encoding: { x: across('time', x), y: upwards('mean', y) },
      }),
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
    alternative: `Line chart: ${title}. ${last}.`,
    widthMm,
    heading,
    ...(input.upName === undefined ? {} : { upName: input.upName }),
    left,
    right: Math.max(right, measureText('2020', TYPE.label) / 2 + 2),
    height: HEIGHT,
    layers: () => layers,
    key: [
      ...lines.map(({ label }, k): KeyItem => ({ symbol: SYMBOLS[k % SYMBOLS.length], label, ink: ink(k) })),
      ...(hasBands
        ? [
            {
              symbol: 'fill' as const,
              label: words`central 90% of ${counted(replicates)} runs`,
              ink: INK.quiet,
              opacity: BAND_OPACITY.outer,
            },
          ]
        : []),
    ],
    data: lines.flatMap(({ label, points: own }, line) =>
      own.map(({ time, mean, low90, high90 }) => ({
        line,
        label,
        time,
        mean: cell(mean),
        low90: cell(low90),
        high90: cell(high90),
      })),
    ),
    numbers: ['line', 'time', 'mean', 'low90', 'high90'],
  });
}

const yearText = (time: number): string => String(Number(time.toFixed(1)));
