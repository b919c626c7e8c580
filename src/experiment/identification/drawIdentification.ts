/** Draws estimated against true influence into the folder of a finished laboratory. */
import { join } from 'node:path';
import { normalQuantile } from '../../model/normal.js';
import {
  confounderLabel,
  estimatorLabel,
  type PerformanceRow,
  performanceNotes,
} from './performanceTables.js';
import type { Identification } from './prepareIdentification.js';

/** say: where warnings go. An aborted signal stops before drawing: rejects with its reason. */
export function drawIdentification(
  identification: Identification,
  say: (text: string) => void,
  signal?: AbortSignal,
) {
  return async (folder: string, rows: readonly PerformanceRow[], identity: string): Promise<void> => {
    signal?.throwIfAborted();
    const { name, influence, selection, confounders, estimators, replicates } = identification;
    const shown = estimators.filter(({ type }) => type === 'regression');
    if (!rows.some(({ mean }) => Number.isFinite(mean))) return;
    // Loaded only now: they take longer than many a run.
    const { writeFigure } = await import('../../figures/render.js');
    const { estimatePlot } = await import('../../figures/estimatePlot.js');
    const { DOUBLE_COLUMN_MM } = await import('../../figures/theme.js');
    const reach = normalQuantile(0.975);
    const figure = estimatePlot({
      name: 'estimates',
      title: name,
      heading: `${name} Estimated against true influence, as ${selection.label} rises`,
      caption: `Mean estimate over ${replicates} replicates, with its 95 % Monte Carlo interval; broken line: the truth. ${performanceNotes(identification)[0]}`,
      upName: `estimated coefficient of ${influence.mechanism}`,
      acrossName: selection.label,
      widthMm: DOUBLE_COLUMN_MM,
      estimators: shown.map(({ id }) => estimatorLabel(identification, id)),
      panels: influence.values.flatMap((truth) =>
        confounders.map(({ id }) => ({
          condition: confounderLabel(identification, id),
          truth,
          lines: shown.map((estimator) =>
            selection.values.map((at) => {
              const { mean, biasError } = rows.find(
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
    });
    const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
    for (const warning of warnings) say(`note ${warning}`);
  };
}
