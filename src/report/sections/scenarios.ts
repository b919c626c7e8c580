/** The scenarios, and what sets them apart. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Study } from '../../experiment/study.js';
import { oddDifference } from '../../odd/difference.js';
import type { Block, Document } from '../../odd/document.js';
import { blocksHtml } from '../../odd/html.js';
import { oddDocument } from '../../odd/odd.js';
import { parameters as parameterBlocks } from '../../odd/parameters.js';
import { detailsHtml, downloadHtml, html, tableHtml, trusted } from '../html.js';
import { oddSubject } from '../oddSubject.js';
import type { ReportSubject } from '../subject.js';
import type { Section } from './section.js';

export const documentOf = (study: Study): Document => oddDocument(oddSubject(study));

/** Differences that are shown open; of more each is closed. */
const OPEN = 1;

export function scenarios({ results: { studies, pairs } }: ReportSubject): Section {
  const documents = studies.map(documentOf);
  const differences = pairs.map(([a, b]) => {
    const names = [studies[a].id, studies[b].id] as const;
    const content = trusted(blocksHtml(oddDifference(documents[a], documents[b], names).blocks, 3));
    return pairs.length > OPEN
      ? detailsHtml(`${names[1]} and ${names[0]}`, content)
      : html`<h3>What sets them apart</h3>\n${content}`;
  });
  return {
    id: 'scenarios',
    title: studies.length === 1 ? 'The scenario' : 'Scenarios and their differences',
    content: html`${tableHtml({
      caption: studies.length === 1 ? 'What was simulated' : 'What was simulated, the baseline first',
      head: ['Scenario', 'Name', 'Why', 'Source'],
      rows: studies.map(({ id, loaded: { scenario } }) => [
        id,
        scenario.name,
        scenario.why || '–',
        scenario.source || '–',
      ]),
      numeric: false,
    })}${pairs.length > OPEN ? html`<h3>What sets them apart</h3>\n` : null}${differences}`,
  };
}

/** Coefficients of the baseline, and every scenario as it ran. */
export function parameters({ results: { studies } }: ReportSubject): Section {
  const isTable = (block: Block): boolean => block.kind !== 'heading';
  const files = studies.map(({ id, loaded: { sources } }) => {
    const yaml = readFileSync(sources[0], 'utf8');
    return detailsHtml(
      `${id}: the scenario as it ran`,
      html`<pre class="scenario" tabindex="0">${yaml}</pre><p class="tools">${downloadHtml(`${basename(id)}.yaml`, 'application/yaml', yaml, 'Save as YAML')}</p>`,
    );
  });
  return {
    id: 'parameters',
    title: 'Parameters',
    content: html`${studies.length > 1 ? html`<p>Of the baseline, ${studies[0].id}:</p>` : null}${trusted(
      blocksHtml(parameterBlocks(oddSubject(studies[0])).filter(isTable), 3),
    )}${files}`,
  };
}

/** The ODD+D protocol of the baseline. */
export function model({ results: { studies } }: ReportSubject): Section {
  const [baseline, ...others] = studies;
  return {
    id: 'model',
    title: 'The model (ODD+D)',
    content: html`<p>The ODD+D document of ${baseline.id}, made from what is at work in it.${
      others.length > 0 ? ' What differs in the others stands under Scenarios.' : null
    }</p>\n${detailsHtml('Read the document', trusted(blocksHtml(documentOf(baseline).blocks, 2)))}`,
  };
}
