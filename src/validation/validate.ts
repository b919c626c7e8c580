/** The patterns over many seeds, on all cores. */
import { runBatches } from '../experiment/batches.js';
import { workerUrl } from '../experiment/pool.js';
import { judge, type PatternVerdict } from './judge.js';
import type { SeedNumbers, SeedWork } from './measureSeed.js';
import { needsRuns, type Pattern } from './pattern.js';
import { planFor } from './plan.js';

export interface ValidationOptions {
  readonly patterns: readonly Pattern[];
  readonly seed: string;
  readonly seeds: number;
  /** Times the number of cities. */
  readonly scale: number;
  /** Coefficients drawn from their plausible ranges in each seed. */
  readonly prior: boolean;
  readonly threads: number;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Numbers of a pattern by check, one a seed in their order. */
export interface PatternNumbers {
  readonly [check: string]: readonly number[];
}

/** Measures patterns in the seeds 0, 1, … of a seed text. A pattern without worlds is measured once. */
export async function measurePatterns(
  options: ValidationOptions,
): Promise<ReadonlyMap<string, PatternNumbers>> {
  const { patterns, seed, seeds, scale, prior, threads, onProgress, signal } = options;
  const simulated = patterns.filter(needsRuns);
  const bySeed: SeedNumbers[] = [];
  if (simulated.length > 0) {
    const plan = await planFor(simulated, seed, scale);
    let done = 0;
    onProgress(0, seeds);
    await runBatches<SeedWork, number, SeedNumbers[]>({
      workerUrl: workerUrl('patterns'),
      workerData: { plan, seed, prior },
      tasks: Array.from({ length: seeds }, (_, replicate) => replicate),
      threads,
      ...(signal ? { signal } : {}),
      onResult(numbers, { first }) {
        numbers.forEach((own, k) => {
          bySeed[first + k] = own;
        });
        done += numbers.length;
        onProgress(done, seeds);
      },
    });
  }
  return new Map(
    patterns.map((pattern) => {
      const { id, checks } = pattern;
      const measured = needsRuns(pattern) ? bySeed.map((numbers) => numbers[id]) : [pattern.measure({})];
      return [
        id,
        Object.fromEntries(Object.keys(checks).map((check) => [check, measured.map((own) => own[check])])),
      ];
    }),
  );
}

/** Measures and judges. */
export async function validate(options: ValidationOptions): Promise<PatternVerdict[]> {
  const numbers = await measurePatterns(options);
  return options.patterns.map((pattern) => judge(pattern, numbers.get(pattern.id)!));
}
