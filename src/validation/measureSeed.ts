/** One seed: its worlds, each simulated once, and the numbers of all patterns. Runs in a thread. */
import { createSimulator } from '../model/simulate.js';
import type { Cities, Ties } from '../model/world.js';
import { buildWorld } from '../scenario/build/buildWorld.js';
import { patternById } from './patterns/index.js';
import { type Plan, type PlannedWorld, variantKey } from './plan.js';
import { drawnFromPrior } from './prior.js';
import type { Run } from './run.js';

export interface SeedWork {
  readonly plan: Plan;
  readonly seed: string;
  /** Whether coefficients are drawn anew in each seed (prior.ts). */
  readonly prior: boolean;
}

/** By pattern and check; a pattern that failed has none and says why. */
export interface SeedNumbers {
  readonly [pattern: string]: { readonly [check: string]: number };
}

/** Measures the patterns of a plan in one seed. */
export function measureSeed({ plan, seed, prior }: SeedWork, replicate: number): SeedNumbers {
  const populations = new Map<string, { readonly cities: Cities; readonly ties: Ties | null }>();
  const runs = new Map<string, Run>();
  const runOf = (key: string): Run => {
    let run = runs.get(key);
    if (!run) {
      run = simulateWorld(plan.worlds[key]);
      runs.set(key, run);
    }
    return run;
  };

  function simulateWorld({ inputs, population, snapshots }: PlannedWorld): Run {
    const scenario = prior ? drawnFromPrior(inputs.scenario, seed, replicate) : inputs.scenario;
    const drawn = populations.get(population);
    // Cities that are there with all their attributes are taken as they are.
    const known = drawn && {
      ...drawn,
      scenario: {
        ...scenario,
        cities: { ...scenario.cities, synthetic: null, attributes: {}, correlations: {} },
      },
    };
    const { world } = buildWorld({ ...inputs, scenario, ...known }, replicate);
    if (!drawn) populations.set(population, { cities: world.cities, ties: world.ties });
    const watched = { ...world, snapshots };
    return { world: watched, trajectory: createSimulator(watched).run(replicate) };
  }

  return Object.fromEntries(
    plan.patterns.map((id) => {
      const pattern = patternById(id);
      const own = Object.entries(pattern.worlds).map(([name, variant]) => [name, runOf(variantKey(variant))]);
      return [id, pattern.measure(Object.fromEntries(own))];
    }),
  );
}
