/** A table of results as part of the page. */
import { type Html, html, tableHtml } from '../html.js';
import type { ReportTable } from '../subject.js';

/** A hyphen before a number is a minus. */
export const minus = (text: string): string => text.replace(/(^|[\s[(])-(?=[\d.∞])/g, '$1−');

/** A row whose cells after the first are all empty is a heading over those that follow. */
export function reportTable({ caption, head, body, notes, texts = false }: ReportTable): Html {
  const rows = body
    .filter((row): row is readonly string[] => row !== null)
    .map((row) => (row.slice(1).every((cell) => cell === '') ? row.slice(0, 1) : row));
  return html`${tableHtml({
    caption,
    head,
    rows: rows.map(([first, ...rest]) => [first, ...rest.map(minus)]),
    numeric: !texts,
  })}${notes.map((note) => html`<p class="note">${note}</p>\n`)}`;
}
