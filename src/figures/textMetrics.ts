import { ADVANCES } from './interAdvances.js';

export type Weight = keyof typeof ADVANCES;

const UNITS_PER_EM = 2048;
/** Heights of Inter as shares of the font size: capitals, the lowest descender, the highest accent. */
export const CAP_HEIGHT = 1490 / UNITS_PER_EM;
export const DESCENT = 430 / UNITS_PER_EM;
export const ASCENT = 1900 / UNITS_PER_EM;
/** Distance of lines of text as a share of the font size. */
export const LEADING = 1.22;

const tables: Record<Weight, Map<number, number>> = {
  regular: decode(ADVANCES.regular),
  semibold: decode(ADVANCES.semibold),
};

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

/** The advance of one code point in font units; undefined where the table has none. */
export function advanceOf(codePoint: number, weight: Weight = 'regular'): number | undefined {
  return tables[weight].get(codePoint);
}

/**
 * Width of a text in the unit of `size`: the sum of its advances. Kerning is left out; it narrows most
 * texts by up to 3 % and widens a few by up to 2 %, for which layouts leave a point of margin. A character outside the table
 * counts as one em, which no letter exceeds by much.
 */
export function measureText(text: string, size: number, weight: Weight = 'regular'): number {
  const table = tables[weight];
  let units = 0;
  for (const character of text) units += table.get(character.codePointAt(0)!) ?? UNITS_PER_EM;
  return (units / UNITS_PER_EM) * size;
}

/** Lines no wider than `maxWidth`, broken at spaces and after hyphens; a longer word is broken inside, never cut off. */
export function wrapText(text: string, maxWidth: number, size: number, weight: Weight = 'regular'): string[] {
  const fits = (line: string) => measureText(line.trimEnd(), size, weight) <= maxWidth;
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/(?<=[\s\-–/])/)) {
    if (line === '' || fits(line + word)) line += word;
    else {
      lines.push(line.trimEnd());
      line = word;
    }
    while (!fits(line)) {
      const characters = [...line];
      let keep = characters.length - 1;
      while (keep > 1 && !fits(characters.slice(0, keep).join(''))) keep--;
      if (keep < 1) break;
      lines.push(characters.slice(0, keep).join(''));
      line = characters.slice(keep).join('');
      if ([...line].length <= 1) break;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const overlaps = (a: Box, b: Box, gap = 0): boolean =>
  a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;

/** The box of one line of text whose baseline starts at (x, y). */
export function textBox(
  text: string,
  x: number,
  y: number,
  size: number,
  { weight = 'regular', align = 'left' }: { weight?: Weight; align?: 'left' | 'center' | 'right' } = {},
): Box {
  const width = measureText(text, size, weight);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - CAP_HEIGHT * size, bottom: y + DESCENT * size };
}
