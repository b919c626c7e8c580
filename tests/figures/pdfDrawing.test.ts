import { Buffer } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { expect, it } from 'vitest';
import { drawInPdf } from '../../src/figures/pdfDrawing.js';
import { renderFigure } from '../../src/figures/render.js';
import { extremes, kindFigures } from './kindDemo.js';

/** The operators of a page that shows `body`, one a line. */
async function operatorsOf(body: string, scale = 1): Promise<string[]> {
  const document = new PDFDocument({ size: [100, 100], margin: 0, compress: false });
  const parts: Buffer[] = [];
  const done = new Promise((settle) => document.on('end', settle));
  document.on('data', (part: Buffer) => parts.push(part));
  drawInPdf(document, body, scale);
  document.end();
  await done;
  const stream = /stream\n(.*?)\nendstream/s.exec(Buffer.concat(parts).toString('latin1'))![1];
  return stream.trimEnd().split('\n');
}

it('draws lines, rectangles and paths where their groups stand', async () => {
  const operators = await operatorsOf(
    '<g fill="none" transform="translate(10,20)"><g transform="translate(0.5,0)">' +
      '<line transform="translate(1,2)" x2="3" y2="0" stroke="#ff0000" stroke-width="0.5"/></g>' +
      '<path transform="translate(1,1)" d="M0,0h4v-2.5h-4Z" fill="#000000" stroke-width="0"/></g>',
  );
  expect(operators.slice(operators.indexOf('4 M') + 1)).toEqual([
    ...['1 0 0 RG', '0.5 w', '0 J', '0 j', '[] 0 d', '11.5 22 m', '14.5 22 l', 'S'],
    ...['0 0 0 rg', '11 21 m', '15 21 l', '15 18.5 l', '11 18.5 l', 'h', 'f'],
    'Q',
  ]);
});

it('forgets what a clipped group set, and sets nothing twice', async () => {
  const circle = '<circle cx="5" cy="5" r="2" fill="#0000ff"/>';
  const operators = await operatorsOf(
    `<g clip-path="url(#a)">${circle}${circle}</g>${circle}` +
      '<defs><clipPath id="a"><rect x="0" y="0" width="9" height="8"/></clipPath></defs>',
  );
  expect(operators.filter((operator) => /re$|W n|q|Q|rg/.test(operator)).slice(-6)).toEqual([
    ...['0 0 9 8 re', 'W n', '0 0 1 rg', 'Q', '0 0 1 rg', 'Q'],
  ]);
  expect(operators.filter((operator) => operator === 'f')).toHaveLength(3);
});

it('says what it cannot draw', async () => {
  await expect(operatorsOf('<image fill="#000000"/>')).rejects.toThrow('a drawing with <image> has no PDF');
  await expect(operatorsOf('<g transform="rotate(3)"></g>')).rejects.toThrow(
    'transform="rotate(3)" cannot be read',
  );
});

it('draws every kind of figure', async () => {
  for (const make of Object.values(kindFigures(extremes['names of all kinds']))) {
    const figure = make();
    if (figure === null) continue;
    const { pdf } = await renderFigure(figure, { wanted: ['pdf'] });
    const file = Buffer.from(pdf).toString('latin1');
    const pages = [...file.matchAll(/\/Length \d+\n\/Filter \/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs)]
      .map(([, stream]) => inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'))
      .filter((stream) => stream.includes(' Tf'));
    expect(pages).toHaveLength(1);
    expect(pages[0]).not.toMatch(/NaN|undefined|Infinity/);
  }
});
