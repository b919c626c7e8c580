/** How lines are told apart: by colour and dashes, and in print without colour by marks on them from the first line on. */
import type { Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { round } from './layout.js';
import { DASH, DOTS, POINT, rimmedPoint } from './marks.js';
import type { PlotScale } from './plotScale.js';
import { currentLook, PALETTE, SHAPES } from './theme.js';

const DASHES: readonly (readonly number[] | null)[] = [
  null,
  DASH,
  DOTS,
  [6, 1.6, 1.2, 1.6],
  [8, 2.4],
  [2.4, 1.2],
  [6, 1.4, 1.1, 1.4, 1.1, 1.4],
  [1.1, 2.8],
];
const MARKS = 6;
const MARK_AREA = 13;

export const lineInk = (line: number): string => PALETTE[line % PALETTE.length];
/** Dashes of a line's mark; none for the first. */
export const lineDash = (line: number): Spec => {
  const dash = DASHES[line % DASHES.length];
  return dash === null ? {} : { strokeDash: dash };
};
/** Shape of its points. */
export const lineShape = (line: number): string => SHAPES[line % SHAPES.length];
/** Shape of marks on the line itself. */
const markOn = (line: number): string | undefined =>
  currentLook().palette === 'grey' ? lineShape(line) : undefined;

/** A line in the key, as it is drawn. */
export function lineKey(line: number, label: string): KeyItem {
  const dash = DASHES[line % DASHES.length];
  const marker = markOn(line);
  return {
    symbol: 'line',
    label,
    ink: lineInk(line),
    ...(dash === null ? {} : { dash }),
    ...(marker === undefined ? {} : { marker }),
  };
}

/** A point of a line in the key. */
export const pointKey = (line: number, label: string): KeyItem => ({
  symbol: 'point',
  label,
  ink: lineInk(line),
  shape: lineShape(line),
});

/**
 * Marks along lines, those of each in places of their own, in print without colour; else nothing. One entry a line: its
 * points in the order of time.
 */
export function lineMarks(
  lines: readonly (readonly { readonly time: number; readonly mean: number }[])[],
  x: PlotScale,
  y: PlotScale,
  { width, height }: { readonly width: number; readonly height: number },
): Spec[] {
  return lines.flatMap((points, line): Spec[] => {
    const shape = markOn(line);
    const shown = points.filter(({ mean }) => Number.isFinite(mean));
    if (shape === undefined || shown.length === 0) return [];
    const [from, to] = x.domain;
    const chosen = Array.from({ length: MARKS }, (_, k) => {
      const wanted = from + ((k + (line + 0.5) / lines.length) / MARKS) * (to - from);
      return shown.reduce((a, b) => (Math.abs(b.time - wanted) < Math.abs(a.time - wanted) ? b : a));
    });
    return [
      {
        data: {
          values: [...new Set(chosen)].map(({ time, mean }) => ({
            px: round(x.at(time, width)),
            py: round(height - y.at(mean, height)),
          })),
        },
        mark: rimmedPoint({ shape, size: MARK_AREA, fill: lineInk(line) }),
        encoding: POINT,
      },
    ];
  });
}
