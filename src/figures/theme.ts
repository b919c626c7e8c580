/**
 * The look of figures: a value, put on for the time in which a figure is made. Figure modules read INK, PALETTE and the
 * like as they stand at that moment, so a module says what a colour is for and never which theme it is in.
 */
import { type Face, type FaceName, faceNames, faces } from './face.js';
import type { Spec } from './figure.js';
import { measureIn } from './textMetrics.js';
import { type Language, languages, numberLocale, speak } from './words.js';

/** Widths of journal columns in mm: single, one and a half, double. */
export const WIDTHS = { single: 89, 'one-and-a-half': 120, double: 183 } as const;

export const themeNames = ['journal', 'slides', 'dark'] as const;
export const paletteNames = ['colour', 'grey'] as const;

/** What a user chooses. */
export interface Look {
  readonly theme: (typeof themeNames)[number];
  /** Width of every figure in mm; null: each has the width that suits it. */
  readonly widthMm: number | null;
  /** Dots per inch of PNGs; null: 300 in print, half as many on slides, which are larger. */
  readonly dpi: number | null;
  readonly face: FaceName;
  readonly palette: (typeof paletteNames)[number];
  readonly language: Language;
}
export const JOURNAL: Look = {
  theme: 'journal',
  widthMm: null,
  dpi: null,
  face: 'sans',
  palette: 'colour',
  language: 'en',
};
export const lookChoices = {
  theme: themeNames,
  face: faceNames,
  palette: paletteNames,
  language: languages,
} as const;

interface Inks {
  readonly text: string;
  readonly quiet: string;
  readonly axis: string;
  readonly grid: string;
  readonly paper: string;
  /** Every second row of a table-like plot. */
  readonly stripe: string;
  /** A region of values. */
  readonly shade: string;
  /** Vertical lines of events. */
  readonly event: string;
  /** Arrows, and circles' edges. */
  readonly arrow: string;
  /** Outline of cities that there is nothing to say of. */
  readonly rare: string;
  /** Circles of a legend. */
  readonly sample: string;
  /** What is neither one nor the other. */
  readonly neutral: string;
  /** A paler first colour of the palette. */
  readonly pale: string;
  /** What stands between two parameters. */
  readonly pair: string;
}

const LIGHT: Inks = {
  text: '#1c1f23',
  quiet: '#565d66',
  axis: '#6b727b',
  grid: '#e4e7ea',
  paper: '#ffffff',
  stripe: '#f6f7f8',
  shade: '#e7edf3',
  event: '#aab1b9',
  arrow: '#8b929a',
  rare: '#848c95',
  sample: '#c3c8ce',
  neutral: '#c9ced4',
  pale: '#cfe3f1',
  pair: '#a9b0b8',
};
const DARK: Inks = {
  text: '#eef0f2',
  quiet: '#b4bbc3',
  axis: '#8d949d',
  grid: '#30353c',
  paper: '#15181c',
  stripe: '#1b1f24',
  shade: '#232f3a',
  event: '#6f7780',
  arrow: '#8b929a',
  rare: '#858d96',
  sample: '#5c636b',
  neutral: '#5a6169',
  pale: '#1f4a66',
  pair: '#737a83',
};

/**
 * Line colours: Okabe & Ito (2008), colour-blind safe, ordered so that neighbours differ in lightness too;
 * sky blue, orange and purple darkened until text in them can be read on white. Redundant with shape and direct labels.
 */
const OKABE_ITO = [
  '#0072b2',
  '#d55e00',
  '#00795a',
  '#b0447f',
  '#2b2f36',
  '#a8750a',
  '#2b87bf',
  '#7a5195',
] as const;
/** The same hues, light enough for text on a dark ground. */
const OKABE_ITO_DARK = [
  '#56b4e9',
  '#f2823a',
  '#2fc49a',
  '#e58cbb',
  '#e8eaed',
  '#f0c24b',
  '#9ad4f5',
  '#b79ad6',
] as const;
/** Greys for printing without colour; five can be told apart, the rest by their shapes. */
const GREYS = [
  '#000000',
  '#7f7f7f',
  '#3b3b3b',
  '#5c5c5c',
  '#1e1e1e',
  '#707070',
  '#4c4c4c',
  '#2d2d2d',
] as const;
const GREYS_DARK = [
  '#ffffff',
  '#919191',
  '#c6c6c6',
  '#ababab',
  '#e2e2e2',
  '#9e9e9e',
  '#b8b8b8',
  '#d4d4d4',
] as const;

/**
 * Early to late: dark to light, with steadily rising lightness, so that the order survives greyscale printing and
 * red-green blindness; stops of viridis (van der Walt & Smith 2015) with a darker start and without its palest end.
 */
const VIRIDIS = ['#26094f', '#3b2f7d', '#33568c', '#28768e', '#1f958b', '#3cb371', '#86cc4c', '#dfdc35'];
/** On a dark ground early is light. */
const VIRIDIS_DARK = ['#f6ef6b', '#b5de55', '#6fcb67', '#3cb485', '#2f9a92', '#3d7f97', '#456293', '#4b4585'];
const GREY_SEQUENCE = ['#000000', '#dedede'];
const GREY_SEQUENCE_DARK = ['#ffffff', '#4a4a4a'];

/** Sooner to later: blue over grey to red (ColorBrewer's RdBu, colour-blind safe; Brewer 2003). */
const RED_BLUE = ['#2166ac', '#67a9cf', '#b9d7e8', '#dcdfe2', '#f6c3ac', '#ef8a62', '#b2182b'];
const RED_BLUE_DARK = ['#7cc0ff', '#4d93cf', '#32597c', '#3a4048', '#84462f', '#d2694a', '#ff9c82'];
/** Print without colour has one dimension: sooner is light, later dark, and hardly any difference stands between them. */
const GREY_DIVERGING = ['#e6e6e6', '#cdcdcd', '#b4b4b4', '#979797', '#6f6f6f', '#454545', '#000000'];
const GREY_DIVERGING_DARK = ['#ffffff', '#dcdcdc', '#bababa', '#979797', '#757575', '#565656', '#363636'];

/** Sizes of text in points at print size, before the theme's scale. Nothing is smaller than `least`. */
export const TYPE = { title: 7.5, label: 7, small: 6.5, least: 6 } as const;

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

export const HAIRLINE = 0.4;
const AXIS_LINE = 0.5;

/** The look that is on. */
let look: Look = JOURNAL;
/** Widths of small and of large figures, in mm. */
export let SINGLE_COLUMN_MM: number = WIDTHS.single;
export let DOUBLE_COLUMN_MM: number = WIDTHS.double;
/** Print points of one unit of a figure: text for a screen is larger, and everything else with it. */
export let SCALE = 1;
export let FACE: Face = faces.sans;
export let INK: Inks = LIGHT;
export let LAND: { readonly own: string; readonly other: string; readonly border: string };
export let PALETTE: readonly string[] = OKABE_ITO;
export let DIVERGING: readonly string[] = RED_BLUE;
let stops: readonly string[] = VIRIDIS;
/** Vega-Lite configuration. Figures place everything themselves, so nothing is fitted or padded here. */
export let CONFIG: Spec;
wear(JOURNAL);

/** Print points of one unit: on a screen 7 points are too few, so figures are laid out for a column and shown twice as large. */
export function scaleOf({ theme }: Look): number {
  return theme === 'journal' ? 1 : 2;
}

function wear(chosen: Look): void {
  look = chosen;
  const dark = look.theme === 'dark';
  const grey = look.palette === 'grey';
  const screen = look.theme !== 'journal';
  SCALE = scaleOf(look);
  SINGLE_COLUMN_MM = look.widthMm ?? (screen ? 200 : WIDTHS.single);
  DOUBLE_COLUMN_MM = look.widthMm ?? (screen ? 320 : WIDTHS.double);
  FACE = faces[look.face];
  INK = dark ? DARK : LIGHT;
  LAND = dark
    ? { own: '#2c3138', other: '#1f2328', border: '#15181c' }
    : { own: '#e7e9ec', other: '#f3f4f5', border: '#ffffff' };
  PALETTE = dark ? (grey ? GREYS_DARK : OKABE_ITO_DARK) : grey ? GREYS : OKABE_ITO;
  DIVERGING = dark ? (grey ? GREY_DIVERGING_DARK : RED_BLUE_DARK) : grey ? GREY_DIVERGING : RED_BLUE;
  stops = dark ? (grey ? GREY_SEQUENCE_DARK : VIRIDIS_DARK) : grey ? GREY_SEQUENCE : VIRIDIS;
  measureIn(FACE);
  speak(look.language);
  CONFIG = configuration();
}

/** Does what makes a figure in a look; `make` must not wait for anything, nor hand on what would be done later. */
export function inLook<T>(chosen: Look, make: () => T): T {
  const before = look;
  wear(chosen);
  try {
    return make();
  } finally {
    wear(before);
  }
}

/** The look that a figure is being made in. */
export const currentLook = (): Look => look;

/** Units of a figure of this width: points at print size, fewer where the theme enlarges them. */
export const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4 / SCALE;

/** `count` colours along the sequence, early first. */
export function sequence(count: number): string[] {
  const channel = (colour: string, i: number) => Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16);
  return Array.from({ length: count }, (_, k) => {
    const position = (count === 1 ? 0.4 : k / (count - 1)) * (stops.length - 1);
    const lower = Math.min(Math.floor(position), stops.length - 2);
    const share = position - lower;
    const mixed = [0, 1, 2].map((i) =>
      Math.round(channel(stops[lower], i) * (1 - share) + channel(stops[lower + 1], i) * share),
    );
    return '#' + mixed.map((value) => value.toString(16).padStart(2, '0')).join('');
  });
}

/**
 * Greys for `count` areas on top of one another: as far apart in lightness (CIE L*) as can be, neighbours by half of the
 * range. Up to six are told apart.
 */
export function areaGreys(count: number): string[] {
  const [first, last] = look.theme === 'dark' ? [98, 28] : [6, 90];
  const half = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, k) => {
    const place = k % 2 === 0 ? k / 2 : half + (k - 1) / 2;
    const lightness = count === 1 ? first : first + ((last - first) * place) / (count - 1);
    const linear = lightness > 8 ? ((lightness + 16) / 116) ** 3 : lightness / 903.3;
    const level = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return `#${Math.round(255 * level)
      .toString(16)
      .padStart(2, '0')
      .repeat(3)}`;
  });
}

function configuration(): Spec {
  const font = FACE.family;
  return {
    font,
    background: INK.paper,
    aria: false,
    ...(look.language === 'en' ? {} : { locale: { number: numberLocale() } }),
    view: { stroke: null, fill: null },
    axis: {
      labelFont: font,
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
    text: { font, fontSize: TYPE.label, fill: INK.text, baseline: 'alphabetic', align: 'left' },
  };
}

/** Schema of Vega-Lite that the specifications are written in. */
export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';
