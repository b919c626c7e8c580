/**
 * Measures of columns that move: where cities stand, how alike their designs are, what their policies achieve. They
 * read the snapshot at their time.
 *
 * The stance of a city is its local line on migration, in [-1, 1]: the mean of the orientation of its government
 * and of what it does (+1 for an inclusive policy held, -1 for an exclusionary one; 0 for none, or for both).
 */

import { jurisdictionsOf } from '../../model/jurisdiction.js';
import { createTimeline } from '../../model/timeline.js';
import type { Snapshot, Trajectory } from '../../model/trajectory.js';
import type { World } from '../../model/world.js';
import type { Measure, Target } from '../measure.js';
import { stagesAt } from '../tally.js';

/** The snapshot at a time. Throws where the world took none there (a fault of ours). */
export function snapshotAt(trajectory: Trajectory, time: number): Snapshot {
  const found = trajectory.snapshots.find((snapshot) => snapshot.time === time);
  if (!found) throw new Error(`no snapshot at ${time}`);
  return found;
}

/** What a city does: +1, -1 or 0, from its stages (S x N). */
export function actionOf(world: World, stage: Uint8Array, city: number): number {
  let inclusive = 0;
  let exclusionary = 0;
  for (let s = 0; s < world.policyCount; s++) {
    if (stage[s * world.cities.count + city] === 0) continue;
    if (world.subjects[s].direction > 0) inclusive = 1;
    else exclusionary = 1;
  }
  return inclusive - exclusionary;
}

/** Cities of the group at the time, with the stages then. */
function chosen({ world, trajectory, tally, time }: Target): { cities: number[]; stage: Uint8Array } {
  const stage = stagesAt(world, trajectory, time);
  const cities = Array.from({ length: world.cities.count }, (_, i) => i).filter((i) =>
    tally.group.holds(i, stage),
  );
  return { cities, stage };
}

function stances(target: Target): number[] {
  const { orientation } = snapshotAt(target.trajectory, target.time);
  if (!orientation) return [];
  const { cities, stage } = chosen(target);
  return cities.map((i) => (orientation[i] + actionOf(target.world, stage, i)) / 2);
}

/** Mean pressure on the cities of the group during the step that ends at the time. */
function pressureThen(target: Target): number {
  const { world, trajectory, time } = target;
  const { stepOf } = createTimeline(world.time);
  const { of, count } = jurisdictionsOf(world);
  const step = Math.max(0, time <= world.time.start ? 0 : stepOf(time, 0));
  const { cities } = chosen(target);
  return mean(cities.map((i) => trajectory.pressure[step * count + of[i]]));
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** With divisor n. */
function sd(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** Mean over the dimensions of the sd of designs, over the holders in the group; NaN for fewer than two. */
function spreadOfDesigns(target: Target): number {
  const { world, tally, trajectory, time } = target;
  const { design } = snapshotAt(trajectory, time);
  const dimensions = world.feedback.design?.dimensions ?? 0;
  const { cities, stage } = chosen(target);
  const { count } = world.cities;
  const spreads: number[] = [];
  for (const subject of tally.subjects) {
    if (subject >= world.policyCount) continue;
    const holders = cities.filter((i) => stage[subject * count + i] >= tally.stage);
    if (holders.length < 2) continue;
    for (let k = 0; k < dimensions; k++) {
      spreads.push(sd(holders.map((i) => design[(subject * count + i) * dimensions + k])));
    }
  }
  return mean(spreads);
}

const noOrientation = 'the cities have no orientation, or the group is empty';

export const stanceMeasures: readonly Measure[] = [
  {
    name: 'pressure',
    of: 'none',
    unit: '-1 supportive to +1 hostile',
    help: 'mean pressure of nation and region on the cities of the group, with what cities gained by advocacy',
    undefinedWhen: 'the group is empty',
    value: pressureThen,
  },
  {
    name: 'stance',
    of: 'none',
    unit: '-1 exclusionary to +1 inclusive',
    help: 'mean stance of the cities of the group: the mean of their orientation and of what they do (+1 inclusive policy, -1 exclusionary one)',
    undefinedWhen: noOrientation,
    moving: true,
    value: (target) => mean(stances(target)),
  },
  {
    name: 'decoupling',
    of: 'none',
    unit: '0 to 2',
    help: 'gap between the mean stance of the cities and the stance of the nation, which is minus its pressure',
    undefinedWhen: noOrientation,
    moving: true,
    value: (target) => Math.abs(mean(stances(target)) + pressureThen(target)),
  },
  {
    name: 'polarisation',
    of: 'none',
    unit: 'standard deviation, 0 to 1',
    help: 'spread of the stance of the cities of the group',
    undefinedWhen: noOrientation,
    moving: true,
    value: (target) => sd(stances(target)),
  },
  {
    name: 'orientationSpread',
    of: 'none',
    unit: 'standard deviation, 0 to 1',
    help: 'spread of the orientation of the governments of the group',
    undefinedWhen: noOrientation,
    moving: true,
    value: (target) => {
      const { orientation } = snapshotAt(target.trajectory, target.time);
      return orientation ? sd(chosen(target).cities.map((i) => orientation[i])) : NaN;
    },
  },
  {
    name: 'scoreSpread',
    of: 'policy',
    unit: 'standard deviation, 0 to 0.5',
    help: 'spread of the score (stage / 2) of the cities of the group: sigma-convergence',
    undefinedWhen: 'the group is empty',
    value: (target) => {
      const { cities, stage } = chosen(target);
      const { count } = target.world.cities;
      return sd(cities.map((i) => Math.max(...target.tally.subjects.map((s) => stage[s * count + i])) / 2));
    },
  },
  {
    name: 'designSpread',
    of: 'policy',
    unit: 'standard deviation, 0 to 0.5',
    help: 'spread of the designs of those that hold it, mean over the dimensions: how alike policies are',
    undefinedWhen: 'fewer than two cities of the group hold it, or the scenario has no designs',
    moving: true,
    value: spreadOfDesigns,
  },
  {
    name: 'outcome',
    of: 'policy',
    unit: '-1 to 1',
    help: 'mean outcome of the policy over the cities of the group that implemented it',
    undefinedWhen: 'no city of the group implemented it, or the scenario has no outcomes',
    moving: true,
    value: (target) => {
      const { world, tally, trajectory, time } = target;
      const { outcome } = snapshotAt(trajectory, time);
      if (outcome.length === 0) return NaN;
      const { cities, stage } = chosen(target);
      const { count } = world.cities;
      return mean(
        tally.subjects.flatMap((s) =>
          cities.filter((i) => stage[s * count + i] === 2).map((i) => outcome[s * count + i]),
        ),
      );
    },
  },
];
