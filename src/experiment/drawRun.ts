/** Draws the figures of a finished run into its folder. */
import { join } from 'node:path';
import type { Study } from './study.js';

/** say: where warnings go. An aborted signal stops between two figures: rejects with its reason. */
export function drawRun(study: Study, say: (text: string) => void, signal?: AbortSignal) {
  return async (folder: string, identity: string): Promise<void> => {
    // Loaded only now: they take longer than many a run.
    const { writeFigure } = await import('../figures/render.js');
    const { runFigures } = await import('./runFigures.js');
    const { world, loaded, observed } = study;
    const { count, ids } = world.cities;
    const heldAtStart = new Map(
      world.subjects.map(({ id }, s) => [
        id,
        new Set(ids.filter((_, i) => world.initialStage[s * count + i] > 0)),
      ]),
    );
    const { scenario } = loaded;
    const { replicates } = scenario;
    for (const figure of runFigures({ folder, scenario, heldAtStart, observed, replicates })) {
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
      for (const warning of warnings) say(`note ${warning}`);
    }
  };
}
