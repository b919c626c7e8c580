import { COLOUR_TYPES, type Pixels, pngFile } from './png.js';
import { chunk } from './provenance.js';

const COLOURS = 256;
/** Five bits a channel: a colour as one number, and back. */
const cellOf = (rgba: Uint8Array, at: number): number =>
  ((rgba[at] >> 3) << 10) | ((rgba[at + 1] >> 3) << 5) | (rgba[at + 2] >> 3);
const channels = (cell: number): [number, number, number] => [cell >> 10, (cell >> 5) & 31, cell & 31];

/**
 * A PNG of the 256 most frequent colours, the others replaced by the nearest of them: a quarter of the size of a full
 * one, for pages that must stay light.
 */
export function palettePng({ width, height, rgba }: Pixels): Uint8Array {
  const cells = new Map<number, { count: number; red: number; green: number; blue: number }>();
  for (let at = 0; at < rgba.length; at += 4) {
    const cell = cellOf(rgba, at);
    const known = cells.get(cell) ?? { count: 0, red: 0, green: 0, blue: 0 };
    known.count++;
    known.red += rgba[at];
    known.green += rgba[at + 1];
    known.blue += rgba[at + 2];
    cells.set(cell, known);
  }
  const kept = [...cells].sort((a, b) => b[1].count - a[1].count || a[0] - b[0]).slice(0, COLOURS);
  const index = new Map(kept.map(([cell], k) => [cell, k]));
  const nearest = (cell: number): number => {
    const [red, green, blue] = channels(cell);
    let [best, least] = [0, Infinity];
    kept.forEach(([other], k) => {
      const [r, g, b] = channels(other);
      const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
      if (distance < least) [best, least] = [k, distance];
    });
    return best;
  };
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = cellOf(rgba, 4 * (y * width + x));
      let k = index.get(cell);
      if (k === undefined) {
        k = nearest(cell);
        index.set(cell, k);
      }
      rows[y * (width + 1) + 1 + x] = k;
    }
  }
  const palette = Uint8Array.from(
    kept.flatMap(([, { count, red, green, blue }]) =>
      [red, green, blue].map((sum) => Math.round(sum / count)),
    ),
  );
  return pngFile({ width, height }, COLOUR_TYPES.palette, rows, {
    level: 9,
    before: [chunk('PLTE', palette)],
  });
}
