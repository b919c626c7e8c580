/** Curves of a replicate: how many cities of each group hold each policy, at regular times. */
import { createTimeline } from '../model/timeline.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import type { Group } from './group.js';
import { positionAt, replay, type Tally } from './tally.js';

export interface SeriesRow {
  readonly time: number;
  /** Policy or network. */
  readonly policy: string;
  readonly group: string;
  readonly cities: number;
  /** At stage 1 or 2; members of a network. */
  readonly declared: number;
  readonly implemented: number;
  /** Mean over the cities of the group of their nation's pressure; NaN for an empty group. */
  readonly pressure: number;
}

export interface SeriesTable {
  rows(trajectory: Trajectory): SeriesRow[];
}

/** start, start + every, … up to the end, which is always the last. */
export function recordingTimes(world: World, every: number): number[] {
  const { start, end } = world.time;
  const times: number[] = [];
  for (let k = 0; start + k * every < end - 1e-9; k++) times.push(start + k * every);
  return [...times, end];
}

/** Rows in the order of time, subject, group. */
export function seriesTable(world: World, groups: readonly Group[], every: number): SeriesTable {
  const times = recordingTimes(world, every);
  const timeline = createTimeline(world.time);
  const nationCount = world.nations.length;
  const tallies = world.subjects.flatMap((_, s) =>
    groups.flatMap(({ condition }): Tally[] => [
      { subjects: [s], group: condition, stage: 1 },
      { subjects: [s], group: condition, stage: 2 },
    ]),
  );
  // Cities of each group in each nation: of the groups that can change, as they are at the start.
  const byNation = groups.map(({ condition }) => {
    const counts = new Float64Array(nationCount);
    for (let i = 0; i < world.cities.count; i++) {
      if (condition.holds(i, world.initialStage)) counts[world.cities.country[i]]++;
    }
    return counts;
  });
  return {
    rows(trajectory) {
      const courses = replay(world, trajectory, tallies);
      const pressureOf = (group: number, time: number): number => {
        // The step that starts at this time, or holds it; at the end the last one.
        let step = 0;
        while (step < timeline.stepCount - 1 && timeline.boundary(step + 1) <= time) step++;
        let sum = 0;
        let size = 0;
        for (let n = 0; n < nationCount; n++) {
          sum += byNation[group][n] * trajectory.pressure[step * nationCount + n];
          size += byNation[group][n];
        }
        return sum / size;
      };
      return times.flatMap((time) => {
        const pressures = groups.map((_, g) => pressureOf(g, time));
        return world.subjects.flatMap((subject, s) =>
          groups.map((group, g) => {
            const declared = courses[2 * (s * groups.length + g)];
            const implemented = courses[2 * (s * groups.length + g) + 1];
            const at = positionAt(declared, time);
            return {
              time,
              policy: subject.id,
              group: group.name,
              cities: declared.size[at],
              declared: declared.count[at],
              implemented: implemented.count[positionAt(implemented, time)],
              pressure: pressures[g],
            };
          }),
        );
      });
    },
  };
}
