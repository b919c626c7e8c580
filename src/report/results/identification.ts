/** What a laboratory of estimators says. */
import { join } from 'node:path';
import { identificationOf } from '../../experiment/identification/identificationOf.js';
import {
  confounderLabel,
  estimatorLabel,
  type PerformanceRow,
  performanceTable,
  readPerformance,
  shareInterval,
} from '../../experiment/identification/performanceTables.js';
import { PERFORMANCE_FILE } from '../../experiment/identification/runIdentification.js';
import type { Manifest } from '../../io/manifest.js';
import { numberText } from '../../io/numberText.js';
import type { Finding, Results } from '../subject.js';
import { scenarioDesign } from './design.js';

export async function identificationResults(folder: string, manifest: Manifest): Promise<Results> {
  const identification = await identificationOf(folder, manifest);
  const { base, influence, selection, confounders, estimators, cells, replicates } = identification;
  const rows = readPerformance(join(folder, PERFORMANCE_FILE));
  const strongest = Math.max(...selection.values);
  const finding = (row: PerformanceRow): Finding => ({
    of: estimatorLabel(identification, row.estimator),
    says: `${estimateWords(row)}${rejectionWords(row)}.`,
  });
  return {
    name: identification.name,
    why: identification.why,
    source: base.loaded.scenario.source,
    design: [
      ['World', base.id],
      ['True influence', `${influence.mechanism} on ${influence.policy}: ${influence.values.join(', ')}`],
      [selection.label, `${selection.values.join(', ')} at ${selection.paths.join(', ')}`],
      ['Confounders', confounders.map(({ id }) => confounderLabel(identification, id)).join('; ')],
      ['Estimators', estimators.map(({ id }) => estimatorLabel(identification, id)).join('; ')],
      ...scenarioDesign(base),
      ['Cells', `${cells.length}, with ${replicates} replicates each`],
      ['Seed', identification.seed],
    ],
    asked: [],
    findings: influence.values.flatMap((truth) =>
      confounders.map(({ id }) => ({
        heading: `${confounderLabel(identification, id)}, true influence ${truth}, ${selection.label} ${strongest}`,
        sentences: rows
          .filter((row) => row.confounder === id && row.influence === truth && row.selection === strongest)
          .map(finding),
      })),
    ),
    tables: [performanceTable(identification, rows)].map(({ caption, head, body, notes }) => ({
      caption,
      head,
      body,
      notes,
    })),
    notes: [
      ...identification.notes,
      'In brackets behind a share: its 95 % interval over the replicates (Wilson).',
    ],
    studies: [base],
    pairs: [],
  };
}

/** A share in percent with Wilson's interval: `100 % [51, 100]`. */
function shareWords(row: PerformanceRow, share: number): string {
  const { low, high } = shareInterval(share, row);
  const [own, from, to] = [share, low, high].map((value) => Math.round(100 * value));
  return Number.isNaN(low) ? `${own} %` : `${own} % [${from}, ${to}]`;
}

const estimateWords = (row: PerformanceRow): string =>
  Number.isNaN(row.mean)
    ? ''
    : `estimates ${numberText(row.mean)}; ${shareWords(row, row.coverage)} of its 95 % intervals hold the truth; `;

const rejectionWords = (row: PerformanceRow): string =>
  `${shareWords(row, row.rejection)} of its tests find an influence${row.influence === 0 ? ', where there is none' : ''}`;
