import { axisTicks } from './axisTicks.js';
import type { Figure, Row, Spec } from './figure.js';
import { headingAbove, keyLayers, type PlacedText, pixel, round, textLayer } from './layout.js';
import { CAP_HEIGHT, measureText, shortened } from './textMetrics.js';
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
  widthMm: number;
}

const ROW = 11.5;
const YEAR = (time: number): string => String(Number(time.toFixed(1)));

/** For each city an arrow from when it adopts in the one world to when in the other; beyond the axis: not by the end. */
export function adoptionShift(input: AdoptionShiftInput): Figure {
  const { name, cities, widthMm } = input;
  const width = pointsOf(widthMm);
  const [start, end] = input.timeRange;
  const labels = cities.map((city) => shortened(city.name, Math.max(70, width * 0.22), TYPE.label));
  const labelWidth = Math.max(...labels.map((label) => measureText(label, TYPE.label))) + 10;
  const textWidth =
    Math.max(
      ...[input.textHead, ...cities.map(({ text }) => text)].map((text) => measureText(text, TYPE.small)),
    ) + 8;
  // Room for "not by the end", beyond the axis.
  const never = measureText(words`not by the end`, TYPE.small) + 20;
  const plot = width - labelWidth - textWidth - never;
  const x = (time: number | null): number =>
    labelWidth + (time === null ? plot + never / 2 + 6 : (plot * (time - start)) / (end - start));
  const height = round(cities.length * ROW);
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
    const text = words`not by the end`;
    quiet.push({
      px: x(null) - measureText(text, TYPE.small) / 2,
      py: height + 5 + CAP_HEIGHT * TYPE.small,
      text,
      ink: INK.quiet,
    });
  }
  cities.forEach(({ timeA, timeB, text }, i) => {
    const py = round((i + 0.5) * ROW);
    const [from, to] = [x(timeA), x(timeB)];
    texts.push({ px: labelWidth - 8 - measureText(labels[i], TYPE.label), py: py + 2.5, text: labels[i] });
    quiet.push({ px: width - textWidth + 8, py: py + 2.3, text });
    if (Math.abs(to - from) > 5) {
      const side = to > from ? 1 : -1;
      arrows.push({ px: round(from), px2: round(to - 4 * side), py });
      heads.push({ px: round(to - 5 * side), py, shape: side > 0 ? 'triangle-right' : 'triangle-left' });
    }
    points.push({ px: round(from), py, fill: PALETTE[0] }, { px: round(to), py, fill: PALETTE[1] });
  });
  quiet.push({ px: width - textWidth + 8, py: -4, text: input.textHead, ink: INK.quiet });

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
  const heading = headingAbove(input.measure, width, 14);
  layers.push(...heading.layers);
  const key = keyLayers(
    [
      { symbol: 'point', label: input.labelA, ink: PALETTE[0] },
      { symbol: 'point', label: input.labelB, ink: PALETTE[1] },
    ],
    { left: 0.5, top: height + 18, width: width - 1 },
  );
  layers.push(...key.layers);
  layers.push(...textLayer(texts), ...textLayer(quiet, { size: TYPE.small }));
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
    caption: input.caption,
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
      padding: { left: 0, right: 0, top: round(heading.height), bottom: round(18 + key.height + 2) },
      config: CONFIG,
      layer: layers,
    },
    data,
    widthMm,
  };
}
