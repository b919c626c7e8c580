import anyAscii from 'any-ascii';
import { type Face, faces, type Weight } from './face.js';

export type { Weight } from './face.js';

/** The face that texts are measured in: the theme's (theme.ts sets it). */
let face: Face = faces.sans;
/** Heights of the face as shares of the font size: capitals, the lowest descender, the highest accent. */
export let CAP_HEIGHT = face.capHeight;
export let DESCENT = face.descent;
export let ASCENT = face.ascent;
/** Distance of lines of text as a share of the font size. */
export const LEADING = 1.22;

export function measureIn(chosen: Face): void {
  face = chosen;
  CAP_HEIGHT = face.capHeight;
  DESCENT = face.descent;
  ASCENT = face.ascent;
}

/** The advance of one code point in font units; undefined where the table has none. */
export function advanceOf(codePoint: number, weight: Weight = 'regular'): number | undefined {
  return face.advances[weight].get(codePoint);
}

/** A character that no shipped face has, in letters that every face has (any-ascii); as it is where there are none. */
export const spelled = (character: string): string => anyAscii(character).trim() || '?';

/**
 * Width of a text in the unit of `size`: the sum of its advances. Kerning is left out; it narrows most
 * texts by up to 3 % and widens a few by up to 2 %, for which layouts leave a point of margin. A character outside the table
 * counts as one em, which no letter exceeds by much, or as what it is spelled by, where that is wider.
 */
export function measureText(text: string, size: number, weight: Weight = 'regular'): number {
  const { unitsPerEm, advances } = face;
  const table = advances[weight];
  const unitsOf = (character: string): number => {
    const known = table.get(character.codePointAt(0)!);
    if (known !== undefined) return known;
    let units = 0;
    for (const letter of spelled(character)) units += table.get(letter.codePointAt(0)!) ?? unitsPerEm;
    return Math.max(unitsPerEm, units);
  };
  let units = 0;
  for (const character of text) units += unitsOf(character);
  return (units / unitsPerEm) * size;
}

/** Where a code name parts into words: after marks, and before a capital within it. */
const WORD_ENDS = /(?<=[_.:=])(?=.)|(?<=\p{Ll})(?=\p{Lu})/gu;

/** How many characters of a word that is too long stand on the first line: whole words of a code name, where there are any. */
function keptOf(characters: readonly string[], most: number): number {
  const start = characters.slice(0, most + 1).join('');
  const ends = [...start.matchAll(WORD_ENDS)].map(({ index }) => [...start.slice(0, index)].length);
  return Math.max(0, ...ends.filter((end) => end <= most)) || most;
}

/**
 * Lines no wider than `maxWidth`, broken at spaces and after hyphens; a longer word is broken inside, between the words of a
 * code name where it can be, and never cut off.
 */
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
      keep = keptOf(characters, keep);
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
