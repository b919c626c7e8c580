import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groupsOf } from '../../src/analysis/group.js';
import { outcomeTable } from '../../src/analysis/outcome.js';
import { prepareStudy, type Study } from '../../src/experiment/study.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { resolveGroups } from '../../src/scenario/build/resolveGroups.js';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));

export const fileOf = (name: string): string => `${folder}/${name}.yaml`;

/** What stands in scenarios/laboratory/, by name. */
export const counterfactuals = readdirSync(`${folder}/laboratory`)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => `laboratory/${name.slice(0, -5)}`)
  .sort();

/** A shipped scenario; without a seed its own. */
export function study(name: string, seed?: string): Promise<Study> {
  return prepareStudy(fileOf(name), seed === undefined ? [] : [{ path: 'seed', value: seed }]);
}

export function trajectories(world: World, replicates: number): Trajectory[] {
  const simulator = createSimulator(world, { explain: false });
  return Array.from({ length: replicates }, (_, replicate) => simulator.run(replicate));
}

/** The outcomes of a scenario: values by column, one a replicate. */
export async function outcomes(
  name: string,
  replicates: number,
  seed?: string,
): Promise<{ readonly [column: string]: readonly number[] }> {
  const { world, loaded } = await study(name, seed);
  const { scenario } = loaded;
  const groups = groupsOf(world, {
    by: scenario.observe.by,
    groups: resolveGroups(scenario, world.cities),
  });
  const table = outcomeTable(world, groups, scenario.observe.outcomes);
  const rows = trajectories(world, replicates).map((trajectory) => table.values(trajectory));
  return Object.fromEntries(table.columns.map((column, k) => [column, rows.map((row) => row[k])]));
}

/** The q-quantile (linear between order statistics). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
