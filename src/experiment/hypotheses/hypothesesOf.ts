/** The hypotheses of a finished test, as they were tested. */
import { join } from 'node:path';
import type { Manifest } from '../../io/manifest.js';
import { refusal } from '../../scenario/problem.js';
import { supersededIn } from './earlierVersions.js';
import { type Hypotheses, prepareHypotheses } from './prepareHypotheses.js';
import { HYPOTHESES_FILE } from './runHypotheses.js';

/** From the files of the folder alone. Throws InputError. */
export function hypothesesOf(folder: string, manifest: Manifest): Promise<Hypotheses> {
  const file = join(folder, HYPOTHESES_FILE);
  const references = manifest['references'] as { readonly [written: string]: string };
  const range = manifest['range'] as { readonly draws: number; readonly replicates: number };
  return prepareHypotheses(
    file,
    {
      set: [],
      seed: manifest.seed,
      replicates: manifest.replicates,
      draws: range.draws,
      rangeReplicates: range.replicates,
      testedBefore: supersededIn(manifest),
      fileOf(written) {
        const id = references[written];
        if (id === undefined)
          throw refusal(
            file,
            `it compares ${written}, which was not tested`,
            'the hypotheses as they were tested',
          );
        return join(folder, 'scenarios', `${id}.yaml`);
      },
    },
    String(manifest['hypotheses']),
  );
}
