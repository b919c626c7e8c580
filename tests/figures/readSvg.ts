import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const { resolve } = createRequire(import.meta.url);
const open = (path: string): Font => create(readFileSync(resolve(`@expo-google-fonts/inter/${path}`)));
export const regular = open('400Regular/Inter_400Regular.ttf');
export const semibold = open('600SemiBold/Inter_600SemiBold.ttf');

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
    if (/stroke="#ffffff"/.test(attributes)) continue;
    const size = Number(/font-size="([\d.]+)"/.exec(attributes)![1]);
    const font = /font-weight="600"/.test(attributes) ? semibold : regular;
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
