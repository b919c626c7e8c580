import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { chunk } from './provenance.js';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row; opacity is not kept. */
  readonly rgba: Uint8Array;
}

const COLOURS = 256;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
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
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  return new Uint8Array(
    Buffer.concat([
      Uint8Array.from(SIGNATURE),
      chunk('IHDR', new Uint8Array(header.buffer)),
      chunk('PLTE', palette),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}
