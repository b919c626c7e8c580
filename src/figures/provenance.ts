import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import type { Provenance } from './figure.js';
import { unescapeXml } from './xml.js';

/** JSON in ASCII, so that it survives PNG's and PDF's oldest text fields unchanged. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'),
  );

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** A chunk of a PNG: length, type, data and check sum. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < 8 + data.length; i++) crc = CRC[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  view.setUint32(8 + data.length, ~crc >>> 0);
  return bytes;
}

const KEYWORD = 'fastpolicy';

/** The PNG with its resolution (so that it is placed at its printed width), title, description and provenance. */
export function stampPng(
  png: Uint8Array,
  {
    dpi,
    title,
    description,
    provenance,
  }: { dpi: number; title: string; description: string; provenance: Provenance },
): Uint8Array {
  const density = new DataView(new ArrayBuffer(9));
  const perMetre = Math.round(dpi / 0.0254);
  density.setUint32(0, perMetre);
  density.setUint32(4, perMetre);
  density.setUint8(8, 1);
  const international = (keyword: string, text: string) =>
    chunk(
      'iTXt',
      Buffer.concat([
        Buffer.from(`${keyword}\0\x01\0\0\0`, 'latin1'),
        deflateSync(Buffer.from(text, 'utf8')),
      ]),
    );
  const plain = (keyword: string, text: string) =>
    chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  // Signature and header are the first 33 bytes; everything ours stands right after them.
  return new Uint8Array(
    Buffer.concat([
      png.subarray(0, 33),
      chunk('pHYs', new Uint8Array(density.buffer)),
      plain('Software', KEYWORD),
      plain('identity', provenance.identity),
      plain(KEYWORD, asciiJson(provenance)),
      international('Title', title),
      international('Description', description),
      png.subarray(33),
    ]),
  );
}

/** What a written figure carries: reads SVG, PDF, PNG and Vega-Lite files of ours. Undefined: none. */
export function readProvenance(file: Uint8Array): Provenance | undefined {
  const text = Buffer.from(file).toString('latin1');
  let json: string | undefined;
  if (text.startsWith('\x89PNG')) {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    for (let at = 8; at + 12 <= file.length; at += 12 + view.getUint32(at)) {
      const body = text.slice(at + 8, at + 8 + view.getUint32(at));
      if (text.slice(at + 4, at + 8) === 'tEXt' && body.startsWith(KEYWORD + '\0'))
        json = body.slice(KEYWORD.length + 1);
    }
  } else if (text.startsWith('%PDF')) {
    // The Info dictionary refers to its texts by number.
    const id = new RegExp(`/${KEYWORD} (\\d+) 0 R`).exec(text)?.[1];
    const literal = new RegExp(`\n${id} 0 obj\n\\(((?:[^\\\\()]|\\\\.)*)\\)`, 's').exec(text)?.[1];
    json = literal?.replace(/\\([\\()])/g, '$1');
  } else if (text.trimStart().startsWith('{')) {
    const found = JSON.parse(Buffer.from(file).toString('utf8')).usermeta?.[KEYWORD];
    return found === undefined ? undefined : (found as Provenance);
  } else {
    const found = new RegExp(`<metadata id="[^"]*${KEYWORD}">([^<]*)</metadata>`).exec(text)?.[1];
    json = found === undefined ? undefined : unescapeXml(found);
  }
  return json === undefined ? undefined : (JSON.parse(json) as Provenance);
}
