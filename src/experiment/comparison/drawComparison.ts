/** Draws the figures of a finished comparison into its folder. */
import { join } from 'node:path';
import type { Comparison } from './prepareComparison.js';
import type { ComparisonResults } from './runComparison.js';

/** say: where warnings go. An aborted signal stops between two figures: rejects with its reason. */
export function drawComparison(comparison: Comparison, say: (text: string) => void, signal?: AbortSignal) {
  return async (results: ComparisonResults): Promise<void> => {
    // Loaded only now: they take longer than many a run.
    const { writeFigure } = await import('../../figures/render.js');
    const { comparisonFigures } = await import('./comparisonFigures.js');
    const { folder, identity } = results;
    for (const figure of comparisonFigures(comparison, results)) {
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
      for (const warning of warnings) say(`note ${warning}`);
    }
  };
}
