import type { PlacedText } from './layout.js';
import { shortNames } from './shortNames.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
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

/** rowHeight: of a row at least; one with more lines is higher. short: what is written for each path. */
export function nameColumn(
  paths: readonly string[],
  widthMm: number,
  rowHeight: number,
  short: ReadonlyMap<string, string> = shortNames(paths),
): NameColumn {
  const leading = TYPE.label * LEADING;
  const rows = paths.map((path) => wrapText(short.get(path) ?? path, pointsOf(widthMm) * 0.38, TYPE.label));
  const texts: PlacedText[] = [];
  const centres: number[] = [];
  let top = 2;
  for (const lines of rows) {
    const height = Math.max(rowHeight, lines.length * leading + 4);
    const centre = top + height / 2;
    centres.push(Number(centre.toFixed(2)));
    lines.forEach((text, l) => {
      texts.push({
        px: -6,
        py: centre + (l - (lines.length - 1) / 2) * leading + (CAP_HEIGHT * TYPE.label) / 2,
        text,
      });
    });
    top += height;
  }
  const width = Math.max(...rows.flat().map((line) => measureText(line, TYPE.label)));
  return { width, height: top + 2, centres, texts };
}
