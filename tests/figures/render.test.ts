import { Buffer } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adoptionCurve } from '../../src/figures/adoptionCurve/index.js';
import { adoptionMap } from '../../src/figures/adoptionMap.js';
import type { Figure } from '../../src/figures/figure.js';
import { readProvenance } from '../../src/figures/provenance.js';
import { readAtlas } from '../../src/figures/readAtlas.js';
import { csvOf, type Rendered, renderFigure, writeFigure } from '../../src/figures/render.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { curves, maps } from './demo.js';
import { pdfText } from './readPdf.js';
import { textsOf } from './readSvg.js';
import { sweepFigures } from './sweepDemo.js';

const identity = 'c0ffee'.repeat(10) + 'abcd';
const provenance = { identity, command: 'fastpolicy run "städte.yaml" (first)' };

/** FASTPOLICY_FIGURES=folder keeps the drawings, to look at. */
const figures: [string, () => Figure][] = [
  ...Object.entries(curves).map(([name, input]): [string, () => Figure] => [
    name,
    () => adoptionCurve({ ...input, name }),
  ]),
  ...Object.entries(maps).map(([name, make]): [string, () => Figure] => [
    name,
    () => {
      const { abstract, ...input } = make();
      return adoptionMap({ ...input, name }, abstract ? null : readAtlas())!;
    },
  ]),
  ...Object.entries(sweepFigures),
];

describe.each(figures)('%s', (_name, make) => {
  let figure: Figure;
  let drawn: Rendered;
  beforeAll(async () => {
    figure = make();
    drawn = await renderFigure(figure, { provenance });
    const folder = process.env.FASTPOLICY_FIGURES;
    if (folder) await writeFigure(folder, figure, provenance);
  });

  it('is drawn without complaints', () => {
    expect(drawn.warnings).toEqual([]);
  });

  it('has no text below 6 points, outside the figure, or on top of another', () => {
    const { width, height, texts } = textsOf(drawn.svg);
    expect(texts.length).toBeGreaterThan(3);
    const faults: string[] = [];
    for (const { text, size, left, right, top, bottom } of texts) {
      if (size < 6) faults.push(`${text}: ${size} pt`);
      if (left < -0.3 || right > width + 0.3 || top < 0 || bottom > height) faults.push(`cut: ${text}`);
    }
    texts.forEach((a, i) => {
      for (const b of texts.slice(0, i)) {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          faults.push(`${a.text} on ${b.text}`);
      }
    });
    expect(faults).toEqual([]);
  });

  it('is as wide as its column in every format', () => {
    expect(drawn.svg).toContain(`width="${figure.widthMm}mm"`);
    const png = new DataView(drawn.png.buffer, drawn.png.byteOffset);
    expect(png.getUint32(16) / 300).toBeCloseTo(figure.widthMm / 25.4, 2);
    const box = /\/MediaBox \[0 0 ([\d.]+)/.exec(Buffer.from(drawn.pdf).toString('latin1'))!;
    expect((Number(box[1]) / 72) * 25.4).toBeCloseTo(figure.widthMm, 2);
  });

  it('carries what it was made from in every format', () => {
    for (const file of [Buffer.from(drawn.svg), drawn.pdf, drawn.png, Buffer.from(drawn.spec)]) {
      expect(readProvenance(file)).toEqual(provenance);
    }
  });

  it('embeds its fonts, and its text can be copied from the PDF', () => {
    const pdf = Buffer.from(drawn.pdf).toString('latin1');
    expect(pdf).toContain('/FontFile2');
    expect(pdf).toMatch(/\/BaseFont \/[A-Z]{6}\+Inter-Regular/);
    const copied = pdfText(drawn.pdf).replace(/\s+/g, ' ');
    for (const { text } of textsOf(drawn.svg).texts) expect(copied).toContain(text.replace(/\s+/g, ' '));
  });

  it('has letters of its own in the SVG, at most 60 KB', () => {
    const fonts = [...drawn.svg.matchAll(/base64,([^)]*)\)/g)].map(([, data]) => data.length);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.reduce((sum, length) => sum + length, 0)).toBeLessThan(60_000);
    expect(drawn.svg).toContain('font-family="Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif"');
  });

  it('draws the same from its specification and the CSV beside it', async () => {
    const spec = JSON.parse(drawn.spec);
    expect(spec.$schema).toMatch(/vega-lite\/v6\.json$/);
    expect(spec.data.url).toBe(`${figure.name}.csv`);
    const read: string[] = [];
    const loader = {
      ...vega.loader(),
      load: (url: string) => Promise.resolve(read.push(url) > 0 ? drawn.csv : ''),
    } as never as vega.Loader;
    const logger = {
      level: () => logger,
      error: fail,
      warn: fail,
      info: () => logger,
      debug: () => logger,
    } as never;
    const draw = async (data: object) =>
      new vega.View(vega.parse(compile({ ...spec, data } as never, { logger }).spec), {
        renderer: 'none',
        loader,
        logger,
      }).toSVG();
    const plain = (svg: string) => svg.replace(/clip\d+/g, 'clip');
    const fromFile = plain(await draw(spec.data));
    expect(read).toEqual([`${figure.name}.csv`]);
    expect(fromFile).toBe(
      plain(await draw({ values: figure.data, format: { parse: spec.data.format.parse } })),
    );
  });

  it('says in words and numbers what it shows', () => {
    expect(figure.caption).toMatch(/\d/);
    expect(figure.alternative).toMatch(/\d/);
    expect(figure.caption + figure.alternative).not.toMatch(/undefined|NaN|null|Infinity/);
  });
});

function fail(...messages: unknown[]): never {
  throw new Error(messages.join(' '));
}

describe('renderFigure', () => {
  it('gives the same bytes for the same figure, in whatever order figures are drawn', async () => {
    const [europe, stages] = ['europe', 'stages'].map((name) => figures.find(([of]) => of === name)![1]);
    const first = [
      await renderFigure(europe(), { provenance }),
      await renderFigure(stages(), { provenance }),
    ];
    const second = [
      await renderFigure(stages(), { provenance }),
      await renderFigure(europe(), { provenance }),
    ].reverse();
    expect(second).toEqual(first);
  });

  it('warns of characters that the font lacks', async () => {
    const input = curves.nobody;
    const figure = adoptionCurve({ ...input, name: 'kanji', measure: '都市 cities' });
    const { warnings } = await renderFigure(figure);
    expect(warnings).toEqual(['kanji: Inter has no 都 市; spelled Dou, Shi in SVG, PNG and PDF']);
  });

  it('refuses a name that cannot be a file name', async () => {
    await expect(renderFigure({ ...adoptionCurve(curves.nobody), name: '../x' })).rejects.toThrow(
      'figure name "../x"',
    );
  });

  it('keeps text from being run by a spreadsheet, and numbers as they are', () => {
    expect(
      csvOf([
        { name: '=HYPERLINK("x")', value: -0.1, none: null },
        { name: 'a,b', value: 1e21, none: '' },
      ]),
    ).toBe('name,value,none\n"\'=HYPERLINK(""x"")",-0.1,\n"a,b",1e+21,\n');
  });
});

describe('specifications', () => {
  it('obey the schema of Vega-Lite', async () => {
    const file = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
    const schema = z.fromJSONSchema(JSON.parse(await readFile(file, 'utf8')));
    for (const name of ['charter', 'policies', 'europe', 'abstract']) {
      const { spec } = await renderFigure(figures.find(([of]) => of === name)![1]());
      expect(schema.safeParse(JSON.parse(spec)).error).toBeUndefined();
      expect(schema.safeParse({ ...JSON.parse(spec), layer: [{ mark: 'blob' }] }).success).toBe(false);
    }
  });
});

describe('writeFigure', () => {
  const folder = temporaryFolder();

  it('writes five files that belong together', async () => {
    const figure = adoptionCurve({ ...curves.charter, name: 'charter' });
    const { files } = await writeFigure(join(folder, 'figures'), figure, { identity });
    expect(await readdir(join(folder, 'figures'))).toEqual([...files].sort());
    expect(files).toEqual(['charter.svg', 'charter.pdf', 'charter.png', 'charter.csv', 'charter.vl.json']);
    expect(readProvenance(await readFile(join(folder, 'figures', 'charter.png')))).toEqual({ identity });
  });
});
