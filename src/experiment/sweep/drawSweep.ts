/** Draws the figures of a finished sweep into its folder. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FinishedSweep } from './sweepFigures.js';

/** say: where warnings go. An aborted signal stops between two figures: rejects with its reason. */
export function drawSweep(say: (text: string) => void, signal?: AbortSignal) {
  return async (sweep: FinishedSweep): Promise<void> => {
    // Loaded only now: they take longer than many a sweep.
    const { writeFigure } = await import('../../figures/render.js');
    const { sweepFigures } = await import('./sweepFigures.js');
    const { folder, identity } = sweep;
    const figures = join(folder, 'figures');
    rmSync(figures, { recursive: true, force: true });
    for (const figure of sweepFigures(sweep)) {
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      const { warnings } = await writeFigure(figures, figure, { identity });
      for (const warning of warnings) say(`note ${warning}`);
    }
  };
}
