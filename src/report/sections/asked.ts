/** What was asked, and of what. */
import { factsHtml, html } from '../html.js';
import type { ReportSubject } from '../subject.js';
import { reportTable } from './reportTable.js';
import type { Section } from './section.js';

export function asked({ results }: ReportSubject): Section {
  const { why, source, design } = results;
  return {
    id: 'question',
    title: 'What was asked',
    content: html`${why === '' ? null : html`<p class="lead">${sentence(why)}</p>\n`}${
      source === '' ? null : html`<p>Drawn from: ${source}</p>\n`
    }${factsHtml(design)}${results.asked.map(reportTable)}`,
  };
}

const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}`;
