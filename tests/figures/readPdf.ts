import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';

/** The text of a PDF of ours, as a reader would extract it: glyphs of each font through its ToUnicode map. */
export function pdfText(pdf: Uint8Array): string {
  const file = Buffer.from(pdf).toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id, body] of file.matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)) objects.set(id, body);
  const stream = (id: string): string => {
    const body = objects.get(id)!;
    const [head, rest] = [body.slice(0, body.indexOf('stream\n')), body.slice(body.indexOf('stream\n') + 7)];
    const bytes = Buffer.from(rest.slice(0, rest.lastIndexOf('endstream')), 'latin1');
    return (head.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const unicode = new Map<string, Map<string, string>>();
  for (const [, name, id] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const map = new Map<string, string>();
    const cmap = stream(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id)!)![1]);
    for (const [, first, targets] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
      [...targets.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex], i) => {
        const glyph = (Number.parseInt(first, 16) + i).toString(16).padStart(4, '0');
        const units = hex.replace(/ /g, '').match(/.{4}/g) ?? [];
        map.set(glyph, units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(''));
      });
    }
    unicode.set(name, map);
  }
  let text = '';
  for (const id of objects.keys()) {
    if (!/stream\n/.test(objects.get(id)!) || !/^<<[^>]*\/Length/s.test(objects.get(id)!)) continue;
    const content = stream(id);
    if (!content.includes(' Tf')) continue;
    let font = new Map<string, string>();
    for (const [token, name] of content.matchAll(
      /\/(F\d+) [\d.]+ Tf|\[(?:<[^>]*>|[-\d. ])*\] TJ|<[0-9a-f]+> Tj|ET/gi,
    )) {
      if (name !== undefined) font = unicode.get(name)!;
      else if (token === 'ET') text += '\n';
      else
        for (const [, hex] of token.matchAll(/<([0-9a-f]*)>/gi))
          for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(glyph.toLowerCase()) ?? '?';
    }
  }
  return text;
}
