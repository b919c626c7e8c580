/** The two faces of figures: what laying out needs of them, without the font files. */
import { ADVANCES } from './interAdvances.js';
import { SOURCE_SERIF_ADVANCES } from './sourceSerifAdvances.js';

export const faceNames = ['sans', 'serif'] as const;
export type FaceName = (typeof faceNames)[number];
export type Weight = keyof typeof ADVANCES;

export interface Face {
  readonly family: string;
  /** What a reader's machine may set instead of it. */
  readonly fallbacks: string;
  readonly unitsPerEm: number;
  /** Heights as shares of the font size: capitals, the lowest descender, the highest accent. */
  readonly capHeight: number;
  readonly descent: number;
  readonly ascent: number;
  /** Advances in font units by code point. */
  readonly advances: { readonly [weight in Weight]: ReadonlyMap<number, number> };
  /** Font files, as node_modules have them. */
  readonly files: { readonly [weight in Weight]: string };
}

function decode(packed: string): Map<number, number> {
  const table = new Map<number, number>();
  for (const range of packed.split('|')) {
    const [first, widths] = range.split(':');
    const start = Number.parseInt(first, 16);
    widths.split(' ').forEach((width, i) => {
      if (width !== '') table.set(start + i, Number.parseInt(width, 36));
    });
  }
  return table;
}

const decodeAll = (packed: { readonly [weight in Weight]: string }): Face['advances'] => ({
  regular: decode(packed.regular),
  semibold: decode(packed.semibold),
});

export const faces: { readonly [name in FaceName]: Face } = {
  sans: {
    family: 'Inter',
    fallbacks: "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif",
    unitsPerEm: 2048,
    capHeight: 1490 / 2048,
    descent: 430 / 2048,
    ascent: 1900 / 2048,
    advances: decodeAll(ADVANCES),
    files: {
      regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
      semibold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
    },
  },
  serif: {
    family: 'Source Serif 4',
    fallbacks: "'Source Serif 4', 'Times New Roman', Times, serif",
    unitsPerEm: 1000,
    capHeight: 0.67,
    descent: 0.244,
    ascent: 0.94,
    advances: decodeAll(SOURCE_SERIF_ADVANCES),
    files: {
      regular: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
      semibold: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
    },
  },
};
