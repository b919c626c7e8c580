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

/**
 * The heading of a plot, flush with the left edge of its figure, its last line so far above the plot; top: how far its
 * highest accents reach above it.
 */
export function headingOver(
  heading: string,
  { left, width, above }: { readonly left: number; readonly width: number; readonly above: number },
): { readonly layers: Spec[]; readonly top: number } {
  const lines = wrapText(heading, width, TYPE.title, 'semibold');
  const leading = TYPE.title * LEADING;
  const placed = lines.map((text, i) => ({ px: -left, py: -above - (lines.length - 1 - i) * leading, text }));
  return {
    layers: textLayer(placed, { size: TYPE.title, weight: 600 }),
    top: above + (lines.length - 1) * leading + ASCENT * TYPE.title + 0.5,
  };
}

/** Where rows of these heights begin, one under another. */
export const topsOf = (heights: readonly number[], first = 0): number[] =>
  heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, first));

/** Lines of a text one under another about a middle, beneath which the baseline of one line alone would lie so far. */
export function linesAbout(
  middle: number,
  lines: readonly string[],
  size: number,
  drop = (CAP_HEIGHT * size) / 2,
): { readonly text: string; readonly py: number }[] {
  const leading = size * LEADING;
  return lines.map((text, i) => ({ text, py: middle + (i - (lines.length - 1) / 2) * leading + drop }));
}

/** The same, flush right. */
export const linesBefore = (
  right: number,
  middle: number,
  lines: readonly string[],
  size: number,
  drop = (CAP_HEIGHT * size) / 2,
): PlacedText[] =>
  linesAbout(middle, lines, size, drop).map((line) => ({
    ...line,
    px: right - measureText(line.text, size),
  }));

/** What stands at a tick of an axis, its capitals so far beneath the plot's lower edge. */
export const tickText = (text: string, middle: number, bottom: number, gap = 4): PlacedText => ({
  px: middle - measureText(text, TYPE.small) / 2,
  py: bottom + gap + CAP_HEIGHT * TYPE.small,
  text,
  ink: INK.quiet,
});

/** The rows beside a figure, as its specification reads them. */
export const tableBeside = (name: string, numbers: readonly string[]): Spec => ({
  url: `${name}.csv`,
  format: { type: 'csv', parse: Object.fromEntries(numbers.map((field) => [field, 'number'])) },
});

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
