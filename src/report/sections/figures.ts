/** The figures of the folder: they tell their values, can be seen in part, and saved. */
import { gzipSync } from 'fflate';
import { hoisted, sharing } from '../figures/compact.js';
import { pointed } from '../figures/pointed.js';
import { columnWords } from '../figures/words.js';
import { dataHtml, type Html, html, trusted } from '../html.js';
import type { ReportFigure, ReportSubject } from '../subject.js';
import type { Section } from './section.js';

export async function figures({ figures: all }: ReportSubject): Promise<Section | null> {
  if (all.length === 0) return null;
  const drawn: Html[] = [];
  const shared = sharing();
  for (const [at, figure] of all.entries()) drawn.push(await figureHtml(figure, at + 1, shared));
  return { id: 'figures', title: 'Figures', content: html`${drawn}` };
}

/** On the screen a figure is larger than on paper. */
const PIXELS_PER_MM = 5.4;

async function figureHtml(
  figure: ReportFigure,
  number: number,
  shared: (svg: string) => string,
): Promise<Html> {
  const { name, title, caption, csv } = figure;
  const { svg, series, told } = await pointed(figure);
  const width = Number(/ width="([\d.]+)mm"/.exec(svg)?.[1] ?? 183);
  const switches = series.map(
    ({ column, values }, s) =>
      html`<fieldset><legend>${columnWords(column)}</legend>${values.map(
        (value, v) => html`<label><input type="checkbox" checked data-switch="${s}-${v}"> ${value}</label> `,
      )}</fieldset>`,
  );
  const help = told.rows.length > 0 ? ' Point at it, or go through its values with the arrow keys.' : '';
  return html`<figure id="figure-${name}" data-name="${name}" style="--mm:${width};--px:${Math.round(width * PIXELS_PER_MM)}px">
<h3>${title}</h3>
${switches.length === 0 ? null : html`<div class="switches">${switches}</div>\n`}<div class="stage" tabindex="0" role="group" aria-label="Figure ${number}.${help}">${trusted(shared(hoisted(onPage(svg))))}</div>
<figcaption><strong>Figure ${number}.</strong> ${caption}</figcaption>
<p class="tools"><button type="button" data-save>Save as SVG</button>${
    csv.length === 0 ? null : html` <button type="button" data-csv="${packed(csv)}">Save data as CSV</button>`
  }</p>
${dataHtml(told)}
</figure>
`;
}

/** Tables are long and alike. The same bytes give the same text. */
const packed = (bytes: Uint8Array): string =>
  Buffer.from(gzipSync(bytes, { level: 9, mtime: 0 })).toString('base64');

/** Browsers show a title over whatever is pointed at; the page tells values there. */
const onPage = (svg: string): string =>
  svg.replace(/<title id="([^"]*)">([^<]*)<\/title>/, '<desc id="$1" class="title">$2</desc>');
