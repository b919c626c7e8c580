import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import { keyLayers } from './keyLayers.js';
import { headingAbove, type PlacedText, pixel, round, textLayer } from './layout.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { CONFIG, HAIRLINE, INK, PALETTE, pointsOf, SCHEMA, TYPE } from './theme.js';
import { words } from './words.js';

export interface ShiftedCity {
  name: string;
  /** Median times; null: in fewer than half of the replicates. */
  timeA: number | null;
  timeB: number | null;
  /** The difference and its interval, at the right. */
  text: string;
}

export interface AdoptionShiftInput {
  name: string;
  title: string;
  measure: string;
  cities: readonly ShiftedCity[];
  timeRange: readonly [number, number];
  labelA: string;
  labelB: string;
  /** Heads the texts at the right. */
  textHead: string;
  caption: string;
  /** Says what the texts at the right are; left out of the caption where they are left out of the figure. */
  textCaption?: string;
  widthMm: number;
}

const ROW = 11.5;
const YEAR = (time: number): string => String(Number(time.toFixed(1)));

/** How wide the columns are, in points, and what is in them. */
interface Columns {
  readonly names: readonly (readonly string[])[];
  readonly nameSize: number;
  readonly labelWidth: number;
  /** Of the numbers at the right; 0: left out. */
  readonly textWidth: number;
  /** What stands under the places beyond the axis. */
  readonly neverLines: readonly string[];
  readonly neverWidth: number;
  readonly plot: number;
}

function columnsOf(
  { cities, textHead }: AdoptionShiftInput,
  width: number,
  { narrow, numbers }: { narrow: boolean; numbers: boolean },
): Columns {
  const nameSize = narrow ? TYPE.least : TYPE.label;
  const names = cities.map(({ name }) => wrapText(name, Math.max(56, width * 0.22), nameSize));
  const labelWidth = Math.max(...names.flat().map((line) => measureText(line, nameSize))) + 10;
  const texts = [textHead, ...cities.map(({ text }) => text)];
  const textWidth = numbers ? Math.max(...texts.map((text) => measureText(text, TYPE.small))) + 8 : 0;
  const never = words`not by the end`;
  const neverLines = narrow ? wrapText(never, 34, TYPE.small) : [never];
  const neverWidth =
    Math.max(...neverLines.map((line) => measureText(line, TYPE.small))) + (narrow ? 12 : 20);
  const plot = width - labelWidth - textWidth - neverWidth;
  return { names, nameSize, labelWidth, textWidth, neverLines, neverWidth, plot };
}

/**
 * For each city an arrow from when it adopts in the one world to when in the other; beyond the axis: not by the end. Time has
 * at least half of the width: where columns are narrow names are broken into lines, then the numbers are left out.
 */
export function adoptionShift(input: AdoptionShiftInput): Figure {
  const { name, cities, widthMm } = input;
  const width = pointsOf(widthMm);
  const [start, end] = input.timeRange;
  const choices = [
    columnsOf(input, width, { narrow: false, numbers: true }),
    columnsOf(input, width, { narrow: true, numbers: true }),
    columnsOf(input, width, { narrow: true, numbers: false }),
  ];
  const columns = choices.find(({ plot }) => plot >= width / 2) ?? choices[choices.length - 1];
  const { names, nameSize, labelWidth, textWidth, neverLines, neverWidth: never, plot } = columns;
  const x = (time: number | null): number =>
    labelWidth + (time === null ? plot + never / 2 + 3 : (plot * (time - start)) / (end - start));
  const heights = names.map((lines) => Math.max(ROW, lines.length * nameSize * LEADING + 3));
  const middles = heights.map(
    (high, i) => heights.slice(0, i).reduce((sum, other) => sum + other, 0) + high / 2,
  );
  const height = round(heights.reduce((sum, high) => sum + high, 0));
  const texts: PlacedText[] = [];
  const quiet: PlacedText[] = [];
  const grid: object[] = [];
  const arrows: object[] = [];
  const heads: object[] = [];
  const points: object[] = [];
  for (const tick of axisTicks(start, end, Math.max(2, Math.floor(plot / 40)), 1)) {
    const text = String(tick);
    grid.push({ px: round(x(tick)), py: 0, py2: height });
    quiet.push({
      px: x(tick) - measureText(text, TYPE.small) / 2,
      py: height + 5 + CAP_HEIGHT * TYPE.small,
      text,
      ink: INK.quiet,
    });
  }
  const someNever = cities.some(({ timeA, timeB }) => timeA === null || timeB === null);
  if (someNever) {
    neverLines.forEach((text, i) => {
      quiet.push({
        px: x(null) - measureText(text, TYPE.small) / 2,
        py: height + 5 + CAP_HEIGHT * TYPE.small + i * TYPE.small * LEADING,
        text,
        ink: INK.quiet,
      });
    });
  }
  cities.forEach(({ timeA, timeB, text }, i) => {
    const py = round(middles[i]);
    const [from, to] = [x(timeA), x(timeB)];
    names[i].forEach((line, l, lines) => {
      texts.push({
        px: labelWidth - 8 - measureText(line, nameSize),
        py: py + (CAP_HEIGHT * nameSize) / 2 + (l - (lines.length - 1) / 2) * nameSize * LEADING,
        text: line,
      });
    });
    if (textWidth > 0) quiet.push({ px: width - textWidth + 8, py: py + 2.3, text });
    if (Math.abs(to - from) > 5) {
      const side = to > from ? 1 : -1;
      arrows.push({ px: round(from), px2: round(to - 4 * side), py });
      heads.push({ px: round(to - 5 * side), py, shape: side > 0 ? 'triangle-right' : 'triangle-left' });
    }
    points.push({ px: round(from), py, fill: PALETTE[0] }, { px: round(to), py, fill: PALETTE[1] });
  });
  if (textWidth > 0) quiet.push({ px: width - textWidth + 8, py: -4, text: input.textHead, ink: INK.quiet });
  const axisHeight = 18 + (someNever ? (neverLines.length - 1) * TYPE.small * LEADING : 0);

  const mark = { type: 'point', filled: true, opacity: 1, stroke: INK.paper, strokeWidth: HAIRLINE };
  const at = { x: pixel('px'), y: pixel('py') };
  const inked = { field: 'fill', type: 'nominal', scale: null };
  const layers: Spec[] = [
    {
      data: { values: grid },
      mark: { type: 'rule', stroke: INK.grid, strokeWidth: HAIRLINE },
      encoding: { ...at, y2: { field: 'py2' } },
    },
    {
      data: { values: arrows },
      mark: { type: 'rule', stroke: INK.arrow, strokeWidth: 1 },
      encoding: { ...at, x2: { field: 'px2' } },
    },
    {
      data: { values: heads },
      mark: { ...mark, fill: INK.arrow, strokeWidth: 0, size: 14 },
      encoding: { ...at, shape: { field: 'shape', type: 'nominal', scale: null } },
    },
    { data: { values: points }, mark: { ...mark, size: 22 }, encoding: { ...at, fill: inked } },
  ];
  const heading = headingAbove(input.measure, width, textWidth > 0 ? 14 : 6);
  layers.push(...heading.layers);
  const key = keyLayers(
    [
      { symbol: 'point', label: input.labelA, ink: PALETTE[0] },
      { symbol: 'point', label: input.labelB, ink: PALETTE[1] },
    ],
    { left: 0.5, top: height + axisHeight, width: width - 1 },
  );
  layers.push(...key.layers);
  layers.push(...textLayer(texts, { size: nameSize }), ...textLayer(quiet, { size: TYPE.small }));
  const data: Row[] = cities.map(({ name: city, timeA, timeB, text }) => ({
    city,
    timeA,
    timeB,
    difference: text,
  }));
  const told = (time: number | null): string => (time === null ? 'not by the end' : YEAR(time));
  return {
    name,
    title: input.title,
    caption: textWidth > 0 && input.textCaption ? `${input.caption} ${input.textCaption}` : input.caption,
    alternative: `Arrows for ${cities.length} cities: ${cities
      .slice(0, 5)
      .map((city) => `${city.name} from ${told(city.timeA)} to ${told(city.timeB)}`)
      .join('; ')}.`,
    spec: {
      $schema: SCHEMA,
      data: { url: `${name}.csv`, format: { type: 'csv' } },
      autosize: 'none',
      width: round(width),
      height,
      padding: { left: 0, right: 0, top: round(heading.height), bottom: round(axisHeight + key.height + 2) },
      config: CONFIG,
      layer: layers,
    },
    data,
    widthMm,
  };
}
