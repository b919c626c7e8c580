/** Writes drawings of ours into a PDF page: the few SVG elements that Vega draws with, as the operators they mean. */
import type PDFDocument from 'pdfkit';
import { type Attributes, type Element, elementsOf } from './svgElements.js';
import { unescapeXml } from './xml.js';

type Document = InstanceType<typeof PDFDocument>;

/** Share of the radius at which the handles of a quarter of a circle stand (cubic Bézier). */
const HANDLE = 0.5522847498;
const CAPS = ['butt', 'round', 'square'];
const JOINS = ['miter', 'round', 'bevel'];

/** Hundredths of a point: finer than any printer, and never with an exponent. */
const number = (value: number): string => String(Math.round(value * 100) / 100);

/** '#rrggbb' as red, green and blue from 0 to 1. */
const channels = (colour: string): string =>
  [1, 3, 5].map((at) => Number((Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(4))).join(' ');

function circle(x: number, y: number, radius: number): string {
  const handle = HANDLE * radius;
  const quarter = (...points: number[]): string => `${points.map(number).join(' ')} c\n`;
  return (
    `${number(x + radius)} ${number(y)} m\n` +
    quarter(x + radius, y + handle, x + handle, y + radius, x, y + radius) +
    quarter(x - handle, y + radius, x - radius, y + handle, x - radius, y) +
    quarter(x - radius, y - handle, x - handle, y - radius, x, y - radius) +
    `${quarter(x + handle, y - radius, x + radius, y - handle, x + radius, y)}h\n`
  );
}

/** Straight lines: the data of a path in M, L, H, V, h, v and Z, shifted. Null: it has others. */
function straight(data: string, dx: number, dy: number): string | null {
  if (/[^MLHVhvZ\d.,\s-]/.test(data)) return null;
  let [x, y] = [0, 0];
  let operators = '';
  for (const [, letter, rest] of data.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    if (letter === 'Z') {
      operators += 'h\n';
      continue;
    }
    const comma = rest.indexOf(',');
    const first = Number(comma < 0 ? rest : rest.slice(0, comma));
    if (letter === 'M' || letter === 'L') [x, y] = [first, Number(rest.slice(comma + 1))];
    else if (letter === 'H') x = first;
    else if (letter === 'V') y = first;
    else if (letter === 'h') x += first;
    else y += first;
    operators += `${number(x + dx)} ${number(y + dy)} ${letter === 'M' ? 'm' : 'l'}\n`;
  }
  return operators;
}

/**
 * Draws `body`, the elements of an SVG as render.ts cleans them, at `scale` from the upper left corner of the document's
 * page. Text stays text, in the fonts registered as Regular and SemiBold. Throws on what drawings of ours do not have.
 */
export function drawInPdf(document: Document, body: string, scale: number): void {
  /** What was set last is not set again. */
  let state: Record<string, string> = {};
  const states: Record<string, string>[] = [];
  let written: string[] = [];
  const flush = (): void => {
    if (written.length > 0) document.addContent(written.join('').trimEnd());
    written = [];
  };
  const set = (name: string, value: string, operator: string): void => {
    if (state[name] === value) return;
    state[name] = value;
    written.push(`${value} ${operator}\n`);
  };
  /** A change that pdfkit makes, since the page must list it. */
  const setOpacity = (name: 'fillOpacity' | 'strokeOpacity', value: number): void => {
    if ((state[name] ?? '1') === String(value)) return;
    state[name] = String(value);
    flush();
    document[name](value);
  };
  const rectangle = (
    { x: left = '0', y: top = '0', width, height }: Attributes,
    x: number,
    y: number,
  ): string =>
    `${number(x + Number(left))} ${number(y + Number(top))} ${number(Number(width))} ${number(Number(height))} re\n`;

  /** Sets colours and lines; returns whether to fill and to stroke. */
  const paint = (own: Attributes): { fill: boolean; stroke: boolean } => {
    const { fill = 'none', stroke = 'none', opacity = '1' } = own;
    const width = own['stroke-width'] ?? '1';
    const filled = fill !== 'none';
    const stroked = stroke !== 'none' && Number(width) > 0;
    if (filled) {
      set('fill', channels(fill), 'rg');
      setOpacity('fillOpacity', Number(opacity) * Number(own['fill-opacity'] ?? 1));
    }
    if (stroked) {
      set('stroke', channels(stroke), 'RG');
      setOpacity('strokeOpacity', Number(opacity) * Number(own['stroke-opacity'] ?? 1));
      set('width', width, 'w');
      set('cap', String(CAPS.indexOf(own['stroke-linecap'] ?? 'butt')), 'J');
      set('join', String(JOINS.indexOf(own['stroke-linejoin'] ?? 'miter')), 'j');
      set('dash', `[${(own['stroke-dasharray'] ?? '').replaceAll(',', ' ')}] 0`, 'd');
    }
    return { fill: filled, stroke: stroked };
  };
  const text = ({ attributes: own, x, y, content: escaped }: Element): void => {
    const content = unescapeXml(escaped);
    if (content === '') return;
    const { fill, stroke } = paint(own);
    flush();
    const bold = own['font-weight'] === 'bold' || Number(own['font-weight'] ?? 400) >= 600;
    document.font(bold ? 'SemiBold' : 'Regular').fontSize(Number(own['font-size']));
    const anchor = ['start', 'middle', 'end'].indexOf(own['text-anchor'] ?? 'start') / 2;
    const left = anchor === 0 ? x : x - anchor * document.widthOfString(content);
    document.text(content, left, y, { lineBreak: false, baseline: 'alphabetic', fill, stroke });
  };

  const shape = ({ tag, attributes: own, x, y }: Element): void => {
    const { fill, stroke } = paint(own);
    if (!fill && !stroke) return;
    const operator = fill && stroke ? 'B' : fill ? 'f' : 'S';
    if (tag === 'circle') written.push(circle(x, y, Number(own.r)));
    else if (tag === 'rect') written.push(rectangle(own, x, y));
    else if (tag === 'line') {
      const to = `${number(x + Number(own.x2 ?? 0))} ${number(y + Number(own.y2 ?? 0))}`;
      written.push(`${number(x)} ${number(y)} m\n${to} l\n`);
    } else if (tag === 'path') {
      // Outlines that nothing is left of.
      if (own.d === undefined) return;
      const lines = straight(own.d, x, y);
      if (lines === null) {
        flush();
        document.save().translate(x, y);
        document.path(own.d);
        document.addContent(operator);
        document.restore();
        return;
      }
      written.push(lines);
    } else throw new Error(`a drawing with <${tag}> has no PDF`);
    written.push(`${operator}\n`);
  };

  document.save().scale(scale).miterLimit(4);
  for (const element of elementsOf(body)) {
    if (element.tag === 'clip') {
      states.push({ ...state });
      written.push(`q\n${rectangle(element.attributes, element.x, element.y)}W n\n`);
    } else if (element.tag === '/clip') {
      written.push('Q\n');
      state = states.pop()!;
    } else if (element.tag === 'text') text(element);
    else shape(element);
  }
  flush();
  document.restore();
}
