/** Every kind of figure at its extremes and in every look: no text on another, cut off, or too small. */
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { adoptionCurve } from '../../src/figures/adoptionCurve/index.js';
import { adoptionMap } from '../../src/figures/adoptionMap.js';
import type { Figure } from '../../src/figures/figure.js';
import { readAtlas } from '../../src/figures/readAtlas.js';
import { renderFigure, writeFigure } from '../../src/figures/render.js';
import { inLook, JOURNAL, type Look, scaleOf } from '../../src/figures/theme.js';
import { curves, maps } from './demo.js';
import { extremes, kindFigures } from './kindDemo.js';
import { pdfText } from './readPdf.js';
import { textFaults, textsOf } from './readSvg.js';
import { sweepFigures } from './sweepDemo.js';

async function faultsOf(make: () => Figure | null, look: Look, as: string): Promise<string[]> {
  const figure = inLook(look, make);
  if (figure === null) return [];
  // FASTPOLICY_FIGURES=folder keeps the drawings, to look at.
  const folder = process.env.FASTPOLICY_FIGURES;
  if (folder) await writeFigure(join(folder, as), figure, { identity: '' }, { look, wanted: ['png'] });
  const { svg, warnings } = await renderFigure(figure, { look, wanted: [] });
  const said = figure.caption + figure.alternative;
  return [
    ...warnings,
    ...textFaults(svg, scaleOf(look)),
    ...(/undefined|NaN|null|Infinity/.test(said) ? [said] : []),
  ].map((fault) => `${as}/${figure.name}: ${fault}`);
}

describe.each(Object.entries(extremes))('with %s', (name, extreme) => {
  it.each(Object.entries(kindFigures(extreme)))('%s is drawn without a fault', async (_, make) => {
    expect(await faultsOf(make, JOURNAL, name)).toEqual([]);
  });
});

const looks: { readonly [name: string]: Look } = {
  'single column, serif, German': { ...JOURNAL, widthMm: 89, face: 'serif', language: 'de' },
  'one and a half columns, grey, French': { ...JOURNAL, widthMm: 120, palette: 'grey', language: 'fr' },
  'dark slides, Spanish': { ...JOURNAL, theme: 'dark', language: 'es' },
};

const all: readonly (readonly [string, () => Figure | null])[] = [
  ...Object.entries(kindFigures(extremes['names of all kinds'])),
  ...['charter', 'policies', 'stages', 'nobody']
    .filter((name) => name in curves)
    .map((name) => [name, () => adoptionCurve({ ...curves[name], name })] as const),
  ...Object.entries(maps).map(
    ([name, make]) =>
      [
        name,
        () => {
          const { abstract, ...input } = make();
          return adoptionMap({ ...input, name }, abstract ? null : readAtlas());
        },
      ] as const,
  ),
  ...Object.entries(sweepFigures),
];

describe.each(Object.entries(looks))('%s', (name, look) => {
  it.each(all)('%s has no fault', async (_, make) => {
    expect(await faultsOf(make, look, name)).toEqual([]);
  });
});

test('a serif figure embeds its face, and its text can be copied from the PDF', async () => {
  const look: Look = { ...JOURNAL, face: 'serif' };
  const figure = inLook(look, () => adoptionCurve({ ...curves.charter, name: 'charter' }));
  const { svg, pdf } = await renderFigure(figure, { look });
  expect(svg).toContain("@font-face{font-family:'Source Serif 4'");
  const text = Buffer.from(pdf).toString('latin1');
  expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+SourceSerif4-Regular/);
  expect(text).not.toContain('Inter');
  const copied = pdfText(pdf).replace(/\s+/g, ' ');
  for (const { text: drawn } of textsOf(svg).texts) expect(copied).toContain(drawn.replace(/\s+/g, ' '));
});

test('slides have a title and text twice as large, journals none', async () => {
  const slides: Look = { ...JOURNAL, theme: 'slides' };
  const make = () => adoptionCurve({ ...curves.charter, name: 'charter', title: 'The Charter' });
  const [large, plain] = await Promise.all(
    [slides, JOURNAL].map((look) => renderFigure(inLook(look, make), { look, wanted: [] })),
  );
  const titled = (svg: string): boolean => textsOf(svg).texts.some(({ text }) => text === 'The Charter');
  expect([titled(large.svg), titled(plain.svg)]).toEqual([true, false]);
  expect(large.svg).toContain('width="200mm"');
  const width = textsOf(large.svg).width;
  // 200 mm are 566.9 points, shown at two a unit.
  expect(width).toBeCloseTo(283.46, 1);
});

test('only what is wanted is drawn', async () => {
  const { svg, pdf, png } = await renderFigure(adoptionCurve({ ...curves.charter, name: 'a' }), {
    wanted: ['svg'],
  });
  expect([svg.length > 0, pdf.length, png.length]).toEqual([true, 0, 0]);
});
