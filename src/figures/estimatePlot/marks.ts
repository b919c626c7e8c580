/** What stands in and beside the panels. */
import { linesAbout, linesBefore, type PlacedText, round, tickText } from '../layout.js';
import { lineInk, lineShape } from '../lineStyles.js';
import { inWords } from '../plotFrame.js';
import { INK, TYPE } from '../theme.js';
import { words } from '../words.js';
import type { PlacedPanel } from './panels.js';

export const truthText = (truth: number): string => words`truth ${inWords(truth)}`;

/** A line across a panel. */
const acrossAt = ({ left, right }: PlacedPanel, py: number): object => ({
  px: round(left),
  px2: round(right),
  py,
});
export const gridOf = (panel: PlacedPanel): object[] =>
  panel.up.ticks.map((tick) => acrossAt(panel, panel.y(tick)));
export const axisOf = (panel: PlacedPanel): object => acrossAt(panel, round(panel.bottom));
export const truthOf = (panel: PlacedPanel): object => acrossAt(panel, panel.y(panel.truth));

/** Points, their intervals, and the lines between those of one estimator. */
export function marksOf({ lines, x, y, step }: PlacedPanel): {
  readonly points: object[];
  readonly intervals: object[];
  readonly segments: object[];
} {
  const drawn = lines.flatMap((line, e) => {
    const aside = (e - (lines.length - 1) / 2) * step;
    const shown = line.filter(({ mean }) => Number.isFinite(mean));
    return shown.map((point, k) => ({
      ...point,
      next: shown.at(k + 1),
      px: round(x(point.at) + aside),
      aside,
      ink: lineInk(e),
      shape: lineShape(e),
    }));
  });
  return {
    points: drawn.map(({ px, mean, ink, shape }) => ({ px, py: y(mean), ink, shape })),
    intervals: drawn
      .filter(({ low }) => Number.isFinite(low))
      .map(({ px, low, high, ink }) => ({ px, py: y(low), py2: y(high), ink })),
    segments: drawn.flatMap(({ px, mean, next, aside, ink }) =>
      next === undefined ? [] : [{ px, py: y(mean), px2: round(x(next.at) + aside), py2: y(next.mean), ink }],
    ),
  };
}

/** The truth's value, at the right of each row. */
export const truthTextsOf = ({ isLast, right, truth, y }: PlacedPanel): PlacedText[] =>
  isLast
    ? linesAbout(y(truth), [truthText(truth)], TYPE.small).map((line) => ({ px: right + 3, ...line }))
    : [];

/** The axes' values: at the left of each row, and under each panel. */
export const axisTextsOf = ({ isFirst, up, y, places, x, bottom }: PlacedPanel): PlacedText[] => [
  ...(isFirst ? up.ticks : []).flatMap((tick) =>
    linesBefore(-4, y(tick), [up.text(tick)], TYPE.small).map((line) => ({ ...line, ink: INK.quiet })),
  ),
  ...places.map((at) => tickText(inWords(at), x(at), bottom)),
];
