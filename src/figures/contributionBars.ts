import type { Figure, Spec } from './figure.js';
import type { KeyItem } from './keyLayers.js';
import { pixel, round, textLayer } from './layout.js';
import { cell, inWords, plotFrame, plotWidthOf } from './plotFrame.js';
import { labelsWidth, linearScale, upwards } from './plotScale.js';
import { CAP_HEIGHT, LEADING, measureText, wrapText } from './textMetrics.js';
import { areaGreys, currentLook, HAIRLINE, INK, PALETTE, SINGLE_COLUMN_MM, TYPE } from './theme.js';
import { words } from './words.js';

export interface ContributionColumn {
  readonly label: string;
  /** Adoptions that it is a mean of. */
  readonly count: number;
  /** Mean contribution to the log-hazard, one a mechanism. */
  readonly values: readonly number[];
}

export interface ContributionBarsInput {
  readonly name: string;
  readonly title: string;
  readonly heading: string;
  readonly caption: string;
  /** In the order of the values. */
  readonly mechanisms: readonly string[];
  readonly columns: readonly ContributionColumn[];
  readonly widthMm?: number;
}

/** Mechanisms that have a colour, or a grey, of their own; the others are summed. */
const SHOWN = 7;
const SHOWN_GREY = 5;
const HEIGHT = 140;

/**
 * What the log-hazard of adopters was made of: stacked bars, what drove upwards from 0, what held back downwards. The
 * seven mechanisms that contribute most have a colour each (five a grey), the rest is one.
 */
export function contributionBars(input: ContributionBarsInput): Figure {
  const { name, title, heading, caption, mechanisms, columns, widthMm = SINGLE_COLUMN_MM } = input;
  if (columns.length === 0) throw new RangeError(`${name}: no column`);
  const weight = mechanisms.map((_, m) =>
    columns.reduce((sum, { values, count }) => sum + Math.abs(values[m]) * count, 0),
  );
  const ranked = [...mechanisms.keys()]
    .filter((m) => weight[m] > 0)
    .sort((a, b) => weight[b] - weight[a] || a - b);
  const isGrey = currentLook().palette === 'grey';
  const most = isGrey ? SHOWN_GREY : SHOWN;
  const own = ranked.slice(0, ranked.length > most + 1 ? most : most + 1);
  const rest = ranked.slice(own.length);
  const other = words`others`;
  const layersOf = ({ values }: ContributionColumn): [label: string, value: number][] => [
    ...own.map((m): [string, number] => [mechanisms[m], values[m]]),
    ...(rest.length > 0 ? [[other, rest.reduce((sum, m) => sum + values[m], 0)] as [string, number]] : []),
  ];
  const labels = layersOf(columns[0]).map(([label]) => label);
  // Filled areas side by side need greys further apart than lines do.
  const greys = isGrey ? areaGreys(labels.length) : null;
  const ink = (k: number): string =>
    greys ? greys[k] : labels[k] === other ? INK.neutral : PALETTE[k % PALETTE.length];

  const stacks = columns.map((column, c) => {
    let [up, down] = [0, 0];
    return layersOf(column).map(([label, value], k) => {
      const from = value >= 0 ? up : down;
      const to = from + value;
      if (value >= 0) up = to;
      else down = to;
      return { column: c, label, k, value, from, to };
    });
  });
  const y = linearScale([0, ...stacks.flat().map(({ to }) => to)], 5);
  const left = labelsWidth(y) + 8;
  const right = 4;
  const plotWidth = plotWidthOf({ widthMm, left, right });
  const slot = plotWidth / columns.length;
  const bar = Math.min(26, slot * 0.7);
  const size = TYPE.small;
  const leading = size * LEADING;
  const names = columns.map(({ label }) => wrapText(label, slot - 3, size));
  const lines = Math.max(...names.map((wrapped) => wrapped.length));
  const at = (c: number): number => (c + 0.5) * slot;
  const layers: Spec[] = [
    ...labels.map(
      (_, k): Spec => ({
        transform: [{ filter: `datum.k === ${k}` }],
        mark: { type: 'rect', fill: ink(k), stroke: INK.paper, strokeWidth: isGrey ? 0.8 : HAIRLINE },
        encoding: { x: pixel('px'), x2: { field: 'px2' }, y: upwards('from', y), y2: { field: 'to' } },
      }),
    ),
    {
      data: { values: [{ zero: 0, px: 0, px2: plotWidth }] },
      mark: { type: 'rule', stroke: INK.axis, strokeWidth: 0.7 },
      encoding: { x: pixel('px'), x2: { field: 'px2' }, y: upwards('zero', y) },
    },
    ...textLayer(
      names.flatMap((wrapped, c) =>
        wrapped.map((text, i) => ({
          px: at(c) - measureText(text, size) / 2,
          py: HEIGHT + 5 + CAP_HEIGHT * size + i * leading,
          text,
          ink: INK.quiet,
        })),
      ),
      { size },
    ),
  ];
  const strongest = own
    .slice(0, 3)
    .map(
      (m) =>
        `${mechanisms[m]} ${inWords(columns[0].values[m])} in ${columns[0].label}, ${inWords(columns[columns.length - 1].values[m])} in ${columns[columns.length - 1].label}`,
    )
    .join('; ');
  return plotFrame({
    name,
    title,
    caption: `${caption} Largest: ${strongest}.`,
    alternative: `Stacked bars of the mean contributions of ${mechanisms.length} mechanisms to the log-hazard of adopters, ${columns.length} columns. Largest: ${strongest}.`,
    widthMm,
    heading,
    left,
    right,
    height: HEIGHT,
    axisHeight: lines * leading + 9,
    layers: () => layers,
    key: labels.map((label, k): KeyItem => ({ symbol: 'fill', label, ink: ink(k) })),
    data: stacks.flat().map(({ column, ...of }) => ({
      column: columns[column].label,
      adoptions: columns[column].count,
      mechanism: of.label,
      k: of.k,
      value: cell(of.value),
      from: of.from,
      to: of.to,
      px: round(at(column) - bar / 2),
      px2: round(at(column) + bar / 2),
    })),
    numbers: ['k', 'value', 'from', 'to', 'px', 'px2'],
  });
}
