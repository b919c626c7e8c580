import type { Figure, Row, Spec } from '../figure.js';
import { round, textLayer } from '../layout.js';
import { pointKey } from '../lineStyles.js';
import { ACROSS, asIs, boxLayer, markLayer, POINT, rimmedPoint, ruleLayer, UPRIGHT } from '../marks.js';
import { nameColumn } from '../nameColumn.js';
import { cell, plotFrame, plotWidthOf } from '../plotFrame.js';
import { measureText } from '../textMetrics.js';
import { HAIRLINE, INK, SINGLE_COLUMN_MM, TYPE } from '../theme.js';
import { words } from '../words.js';
import {
  arrowsOf,
  gridOf,
  intervalsOf,
  lineAt,
  marksOf,
  missingTexts,
  numbersBeside,
  placedEstimates,
  STEP,
  stripesOf,
  tickTextsOf,
} from './marks.js';
import { plotOf } from './plot.js';
import { inSentence, intervalText, type RatioRow } from './ratios.js';

export type { Ratio, RatioRow } from './ratios.js';

export interface RatioForestInput {
  readonly name: string;
  readonly title: string;
  /** What is drawn, above the plot. */
  readonly heading: string;
  /** What runs across: 'hazard ratio'. */
  readonly ratioName: string;
  readonly models: readonly string[];
  readonly rows: readonly RatioRow[];
  readonly caption: string;
  readonly widthMm?: number;
}

const ROW = 13;
const MARK_AREA = 16;
const LEAST_PLOT = 90;

/**
 * Ratios with their intervals on a logarithmic axis with a line at 1: a row a term, a mark a model, side by side. One model
 * shows its numbers at the right, where there is room. An interval that leaves the plot ends in an arrow. Throws where there
 * is no row.
 */
export function ratioForest(input: RatioForestInput): Figure {
  const { name, title, heading, ratioName, models, rows, widthMm = SINGLE_COLUMN_MM } = input;
  if (rows.length === 0) throw new RangeError(`${name}: no row`);
  const several = models.length > 1;
  const rowHeight = several ? Math.max(ROW, models.length * STEP + 4) : ROW;
  const labels = rows.map(({ label }) => label);
  const names = nameColumn(labels, widthMm, rowHeight, new Map(labels.map((label) => [label, label])));
  const left = names.width + 8;
  const numbers = several ? [] : rows.map(({ ratios: [own] }) => (own ? intervalText(own) : ''));
  const numbersWidth = Math.max(0, ...numbers.map((text) => measureText(text, TYPE.small)));
  const written = !several && plotWidthOf({ widthMm, left, right: numbersWidth + 12 }) >= LEAST_PLOT;
  const right = written ? numbersWidth + 12 : 12;
  const plot = plotOf(rows, names, plotWidthOf({ widthMm, left, right }));
  const estimates = placedEstimates(rows, plot, models.length);

  const inked = asIs('ink');
  const points = { ...POINT, fill: inked, shape: asIs('shape') };
  const layers: Spec[] = [
    ...boxLayer(stripesOf(plot), INK.stripe),
    ...ruleLayer(gridOf(plot), { stroke: INK.grid, strokeWidth: HAIRLINE }, UPRIGHT),
    ...ruleLayer([lineAt(1, plot)], { stroke: INK.axis, strokeWidth: 0.9 }, UPRIGHT),
    ...ruleLayer(intervalsOf(estimates, plot), { strokeWidth: 1.1 }, { ...ACROSS, stroke: inked }),
    ...markLayer(
      arrowsOf(estimates, plot),
      { type: 'point', filled: true, opacity: 1, size: 12, strokeWidth: 0 },
      points,
    ),
    ...markLayer(marksOf(estimates, plot), rimmedPoint({ size: MARK_AREA }), points),
    ...textLayer(names.texts, { align: 'right' }),
    ...textLayer([...tickTextsOf(plot), ...(written ? numbersBeside(numbers, plot) : [])], {
      size: TYPE.small,
    }),
    ...textLayer(written ? [] : missingTexts(rows, plot), { size: TYPE.small, halo: true }),
  ];
  const said = models.map((model, m) => `${several ? `${model}: ` : ''}${saidOf(rows, m)}`).join('. ');
  return plotFrame({
    name,
    title,
    caption: `${input.caption} ${said}.`,
    alternative: `Forest plot: ${title}. ${said}.`,
    widthMm,
    heading,
    acrossName: `${ratioName} (${words`log scale`})`,
    left,
    right,
    height: round(plot.height),
    axisHeight: 14,
    layers: () => layers,
    ...(several ? { key: models.map((label, m) => pointKey(m, label)) } : {}),
    data: dataOf(rows, models),
    numbers: ['ratio', 'low', 'high'],
  });
}

/** The terms of a model with their ratios, in a sentence. */
const saidOf = (rows: readonly RatioRow[], model: number): string =>
  rows
    .flatMap(({ label, ratios }) => {
      const own = ratios[model];
      return own ? [`${label} ${inSentence(own)}`] : [];
    })
    .join('; ');

const dataOf = (rows: readonly RatioRow[], models: readonly string[]): Row[] =>
  rows.flatMap(({ label, ratios }) =>
    ratios.flatMap((own, m) =>
      own === null
        ? []
        : [
            {
              model: models[m],
              term: label,
              ratio: cell(own.ratio),
              low: cell(own.low),
              high: cell(own.high),
            },
          ],
    ),
  );
