/** The legend of a map: classes of time, sizes of cities, and what hollow means. */
import type { Spec } from './figure.js';
import { type PlacedText, round, textLayer, tickText, topsOf } from './layout.js';
import { CORNERS, markLayer, POINT, rimmedPoint } from './marks.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
import { INK, TYPE } from './theme.js';
import { numerals, words } from './words.js';

const short = (population: number): string =>
  population >= 1e6
    ? numerals(`${Number((population / 1e6).toPrecision(2))}M`)
    : population >= 1000
      ? `${Math.round(population / 1000)}k`
      : String(population);

export interface LegendInput {
  width: number;
  top: number;
  limits: readonly number[];
  /** Encoding of the colour, and the field that it reads. */
  fill: Spec;
  field: string;
  limitText: (limit: number) => string;
  /** What a hollow circle means, and how it is drawn; '': there are none. */
  hollow: string;
  hollowMark: Spec;
  /** 0: populations unknown. */
  largest: number;
  radiusOf: (population: number) => number;
}

/** Colour classes with their limits, population circles, and what hollow means, in rows of at most the figure's width. */
export function mapLegend(input: LegendInput): { layers: Spec[]; height: number } {
  const { width, top, limits, largest, radiusOf } = input;
  const sizes = sampleSizes(largest, radiusOf);
  const sizesLeft = sizes.length > 0 ? width - sizesWidth(sizes) - 1 : width;
  const middle = top + Math.max(biggestOf(sizes), 4);
  const colours = colourPart(input, sizesLeft, middle);
  // Where the limits need the whole width, populations stand in a row of their own, after what they are.
  const populations =
    colours.takesAll && limits.length > 1
      ? populationRow(sizes, colours.bottom)
      : populationsBeside(sizes, sizesLeft, middle);
  const bottom = Math.max(top, colours.bottom, populations.bottom);
  const hollow = hollowPart(input, sizesLeft, middle, bottom);
  return {
    layers: [
      ...colours.layers,
      ...hollow.layers,
      ...populations.layers,
      ...textLayer([...colours.texts, ...populations.texts, ...hollow.texts], { size: TYPE.small }),
    ],
    height: Math.max(bottom, hollow.bottom) - top + 1,
  };
}

/** A part of the legend; its texts are drawn over all parts. `bottom`: where it ends; 0: there is none. */
interface Part {
  readonly layers: Spec[];
  readonly texts: PlacedText[];
  readonly bottom: number;
}
const NOTHING: Part = { layers: [], texts: [], bottom: 0 };

const widthOf = (text: string): number => measureText(text, TYPE.small);
const capHeight = (): number => CAP_HEIGHT * TYPE.small;

/** Blocks of colour side by side, their limits beneath; takesAll: they leave no room for populations at their right. */
function colourPart(
  { width, limits, fill, field, limitText }: LegendInput,
  sizesLeft: number,
  middle: number,
): Part & { readonly takesAll: boolean } {
  const widest = Math.max(0, ...limits.map((limit) => widthOf(limitText(limit))));
  const [inset, last] =
    limits.length > 1
      ? [limits[0], limits[limits.length - 1]].map((limit) => widthOf(limitText(limit)) / 2)
      : [0, 0];
  const count = Math.max(1, limits.length - 1);
  const takesAll = inset + count * (widest + 4) + last > sizesLeft - 16;
  if (limits.length <= 1) return { ...NOTHING, takesAll };
  const room = (takesAll ? width : sizesLeft - 16) - inset - last;
  const block = Math.min(Math.max(22, widest + 4), room / count);
  const named = namedLimits(limits.length, Math.max(1, Math.ceil((widest + 4) / block - 1e-9)));
  const blocks = limits.slice(1).map((limit, i) => ({
    px: round(inset + i * block),
    px2: round(inset + (i + 1) * block),
    py: round(middle - 3.5),
    py2: round(middle + 3.5),
    [field]: (limit + limits[i]) / 2,
  }));
  return {
    layers: markLayer(blocks, { type: 'rect', stroke: INK.paper, strokeWidth: 0.5 }, { ...CORNERS, fill }),
    texts: limits.flatMap((limit, i) =>
      named.has(i) ? [tickText(limitText(limit), inset + i * block, middle + 3.5, 3)] : [],
    ),
    bottom: middle + 8.5 + capHeight(),
    takesAll,
  };
}

/** A population that a circle stands for. */
interface SampleSize {
  readonly radius: number;
  readonly text: string;
}

/** Three round numbers that span the circles. */
const sampleSizes = (largest: number, radiusOf: LegendInput['radiusOf']): SampleSize[] =>
  (largest > 0 ? populationSamples(largest) : []).map((population) => ({
    radius: radiusOf(population),
    text: short(population),
  }));

const biggestOf = (sizes: readonly SampleSize[]): number => sizes[0]?.radius ?? 0;
const sizesWidth = (sizes: readonly SampleSize[]): number =>
  sizes.reduce((sum, { radius, text }) => sum + 2 * radius + 2.5 + widthOf(text), 0) + 7 * (sizes.length - 1);

/** Populations at the right, what they are beneath. */
function populationsBeside(sizes: readonly SampleSize[], left: number, middle: number): Part {
  const half = Math.max(biggestOf(sizes), 4);
  const word = {
    px: left,
    py: middle + half + capHeight() + 3,
    text: words`population`,
    ink: INK.quiet,
  };
  return circlesAfter(word, sizes, left, middle, middle + half + capHeight() + 5);
}

/** Populations in a row of their own, after what they are. */
function populationRow(sizes: readonly SampleSize[], above: number): Part {
  const half = Math.max(biggestOf(sizes), 4);
  const middle = above + 4 + half;
  const word = { px: 0, py: middle + capHeight() / 2, text: words`population`, ink: INK.quiet };
  return circlesAfter(word, sizes, widthOf(word.text) + 8, middle, middle + half + 1);
}

/** Circles side by side, each with its population. */
function circlesAfter(
  word: PlacedText,
  sizes: readonly SampleSize[],
  left: number,
  middle: number,
  bottom: number,
): Part {
  if (sizes.length === 0) return NOTHING;
  const lefts = topsOf(
    sizes.map(({ radius, text }) => 2 * radius + 2.5 + widthOf(text) + 7),
    left,
  );
  const circles = sizes.map(({ radius }, i) => ({
    px: round(lefts[i] + radius),
    py: round(middle),
    size: round(Math.PI * radius * radius),
  }));
  return {
    layers: markLayer(circles, rimmedPoint({ shape: 'circle', fill: INK.sample }), {
      ...POINT,
      size: { field: 'size', type: 'quantitative', scale: null },
    }),
    texts: [
      word,
      ...sizes.map(({ radius, text }, i) => ({
        px: lefts[i] + 2 * radius + 2.5,
        py: middle + capHeight() / 2,
        text,
        ink: INK.quiet,
      })),
    ],
    bottom,
  };
}

/** What a hollow circle means: in line where there are no colours and there is room, else beneath all. */
function hollowPart(
  { limits, hollow, hollowMark }: LegendInput,
  sizesLeft: number,
  middle: number,
  bottom: number,
): Part {
  if (hollow === '') return NOTHING;
  const cap = capHeight();
  const isInLine = limits.length === 0 && 10 + widthOf(hollow) < sizesLeft - 8;
  const y = isInLine ? middle : bottom + 4 + cap / 2;
  const mark = { type: 'point', shape: 'circle', filled: true, opacity: 1, ...hollowMark, size: 16 };
  return {
    layers: markLayer([{ px: 4, py: round(y) }], mark, POINT),
    texts: [{ px: 10, py: y + cap / 2, text: hollow, ink: INK.quiet }],
    bottom: y + cap / 2 + 2,
  };
}

/**
 * Which of `count` limits are named where there is room for every `every`-th: the same from both ends, so that a scale about
 * 0 never looks skewed.
 */
export function namedLimits(count: number, every: number): ReadonlySet<number> {
  const named = new Set<number>();
  for (let i = 0; 2 * i <= count - 1; i += every) {
    const mirrored = count - 1 - i;
    if (mirrored !== i && mirrored - i < every) break;
    named.add(i).add(mirrored);
  }
  return named;
}

/** Up to three populations on 1, 2 or 5 times a power of ten, from the largest city down by tenths. */
function populationSamples(largest: number): number[] {
  const power = 10 ** Math.floor(Math.log10(largest));
  const first = [5, 2, 1].map((factor) => factor * power).find((value) => value <= largest)!;
  return [first, roundTo125(first / 5), roundTo125(first / 40)].filter(
    (value, i, all) => value >= 1 && all.indexOf(value) === i,
  );
}

function roundTo125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((factor) => factor * power).find((rounded) => rounded <= value * 1.001)!;
}
