/** How to cite the results: the tool, the literature it rests on, and the sources of the scenarios. */
import { citationTexts } from '../citation.js';
import { html } from '../html.js';
import type { ReportSubject } from '../subject.js';
import type { Section } from './section.js';

export function citing({ identity, toolVersion, results }: ReportSubject): Section {
  const { tool, bibtex, references } = citationTexts(toolVersion, identity);
  const sources = [
    ...new Set([results.source, ...results.studies.map(({ loaded }) => loaded.scenario.source)]),
  ].filter((source) => source !== '');
  return {
    id: 'citing',
    title: 'How to cite',
    content: html`<p>${tool}</p>
<pre tabindex="0">${bibtex}</pre>
<h3>What the tool rests on</h3>
<ul>${references.map((text) => html`<li>${text}</li>\n`)}</ul>
${
  sources.length === 0
    ? null
    : html`<h3>Sources of the ${results.studies.length === 1 ? 'scenario' : 'scenarios'}</h3>
<ul>${sources.map((text) => html`<li>${text}</li>\n`)}</ul>
`
}`,
  };
}
