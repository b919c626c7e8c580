import type { Spec } from './figure.js';

/** Widths of journal columns. */
export const SINGLE_COLUMN_MM = 89;
export const DOUBLE_COLUMN_MM = 183;
/** One unit of every figure is one point at print size. */
export const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4;

export const FONT = 'Inter';
export const FONT_FALLBACKS = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** Sizes of text in points at print size. Nothing is smaller than `least`. */
export const TYPE = { title: 7.5, label: 7, small: 6.5, least: 6 } as const;

export const INK = {
  text: '#1c1f23',
  quiet: '#565d66',
  axis: '#6b727b',
  grid: '#e4e7ea',
  paper: '#ffffff',
} as const;
export const LAND = { own: '#e7e9ec', other: '#f3f4f5', border: '#ffffff' } as const;

/**
 * Line colours: Okabe & Ito (2008), colour-blind safe, ordered so that neighbours differ in lightness too;
 * sky blue, orange and purple darkened until text in them can be read on white. Redundant with shape and direct labels.
 */
export const PALETTE = [
  '#0072b2',
  '#d55e00',
  '#00795a',
  '#b0447f',
  '#2b2f36',
  '#a8750a',
  '#2b87bf',
  '#7a5195',
] as const;
export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  'triangle-left',
] as const;

/**
 * Early to late: dark to light, with steadily rising lightness, so that the order survives greyscale printing and
 * red-green blindness; stops of viridis (van der Walt & Smith 2015) with a darker start and without its palest end.
 */
const SEQUENCE = ['#26094f', '#3b2f7d', '#33568c', '#28768e', '#1f958b', '#3cb371', '#86cc4c', '#dfdc35'];

/** `count` colours along the sequence, early first. */
export function sequence(count: number): string[] {
  const channel = (colour: string, i: number) => Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
  return Array.from({ length: count }, (_, k) => {
    const position = (count === 1 ? 0.4 : k / (count - 1)) * (SEQUENCE.length - 1);
    const lower = Math.min(Math.floor(position), SEQUENCE.length - 2);
    const share = position - lower;
    const mixed = [0, 1, 2].map((i) =>
      Math.round(channel(SEQUENCE[lower], i) * (1 - share) + channel(SEQUENCE[lower + 1], i) * share),
    );
    return '#' + mixed.map((value) => value.toString(16).padStart(2, '0')).join('');
  });
}

export const HAIRLINE = 0.4;
const AXIS_LINE = 0.5;

/** The one look, as Vega-Lite configuration. Figures place everything themselves, so nothing is fitted or padded here. */
export const CONFIG: Spec = {
  font: FONT,
  background: INK.paper,
  aria: false,
  view: { stroke: null, fill: null },
  axis: {
    labelFont: FONT,
    labelFontSize: TYPE.label,
    labelColor: INK.quiet,
    labelLimit: 0,
    labelOverlap: false,
    labelBound: false,
    labelFlush: false,
    title: null,
    domain: false,
    ticks: false,
    grid: false,
    translate: 0,
  },
  axisX: {
    domain: true,
    domainColor: INK.axis,
    domainWidth: AXIS_LINE,
    ticks: true,
    tickColor: INK.axis,
    tickWidth: AXIS_LINE,
    tickSize: 3,
    tickRound: false,
    labelBaseline: 'alphabetic',
    labelPadding: 7.5,
  },
  axisY: {
    grid: true,
    gridColor: INK.grid,
    gridWidth: HAIRLINE,
    tickRound: false,
    labelBaseline: 'alphabetic',
    labelPadding: 5,
  },
  legend: { disable: true },
  text: { font: FONT, fontSize: TYPE.label, fill: INK.text, baseline: 'alphabetic', align: 'left' },
};

/** Schema of Vega-Lite that the specifications are written in. */
export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';
