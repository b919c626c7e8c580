import { estimatePlot } from '../../../figures/estimatePlot.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { words } from '../../../figures/words.js';
import { normalQuantile } from '../../../model/normal.js';
import {
  confounderLabel,
  estimatorLabel,
  type PerformanceRow,
  performanceNotes,
} from '../../identification/performanceTables.js';
import type { Identification } from '../../identification/prepareIdentification.js';
import { type FigureKind, folderFigures } from '../kind.js';

export interface FinishedIdentification {
  readonly identification: Identification;
  readonly folder: string;
  readonly performance: readonly PerformanceRow[];
}

const estimates: FigureKind<FinishedIdentification> = {
  id: 'estimates',
  question: 'What do the usual estimators make of a truth that is known?',
  standard: true,
  lacks: ({ performance }) => (performance.some(({ mean }) => Number.isFinite(mean)) ? null : 'an estimate'),
  figures({ identification, performance }) {
    const { name, influence, selection, confounders, estimators, replicates } = identification;
    const shown = estimators.filter(({ type }) => type === 'regression');
    const reach = normalQuantile(0.975);
    return [
      estimatePlot({
        name: 'estimates',
        title: name,
        heading: words`${name} Estimated against true influence, as ${selection.label} rises`,
        caption: `Mean estimate over ${replicates} replicates, with its 95 % Monte Carlo interval; broken line: the truth. ${performanceNotes(identification)[0]}`,
        upName: words`estimated coefficient of ${influence.mechanism}`,
        acrossName: selection.label,
        widthMm: DOUBLE_COLUMN_MM,
        estimators: shown.map(({ id }) => estimatorLabel(identification, id)),
        panels: influence.values.flatMap((truth) =>
          confounders.map(({ id }) => ({
            condition: confounderLabel(identification, id),
            truth,
            lines: shown.map((estimator) =>
              selection.values.map((at) => {
                const { mean, biasError } = performance.find(
                  (row) =>
                    row.confounder === id &&
                    row.influence === truth &&
                    row.selection === at &&
                    row.estimator === estimator.id,
                )!;
                return { at, mean, low: mean - reach * biasError, high: mean + reach * biasError };
              }),
            ),
          })),
        ),
      }),
    ];
  },
};

/** What the folder of `identify` can show. */
export const identificationFigures = folderFigures([estimates]);
