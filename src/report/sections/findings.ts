/** Results in sentences, each with its numbers, then in tables. */
import { html } from '../html.js';
import type { ReportSubject } from '../subject.js';
import { minus, reportTable } from './reportTable.js';
import type { Section } from './section.js';

export function findings({ results }: ReportSubject): Section {
  const told = results.findings.filter(({ sentences }) => sentences.length > 0);
  return {
    id: 'results',
    title: 'Results',
    content: html`${told.map(
      ({ heading, sentences }) => html`<h3>${heading}</h3>
<ul class="findings">
${sentences.map(({ of, says }) => html`<li><strong>${of}</strong> ${minus(says)}</li>\n`)}</ul>
`,
    )}${results.notes.map((note) => html`<p class="note">${note}</p>\n`)}`,
  };
}

export function tables({ results }: ReportSubject): Section | null {
  if (results.tables.length === 0) return null;
  return { id: 'tables', title: 'Tables', content: html`${results.tables.map(reportTable)}` };
}
