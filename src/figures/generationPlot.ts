import type { BandPoint } from './bands.js';
import type { Figure, Spec } from './figure.js';
import { lineDash, lineInk, lineShape, pointKey } from './lineStyles.js';
import { LINE_WIDTH, rimmedPoint } from './marks.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { across, categoryScale, labelsWidth, type PlotScale, scaleFromZero, upwards } from './plotScale.js';
import { measureText } from './textMetrics.js';
import { INK, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { counted, words } from './words.js';

export interface GenerationLine {
  readonly label: string;
  /** Their times are generations: 0, 1, … */
  readonly points: readonly BandPoint[];
}

export interface GenerationPlotInput {
  readonly name: string;
  readonly title: string;
  /** What is measured, above the plot. */
  readonly heading: string;
  readonly lines: readonly GenerationLine[];
  readonly replicates: number;
  /** Begins the caption. */
  readonly caption: string;
  readonly widthMm?: number;
}

const HEIGHT = 130;
const MARK_AREA = 17;
/** Between the marks of two lines at one generation: in generations, and at least so many points while there is room. */
const ASIDE = 0.16;
const LEAST_ASIDE = 5;
const MOST_ASIDE = 0.4;

/**
 * What becomes of something as it is copied: at each generation a mark a line, the mean over replicates, with the central
 * 90 % of them. Marks of one generation stand side by side. Throws where there is no line with a point.
 */
export function generationPlot(input: GenerationPlotInput): Figure {
  const { name, title, heading, lines, replicates, caption, widthMm = SINGLE_COLUMN_MM } = input;
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError(`${name}: no point`);
  const last = Math.max(...points.map(({ time }) => time));
  const values = points.flatMap(({ mean, low90, high90 }) => [mean, low90, high90]);
  const y = scaleFromZero(values, 5);
  const left = labelsWidth(y) + 8;
  const right = 6;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const room = measureText(String(last), TYPE.label) + 6;
  const every = Math.ceil(((last + 1) * room) / plotWidth);
  const x = {
    ...categoryScale(last + 1),
    ticks: Array.from({ length: last + 1 }, (_, k) => k).filter((k) => k % every === 0),
  };
  const step = Math.min(MOST_ASIDE, Math.max(ASIDE, (LEAST_ASIDE * (last + 1)) / plotWidth));
  const layers = lines.flatMap((_, k) => {
    const aside = (k - (lines.length - 1) / 2) * step;
    return lineLayers(k, aside, x, y, replicates > 1);
  });
  const ends = endsOf(lines);
  const drawn =
    replicates > 1
      ? `Marks: means over ${replicates} replicates; upright lines: their central 90%.`
      : 'One replicate.';
  return plotFrame({
    name,
    title,
    caption: `${caption} ${drawn} ${ends}.`,
    alternative: `Marks by generation of copying: ${title}. ${ends}.`,
    widthMm,
    heading,
    acrossName: words`generation of copying (0: innovators)`,
    left,
    right,
    height: HEIGHT,
    layers: () => layers,
    key: [
      ...lines.map(({ label }, k) => pointKey(k, label)),
      ...(replicates > 1
        ? [
            {
              symbol: 'line' as const,
              label: words`central 90% of ${counted(replicates)} runs`,
              ink: INK.quiet,
            },
          ]
        : []),
    ],
    data: lines.flatMap(({ label, points: own }, line) =>
      own.map(({ time, mean, low90, high90 }) => ({
        line,
        label,
        generation: time,
        mean: cell(mean),
        low90: cell(low90),
        high90: cell(high90),
      })),
    ),
    numbers: ['line', 'generation', 'mean', 'low90', 'high90'],
  });
}

/** The marks of a line, so many generations aside, over what joins them, and their intervals. */
function lineLayers(line: number, aside: number, x: PlotScale, y: PlotScale, hasIntervals: boolean): Spec[] {
  const own: Spec = {
    transform: [
      { filter: `datum.line === ${line}` },
      { calculate: `datum.generation + ${aside}`, as: 'place' },
    ],
  };
  const place = across('place', x);
  const at = { x: place, y: upwards('mean', y) };
  const stroke = { stroke: lineInk(line), strokeWidth: LINE_WIDTH };
  return [
    {
      ...own,
      mark: { ...stroke, ...lineDash(line), type: 'line', strokeWidth: 0.7, opacity: 0.75 },
      encoding: at,
    },
    ...(hasIntervals
      ? [
          {
            ...own,
            mark: { ...stroke, type: 'rule' },
            encoding: { x: place, y: upwards('low90', y), y2: { field: 'high90' } },
          },
        ]
      : []),
    {
      ...own,
      mark: rimmedPoint({ shape: lineShape(line), size: MARK_AREA, fill: lineInk(line) }),
      encoding: at,
    },
  ];
}

/** Where each line begins and ends, in words. */
const endsOf = (lines: readonly GenerationLine[]): string =>
  lines
    .filter(({ points }) => points.length > 0)
    .map(({ label, points }) => {
      const [first, last] = [points[0], points[points.length - 1]];
      const start = `${label}: ${inWords(first.mean)} at generation ${first.time}`;
      return points.length === 1 ? start : `${start}, ${inWords(last.mean)} at generation ${last.time}`;
    })
    .join('; ');
