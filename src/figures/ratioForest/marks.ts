/** What stands in and beside the plot. */
import { linesAbout, type PlacedText, round, tickText } from '../layout.js';
import { lineInk, lineShape } from '../lineStyles.js';
import { measureText } from '../textMetrics.js';
import { INK, TYPE } from '../theme.js';
import { words } from '../words.js';
import { type RatioPlot, tickLabel } from './plot.js';
import { hasInterval, isDrawn, type Ratio, type RatioRow } from './ratios.js';

/** Between the marks of two models in a row. */
export const STEP = 6.2;

/** Behind every second row, half way to its neighbours. */
export const stripesOf = ({ width, height, centres }: RatioPlot): object[] =>
  centres.flatMap((centre, i) => {
    if (i % 2 === 0) return [];
    const [above, below] = [centres[i - 1], centres[i + 1] ?? 2 * height - centre];
    return [
      {
        px: 0,
        px2: width,
        py: round((above + centre) / 2),
        py2: round(Math.min(height, (centre + below) / 2)),
      },
    ];
  });

export const lineAt = (ratio: number, { x, height }: RatioPlot): object => ({
  px: x(ratio),
  py: 0,
  py2: round(height),
});

export const gridOf = (plot: RatioPlot): object[] => plot.scale.ticks.map((tick) => lineAt(tick, plot));

export const tickTextsOf = ({ scale, x, height }: RatioPlot): PlacedText[] =>
  scale.ticks.map((tick) => tickText(tickLabel(tick), x(tick), height));

/** An estimate that is drawn: its model, and where its mark stands upwards. */
interface PlacedEstimate extends Ratio {
  readonly model: number;
  readonly py: number;
}

/** Models side by side about the middle of each row. */
export const placedEstimates = (
  rows: readonly RatioRow[],
  { centres }: RatioPlot,
  modelCount: number,
): PlacedEstimate[] =>
  rows.flatMap(({ ratios }, i) =>
    ratios.flatMap((own, model) =>
      own === null || !isDrawn(own)
        ? []
        : [{ ...own, model, py: round(centres[i] + (model - (modelCount - 1) / 2) * STEP) }],
    ),
  );

export const intervalsOf = (estimates: readonly PlacedEstimate[], { x }: RatioPlot): object[] =>
  estimates
    .filter(hasInterval)
    .map(({ low, high, model, py }) => ({ px: x(low), px2: x(high), py, ink: lineInk(model) }));

/** Where intervals leave the plot, and estimates do. */
export function arrowsOf(estimates: readonly PlacedEstimate[], { scale, x }: RatioPlot): object[] {
  const [from, to] = scale.domain;
  return estimates.flatMap(({ ratio, low, high, model, py }) => {
    const ink = lineInk(model);
    return [
      ...(low < from || ratio < from ? [{ px: x(from), py, ink, shape: 'triangle-left' }] : []),
      ...(high > to || ratio > to ? [{ px: x(to), py, ink, shape: 'triangle-right' }] : []),
    ];
  });
}

/** An estimate beyond the plot has its arrow alone. */
export const marksOf = (
  estimates: readonly PlacedEstimate[],
  {
    scale: {
      domain: [from, to],
    },
    x,
  }: RatioPlot,
): object[] =>
  estimates
    .filter(({ ratio }) => ratio >= from && ratio <= to)
    .map(({ ratio, model, py }) => ({
      px: x(ratio),
      py,
      ink: lineInk(model),
      shape: lineShape(model),
    }));

/** The numbers of one model, at the right. */
export const numbersBeside = (numbers: readonly string[], { width, centres }: RatioPlot): PlacedText[] =>
  numbers.flatMap((text, i) =>
    linesAbout(centres[i], [text], TYPE.small).map((line) => ({ px: width + 10, ...line, ink: INK.text })),
  );

/** Where a row has no mark, on a side of the line at 1 where there is room. */
export function missingTexts(rows: readonly RatioRow[], { width, centres, x }: RatioPlot): PlacedText[] {
  const text = words`no finite estimate`;
  const taken = measureText(text, TYPE.small) + 8;
  const px = x(1) < taken && x(1) + taken < width ? x(1) + 5 : 4;
  return rows.flatMap(({ ratios }, i) =>
    ratios.some((own) => own !== null && isDrawn(own))
      ? []
      : linesAbout(centres[i], [text], TYPE.small).map((line) => ({ px, ...line, ink: INK.quiet })),
  );
}
