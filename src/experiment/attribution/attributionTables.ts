/**
 * One replicate of a scenario with some mechanisms off, as rows of runs.csv and, with none off, of adoptions.csv; or with one off for
 * single cities, as rows of direct.csv.
 */
import { groupsOf } from '../../analysis/group.js';
import { outcomeTable, subjectsNamed } from '../../analysis/outcome.js';
import { type Cell, csvChunks } from '../../io/csv.js';
import { type ReferenceMeans, referenceMeans, switchedOff } from '../../model/reference.js';
import { createSimulator } from '../../model/simulate.js';
import type { Trajectory } from '../../model/trajectory.js';
import type { World } from '../../model/world.js';
import { buildWorld } from '../../scenario/build/buildWorld.js';
import { resolveGroups } from '../../scenario/build/resolveGroups.js';
import type { ReplicateWork } from '../replicateTables.js';
import { type DirectCase, directCases, sampledCities } from './directEffect.js';

export interface AttributionWork {
  readonly work: ReplicateWork;
  /** Mechanisms that are off, by variant; the first: none. */
  readonly variants: readonly (readonly string[])[];
  readonly mechanisms: readonly string[];
  /** Cities for which mechanisms are switched off one at a time; 0: none. */
  readonly directCities: number;
}

/** A variant, or a mechanism (its index) that is off for single cities. */
export type AttributionTask =
  | { readonly variant: number; readonly replicate: number }
  | { readonly direct: number; readonly replicate: number };

export interface AttributionRows {
  readonly runs: readonly Uint8Array[];
  readonly adoptions: readonly Uint8Array[];
  readonly direct: readonly Uint8Array[];
}

/** Bytes of each table. */
export interface AttributionBatch {
  readonly runs: Uint8Array;
  readonly adoptions: Uint8Array;
  readonly direct: Uint8Array;
}

export const variantColumns = ['variant', 'replicate'] as const;
export const directColumns = ['mechanism', 'replicate', 'city', 'asIs', 'exempt', 'without'] as const;
export const adoptionColumns = ['replicate', 'time', 'city', 'policy', 'logHazard', 'baseline'] as const;

type Measure = (replicate: number) => { readonly values: readonly number[]; readonly trajectory: Trajectory };

/**
 * What a thread does: one replicate of a variant (its outcomes; with all on, what moved each adopter too), or of the direct
 * effects of a mechanism. Worlds and simulators of the last variant are kept, for tasks come variant by variant.
 */
export function attributionRunner({
  work,
  variants,
  mechanisms,
  directCities,
}: AttributionWork): (task: AttributionTask) => AttributionRows {
  const { scenario } = work.inputs;
  /** The same for all variants of a world that is shared. */
  let sharedMeans: ReferenceMeans | null = null;
  const meansOf = (world: World): ReferenceMeans => {
    if (world !== work.world) return referenceMeans(world);
    sharedMeans ??= referenceMeans(world);
    return sharedMeans;
  };
  let kept: { readonly variant: number; readonly measure: Measure } | null = null;
  type Cases = (replicate: number) => DirectCase[];
  let keptDirect: { readonly mechanism: number; readonly cases: Cases } | null = null;

  const casesIn = (world: World, mechanism: number): Cases =>
    directCases(
      world,
      scenario,
      mechanisms[mechanism],
      meansOf(world),
      sampledCities(world, scenario, directCities),
    );

  const measureIn = (world: World, variant: number): Measure => {
    const groups = groupsOf(world, {
      by: scenario.observe.by,
      groups: resolveGroups(scenario, world.cities),
    });
    const outcomes = outcomeTable(world, groups, scenario.observe.outcomes);
    const off = new Set(variants[variant]);
    const own = off.size === 0 ? world : switchedOff(world, off, meansOf(world));
    const simulator = createSimulator(own, { explain: off.size === 0 || outcomes.needsLineage });
    return (replicate) => {
      const trajectory = simulator.run(replicate);
      return { values: outcomes.values(trajectory), trajectory };
    };
  };
  return (task) => {
    const { replicate } = task;
    const world = work.world ?? buildWorld(work.inputs, replicate).world;
    if ('direct' in task) return direct(world, task.direct, replicate);
    const { variant } = task;
    let measure: Measure;
    if (work.world === null) measure = measureIn(world, variant);
    else {
      if (kept?.variant !== variant) kept = { variant, measure: measureIn(world, variant) };
      ({ measure } = kept);
    }
    const { values, trajectory } = measure(replicate);
    return {
      runs: [...csvChunks([[variant, replicate, ...values]])],
      adoptions: variant === 0 ? [...csvChunks(adoptionRows(world, trajectory))] : [],
      direct: [],
    };
  };

  function direct(world: World, mechanism: number, replicate: number): AttributionRows {
    if (work.world === null) keptDirect = null;
    if (keptDirect?.mechanism !== mechanism) keptDirect = { mechanism, cases: casesIn(world, mechanism) };
    const rows = keptDirect
      .cases(replicate)
      .map(({ city, asIs, exempt, without }): Cell[] => [
        mechanisms[mechanism],
        replicate,
        world.cities.ids[city],
        asIs,
        exempt,
        without,
      ]);
    return { runs: [], adoptions: [], direct: [...csvChunks(rows)] };
  }

  /** Who took up what the outcome is about, and why. */
  function* adoptionRows(world: World, trajectory: Trajectory): Generator<Cell[]> {
    const subjects = subjectsNamed(world, scenario.observe.outcomes[0].subject);
    const width = trajectory.mechanisms.length;
    const places = mechanisms.map((mechanism) => trajectory.mechanisms.indexOf(mechanism));
    for (let event = 0; event < trajectory.count; event++) {
      const s = trajectory.subject[event];
      const decided = trajectory.transition[event] >= 0 && trajectory.from[event] === 0;
      if (!decided || !subjects.includes(s)) continue;
      yield [
        trajectory.replicate,
        trajectory.time[event],
        world.cities.ids[trajectory.city[event]],
        world.subjects[s].id,
        trajectory.logHazard[event],
        trajectory.baseline[event],
        ...places.map((m) => trajectory.contributions[event * width + m]),
      ];
    }
  }
}
