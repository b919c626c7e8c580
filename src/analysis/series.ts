/** Curves of a replicate: how many cities of each group hold each policy, at regular times. */
import { jurisdictionsOf } from '../model/jurisdiction.js';
import { createTimeline } from '../model/timeline.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';
import type { Group } from './group.js';
import { createCounters, type Tally } from './tally.js';

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

/**
 * Prepares the curves of a world, at start, start + every, … and the end; `every` in years, above 0. Cost of `columns`: the events, and T S G entries.
 */
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
  const counters = createCounters(world, tallies);
  // Cities of each group by jurisdiction: of the groups that can change, as they are at the start.
  const weights = groups.map(({ condition }) => {
    const counts = new Float64Array(jurisdictions.count);
    let size = 0;
    for (let i = 0; i < world.cities.count; i++) {
      if (!condition.holds(i, world.initialStage)) continue;
      counts[jurisdictions.of[i]]++;
      size++;
    }
    return { counts, size };
  });

  /** T x G means over the cities of a group of the pressure on them. */
  function pressureOf(pressure: Float64Array): Float64Array {
    const means = new Float64Array(times.length * groupCount);
    for (let g = 0; g < groupCount; g++) {
      const { counts, size } = weights[g];
      for (let t = 0; t < times.length; t++) {
        let sum = 0;
        const from = steps[t] * jurisdictions.count;
        for (let j = 0; j < counts.length; j++) sum += counts[j] * pressure[from + j];
        means[t * groupCount + g] = sum / size;
      }
    }
    return means;
  }

  return {
    times,
    columns(trajectory) {
      const { count, time, city, subject, to } = trajectory;
      const stride = subjectCount * groupCount;
      const size = times.length * stride;
      const counts = new ArrayBuffer(12 * size); // one buffer costs less than three
      const cities = new Int32Array(counts, 0, size);
      const declared = new Int32Array(counts, 4 * size, size);
      const implemented = new Int32Array(counts, 8 * size, size);
      counters.reset();
      let event = 0;
      for (let t = 0; t < times.length; t++) {
        for (; event < count && time[event] <= times[t]; event++) {
          counters.apply(subject[event], city[event], to[event]);
        }
        for (let column = 0, at = t * stride; column < stride; column++, at++) {
          cities[at] = counters.size[2 * column];
          declared[at] = counters.count[2 * column];
          implemented[at] = counters.count[2 * column + 1];
        }
      }
      return { cities, declared, implemented, pressure: pressureOf(trajectory.pressure) };
    },
  };
}
