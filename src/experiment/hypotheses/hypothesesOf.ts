/** The hypotheses of a finished test, as they were tested. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { type Hypotheses, prepareHypotheses } from './prepareHypotheses.js';
import { HYPOTHESES_FILE } from './runHypotheses.js';

/** From the files of the folder alone. Throws InputError. */
export function hypothesesOf(folder: string, manifest: Manifest): Promise<Hypotheses> {
  const references = manifest['references'] as { readonly [written: string]: string };
  const range = manifest['range'] as { readonly draws: number; readonly replicates: number };
  return prepareHypotheses(
    join(folder, HYPOTHESES_FILE),
    {
      set: [],
      seed: manifest.seed,
      replicates: manifest.replicates,
      draws: range.draws,
      rangeReplicates: range.replicates,
      fileOf: (written) => join(folder, 'scenarios', `${references[written]}.yaml`),
    },
    String(manifest['hypotheses']),
  );
}
