/** The report of a folder of results: the same folder gives the same bytes. */

import type { FolderKind } from '../experiment/finishedManifest.js';
import { pageHtml } from './page.js';
import { readFolder } from './readFolder.js';
import { asked } from './sections/asked.js';
import { citing } from './sections/citing.js';
import { figures } from './sections/figures.js';
import { findings, tables } from './sections/findings.js';
import { provenance } from './sections/provenance.js';
import { model, parameters, scenarios } from './sections/scenarios.js';
import type { Section } from './sections/section.js';
import { validation } from './sections/validation.js';
import type { ReportSubject } from './subject.js';

const KINDS: { readonly [Kind in FolderKind]: string } = {
  run: 'Run of a scenario',
  compare: 'Comparison of scenarios',
  test: 'Test of hypotheses',
  sweep: 'Sweep over parameters',
  attribute: 'Attribution to mechanisms',
  identify: 'Estimators and a known truth',
};

export interface Report {
  readonly html: string;
  readonly title: string;
  readonly figures: number;
  /** Files of the folder that are not as they were written. */
  readonly changed: readonly string[];
}

/**
 * Reads the folder and nothing else of the user's.
 * @throws InputError where it is no finished folder of results.
 */
export const reportOf = async (folder: string): Promise<Report> => reportFrom(await readFolder(folder));

/** The report of a folder that was read before. */
export async function reportFrom(subject: ReportSubject): Promise<Report> {
  const { manifest, results } = subject;
  const sections: (Section | null)[] = [
    asked(subject),
    findings(subject),
    await figures(subject),
    tables(subject),
    scenarios(subject),
    parameters(subject),
    validation(),
    model(subject),
    provenance(subject),
    citing(subject),
  ];
  return {
    html: pageHtml({
      title: results.name,
      kind: KINDS[manifest['kind'] as FolderKind],
      identity: manifest.identity,
      sections: sections.filter((section) => section !== null),
    }),
    title: results.name,
    figures: subject.figures.length,
    changed: subject.changed,
  };
}
