import type { Figure, Row, Spec } from '../figure.js';
import { type KeyItem, keyLayers } from '../keyLayers.js';
import { headingAbove, textLayer } from '../layout.js';
import { ACROSS, boxLayer, ruleLayer, UPRIGHT } from '../marks.js';
import { pageSpec } from '../pageSpec.js';
import { HAIRLINE, INK, PALETTE, pointsOf, TYPE } from '../theme.js';
import { words } from '../words.js';
import {
  gridOf,
  intervalsOf,
  labelsOf,
  markedLayer,
  marksOf,
  numbersOf,
  shadeOf,
  stripesOf,
  tickTextsOf,
  titleOf,
  zeroOf,
} from './marks.js';
import { columnsOf, type ForestPanel, numberText, placePanels } from './panels.js';

export type { ForestPanel, ForestRow } from './panels.js';

export interface ForestPlotInput {
  name: string;
  title: string;
  /** Says what is drawn, above. */
  measure: string;
  /** One panel, or several with the same rows, each with an axis of its own. */
  panels: readonly ForestPanel[];
  /** What a filled and a hollow mark mean. */
  filled: string;
  hollow: string;
  caption: string;
  widthMm: number;
}

/**
 * Differences with their intervals against 0. One panel shows its numbers at the right; several stand in rows of up to three,
 * as the width allows, the labels of the rows at the left of each row of panels. Throws where there is no panel, or panels of unequal rows.
 */
export function forestPlot(input: ForestPlotInput): Figure {
  const { name, title, measure, panels, caption, widthMm } = input;
  if (panels.length === 0 || panels.some(({ rows }) => rows.length !== panels[0].rows.length))
    throw new RangeError('forest plot: expected panels with the same rows');
  const width = pointsOf(widthMm);
  const columns = columnsOf(panels, width);
  const { placed, height } = placePanels(panels, columns, width);

  // Above: what is drawn. Below: what the marks mean.
  const heading = headingAbove(measure, width, 6);
  const key = keyLayers(keyOf(input), { left: 0.5, top: height + 6, width: width - 1 });
  const layers: Spec[] = [
    ...boxLayer(placed.flatMap(stripesOf), INK.stripe),
    ...boxLayer(placed.flatMap(shadeOf), INK.shade),
    ...ruleLayer(placed.flatMap(gridOf), { stroke: INK.grid, strokeWidth: HAIRLINE }, UPRIGHT),
    ...ruleLayer(placed.map(zeroOf), { stroke: INK.axis, strokeWidth: 0.7 }, UPRIGHT),
    ...ruleLayer(placed.flatMap(intervalsOf), { stroke: PALETTE[0], strokeWidth: 1.1 }, ACROSS),
    markedLayer(placed.flatMap(marksOf)),
    ...heading.layers,
    ...key.layers,
    ...textLayer(placed.flatMap((panel) => [...titleOf(panel), ...labelsOf(panel, columns)])),
    ...textLayer(placed.flatMap(tickTextsOf), { size: TYPE.small }),
    ...textLayer(numbersOf(placed[0], columns, width), { size: Math.min(columns.numbersSize, TYPE.small) }),
  ];
  return {
    name,
    title,
    caption,
    alternative: alternativeOf(panels),
    spec: pageSpec(
      { url: `${name}.csv`, format: { type: 'csv' } },
      { width, height, above: heading.height, beneath: key.height + 8 },
      layers,
    ),
    data: rowsOf(panels),
    widthMm,
  };
}

const keyOf = ({ filled, hollow, panels }: ForestPlotInput): KeyItem[] => [
  { symbol: 'point', label: filled, ink: PALETTE[0] },
  { symbol: 'ring', label: hollow, ink: PALETTE[0] },
  ...(panels.some(({ margin }) => margin !== undefined)
    ? [{ symbol: 'fill' as const, label: words`within the smallest effect of interest`, ink: INK.shade }]
    : []),
];

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const rowsOf = (panels: readonly ForestPanel[]): Row[] =>
  panels.flatMap(({ title, rows }) =>
    rows.map(({ label, value, low, high, differs }) => ({
      panel: title,
      label,
      value: finite(value),
      low: finite(low),
      high: finite(high),
      differs: differs ? 'yes' : 'no',
    })),
  );

/** How many differences there are, and those that differ from 0. */
function alternativeOf(panels: readonly ForestPanel[]): string {
  const count = panels.reduce((sum, { rows }) => sum + rows.length, 0);
  const clear = panels.flatMap(({ title, rows }) =>
    rows
      .filter(({ differs }) => differs)
      .map(({ label, value }) => `${panels.length === 1 ? '' : `${title}, `}${label}: ${numberText(value)}`),
  );
  const told =
    clear.length === 0
      ? 'None differs from 0 by the test.'
      : `${clear.length} differ from 0 by the test${clear.length > 12 ? ', among them ' : ': '}${clear.slice(0, 12).join('; ')}.`;
  return `Forest plot of ${count} differences. ${told}`;
}
