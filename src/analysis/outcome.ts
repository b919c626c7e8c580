/** Outcomes of a replicate: the columns of runs.csv. */
import type { Condition } from '../model/predicate.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import { besideColumn } from '../scenario/outcomeText.js';
import type { Group } from './group.js';
import { columnsOf } from './measure.js';
import { measureByName } from './measures/index.js';
import { createReplay, type Tally } from './tally.js';

/** An outcome as scenario files name it, parsed (scenario/outcomeText.ts). */
export interface OutcomeRequest {
  readonly measure: string;
  /** A policy or network, inclusive, exclusionary or any. */
  readonly subject: string | null;
  readonly stage: 'declared' | 'implemented' | 'active';
  readonly group: string;
  readonly time: number | 'end';
  readonly column: string;
}

export interface OutcomeTable {
  /** Columns, in the order of the outcomes; a measure that says whether it was reached, or how well, has a second one. */
  readonly columns: readonly string[];
  /** Whether trajectories must say who copied whom (SimulatorOptions.explain). */
  readonly needsLineage: boolean;
  /**
   * Values of a replicate, one a column; NaN where undefined. Throws where they need to know who copied whom and the
   * trajectory does not say.
   */
  values(trajectory: Trajectory): number[];
}

/** Column that says whether the time in another one was reached. */
export const reachedColumn = (column: string): string => besideColumn('reached', column);

/** Indices of the subjects that a name stands for. Throws where it stands for none of the world's. */
export function subjectsNamed(world: World, name: string | null): number[] {
  const indices = [...world.subjects.keys()];
  const policies = indices.filter((s) => world.subjects[s].policy !== null);
  if (name === null || name === 'any') return policies;
  if (name === 'inclusive') return policies.filter((s) => world.subjects[s].direction > 0);
  if (name === 'exclusionary') return policies.filter((s) => world.subjects[s].direction < 0);
  const found = indices.filter((s) => world.subjects[s].id === name);
  if (found.length === 0) throw new Error(`unknown policy or network ${name}`);
  return found;
}

/**
 * Prepares outcomes of a world, to be read from the trajectories of any number of replicates.
 *
 * @param groups those that outcomes name, `all` included (groupsOf)
 * @throws Error for a policy, network, group or measure that the world does not have. Cost of `values`: one replay of the
 * events for all outcomes.
 */
export function outcomeTable(
  world: World,
  groups: readonly Group[],
  outcomes: readonly OutcomeRequest[],
): OutcomeTable {
  const conditionOf = (name: string): Condition => {
    const found = groups.find((group) => group.name === name);
    if (!found) {
      throw new Error(`unknown group ${name}; there are ${groups.map((group) => group.name).join(', ')}`);
    }
    return found.condition;
  };
  // Two tallies an outcome: as asked, and implemented.
  const tallies = outcomes.flatMap((outcome): [Tally, Tally] => {
    const subjects = subjectsNamed(world, outcome.subject);
    const group = conditionOf(outcome.group);
    const stage = outcome.stage === 'declared' ? 1 : 2;
    return [
      { subjects, group, stage },
      { subjects, group, stage: 2 },
    ];
  });
  const replayed = createReplay(world, tallies);
  const measured = outcomes.map((outcome) => measureByName(outcome.measure));
  const needsLineage = measured.some((measure) => measure.needsLineage === true);
  return {
    columns: outcomes.flatMap(({ column }, k) => columnsOf(measured[k], column)),
    needsLineage,
    values(trajectory) {
      if (needsLineage && trajectory.count > trajectory.generation.length)
        throw new Error(
          'an outcome reads who copied whom, which the simulator was not told to keep (explain)',
        );
      const courses = replayed(trajectory);
      return outcomes.flatMap((outcome, k) => {
        const { value, reached, error } = measured[k];
        const beside = reached ?? error;
        const target = {
          world,
          trajectory,
          tally: tallies[2 * k],
          course: courses[2 * k],
          implemented: courses[2 * k + 1],
          time: outcome.time === 'end' ? world.time.end : outcome.time,
        };
        return beside ? [value(target), beside(target)] : [value(target)];
      });
    },
  };
}
