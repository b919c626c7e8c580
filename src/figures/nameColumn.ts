import { linesAbout, type PlacedText, topsOf } from './layout.js';
import { shortNames } from './shortNames.js';
import { LEADING, measureText, wrapText } from './textMetrics.js';
import { pointsOf, TYPE } from './theme.js';

/** Paths one under another at the left of a plot, broken into lines of at most 38 % of the figure's width. */
export interface NameColumn {
  readonly width: number;
  readonly height: number;
  /** Middle of each row. */
  readonly centres: readonly number[];
  /** To be set flush right. */
  readonly texts: PlacedText[];
}

/** Above the first row and beneath the last. */
const MARGIN = 2;

/** rowHeight: of a row at least; one with more lines is higher. short: what is written for each path. */
export function nameColumn(
  paths: readonly string[],
  widthMm: number,
  rowHeight: number,
  short: ReadonlyMap<string, string> = shortNames(paths),
): NameColumn {
  const names = paths.map((path) => wrapText(short.get(path) ?? path, pointsOf(widthMm) * 0.38, TYPE.label));
  const heights = names.map((lines) => Math.max(rowHeight, lines.length * TYPE.label * LEADING + 4));
  const middles = topsOf(heights, MARGIN).map((top, i) => top + heights[i] / 2);
  return {
    width: Math.max(...names.flat().map((line) => measureText(line, TYPE.label))),
    height: heights.reduce((sum, height) => sum + height, MARGIN) + MARGIN,
    centres: middles.map((middle) => Number(middle.toFixed(2))),
    texts: names.flatMap((lines, i) =>
      linesAbout(middles[i], lines, TYPE.label).map((line) => ({ px: -6, ...line })),
    ),
  };
}
