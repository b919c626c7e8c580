/** A part of the report, with a place in its table of contents. */
import { type Html, html } from '../html.js';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

export const sectionHtml = ({ id, title, content }: Section): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}</section>
`;
