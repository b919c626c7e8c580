/** The letters of a page: Inter with the characters that occur in it, so that it looks the same everywhere. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { subsetFont } from '../figures/fontSubset.js';

const resolve = createRequire(import.meta.url).resolve;
const FONT = 'Inter';
const FACES = [
  { weight: 400, style: 'Regular', path: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf' },
  { weight: 600, style: 'SemiBold', path: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf' },
];

const ENTITIES: { readonly [entity: string]: string } = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#10;': '\n',
};

/** Rules @font-face for all that a page says; words: those that pairs of letters are kerned in. */
export function lettersOf(page: string): string {
  const words = new Set(page.replace(/&(?:lt|gt|quot|amp|#10);/g, (entity) => ENTITIES[entity]).split(/\s+/));
  return FACES.map(({ weight, style, path }) => {
    const bytes = readFileSync(resolve(path));
    const font = subsetFont(create(bytes), bytes, [...words, ' '], FONT, style);
    return `@font-face{font-family:${FONT};font-weight:${weight};src:url(data:font/ttf;base64,${Buffer.from(font).toString('base64')})}`;
  }).join('');
}
