/** What the figures of a sweep share: heading, names of the axes, plot, key; widths and heights from the real font. */
import type { Figure, Row, Spec } from './figure.js';
import { type KeyItem, keyLayers } from './keyLayers.js';
import { headingOver, round, tableBeside, textLayer } from './layout.js';
import { CAP_HEIGHT, LEADING, wrapText } from './textMetrics.js';
import { CONFIG, INK, pointsOf, SCHEMA, TYPE } from './theme.js';
import { counted, numerals, words } from './words.js';

export interface PlotFrame {
  name: string;
  title: string;
  caption: string;
  alternative: string;
  widthMm: number;
  /** What is measured, above the plot: an outcome keeps the letters of its name. */
  heading: string;
  /** What runs upwards, beneath the heading. */
  upName?: string;
  /** What runs across, under the axis, at its right end. */
  acrossName?: string;
  /** Room for labels, in points. */
  left: number;
  right: number;
  /** Height of the plot. */
  height: number;
  /** Room for the labels of the horizontal axis. */
  axisHeight?: number;
  /** Layers in the order in which they are drawn; they take the plot's width. */
  layers: (plotWidth: number) => Spec[];
  /** Further layers under the plot and its names, from `top` on, and their height. */
  legend?: (top: number, width: number) => { layers: Spec[]; height: number };
  key?: readonly KeyItem[];
  data: Row[];
  /** Columns of numbers. */
  numbers: readonly string[];
}

const AXIS_HEIGHT = 17;
const GAP = 5;

/** Width of the plot between the labels. */
export const plotWidthOf = ({
  widthMm,
  left,
  right,
}: Pick<PlotFrame, 'widthMm' | 'left' | 'right'>): number => round(pointsOf(widthMm) - left - right);

export function plotFrame(frame: PlotFrame): Figure {
  const { name, title, caption, alternative, widthMm, heading, upName, acrossName, left } = frame;
  const { height, axisHeight = AXIS_HEIGHT, key = [], data, numbers } = frame;
  const width = pointsOf(widthMm);
  const plotWidth = plotWidthOf(frame);
  const texts: Spec[] = [];

  // Above the plot, from the bottom up: the vertical axis, the heading.
  const above = 9;
  const upLines = upName === undefined ? [] : wrapText(upName, width - 1, TYPE.label);
  const labelLeading = TYPE.label * LEADING;
  const upHeight = upLines.length * labelLeading;
  const head = headingOver(heading, {
    left,
    width: width - 1,
    above: above + upHeight + (upHeight > 0 ? 1 : 0),
  });
  texts.push(
    ...textLayer(
      upLines.map((text, i) => ({
        px: -left,
        py: -above - (upLines.length - 1 - i) * labelLeading,
        text,
        ink: INK.quiet,
      })),
    ),
    ...head.layers,
  );

  // Beneath it: the horizontal axis' name, a legend, the key.
  let bottom = height + axisHeight;
  const acrossLines = acrossName === undefined ? [] : wrapText(acrossName, left + plotWidth - 1, TYPE.label);
  texts.push(
    ...textLayer(
      acrossLines.map((text, i) => ({
        px: plotWidth,
        py: bottom + 1 + CAP_HEIGHT * TYPE.label + i * labelLeading,
        text,
        ink: INK.quiet,
      })),
      { align: 'right' },
    ),
  );
  if (acrossLines.length > 0) bottom += acrossLines.length * labelLeading + 2;
  const below: Spec[] = [];
  if (frame.legend !== undefined) {
    const { layers, height: taken } = frame.legend(bottom + GAP, width);
    below.push(...layers);
    bottom += GAP + taken;
  }
  if (key.length > 0) {
    const { layers, height: taken } = keyLayers(key, {
      left: -left + 0.5,
      top: bottom + GAP,
      width: width - 1,
    });
    below.push(...layers);
    bottom += GAP + taken;
  }

  const spec: Spec = {
    $schema: SCHEMA,
    data: tableBeside(name, numbers),
    autosize: 'none',
    width: plotWidth,
    height: round(height),
    padding: {
      left: round(left),
      right: round(width - plotWidth - round(left)),
      top: round(head.top + (upHeight > 0 ? 0 : 1)),
      bottom: round(bottom - height),
    },
    config: CONFIG,
    layer: [...frame.layers(plotWidth), ...texts, ...below],
  };
  return { name, title, caption, alternative, spec, data, widthMm };
}

/** A value in a sentence or label: three significant digits, and a real minus. */
export const inWords = (value: number): string =>
  numerals(String(Number.isInteger(value) ? value : Number(value.toPrecision(3))).replace('-', '−'));

/** A number of a row of data: NaN is missing. */
export const cell = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** "200 replicates", in the language of the figure. */
export const replicatesDrawn = (count: number): string =>
  count === 1 ? words`one replicate` : words`${counted(count)} replicates`;

/** What a mean is over, in a key: "mean, 95% interval over 200 replicates", "mean of 200 replicates" or "one replicate". */
export function meanLabel(replicates: number, hasInterval: boolean): string {
  if (hasInterval) return words`mean, 95% interval over ${replicatesDrawn(replicates)}`;
  return replicates === 1 ? words`one replicate` : words`mean of ${replicatesDrawn(replicates)}`;
}

/** "200 replicates", in a caption. */
export const replicatesInWords = (count: number): string =>
  count === 1 ? 'one replicate' : `${count.toLocaleString('en-GB')} replicates`;
