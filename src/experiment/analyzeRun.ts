/** `analyze DIR`: the diffusion statistics of every policy and network in the replicates of a run. */
import { adoptionTimes } from '../analysis/adoptionHistory.js';
import {
  type DiffusionNodes,
  type DiffusionWeights,
  diffusion,
  diffusionWeights,
} from '../analysis/diffusion.js';
import { originOf } from '../analysis/growth.js';
import type { Measure, Target } from '../analysis/measure.js';
import { measures } from '../analysis/measures/index.js';
import { RECENT_YEARS } from '../analysis/measures/network.js';
import { replay } from '../analysis/tally.js';
import { stream } from '../model/random.js';
import type { World } from '../model/world.js';
import { moments } from '../statistics/diffusion/adoption.js';
import { type DiffusionKey, openDiffusionTables } from './diffusionTables.js';
import type { RunFolder } from './readRun.js';

export interface AnalyzeOptions {
  readonly folder: string;
  readonly every: number;
  readonly permutations: number;
  readonly seed: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Statistics of one adoption. */
export interface AnalyzedAdoption {
  readonly key: DiffusionKey;
  readonly statistics: { readonly [name: string]: number };
  /** Share that has adopted at each moment. */
  readonly share: Float64Array;
  readonly times: readonly number[];
}

export interface Analysis {
  readonly files: readonly string[];
  readonly adoptions: readonly AnalyzedAdoption[];
}

/** What is analysed in a world: each policy declared, and implemented where it can be, and each network joined. */
function adoptionsOf(world: World) {
  return world.subjects.flatMap(({ network, transitions }, subject) =>
    network
      ? [{ subject, least: 1 as const, stage: 'joined' }]
      : [
          { subject, least: 1 as const, stage: 'declared' },
          ...(transitions.some(({ to }) => to === 2)
            ? [{ subject, least: 2 as const, stage: 'implemented' }]
            : []),
        ],
  );
}

const lineage: readonly Measure[] = measures.filter(({ needsLineage }) => needsLineage);

/** Analyses the replicates wanted; writes the tables. An aborted signal rejects with its reason. */
export async function analyzeRun(
  run: RunFolder,
  wanted: readonly number[],
  options: AnalyzeOptions,
): Promise<Analysis> {
  const { folder, every, permutations, seed, signal } = options;
  // A row for each city and moment: of many replicates it would be larger than anyone reads.
  const exposure = wanted.length === 1;
  const tables = openDiffusionTables({ folder, permutations, exposure, simulated: true });
  const adoptions: AnalyzedAdoption[] = [];
  let of: World | null = null;
  let nodes: DiffusionNodes | null = null;
  let weights: DiffusionWeights | null = null;
  try {
    let done = 0;
    for (const { world, trajectory } of run.trajectories(wanted)) {
      // Lets signals through.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      if (of !== world || !nodes || !weights) {
        const { ids, country, latitude, longitude } = world.cities;
        nodes = { ids, waves: world.ties && [world.ties], country, latitude, longitude };
        weights = diffusionWeights(nodes);
        of = world;
      }
      const { end, stepsPerYear } = world.time;
      for (const { subject, least, stage } of adoptionsOf(world)) {
        const { id } = world.subjects[subject];
        const tally = { subjects: [subject], stage: least, group: everyCity };
        const [course, implemented] = replay(world, trajectory, [tally, { ...tally, stage: 2 }]);
        const target: Target = { world, trajectory, tally, course, implemented, time: end };
        const origin = originOf(world, [subject]);
        const result = diffusion(nodes, weights, {
          adoptedAt: adoptionTimes(target),
          times: moments(origin, end, every),
          growth: { origin, times: moments(origin, end, 1 / stepsPerYear) },
          window: RECENT_YEARS,
          permutations,
          streamOf: (test) => stream(seed, trajectory.replicate, 'analysis', id, stage, test),
        });
        const statistics = {
          ...result.statistics,
          ...Object.fromEntries(
            lineage.map(({ name, value }) => [name, stage === 'declared' ? value(target) : NaN]),
          ),
        };
        const { replicate } = trajectory;
        const key = { run: { scenario: run.study.id, replicate }, policy: id, stage };
        tables.write(key, nodes.ids, result, statistics);
        adoptions.push({ key, statistics, share: result.course.share, times: result.adoption.times });
      }
      options.onProgress(++done, wanted.length);
    }
  } finally {
    tables.close();
  }
  return { files: tables.files, adoptions };
}

const everyCity = { holds: () => true, dynamic: false };
