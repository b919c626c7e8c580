/** The report of a folder of results: the same folder gives the same bytes. */

import { pageHtml } from './page.js';
import { readResults } from './readFolder.js';
import { asked } from './sections/asked.js';
import { citing } from './sections/citing.js';
import { figures } from './sections/figures.js';
import { findings, tables } from './sections/findings.js';
import { provenance } from './sections/provenance.js';
import { model, parameters, scenarios } from './sections/scenarios.js';
import type { Section } from './sections/section.js';
import { validation } from './sections/validation.js';
import type { ReportSubject } from './subject.js';

export interface Report {
  readonly html: string;
  readonly title: string;
  readonly figures: number;
  /** Files of the folder that are not as they were written. */
  readonly changed: readonly string[];
}

/**
 * Reads the folder (or the eha.json) and nothing else of the user's.
 * @throws InputError where it is no finished folder of results.
 */
export const reportOf = async (folder: string): Promise<Report> => reportFrom(await readResults(folder));

/** The report of a folder that was read before. */
export async function reportFrom(subject: ReportSubject): Promise<Report> {
  const { kind, identity, results } = subject;
  // Event histories name no scenario: observed ones have none, and of a run its own report tells it.
  const simulated = results.studies.length > 0;
  const sections: (Section | null)[] = [
    asked(subject),
    findings(subject),
    await figures(subject),
    tables(subject),
    ...(simulated ? [scenarios(subject), parameters(subject), validation(), model(subject)] : []),
    provenance(subject),
    citing(subject),
  ];
  return {
    html: pageHtml({
      title: results.name,
      kind,
      identity,
      sections: sections.filter((section) => section !== null),
    }),
    title: results.name,
    figures: subject.figures.length,
    changed: subject.changed,
  };
}
