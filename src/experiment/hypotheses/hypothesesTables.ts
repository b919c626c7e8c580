/** One replicate of one scenario at one set of coefficients, as a row of runs.csv. */
import { groupsOf } from '../../analysis/group.js';
import { outcomeTable } from '../../analysis/outcome.js';
import { type Cell, csvChunks } from '../../io/csv.js';
import { createSimulator } from '../../model/simulate.js';
import type { World } from '../../model/world.js';
import { buildWorld } from '../../scenario/build/buildWorld.js';
import { resolveGroups } from '../../scenario/build/resolveGroups.js';
import type { ReplicateWork } from '../replicateTables.js';
import { type DrawnCoefficient, withCoefficients } from './coefficientRange.js';

export interface HypothesesWork {
  readonly scenarios: readonly ReplicateWork[];
  /** Outcomes of all scenarios; each fills its own. */
  readonly columns: readonly string[];
  readonly coefficients: readonly DrawnCoefficient[];
  /** Values of each set of coefficients. */
  readonly points: readonly (readonly number[])[];
}

export interface HypothesesTask {
  /** Index into the scenarios. */
  readonly scenario: number;
  /** 0: the coefficients as they are stated; k: the k-th set. */
  readonly point: number;
  readonly replicate: number;
}

export const pointColumns = ['scenario', 'point', 'replicate', 'seed'] as const;

type Measure = (replicate: number) => { readonly [column: string]: number };

/**
 * What a thread does: the outcomes of one replicate of a scenario at one set of coefficients, as a row of pointColumns and
 * outcomes. The simulator of the last scenario and set is kept. An error is told with the id of its scenario.
 */
export function hypothesesRunner(work: HypothesesWork): (task: HypothesesTask) => Uint8Array[] {
  const { scenarios, columns, coefficients, points } = work;
  /** Of the last scenario and set: tasks come one after another, or nearly so. */
  let kept: { readonly key: string; readonly measure: Measure } | null = null;

  const measureIn = (own: ReplicateWork, world: World): Measure => {
    const { scenario } = own.inputs;
    const groups = groupsOf(world, {
      by: scenario.observe.by,
      groups: resolveGroups(scenario, world.cities),
    });
    const outcomes = outcomeTable(world, groups, scenario.observe.outcomes);
    const simulator = createSimulator(world, { explain: outcomes.needsLineage });
    return (replicate) => {
      const values = outcomes.values(simulator.run(replicate));
      return Object.fromEntries(outcomes.columns.map((column, k) => [column, values[k]]));
    };
  };
  const worldAt = (world: World, point: number): World =>
    point === 0 ? world : withCoefficients(world, coefficients, points[point - 1]);

  return ({ scenario, point, replicate }) => {
    const own = scenarios[scenario];
    try {
      let measure: Measure;
      if (own.world === null)
        measure = measureIn(own, worldAt(buildWorld(own.inputs, replicate).world, point));
      else {
        const key = `${scenario} ${point}`;
        if (kept?.key !== key) kept = { key, measure: measureIn(own, worldAt(own.world, point)) };
        ({ measure } = kept);
      }
      const values = measure(replicate);
      const row: Cell[] = [own.scenarioId, point, replicate, own.inputs.scenario.seed];
      return [...csvChunks([[...row, ...columns.map((column) => values[column] ?? null)]])];
    } catch (error) {
      if (error instanceof Error) error.message = `${own.scenarioId}: ${error.message}`;
      throw error;
    }
  };
}
