/** How the tool is cited: CITATION.cff in the forms that papers take. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fullStop } from '../figures/fullStop.js';
import { packageRoot } from '../version.js';

interface Person {
  readonly name?: string;
  readonly 'family-names'?: string;
  readonly 'given-names'?: string;
}

interface Reference {
  readonly title: string;
  readonly authors: readonly Person[];
  readonly year?: number;
  readonly journal?: string;
  readonly volume?: number | string;
  readonly issue?: number | string;
  readonly doi?: string;
}

interface Citation extends Reference {
  readonly version: string;
  readonly 'date-released': string;
  readonly references?: readonly Reference[];
}

const personText = ({ name, ...person }: Person): string =>
  name ?? `${person['family-names']}, ${person['given-names']}`;

const people = (authors: readonly Person[]): string =>
  authors.map(personText).join(authors.length > 2 ? '; ' : ' and ');

export interface CitationTexts {
  readonly tool: string;
  readonly bibtex: string;
  readonly references: readonly string[];
}

/** version: of the tool that made the results; identity: of the results. */
export function citationTexts(version: string, identity: string): CitationTexts {
  const citation = parse(readFileSync(join(packageRoot, 'CITATION.cff'), 'utf8')) as Citation;
  const year = citation['date-released'].slice(0, 4);
  return {
    tool: `${people(citation.authors)} (${year}). ${fullStop(citation.title)} Version ${version}. Identity of the results: ${identity}.`,
    bibtex: [
      `@software{fastpolicy,`,
      `  author = {{${people(citation.authors)}}},`,
      `  title = {${citation.title}},`,
      `  year = {${year}},`,
      `  version = {${version}},`,
      `  note = {Identity of the results: ${identity}}`,
      `}`,
    ].join('\n'),
    references: (citation.references ?? []).map(referenceText),
  };
}

function referenceText({ authors, year, title, journal, volume, issue, doi }: Reference): string {
  const place =
    journal === undefined ? '' : ` ${journal} ${volume ?? ''}${issue === undefined ? '' : `(${issue})`}.`;
  return `${people(authors)} (${year ?? 'n.d.'}). ${fullStop(title)}${place}${doi === undefined ? '' : ` doi:${doi}`}`;
}
