/** `analyze --nodes`: the diffusion statistics of observed adoption. */
import { type Diffusion, diffusion, diffusionWeights } from '../analysis/diffusion.js';
import { stream } from '../model/random.js';
import { openDiffusionTables } from './diffusionTables.js';
import type { ObservedDiffusion } from './observedDiffusion.js';

export interface ObservedAnalysis {
  readonly files: readonly string[];
  readonly adoptions: readonly { readonly name: string; readonly diffusion: Diffusion }[];
}

/** Analyses each adoption; writes the tables. */
export function analyzeObserved(
  { nodes, times, adoptions }: ObservedDiffusion,
  options: {
    readonly folder: string;
    readonly every: number;
    readonly permutations: number;
    readonly seed: string;
  },
): ObservedAnalysis {
  const { folder, every, permutations, seed } = options;
  const tables = openDiffusionTables({
    folder,
    permutations,
    exposure: nodes.waves !== null,
    simulated: false,
  });
  const weights = diffusionWeights(nodes);
  try {
    const found = adoptions.map(({ name, adoptedAt }) => {
      const result = diffusion(nodes, weights, {
        adoptedAt,
        times,
        // Those that have adopted by the first moment did so within the period before it.
        growth: { origin: times[0] - every, times },
        window: 2 * every,
        permutations,
        streamOf: (test) => stream(seed, 'analysis', name, test),
      });
      tables.write({ run: null, policy: name, stage: null }, nodes.ids, result, result.statistics);
      return { name, diffusion: result };
    });
    return { files: tables.files, adoptions: found };
  } finally {
    tables.close();
  }
}
