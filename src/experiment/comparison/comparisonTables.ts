/** One replicate of one scenario of a comparison, as rows of the tables. */
import { firstTimes } from '../../analysis/firstTimes.js';
import { type Cell, csvChunks } from '../../io/csv.js';
import type { Trajectory } from '../../model/trajectory.js';
import type { World } from '../../model/world.js';
import { type ReplicateRows, type ReplicateWork, replicateRunner } from '../replicateTables.js';

export interface ComparisonWork {
  readonly scenarios: readonly ReplicateWork[];
}

export interface ComparisonTask {
  /** Index into the scenarios. */
  readonly scenario: number;
  readonly replicate: number;
}

export interface ComparisonRows extends ReplicateRows {
  /** adoptions.csv: first adoptions of cities that all replicates share. */
  readonly adoptions: readonly Uint8Array[];
}

/** Bytes of each table. */
export interface ComparisonBatch {
  readonly runs: Uint8Array;
  readonly series: Uint8Array;
  readonly events: Uint8Array;
  readonly adoptions: Uint8Array;
}

export const adoptionColumns = ['scenario', 'replicate', 'city', 'policy', 'time'] as const;

/**
 * What a thread does: one replicate of one scenario. The simulator of the last scenario alone is kept. An error is told with the
 * id of its scenario.
 */
export function comparisonRunner({ scenarios }: ComparisonWork): (task: ComparisonTask) => ComparisonRows {
  const runners = new Map<number, ReturnType<typeof replicateRunner>>();
  return ({ scenario, replicate }) => {
    const work = scenarios[scenario];
    const runner = runners.get(scenario) ?? replicateRunner(work);
    // Tasks come scenario by scenario: the one before is not needed any more, or seldom.
    if (!runners.has(scenario)) runners.clear();
    runners.set(scenario, runner);
    let adoptions: Uint8Array[] = [];
    try {
      const rows = runner(replicate, (trajectory, world) => {
        if (work.world) adoptions = [...csvChunks(adoptionRows(work.scenarioId, world, trajectory))];
      });
      return { ...rows, adoptions };
    } catch (error) {
      if (error instanceof Error) error.message = `${work.scenarioId}: ${error.message}`;
      throw error;
    }
  };
}

function* adoptionRows(scenarioId: string, world: World, trajectory: Trajectory): Generator<Cell[]> {
  const first = firstTimes(world, trajectory);
  const { count, ids } = world.cities;
  for (let city = 0; city < count; city++) {
    for (let s = 0; s < world.subjects.length; s++) {
      const time = first[s * count + city];
      if (!Number.isNaN(time))
        yield [scenarioId, trajectory.replicate, ids[city], world.subjects[s].id, time];
    }
  }
}
