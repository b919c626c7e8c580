import type { Spec } from './figure.js';
import { type PlacedText, round, textLayer } from './layout.js';
import {
  ACROSS,
  asIs,
  BAND_OPACITY,
  CORNERS,
  DASH,
  DOTS,
  LINE_WIDTH,
  markLayer,
  POINT,
  POINT_SIZE,
  rimmedPoint,
  ruleLayer,
} from './marks.js';
import { CAP_HEIGHT, measureText, wrapText } from './textMetrics.js';
import { INK, TYPE } from './theme.js';

/** One entry of a key under a plot. */
export interface KeyItem {
  symbol: 'line' | 'dashed' | 'dotted' | 'bands' | 'band' | 'fill' | 'point' | 'ring' | 'sign';
  label: string;
  ink: string;
  /** Of a fill; 1 where absent. */
  opacity?: number;
  /** Of a point or a sign; a sign is as high as the capitals and has no rim. */
  shape?: string;
  /** Of a line: its dashes, and a mark on it. */
  dash?: readonly number[];
  marker?: string;
}

/** An entry on the page: its symbol begins at `left`, is so wide, and stands about `middle`. */
interface Entry {
  readonly item: KeyItem;
  readonly left: number;
  readonly width: number;
  readonly middle: number;
}

const POINT_WIDTH = 6;
const LINE_SYMBOL_WIDTH = 15;
const MARKED_WIDTH = 21;
const SYMBOL_GAP = 4;
const ITEM_GAP = 12;

/**
 * A key set like running text: entries side by side from (left, top), onto a new row where they would pass `width`;
 * a label longer than a row is broken. Returns its layers and its height.
 */
export function keyLayers(
  items: readonly KeyItem[],
  {
    left,
    top,
    width,
    size = TYPE.small as number,
  }: { left: number; top: number; width: number; size?: number },
): { layers: Spec[]; height: number } {
  const rowHeight = size * 1.45;
  const entries: Entry[] = [];
  const texts: PlacedText[] = [];
  let x = left;
  let row = 0;
  for (const item of items) {
    const symbolWidth = widthOf(item);
    const labelLeft = symbolWidth + SYMBOL_GAP;
    const lines = wrapText(item.label, width - labelLeft, size);
    const labelWidth = Math.max(...lines.map((line) => measureText(line, size)));
    if (x > left && x + labelLeft + labelWidth > left + width) {
      x = left;
      row++;
    }
    const baseline = top + row * rowHeight + CAP_HEIGHT * size;
    entries.push({ item, left: x, width: symbolWidth, middle: baseline - (CAP_HEIGHT * size) / 2 });
    lines.forEach((text, i) => {
      texts.push({ px: x + labelLeft, py: baseline + i * rowHeight, text, ink: INK.quiet });
    });
    row += lines.length - 1;
    x = lines.length > 1 ? left + width + 1 : x + labelLeft + labelWidth + ITEM_GAP;
  }
  return {
    layers: [
      ...areaSymbols(entries),
      ...lineSymbols(entries),
      ...pointSymbols(entries),
      ...ringSymbols(entries),
      ...signSymbols(entries, size),
      ...textLayer(texts, { size }),
    ],
    height: items.length === 0 ? 0 : (row + 1) * rowHeight,
  };
}

function widthOf({ symbol, marker }: KeyItem): number {
  if (['point', 'ring', 'sign'].includes(symbol)) return POINT_WIDTH;
  return marker === undefined ? LINE_SYMBOL_WIDTH : MARKED_WIDTH;
}

const hasLine = ({ symbol }: KeyItem): boolean =>
  ['line', 'dashed', 'dotted', 'bands', 'band'].includes(symbol);

/** Areas of an entry: how far above and beneath its middle, and how opaque. */
function areasOf({ symbol, opacity = 1 }: KeyItem): (readonly [half: number, opacity: number])[] {
  const outer = [3.4, BAND_OPACITY.outer] as const;
  const inner = [1.7, BAND_OPACITY.inner] as const;
  if (symbol === 'bands') return [outer, inner];
  if (symbol === 'band') return [inner];
  return symbol === 'fill' ? [[2.6, opacity]] : [];
}

const areaSymbols = (entries: readonly Entry[]): Spec[] =>
  markLayer(
    entries.flatMap(({ item, left, width, middle }) =>
      areasOf(item).map(([half, opacity]) => ({
        px: round(left),
        px2: round(left + width),
        py: round(middle - half),
        py2: round(middle + half),
        ink: item.ink,
        opacity,
      })),
    ),
    { type: 'rect', strokeWidth: 0 },
    {
      ...CORNERS,
      fill: asIs('ink'),
      fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
    },
  );

/** One layer for each kind of dashes. */
function lineSymbols(entries: readonly Entry[]): Spec[] {
  const dashOf = ({ symbol, dash }: KeyItem): readonly number[] | undefined =>
    dash ?? (symbol === 'dashed' ? DASH : symbol === 'dotted' ? DOTS : undefined);
  const lines = entries.filter(({ item }) => hasLine(item));
  return [...new Set(lines.map(({ item }) => dashOf(item)))].flatMap((dash) =>
    ruleLayer(
      lines
        .filter(({ item }) => dashOf(item) === dash)
        .map(({ item, left, width, middle }) => ({
          px: round(left),
          px2: round(left + width),
          py: round(middle),
          ink: item.ink,
        })),
      { strokeWidth: LINE_WIDTH, ...(dash ? { strokeDash: dash } : {}) },
      { ...ACROSS, color: asIs('ink') },
    ),
  );
}

/** A symbol's centre, colour and shape. */
const centred = ({ item, left, width, middle }: Entry) => ({
  px: round(left + width / 2),
  py: round(middle),
  ink: item.ink,
  shape: item.shape ?? 'circle',
});

/** Points, and the marks on lines. */
const pointSymbols = (entries: readonly Entry[]): Spec[] =>
  markLayer(
    entries.flatMap((entry) => {
      const { symbol, marker } = entry.item;
      if (symbol === 'point') return [centred(entry)];
      return hasLine(entry.item) && marker !== undefined ? [{ ...centred(entry), shape: marker }] : [];
    }),
    rimmedPoint({ size: POINT_SIZE }),
    { ...POINT, fill: asIs('ink'), shape: asIs('shape') },
  );

const ringSymbols = (entries: readonly Entry[]): Spec[] =>
  markLayer(
    entries
      .filter(({ item }) => item.symbol === 'ring')
      .map((entry) => {
        const { px, py, ink } = centred(entry);
        return { px, py, ink };
      }),
    {
      type: 'point',
      shape: 'circle',
      filled: true,
      size: POINT_SIZE,
      opacity: 1,
      fill: INK.paper,
      strokeWidth: 0.6,
    },
    { ...POINT, stroke: asIs('ink') },
  );

const signSymbols = (entries: readonly Entry[], size: number): Spec[] =>
  markLayer(
    entries.filter(({ item }) => item.symbol === 'sign').map(centred),
    { type: 'point', filled: true, size: (size * 0.9) ** 2, opacity: 1, strokeWidth: 0 },
    { ...POINT, fill: asIs('ink'), shape: asIs('shape') },
  );
