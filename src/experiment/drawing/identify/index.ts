import { estimatePlot } from '../../../figures/estimatePlot/index.js';
import { DOUBLE_COLUMN_MM } from '../../../figures/theme.js';
import { words } from '../../../figures/words.js';
import { studentQuantile } from '../../../statistics/studentT.js';
import {
  confounderLabel,
  estimatorLabel,
  fewReplicatesNote,
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

/** Monte Carlo errors of a mean over n estimates that its 95 % interval reaches to either side; NaN below two. */
const errorReach = (n: number): number => (n < 2 ? NaN : studentQuantile(0.975, n - 1));

const estimates: FigureKind<FinishedIdentification> = {
  id: 'estimates',
  question: 'What do the usual estimators make of a truth that is known?',
  standard: true,
  lacks: ({ performance }) => (performance.some(({ mean }) => Number.isFinite(mean)) ? null : 'an estimate'),
  figures({ identification, performance }) {
    const { name, influence, selection, confounders, estimators, replicates } = identification;
    const shown = estimators.filter(({ type }) => type === 'regression');
    return [
      estimatePlot({
        name: 'estimates',
        title: name,
        heading: words`${name} Estimated against true influence, as ${selection.label} rises`,
        caption: `Mean estimate over ${replicates} replicates, with its 95 % Monte Carlo interval (Student's t); broken line: the truth. ${[performanceNotes(identification)[0], ...fewReplicatesNote(replicates)].join(' ')}`,
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
                const { mean, biasError, repetitions, failed } = performance.find(
                  (row) =>
                    row.confounder === id &&
                    row.influence === truth &&
                    row.selection === at &&
                    row.estimator === estimator.id,
                )!;
                const half = errorReach(repetitions - failed) * biasError;
                return { at, mean, low: mean - half, high: mean + half };
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
