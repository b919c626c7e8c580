/** Curves of a replicate: how many cities of each group hold each policy, at regular times. */
import { jurisdictionsOf } from '../model/jurisdiction.js';
import { createTimeline } from '../model/timeline.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import type { Group } from './group.js';
import { type Course, createReplay, type Tally } from './tally.js';

/**
 * The curves as columns. T times, S subjects, G groups; entry (t * S + s) * G + g, but for the pressure, which
 * has t * G + g.
 */
export interface SeriesColumns {
  readonly cities: Int32Array;
  /** At stage 1 or 2; members of a network. */
  readonly declared: Int32Array;
  readonly implemented: Int32Array;
  /** Mean over the cities of the group of the pressure on them; NaN for a group without cities at the start. */
  readonly pressure: Float64Array;
}

export interface SeriesTable {
  readonly times: readonly number[];
  columns(trajectory: Trajectory): SeriesColumns;
}

/** start, start + every, … up to the end, which is always the last. */
export function recordingTimes(world: World, every: number): number[] {
  const { start, end } = world.time;
  const times: number[] = [];
  for (let k = 0; start + k * every < end - 1e-9; k++) times.push(start + k * every);
  return [...times, end];
}

export function seriesTable(world: World, groups: readonly Group[], every: number): SeriesTable {
  const times = recordingTimes(world, every);
  const timeline = createTimeline(world.time);
  // The step that starts at a time, or holds it; at the end the last one.
  const steps = times.map((time) => {
    const step = timeline.stepOf(time, 0);
    const next = Math.min(step + 1, timeline.stepCount - 1);
    return timeline.boundary(next) <= time ? next : step;
  });
  const jurisdictions = jurisdictionsOf(world);
  const groupCount = groups.length;
  const subjectCount = world.subjects.length;
  const tallies = world.subjects.flatMap((_, s) =>
    groups.flatMap(({ condition }): Tally[] => [
      { subjects: [s], group: condition, stage: 1 },
      { subjects: [s], group: condition, stage: 2 },
    ]),
  );
  const replayed = createReplay(world, tallies);
  // Cities of each group in each jurisdiction: of the groups that can change, as they are at the start.
  const byJurisdiction = groups.map(({ condition }) => {
    const counts = new Float64Array(jurisdictions.count);
    for (let i = 0; i < world.cities.count; i++) {
      if (condition.holds(i, world.initialStage)) counts[jurisdictions.of[i]]++;
    }
    return counts;
  });

  /** Values of a course at the times, every `stride` entries of out from `offset` on. */
  function sampleInto(
    out: Int32Array,
    { time }: Course,
    values: readonly number[],
    offset: number,
    stride: number,
  ): void {
    let at = 0;
    for (let t = 0; t < times.length; t++) {
      while (at + 1 < time.length && time[at + 1] <= times[t]) at++;
      out[t * stride + offset] = values[at];
    }
  }

  return {
    times,
    columns(trajectory) {
      const courses = replayed(trajectory);
      const stride = subjectCount * groupCount;
      const cities = new Int32Array(times.length * stride);
      const declared = new Int32Array(times.length * stride);
      const implemented = new Int32Array(times.length * stride);
      for (let column = 0; column < stride; column++) {
        const ofDeclared = courses[2 * column];
        const ofImplemented = courses[2 * column + 1];
        sampleInto(cities, ofDeclared, ofDeclared.size, column, stride);
        sampleInto(declared, ofDeclared, ofDeclared.count, column, stride);
        sampleInto(implemented, ofImplemented, ofImplemented.count, column, stride);
      }
      const pressure = new Float64Array(times.length * groupCount);
      for (let t = 0; t < times.length; t++) {
        for (let g = 0; g < groupCount; g++) {
          let sum = 0;
          let size = 0;
          for (let j = 0; j < jurisdictions.count; j++) {
            sum += byJurisdiction[g][j] * trajectory.pressure[steps[t] * jurisdictions.count + j];
            size += byJurisdiction[g][j];
          }
          pressure[t * groupCount + g] = sum / size;
        }
      }
      return { cities, declared, implemented, pressure };
    },
  };
}
