/** Which worlds a set of patterns needs: each variant once, however many patterns read it. */
import { nodeFiles } from '../io/nodeFiles.js';
import { readInputs } from '../io/readInputs.js';
import { shippedFile } from '../io/shippedScenarios.js';
import { registry } from '../registry.js';
import type { Inputs } from '../scenario/build/inputs.js';
import { loadScenario } from '../scenario/load.js';
import type { Pattern, Variant } from './pattern.js';
import { scaled } from './scale.js';

export interface PlannedWorld {
  readonly inputs: Inputs;
  /** Worlds of one key have the same cities and ties in a replicate. */
  readonly population: string;
  /** Times at which moving columns are wanted, ascending. */
  readonly snapshots: readonly number[];
}

export interface Plan {
  readonly patterns: readonly string[];
  /** By variantKey. */
  readonly worlds: { readonly [key: string]: PlannedWorld };
}

export const variantKey = ({ scenario, set = [] }: Variant): string => [scenario, ...set].join(' ');

/**
 * Reads the scenarios of the patterns. Cities and ties are drawn anew in each replicate, which is what a seed is here.
 * @throws InputError where a shipped scenario or an override of a pattern is wrong.
 */
export async function planFor(patterns: readonly Pattern[], seed: string, scale: number): Promise<Plan> {
  const worlds: { [key: string]: PlannedWorld } = {};
  for (const { worlds: named, snapshots = {} } of patterns) {
    for (const [name, variant] of Object.entries(named)) {
      const key = variantKey(variant);
      const times = [...(worlds[key]?.snapshots ?? []), ...(snapshots[name] ?? [])];
      const known = worlds[key] ?? (await readVariant(variant, seed, scale));
      worlds[key] = { ...known, snapshots: [...new Set(times)].sort((a, b) => a - b) };
    }
  }
  return { patterns: patterns.map(({ id }) => id), worlds };
}

async function readVariant({ scenario: name, set = [] }: Variant, seed: string, scale: number) {
  const file = shippedFile(name);
  if (file === null) throw new Error(`no scenario ${name} ships`);
  const loaded = loadScenario(file, {
    set: [...set, 'cities.perReplicate=true', { path: 'seed', value: seed }],
    files: nodeFiles,
    registry,
  });
  const inputs = scaled(await readInputs(loaded), scale);
  const { cities, ties } = inputs.scenario;
  return { inputs, population: JSON.stringify([cities, ties]), snapshots: [] };
}
