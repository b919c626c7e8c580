import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const { resolve } = createRequire(import.meta.url);
const open = (path: string): Font => create(readFileSync(resolve(`@expo-google-fonts/inter/${path}`)));
export const regular = open('400Regular/Inter_400Regular.ttf');
export const semibold = open('600SemiBold/Inter_600SemiBold.ttf');
const openSerif = (path: string): Font =>
  create(readFileSync(resolve(`@expo-google-fonts/source-serif-4/${path}`)));
export const serifRegular = openSerif('400Regular/SourceSerif4_400Regular.ttf');
export const serifSemibold = openSerif('600SemiBold/SourceSerif4_600SemiBold.ttf');

export interface DrawnText {
  text: string;
  size: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Every text of a drawing with the box of its ink, from the positions in the SVG and the font's own layout (kerning included). Halos are left out. */
export function textsOf(svg: string): { width: number; height: number; texts: DrawnText[] } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!;
  const texts: DrawnText[] = [];
  const stack: [number, number][] = [[0, 0]];
  const shift = (attributes: string): [number, number] => {
    let [x, y] = [0, 0];
    for (const [, dx, dy] of attributes.matchAll(/translate\(([-\d.]+),([-\d.]+)\)/g)) {
      x += Number(dx);
      y += Number(dy);
    }
    return [x, y];
  };
  for (const [, close, tag, attributes, content] of svg.matchAll(/<(\/?)(g|text)([^>]*)>([^<]*)/g)) {
    if (close !== '') {
      if (tag === 'g') stack.pop();
      continue;
    }
    const [ox, oy] = stack[stack.length - 1];
    const [dx, dy] = shift(attributes);
    if (tag === 'g') {
      stack.push([ox + dx, oy + dy]);
      continue;
    }
    // Halos: paper around letters, white or dark.
    if (/stroke="#(?:ffffff|15181c)"/.test(attributes)) continue;
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)![1]);
    const serif = attributes.includes('Source Serif');
    const font = /font-weight="600"/.test(attributes)
      ? serif
        ? serifSemibold
        : semibold
      : serif
        ? serifRegular
        : regular;
    const text = content
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
    const advance = (font.layout(text).advanceWidth / font.unitsPerEm) * size;
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start';
    const left = ox + dx - (anchor === 'end' ? advance : anchor === 'middle' ? advance / 2 : 0);
    const baseline = oy + dy;
    texts.push({
      text,
      size,
      left,
      right: left + advance,
      top: baseline - 0.73 * size,
      bottom: baseline + 0.2 * size,
    });
  }
  return { width: Number(width), height: Number(height), texts };
}

/** What is wrong with the texts of a drawing: below 6 pt at print size (`scale` points a unit), cut off, or on one another. */
export function textFaults(svg: string, scale = 1): string[] {
  const { width, height, texts } = textsOf(svg);
  const faults: string[] = [];
  for (const { text, size, left, right, top, bottom } of texts) {
    if (size * scale < 6) faults.push(`${text}: ${size * scale} pt`);
    if (left < -0.3 || right > width + 0.3 || top < 0 || bottom > height) faults.push(`cut: ${text}`);
  }
  texts.forEach((a, i) => {
    for (const b of texts.slice(0, i))
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        faults.push(`${a.text} on ${b.text}`);
  });
  return faults;
}
