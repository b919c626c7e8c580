import { Buffer } from 'node:buffer';
import type { Font } from 'fontkit';

const table = (size: number) => new DataView(new ArrayBuffer(size));

/** Writes 16-bit words one after the other. */
function words(view: DataView, at: number, values: readonly number[]): void {
  for (let i = 0; i < values.length; i++) view.setUint16(at + 2 * i, values[i]);
}

/** Character map, format 4: one segment a character, which is small enough for the letters of one figure. */
function characterMap(glyphs: Map<number, number>): DataView {
  const codes = [...glyphs.keys()].filter((code) => code < 0xffff).sort((a, b) => a - b);
  const segments = codes.length + 1;
  const view = table(12 + 16 + 8 * segments);
  const power = 2 ** Math.floor(Math.log2(segments));
  // Header with one subtable: Windows, Unicode BMP.
  words(view, 0, [0, 1, 3, 1, 0, 12]);
  words(view, 12, [
    4,
    16 + 8 * segments,
    0,
    2 * segments,
    2 * power,
    Math.log2(power),
    2 * (segments - power),
  ]);
  const ends = 26;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  [...codes, 0xffff].forEach((code, i) => {
    view.setUint16(ends + 2 * i, code);
    view.setUint16(starts + 2 * i, code);
    view.setUint16(deltas + 2 * i, code === 0xffff ? 1 : (glyphs.get(code)! - code) & 0xffff);
  });
  return view;
}

/** Kerning, format 0: pairs of glyphs with the change of the first one's advance. */
function kerningTable(pairs: [left: number, right: number, change: number][]): DataView {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const view = table(18 + 6 * sorted.length);
  const power = 2 ** Math.floor(Math.log2(Math.max(1, sorted.length)));
  words(view, 0, [
    0,
    1,
    0,
    14 + 6 * sorted.length,
    1,
    sorted.length,
    6 * power,
    Math.log2(power),
    6 * (sorted.length - power),
  ]);
  sorted.forEach(([left, right, change], i) => {
    view.setUint16(18 + 6 * i, left);
    view.setUint16(20 + 6 * i, right);
    view.setInt16(22 + 6 * i, change);
  });
  return view;
}

/** The names a browser insists on: family, style, full name, PostScript name. */
function nameTable(family: string, style: string): DataView {
  const names: [number, string][] = [
    [1, family],
    [2, style],
    [4, `${family} ${style}`],
    [6, `${family}-${style}`],
  ];
  const length = names.reduce((sum, [, text]) => sum + 2 * text.length, 0);
  const view = table(6 + 12 * names.length + length);
  view.setUint16(2, names.length);
  view.setUint16(4, 6 + 12 * names.length);
  let offset = 0;
  names.forEach(([id, text], i) => {
    words(view, 6 + 12 * i, [3, 1, 0x409, id, 2 * text.length, offset]);
    for (let k = 0; k < text.length; k++)
      view.setUint16(6 + 12 * names.length + offset + 2 * k, text.charCodeAt(k));
    offset += 2 * text.length;
  });
  return view;
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    sum =
      (sum +
        ((bytes[i] << 24) |
          ((bytes[i + 1] ?? 0) << 16) |
          ((bytes[i + 2] ?? 0) << 8) |
          (bytes[i + 3] ?? 0))) >>>
      0;
  }
  return sum;
}

/** Puts tables into a TrueType file. */
function assemble(tables: Map<string, Uint8Array>): Uint8Array {
  const tags = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const total = tags.reduce(
    (sum, tag) => sum + Math.ceil(tables.get(tag)!.length / 4) * 4,
    12 + 16 * tags.length,
  );
  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  view.setUint32(0, 0x00010000);
  words(view, 4, [tags.length, 16 * power, Math.log2(power), 16 * (tags.length - power)]);
  let offset = 12 + 16 * tags.length;
  let head = 0;
  tags.forEach((tag, i) => {
    const bytes = tables.get(tag)!;
    if (tag === 'head') head = offset;
    for (let k = 0; k < 4; k++) file[12 + 16 * i + k] = tag.charCodeAt(k);
    file.set(bytes, offset);
    if (tag === 'head') view.setUint32(offset + 8, 0);
    view.setUint32(16 + 16 * i, checksum(file.subarray(offset, offset + bytes.length)));
    view.setUint32(20 + 16 * i, offset);
    view.setUint32(24 + 16 * i, bytes.length);
    offset += Math.ceil(bytes.length / 4) * 4;
  });
  view.setUint32(head + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}

function tablesOf(file: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const tag = String.fromCharCode(...file.subarray(12 + 16 * i, 16 + 16 * i));
    const offset = view.getUint32(20 + 16 * i);
    tables.set(tag, file.subarray(offset, offset + view.getUint32(24 + 16 * i)));
  }
  return tables;
}

const kerning = new WeakMap<Font, Map<string, number>>();

/** Change of the first character's advance before the second, in font units; 0 where the pair is substituted. */
function kern(font: Font, pair: string): number {
  const known = kerning.get(font) ?? new Map<string, number>();
  kerning.set(font, known);
  let change = known.get(pair);
  if (change === undefined) {
    const run = font.layout(pair);
    const [first, second] = [...pair].map(
      (character) => font.glyphForCodePoint(character.codePointAt(0)!).id,
    );
    const plain = run.glyphs.length === 2 && run.glyphs[0].id === first && run.glyphs[1].id === second;
    change = plain ? Math.round(run.positions[0].xAdvance - run.glyphs[0].advanceWidth) : 0;
    known.set(pair, change);
  }
  return change;
}

/**
 * A TrueType font with the characters of `texts` alone, and the kerning of the pairs that occur in them: about
 * 10 KB a figure, so that an SVG carries its own letters. fontkit's subsets lack the tables that browsers insist on
 * (cmap, name, OS/2, post); they are added here.
 */
export function subsetFont(
  font: Font,
  file: Uint8Array,
  texts: readonly string[],
  family: string,
  style: string,
): Uint8Array {
  const subset = font.createSubset();
  const glyphs = new Map<number, number>();
  for (const code of [...new Set(texts.flatMap((text) => [...text].map((c) => c.codePointAt(0)!)))].sort(
    (a, b) => a - b,
  )) {
    if (font.hasGlyphForCodePoint(code)) glyphs.set(code, subset.includeGlyph(font.glyphForCodePoint(code)));
  }
  const pairs = new Set<string>();
  for (const text of texts) {
    const characters = [...text];
    for (let i = 1; i < characters.length; i++) pairs.add(characters[i - 1] + characters[i]);
  }
  const changes: [number, number, number][] = [];
  for (const pair of [...pairs].sort()) {
    const [left, right] = [...pair].map((character) => glyphs.get(character.codePointAt(0)!));
    if (left === undefined || right === undefined) continue;
    const change = kern(font, pair);
    if (change !== 0) changes.push([left, right, change]);
  }
  const source = tablesOf(file);
  const tables = tablesOf(Buffer.from(subset.encode()));
  for (const hint of ['prep', 'cvt ', 'fpgm']) tables.delete(hint);
  const bytes = (view: DataView) => new Uint8Array(view.buffer);
  const post = table(32);
  post.setUint32(0, 0x00030000);
  tables.set('OS/2', source.get('OS/2')!);
  tables.set('cmap', bytes(characterMap(glyphs)));
  tables.set('name', bytes(nameTable(family.replaceAll(' ', ''), style)));
  tables.set('post', bytes(post));
  if (changes.length > 0) tables.set('kern', bytes(kerningTable(changes)));
  return assemble(tables);
}
