import { Resvg } from '@resvg/resvg-js';
import { expect, it } from 'vitest';
import type { Pixels } from '../../src/figures/png.js';
import { drawMany, layOver, partsOf } from '../../src/figures/raster.js';

const SIZE = 120;
const SCALE = 3;

function painted(body: string): Pixels {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">${body}</svg>`;
  const { width, height, pixels } = new Resvg(svg, { fitTo: { mode: 'zoom', value: SCALE } }).render();
  return { width, height, rgba: pixels };
}

const place = (k: number): number => 4 + ((k * 7919) % 1120) / 10;
const paper = `<rect width="${SIZE}" height="${SIZE}" fill="#ffffff"/>`;
const circles = Array.from(
  { length: 5200 },
  (_, k) =>
    `<circle cx="${place(k)}" cy="${place(3 * k + 1)}" r="${1 + (k % 5) / 2}" fill="#ffffff" fill-opacity="0.75" stroke="#848c95" stroke-width="0.4"/>`,
).join('');
const lines = Array.from(
  { length: 3200 },
  (_, k) => `M${place(k)},${place(5 * k + 2)}L${place(11 * k + 400)},${place(17 * k + 9)}`,
).join('');

it.each([
  ['circles', `${paper}<g transform="translate(1,0.5)">${circles}</g>`],
  [
    'lines, with something on them',
    `${paper}<g fill="none"><path transform="translate(0,0)" d="${lines}" stroke="#8b929a" stroke-opacity="0.6" stroke-width="0.5"/>` +
      '<path d="M10,10h60v30h-60Z" fill="#0072b2" fill-opacity="0.5"/></g>',
  ],
])('draws thousands of %s as a renderer of SVG does', (_, body) => {
  const whole = painted(body);
  const parts = partsOf(body)!;
  const pixels = painted(parts.beneath);
  drawMany(pixels, parts.many, SCALE);
  layOver(pixels, painted(parts.above));
  let sum = 0;
  let far = 0;
  for (let k = 0; k < whole.rgba.length; k++) {
    const apart = Math.abs(whole.rgba[k] - pixels.rgba[k]);
    sum += apart;
    if (apart > 48) far++;
  }
  expect([whole.width, whole.height]).toEqual([pixels.width, pixels.height]);
  expect(sum / whole.rgba.length).toBeLessThan(4);
  expect(far / whole.rgba.length).toBeLessThan(0.002);
});

it('leaves a drawing with few circles, or clipped ones, to the renderer', () => {
  expect(partsOf(`${paper}<circle cx="5" cy="5" r="2" fill="#000000"/>`)).toBeNull();
  const clip = '<defs><clipPath id="a"><rect x="0" y="0" width="9" height="8"/></clipPath></defs>';
  expect(partsOf(`<g clip-path="url(#a)">${circles}</g>${clip}`)).toBeNull();
});
