/**
 * The one place that draws: Vega-Lite → Vega → SVG without a browser, PNG through resvg, PDF through pdfkit, all with
 * the same font files, and the data and specification beside them. The same figure gives the same bytes.
 */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { stringify } from 'csv-stringify/sync';
import { create, type Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { type FaceName, faces as faceTable, type Weight } from './face.js';
import type { Figure, Provenance, Row, Spec } from './figure.js';
import { subsetFont } from './fontSubset.js';
import { drawInPdf } from './pdfDrawing.js';
import { type Pixels, rgbPng } from './png.js';
import { asciiJson, stampPng } from './provenance.js';
import { measureText, spelled } from './textMetrics.js';
import { JOURNAL, type Look, SCHEMA, scaleOf } from './theme.js';
import { withTitle } from './withTitle.js';
import { escapeXml, unescapeXml } from './xml.js';

export interface Rendered {
  svg: string;
  pdf: Uint8Array;
  png: Uint8Array;
  csv: string;
  /** The Vega-Lite specification as JSON text; it reads `NAME.csv`. */
  spec: string;
  /** What a reader should know: characters that the face lacks, complaints of Vega. Empty for a sound figure. */
  warnings: string[];
}

export interface RenderOptions {
  provenance?: Provenance;
  /** The look that the figure was made in. */
  look?: Look;
}

/** Formats that a figure is drawn in; its data and specification always stand beside them. */
export const formats = ['svg', 'pdf', 'png'] as const;
export type Format = (typeof formats)[number];

const DEFAULT_DPI = 300;
/** Files carry no clock: the date of every PDF. */
const CREATION_DATE = new Date(Date.UTC(2000, 0, 1));

const resolve = createRequire(import.meta.url).resolve;
const STYLES = { regular: { weight: 400, style: 'Regular' }, semibold: { weight: 600, style: 'SemiBold' } };

interface Face {
  weight: number;
  style: string;
  file: string;
  bytes: Uint8Array;
  font: Font;
}
const opened = new Map<FaceName, Face[]>();
function fontsOf(name: FaceName): Face[] {
  const known = opened.get(name);
  if (known) return known;
  const fonts = (['regular', 'semibold'] satisfies Weight[]).map((weight) => {
    const file = resolve(faceTable[name].files[weight]);
    const bytes = readFileSync(file);
    return { ...STYLES[weight], file, bytes, font: create(bytes) };
  });
  opened.set(name, fonts);
  return fonts;
}

// Vega guesses widths without a canvas; every text it measures is set in a shipped face. (One setting for the whole process.)
const isBold = (weight: unknown) => weight === 'bold' || Number(weight) >= 600;
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: { fontSize?: number; fontWeight?: unknown }, text: string) => number };
};
textMetrics.width = ({ fontSize = 11, fontWeight }, text) =>
  measureText(text, fontSize, isBold(fontWeight) ? 'semibold' : 'regular');

/** What needs no quotes and could not be run by a spreadsheet. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} .:_'()-]*$/u;

/** Rows as CSV: the columns of all rows in order of appearance, empty = missing; texts that a spreadsheet would run are defused. */
export function csvOf(rows: readonly Row[]): string {
  const columns = new Set<string>();
  for (const row of rows) for (const column in row) columns.add(column);
  // Maps have tens of thousands of cells, nearly all of them plain.
  const cell = (value: Row[string] | undefined): string =>
    value == null
      ? ''
      : typeof value === 'number'
        ? String(value)
        : PLAIN.test(value)
          ? value
          : stringify([[value]], { escape_formulas: true }).slice(0, -1);
  const line = (cells: readonly string[]): string => `${cells.join(',')}\n`;
  const names = [...columns];
  return line(names.map(cell)) + rows.map((row) => line(names.map((name) => cell(row[name])))).join('');
}

/** JSON that a person can read: short values on one line, and each row of inline data. */
function readableJson(value: unknown, indent = '', key = ''): string {
  const deeper = indent + '  ';
  if (key === 'values' && Array.isArray(value) && typeof value[0] === 'object') {
    return `[\n${value.map((row) => deeper + JSON.stringify(row)).join(',\n')}\n${indent}]`;
  }
  const flat = JSON.stringify(value);
  if (flat === undefined || flat.length + indent.length < 110 || typeof value !== 'object') return flat;
  if (Array.isArray(value))
    return `[\n${value.map((v) => deeper + readableJson(v, deeper)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value as object).filter(([, v]) => v !== undefined);
  return `{\n${entries.map(([k, v]) => `${deeper}${JSON.stringify(k)}: ${readableJson(v, deeper, k)}`).join(',\n')}\n${indent}}`;
}

/** A circle as Vega draws it: two arcs. */
const CIRCLE =
  /^<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0Z?"/;

/** Elements of an SVG, `width` by `height` of its units. */
interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/** Vega's drawing as a clean fragment: short numbers, no leftovers of interaction, ids that stay unique on a page of figures. */
function clean(svg: string, name: string, fallbacks: string): Drawing {
  const [, width, height, body] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"[^>]*>(.*)<\/svg>$/s.exec(
    svg,
  )!;
  const clips = new Map<string, string>();
  const tidy = body.replace(/<[^>]+>/g, (tag) => {
    if (/^<path class="(?:background|foreground)"(?![^>]* fill=)/.test(tag)) return '';
    const named = tag.startsWith('<text')
      ? tag
          .replace(/font-size="([\d.]+)px"/g, 'font-size="$1"')
          .replace(/font-family="[^"]*"/g, `font-family="${fallbacks}"`)
      : tag;
    return named
      .replace(/ (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"| opacity="1"/g, '')
      .replace(/\bclip\d+\b/g, (id) => {
        if (!clips.has(id)) clips.set(id, `${name}-clip${clips.size}`);
        return clips.get(id)!;
      })
      .replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2)) + 0))
      .replace(/-?\b\d(?:\.\d+)?e-\d+\b/g, '0')
      .replace(CIRCLE, '<circle cx="$1" cy="$2" r="$3"');
  });
  return { width: Number(Number(width).toFixed(2)), height: Number(Number(height).toFixed(2)), body: tidy };
}

interface Text {
  text: string;
  bold: boolean;
}

function textsIn(body: string): Text[] {
  const texts: Text[] = [];
  for (const [, attributes, content] of body.matchAll(/<text([^>]*)>(.*?)<\/text>/gs)) {
    const bold = isBold(/font-weight="([^"]*)"/.exec(attributes)?.[1]);
    for (const line of content.split(/<[^>]+>/))
      if (line !== '') texts.push({ text: unescapeXml(line), bold });
  }
  return texts;
}

/** Characters that the face lacks, in letters that it has: nothing vanishes from a drawing. */
function respelled(
  body: string,
  face: FaceName,
  told: (lacking: readonly string[], instead: readonly string[]) => void,
): string {
  const [{ font }] = fontsOf(face);
  const instead = new Map<string, string>();
  const text = body.replace(
    /(<text[^>]*>)(.*?)(<\/text>)/gs,
    (_, open: string, content: string, close: string) => {
      const letters = [...content].map((letter) => {
        if (font.hasGlyphForCodePoint(letter.codePointAt(0)!)) return letter;
        const spelling = spelled(letter);
        instead.set(letter, spelling);
        return escapeXml(spelling);
      });
      return open + letters.join('') + close;
    },
  );
  if (instead.size > 0) told([...instead.keys()], [...instead.values()]);
  return text;
}

async function drawSvg(figure: Figure, warnings: string[]): Promise<string> {
  const note = (...messages: readonly unknown[]) => {
    warnings.push(messages.map(String).join(' '));
    return logger;
  };
  const quiet = () => logger;
  const logger = {
    level: () => logger,
    error: note,
    warn: note,
    info: quiet,
    debug: quiet,
  } as never as vega.LoggerInterface;
  const { format } = (figure.spec.data ?? {}) as { format?: { parse?: Spec } };
  const spec = {
    ...figure.spec,
    data: { values: figure.data, format: { type: 'json', parse: format?.parse } },
  };
  const compiled = compile(spec as never, { logger: logger as never }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The figure drawn by Vega, in letters that the face has. */
async function drawingOf(figure: Figure, face: FaceName, warnings: string[]): Promise<Drawing> {
  const { name } = figure;
  const { family, fallbacks } = faceTable[face];
  const { body, ...size } = clean(await drawSvg(figure, warnings), name, fallbacks);
  const told = (lacking: readonly string[], instead: readonly string[]): void => {
    warnings.push(
      `${name}: ${family} has no ${lacking.join(' ')}; spelled ${instead.join(', ')} in SVG, PNG and PDF`,
    );
  };
  return { ...size, body: respelled(body, face, told) };
}

interface Subset {
  weight: number;
  style: string;
  bytes: Uint8Array;
}

/** The letters of one figure, for SVG and PDF: small, so that pdfkit reads them in no time. */
function subsets(texts: readonly Text[], face: FaceName): Subset[] {
  const { family } = faceTable[face];
  return fontsOf(face).flatMap(({ weight, style, bytes, font }) => {
    const used = texts.filter(({ bold }) => bold === weight >= 600).map(({ text }) => text);
    return used.length === 0 ? [] : [{ weight, style, bytes: subsetFont(font, bytes, used, family, style) }];
  });
}

function fontFaces(fonts: readonly Subset[], family: string): string {
  const rules = fonts.map(({ weight, bytes }) => {
    const base64 = Buffer.from(bytes).toString('base64');
    return `@font-face{font-family:${/^\w+$/.test(family) ? family : `'${family}'`};font-weight:${weight};src:url(data:font/ttf;base64,${base64})}`;
  });
  return rules.length === 0 ? '' : `<style>${rules.join('')}</style>`;
}

const rootOf = ({ width, height }: Drawing, across = String(width), down = String(height)): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" ' +
  `width="${across}" height="${down}" viewBox="0 0 ${width} ${height}"`;

/** A drawing as pixels. */
function painted(drawn: Drawing, widthMm: number, dpi: number, face: FaceName): Pixels {
  const resvg = new Resvg(`${rootOf(drawn)}>${drawn.body}</svg>`, {
    fitTo: { mode: 'width', value: Math.round((widthMm / 25.4) * dpi) },
    font: {
      fontFiles: fontsOf(face).map(({ file }) => file),
      loadSystemFonts: false,
      defaultFontFamily: faceTable[face].family,
    },
  });
  const { width, height, pixels } = resvg.render();
  return { width, height, rgba: pixels };
}

function drawPdf(
  { width, height, body }: Drawing,
  figure: Figure,
  fonts: readonly Subset[],
  provenance: Provenance,
): Promise<Uint8Array> {
  const info: Record<string, unknown> = {
    Title: figure.title,
    Subject: figure.alternative,
    Keywords: `identity ${provenance.identity}`,
    Creator: 'fastpolicy',
    Producer: 'fastpolicy',
    CreationDate: CREATION_DATE,
    identity: provenance.identity,
    fastpolicy: asciiJson(provenance),
  };
  const pageWidth = (figure.widthMm * 72) / 25.4;
  const scale = pageWidth / width;
  const document = new PDFDocument({ size: [pageWidth, height * scale], margin: 0, info: info as never });
  const parts: Buffer[] = [];
  const done = new Promise<Uint8Array>((settle, fail) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => settle(new Uint8Array(Buffer.concat(parts))));
    document.on('error', fail);
  });
  for (const { style, bytes } of fonts) document.registerFont(style, bytes as never);
  drawInPdf(document, body, scale);
  document.end();
  return done;
}

/**
 * Draws a figure in every format. The SVG is as wide as the column it is meant for, one unit a point, and carries
 * the letters it uses; PDF and PNG embed or draw the same face. A format that is not wanted is empty. Throws where the name cannot be a file name or two
 * rows of text would be unreadable to a spreadsheet; cost about 0.1–0.4 s.
 */
export async function renderFigure(
  plain: Figure,
  options: RenderOptions & { wanted?: readonly Format[] } = {},
): Promise<Rendered> {
  const figure = withTitle(plain, options.look ?? JOURNAL);
  const { provenance = { identity: '' }, look = JOURNAL, wanted = formats } = options;
  const dpi = look.dpi ?? DEFAULT_DPI / scaleOf(look);
  const { name, title, alternative, widthMm } = figure;
  const { family } = faceTable[look.face];
  if (!/^[\w.-]+$/.test(name))
    throw new RangeError(`figure name "${name}": use letters, digits, dot, hyphen, underscore`);
  const warnings: string[] = [];
  const drawn = await drawingOf(figure, look.face, warnings);
  const { width, height, body } = drawn;
  const fonts = subsets(textsIn(body), look.face);
  const heightMm = Number(((widthMm * height) / width).toFixed(3));
  const svg =
    `${rootOf(drawn, `${widthMm}mm`, `${heightMm}mm`)} role="img" aria-labelledby="${name}-title ${name}-desc">` +
    `<title id="${name}-title">${escapeXml(title)}</title><desc id="${name}-desc">${escapeXml(alternative)}</desc>` +
    `<metadata id="${name}-fastpolicy">${escapeXml(asciiJson(provenance))}</metadata>${fontFaces(fonts, family)}${body}</svg>\n`;
  const png = wanted.includes('png')
    ? stampPng(rgbPng(painted(drawn, widthMm, dpi, look.face)), {
        dpi,
        title,
        description: alternative,
        provenance,
      })
    : new Uint8Array();
  const pdf = wanted.includes('pdf') ? await drawPdf(drawn, figure, fonts, provenance) : new Uint8Array();
  const { $schema = SCHEMA, ...rest } = figure.spec;
  const spec = readableJson({
    $schema,
    title: undefined,
    description: alternative,
    usermeta: { fastpolicy: provenance, title, caption: figure.caption },
    ...rest,
  });
  return { svg, pdf, png, csv: csvOf(figure.data), spec: spec + '\n', warnings };
}

/** The pixels of a figure at a width of its own, in its plain look. */
export async function figurePixels(figure: Figure, dpi: number): Promise<Pixels> {
  return painted(await drawingOf(figure, JOURNAL.face, []), figure.widthMm, dpi, JOURNAL.face);
}

/**
 * Draws a figure and writes NAME.svg, .pdf and .png (or those `wanted`), .csv and .vl.json into `folder`, which is made if
 * absent. Returns the file names and warnings.
 */
export async function writeFigure(
  folder: string,
  figure: Figure,
  provenance: Provenance,
  options: Omit<RenderOptions, 'provenance'> & { wanted?: readonly Format[] } = {},
): Promise<{ files: string[]; warnings: string[] }> {
  const { wanted = formats } = options;
  const { csv, spec, warnings, ...drawn } = await renderFigure(figure, { ...options, provenance });
  await mkdir(folder, { recursive: true });
  const files: [string, string | Uint8Array][] = [
    ...formats
      .filter((format) => wanted.includes(format))
      .map((format): [string, string | Uint8Array] => [`${figure.name}.${format}`, drawn[format]]),
    [`${figure.name}.csv`, csv],
    [`${figure.name}.vl.json`, spec],
  ];
  await Promise.all(files.map(([file, content]) => writeFile(join(folder, file), content)));
  return { files: files.map(([file]) => file), warnings };
}
