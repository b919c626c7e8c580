/** Draws the figures of a finished run into its folder. */
import { join } from 'node:path';
import { writeFigure } from '../figures/render.js';
import { runFigures } from './runFigures.js';
import type { Study } from './study.js';

/** say: where warnings go. */
export function drawRun(study: Study, say: (text: string) => void) {
  return async (folder: string, identity: string): Promise<void> => {
    const { world, loaded } = study;
    const { count, ids } = world.cities;
    const heldAtStart = new Map(
      world.subjects.map(({ id }, s) => [
        id,
        new Set(ids.filter((_, i) => world.initialStage[s * count + i] > 0)),
      ]),
    );
    const { scenario } = loaded;
    for (const figure of runFigures({ folder, scenario, heldAtStart, replicates: scenario.replicates })) {
      const { warnings } = await writeFigure(join(folder, 'figures'), figure, { identity });
      for (const warning of warnings) say(`note ${warning}`);
    }
  };
}
