import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { chunk } from './provenance.js';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, row by row; opacity is not kept. */
  readonly rgba: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const COLOUR_TYPES = { rgb: 2, palette: 3 } as const;

/** A PNG file of eight bits a channel. `rows`: each row after the number of its filter, 0; `before`: chunks before the pixels. */
export function pngFile(
  { width, height }: { readonly width: number; readonly height: number },
  colourType: number,
  rows: Uint8Array,
  { level, before = [] }: { readonly level: number; readonly before?: readonly Uint8Array[] },
): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, colourType);
  return new Uint8Array(
    Buffer.concat([
      SIGNATURE,
      chunk('IHDR', new Uint8Array(header.buffer)),
      ...before,
      chunk('IDAT', deflateSync(rows, { level })),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

/**
 * Pixels as they are. Drawings are flat areas and repeated lines, which shrink best and fastest without a filter; higher
 * levels take up to three times as long for a tenth of the size.
 */
export function rgbPng({ width, height, rgba }: Pixels): Uint8Array {
  const rows = new Uint8Array((3 * width + 1) * height);
  let from = 0;
  let to = 0;
  for (let y = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++) {
      rows[to] = rgba[from];
      rows[to + 1] = rgba[from + 1];
      rows[to + 2] = rgba[from + 2];
      from += 4;
      to += 3;
    }
  }
  return pngFile({ width, height }, COLOUR_TYPES.rgb, rows, { level: 1 });
}
