/** HTML that is safe by its making: what is put into a template is escaped unless it is HTML already. */

export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | readonly Part[];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const textOf = (part: Part): string => {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  // A number and its sign of percent stay together.
  return escaped(String(part)).replace(/(\d) %/g, '$1\u00a0%');
};

/** Texts and numbers are escaped; HTML, and lists of it, stand as they are; null is nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.reduce((all, string, k) => all + textOf(parts[k - 1]) + string));

/** HTML that another renderer has made, and escaped. */
export const trusted = (text: string): Html => new Html(text);

/** A name for a place in the page: letters, digits and hyphens. */
export const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

export const paragraphs = (texts: readonly string[]): Html[] => texts.map((text) => html`<p>${text}</p>`);

export interface HtmlTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** Rows as wide as the head, the first cell naming the row; of a single cell: a heading over the rows after it. */
  readonly rows: readonly (readonly (string | Html)[])[];
  /** Whether the columns after the first are set right. Default: true. */
  readonly numeric?: boolean;
}

/** Scrolls by itself, also by keyboard, where the page is too narrow for it. */
export function tableHtml({ caption, head, rows, numeric = true }: HtmlTable): Html {
  const columns = head.map((text) => html`<th scope="col">${text}</th>`);
  const body = rows.map(([first, ...rest]) =>
    rest.length === 0
      ? html`<tr class="heading"><th scope="rowgroup" colspan="${head.length}">${first}</th></tr>\n`
      : html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="wide" role="region" tabindex="0" aria-label="${caption}"><table${numeric ? html` class="numeric"` : null}>
<caption>${caption}</caption>
<thead><tr>${columns}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** Facts by name. */
export const factsHtml = (facts: readonly (readonly [name: string, value: string | Html])[]): Html =>
  html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>\n`;

/** Closed on the screen, open on paper. */
export const detailsHtml = (summary: string, content: Html): Html =>
  html`<details><summary>${summary}</summary>${content}</details>\n`;

/** A file within the page, for saving. */
export const downloadHtml = (file: string, type: string, content: string | Uint8Array, words: string): Html =>
  html`<a class="save" download="${file}" href="data:${type};base64,${Buffer.from(content).toString('base64')}">${words}</a>`;

/** Data for the page's own script. */
export const dataHtml = (data: unknown): Html =>
  trusted(`<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`);
