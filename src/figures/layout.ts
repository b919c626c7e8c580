import type { Spec } from './figure.js';
import {
  ASCENT,
  type Box,
  CAP_HEIGHT,
  LEADING,
  measureText,
  overlaps,
  type Weight,
  wrapText,
} from './textMetrics.js';
import { HAIRLINE, INK, TYPE } from './theme.js';

/** A position in points from the upper left corner of the plot, in a layer's data. */
export const pixel = (field: string): Spec => ({ field, type: 'quantitative', scale: null, axis: null });

export interface PlacedText {
  px: number;
  py: number;
  text: string;
  size?: number;
  ink?: string;
}

/** Thin lines from (px, py) to (px2, py2), each in its ink: what leads from a curve to its name. */
export const leaderLayer = (leaders: readonly object[]): Spec => ({
  data: { values: leaders },
  mark: { type: 'rule', strokeWidth: HAIRLINE },
  encoding: {
    x: pixel('px'),
    y: pixel('py'),
    x2: { field: 'px2' },
    y2: { field: 'py2' },
    color: { field: 'ink', type: 'nominal', scale: null },
  },
});

/** A geometry whose coordinates are points of the page. */
export const pageShape = (type: string, coordinates: unknown, mark: Spec): Spec => ({
  projection: { type: 'identity', scale: 1, translate: [0, 0] },
  data: { values: [{ type: 'Feature', geometry: { type, coordinates } }] },
  mark: { type: 'geoshape', ...mark },
});

/** Many straight lines in one stroke: drawn in a fraction of the time that as many marks take. */
export const segmentLayer = (
  segments: readonly { px: number; py: number; px2: number; py2: number }[],
  mark: Spec,
): Spec[] =>
  segments.length === 0
    ? []
    : [
        pageShape(
          'MultiLineString',
          segments.map(({ px, py, px2, py2 }) => [
            [px, py],
            [px2, py2],
          ]),
          // Clipping costs a layer as large as the page, and nothing here leaves it.
          { filled: false, fill: null, clip: false, ...mark },
        ),
      ];

/** Texts at fixed places, their baseline at (px, py). */
export function textLayer(
  texts: readonly PlacedText[],
  { size = TYPE.label as number, weight = 400, align = 'left', halo = false } = {},
): Spec[] {
  if (texts.length === 0) return [];
  const data = {
    values: texts.map(({ px, py, text, ink = INK.text }) => ({ px: round(px), py: round(py), text, ink })),
  };
  const mark = { type: 'text', align, baseline: 'alphabetic', fontSize: size, fontWeight: weight };
  const place = { x: pixel('px'), y: pixel('py'), text: { field: 'text', type: 'nominal' } };
  const written = {
    data,
    mark,
    encoding: { ...place, color: { field: 'ink', type: 'nominal', scale: null } },
  };
  if (!halo) return [written];
  const behind = {
    ...mark,
    fill: INK.paper,
    stroke: INK.paper,
    strokeWidth: 1.6,
    strokeJoin: 'round',
    strokeOpacity: 0.9,
  };
  return [{ data, mark: behind, encoding: place }, written];
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** The heading of a drawing that begins at its left edge, above it by a gap; height: what it takes, gap included. */
export function headingAbove(
  heading: string,
  width: number,
  gap = 4,
): { readonly layers: Spec[]; readonly height: number } {
  const lines = wrapText(heading, width, TYPE.title, 'semibold');
  const leading = TYPE.title * LEADING;
  const height = lines.length * leading + gap;
  const first = 0.5 + ASCENT * TYPE.title - height;
  const placed = lines.map((text, i) => ({ px: 0, py: first + i * leading, text }));
  return { layers: textLayer(placed, { size: TYPE.title, weight: 600 }), height };
}

/** The rows beside a figure, as its specification reads them. */
export const tableBeside = (name: string, numbers: readonly string[]): Spec => ({
  url: `${name}.csv`,
  format: { type: 'csv', parse: Object.fromEntries(numbers.map((field) => [field, 'number'])) },
});

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

export const DASH = [4, 2.2];
export const DOTS = [1.1, 1.3];
const SYMBOL_WIDTH = 15;
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
  const texts: PlacedText[] = [];
  const rules: { dash: readonly number[] | undefined; [field: string]: unknown }[] = [];
  const rects: object[] = [];
  const points: object[] = [];
  const rings: object[] = [];
  const signs: object[] = [];
  let x = left;
  let row = 0;
  for (const { symbol, label, ink, opacity: filled = 1, shape = 'circle', dash, marker } of items) {
    const symbolWidth = ['point', 'ring', 'sign'].includes(symbol)
      ? 6
      : marker === undefined
        ? SYMBOL_WIDTH
        : MARKED_WIDTH;
    const room = width - symbolWidth - SYMBOL_GAP;
    const lines = wrapText(label, room, size);
    const labelWidth = Math.max(...lines.map((line) => measureText(line, size)));
    if (x > left && x + symbolWidth + SYMBOL_GAP + labelWidth > left + width) {
      x = left;
      row++;
    }
    const baseline = top + row * rowHeight + CAP_HEIGHT * size;
    const middle = baseline - (CAP_HEIGHT * size) / 2;
    if (['line', 'dashed', 'dotted', 'bands', 'band'].includes(symbol)) {
      rules.push({
        px: round(x),
        px2: round(x + symbolWidth),
        py: round(middle),
        ink,
        dash: dash ?? (symbol === 'dashed' ? DASH : symbol === 'dotted' ? DOTS : undefined),
      });
      if (marker !== undefined)
        points.push({ px: round(x + symbolWidth / 2), py: round(middle), ink, shape: marker });
    }
    if (symbol === 'bands' || symbol === 'band') {
      const swatches = [
        [3.4, BAND_OPACITY.outer],
        [1.7, BAND_OPACITY.inner],
      ];
      for (const [half, opacity] of swatches.slice(symbol === 'bands' ? 0 : 1)) {
        rects.push({
          px: round(x),
          px2: round(x + symbolWidth),
          py: round(middle - half),
          py2: round(middle + half),
          ink,
          opacity,
        });
      }
    }
    if (symbol === 'fill') {
      rects.push({
        px: round(x),
        px2: round(x + symbolWidth),
        py: round(middle - 2.6),
        py2: round(middle + 2.6),
        ink,
        opacity: filled,
      });
    }
    if (symbol === 'ring') rings.push({ px: round(x + symbolWidth / 2), py: round(middle), ink });
    if (symbol === 'point') points.push({ px: round(x + symbolWidth / 2), py: round(middle), ink, shape });
    if (symbol === 'sign') signs.push({ px: round(x + symbolWidth / 2), py: round(middle), ink, shape });
    lines.forEach((line, i) => {
      texts.push({
        px: x + symbolWidth + SYMBOL_GAP,
        py: baseline + i * rowHeight,
        text: line,
        ink: INK.quiet,
      });
    });
    row += lines.length - 1;
    x = lines.length > 1 ? left + width + 1 : x + symbolWidth + SYMBOL_GAP + labelWidth + ITEM_GAP;
  }
  const ink = { field: 'ink', type: 'nominal', scale: null };
  const layers: Spec[] = [];
  if (rects.length > 0) {
    layers.push({
      data: { values: rects },
      mark: { type: 'rect', strokeWidth: 0 },
      encoding: {
        x: pixel('px'),
        x2: { field: 'px2' },
        y: pixel('py'),
        y2: { field: 'py2' },
        fill: ink,
        fillOpacity: { field: 'opacity', type: 'quantitative', scale: null },
      },
    });
  }
  for (const dash of new Set(rules.map((rule) => rule.dash))) {
    const values = rules.filter((rule) => rule.dash === dash).map(({ dash: _, ...rule }) => rule);
    layers.push({
      data: { values },
      mark: { type: 'rule', strokeWidth: LINE_WIDTH, ...(dash ? { strokeDash: dash } : {}) },
      encoding: { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), color: ink },
    });
  }
  if (points.length > 0) {
    layers.push({
      data: { values: points },
      mark: {
        type: 'point',
        filled: true,
        size: POINT_SIZE,
        opacity: 1,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        fill: ink,
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    });
  }
  if (rings.length > 0) {
    layers.push({
      data: { values: rings },
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        size: POINT_SIZE,
        opacity: 1,
        fill: INK.paper,
        strokeWidth: 0.6,
      },
      encoding: { x: pixel('px'), y: pixel('py'), stroke: ink },
    });
  }
  if (signs.length > 0) {
    layers.push({
      data: { values: signs },
      mark: { type: 'point', filled: true, size: (size * 0.9) ** 2, opacity: 1, strokeWidth: 0 },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        fill: ink,
        shape: { field: 'shape', type: 'nominal', scale: null },
      },
    });
  }
  layers.push(...textLayer(texts, { size }));
  return { layers, height: items.length === 0 ? 0 : (row + 1) * rowHeight };
}

export const BAND_OPACITY = { outer: 0.16, inner: 0.24 } as const;
export const LINE_WIDTH = 1.2;
export const POINT_SIZE = 13;

/**
 * Centres for labels of the given heights, as near as can be to where they belong, `gap` apart and within [top, bottom]:
 * labels that collide form a block around their mean. Undefined where they do not fit at all.
 */
export function spread(
  wanted: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
  gap: number,
): number[] | undefined {
  const total = heights.reduce((sum, height) => sum + height + gap, -gap);
  if (total > bottom - top) return undefined;
  interface Block {
    members: number[];
    height: number;
    start: number;
  }
  const place = (members: number[]): Block => {
    const height = members.reduce((sum, i) => sum + heights[i] + gap, -gap);
    let before = 0;
    let mean = 0;
    for (const i of members) {
      mean += (wanted[i] - (before + heights[i] / 2)) / members.length;
      before += heights[i] + gap;
    }
    return { members, height, start: Math.min(Math.max(mean, top), bottom - height) };
  };
  const blocks: Block[] = [];
  for (const i of [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b] || a - b)) {
    let block = place([i]);
    while (blocks.length > 0) {
      const above = blocks[blocks.length - 1];
      if (above.start + above.height + gap <= block.start) break;
      block = place([...blocks.pop()!.members, ...block.members]);
    }
    blocks.push(block);
  }
  const centres = new Array<number>(wanted.length);
  for (const { members, start } of blocks) {
    let at = start;
    for (const i of members) {
      centres[i] = at + heights[i] / 2;
      at += heights[i] + gap;
    }
  }
  return centres;
}

export interface Flag {
  lines: string[];
  x: number;
  left: number;
  /** Height of the label's lower edge above the plot. */
  above: number;
}

/**
 * Labels that stand on top of vertical lines without touching one another or another's line: each starts at its line and
 * runs to the right, raised over every line that it covers. One that would leave the figure is shifted to the left
 * instead, and so is one that would cover a shifted label's line.
 */
export function flags(
  labels: readonly { x: number; label: string }[],
  {
    left,
    right,
    maxWidth,
    size,
    weight = 'regular',
  }: { left: number; right: number; maxWidth: number; size: number; weight?: Weight },
): Flag[] {
  const leading = size * LEADING;
  const planned: { x: number; start: number; width: number; lines: string[]; shifted: boolean }[] = [];
  for (const { x, label } of [...labels].sort((a, b) => b.x - a.x)) {
    const lines = wrapText(label, maxWidth, size, weight);
    const width = Math.max(...lines.map((line) => measureText(line, size, weight)));
    let start = Math.min(x - 0.5, right - width);
    const barred = planned.filter((other) => other.shifted && start + width + 2 > other.x);
    if (barred.length > 0) start = Math.min(start, Math.min(...barred.map((other) => other.x)) - 3 - width);
    planned.push({ x, start: Math.max(left, start), width, lines, shifted: start < x - 1 });
  }
  const placed: (Flag & { box: Box })[] = [];
  const toTheRight = planned.filter(({ shifted }) => !shifted);
  const toTheLeft = planned.filter(({ shifted }) => shifted).reverse();
  for (const { x, start, width, lines } of [...toTheRight, ...toTheLeft]) {
    let above = 2;
    const boxAt = (): Box => ({
      left: start,
      right: start + width,
      top: above,
      bottom: above + lines.length * leading,
    });
    for (const other of [...placed].sort((a, b) => a.box.bottom - b.box.bottom)) {
      const covers = other.x !== x && other.x > start - 2 && other.x < start + width + 2;
      if (covers || overlaps(boxAt(), other.box, 2)) above = Math.max(above, other.box.bottom + 1.5);
    }
    placed.push({ lines, x, left: start, above, box: boxAt() });
  }
  return placed.map(({ box, ...flag }) => flag);
}
