/** The legend of a map: classes of time, sizes of cities, and what hollow means. */
import type { Spec } from './figure.js';
import { type PlacedText, pixel, round, textLayer } from './layout.js';
import { CAP_HEIGHT, measureText } from './textMetrics.js';
import { HAIRLINE, INK, TYPE } from './theme.js';
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
export function mapLegend({
  width,
  top,
  limits,
  fill,
  field,
  limitText,
  hollow,
  hollowMark,
  largest,
  radiusOf,
}: LegendInput): {
  layers: Spec[];
  height: number;
} {
  const size = TYPE.small;
  const cap = CAP_HEIGHT * size;
  const layers: Spec[] = [];
  const texts: PlacedText[] = [];
  let bottom = top;
  const circles: object[] = [];

  // Populations, at the right: three round numbers that span the circles.
  const samples = largest > 0 ? populationSamples(largest) : [];
  const items = samples.map((population) => ({
    population,
    radius: radiusOf(population),
    text: short(population),
  }));
  const biggest = items.length > 0 ? items[0].radius : 0;
  const itemsWidth =
    items.reduce((sum, { radius, text }) => sum + 2 * radius + 2.5 + measureText(text, size), 0) +
    7 * (items.length - 1);
  const sizesLeft = items.length > 0 ? width - itemsWidth - 1 : width;
  const middle = top + Math.max(biggest, 4);

  // Colours, at the left: blocks side by side, their limits beneath. Where the limits need the whole width, populations
  // stand in a row of their own.
  const widest = Math.max(0, ...limits.map((limit) => measureText(limitText(limit), size)));
  const inset = limits.length > 1 ? measureText(limitText(limits[0]), size) / 2 : 0;
  const last = limits.length > 1 ? measureText(limitText(limits[limits.length - 1]), size) / 2 : 0;
  const wanted = Math.max(22, widest + 4);
  const blocks = Math.max(1, limits.length - 1);
  const beside = inset + blocks * (widest + 4) + last <= sizesLeft - 16;
  const room = (beside ? sizesLeft - 16 : width) - inset - last;
  if (limits.length > 1) {
    const block = Math.min(wanted, room / blocks);
    const named = namedLimits(limits.length, Math.max(1, Math.ceil((widest + 4) / block - 1e-9)));
    layers.push({
      data: {
        values: limits.slice(1).map((limit, i) => ({
          px: round(inset + i * block),
          px2: round(inset + (i + 1) * block),
          py: round(middle - 3.5),
          py2: round(middle + 3.5),
          [field]: (limit + limits[i]) / 2,
        })),
      },
      mark: { type: 'rect', stroke: INK.paper, strokeWidth: 0.5 },
      encoding: { x: pixel('px'), x2: { field: 'px2' }, y: pixel('py'), y2: { field: 'py2' }, fill },
    });
    limits.forEach((limit, i) => {
      if (!named.has(i)) return;
      const text = limitText(limit);
      texts.push({
        px: inset + i * block - measureText(text, size) / 2,
        py: middle + 3.5 + 3 + cap,
        text,
        ink: INK.quiet,
      });
    });
    bottom = Math.max(bottom, middle + 8.5 + cap);
  }
  if (items.length > 0) {
    const alone = !beside && limits.length > 1;
    const centre = alone ? bottom + 4 + Math.max(biggest, 4) : middle;
    const word = words`population`;
    // Alone in their row they begin at the left, after what they are.
    let x = alone ? measureText(word, size) + 8 : sizesLeft;
    texts.push({
      px: alone ? 0 : sizesLeft,
      py: alone ? centre + cap / 2 : centre + Math.max(biggest, 4) + cap + 3,
      text: word,
      ink: INK.quiet,
    });
    for (const { radius, text } of items) {
      circles.push({ px: round(x + radius), py: round(centre), size: round(Math.PI * radius * radius) });
      texts.push({ px: x + 2 * radius + 2.5, py: centre + cap / 2, text, ink: INK.quiet });
      x += 2 * radius + 2.5 + measureText(text, size) + 7;
    }
    bottom = Math.max(bottom, centre + Math.max(biggest, 4) + (alone ? 1 : cap + 5));
  }

  if (hollow !== '') {
    const text = hollow;
    const inLine = limits.length === 0 && 10 + measureText(text, size) < sizesLeft - 8;
    const y = inLine ? middle : bottom + 4 + cap / 2;
    layers.push({
      data: { values: [{ px: 4, py: round(y) }] },
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        opacity: 1,
        ...hollowMark,
        size: 16,
      },
      encoding: { x: pixel('px'), y: pixel('py') },
    });
    texts.push({ px: 10, py: y + cap / 2, text, ink: INK.quiet });
    bottom = Math.max(bottom, y + cap / 2 + 2);
  }
  if (circles.length > 0) {
    layers.push({
      data: { values: circles },
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        opacity: 1,
        fill: INK.sample,
        stroke: INK.paper,
        strokeWidth: HAIRLINE,
      },
      encoding: {
        x: pixel('px'),
        y: pixel('py'),
        size: { field: 'size', type: 'quantitative', scale: null },
      },
    });
  }
  layers.push(...textLayer(texts, { size }));
  return { layers, height: bottom - top + 1 };
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
