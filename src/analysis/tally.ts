/**
 * Counting over time, replayed from the event log: how many cities of a group hold a policy, as a step
 * function. Curves and outcomes are read from these, so that none depends on how often the run is recorded.
 */
import type { Condition } from '../model/predicate.js';
import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';

/** What is counted: the cities of a group that hold one of these subjects at this stage or above. */
export interface Tally {
  readonly subjects: readonly number[];
  readonly stage: 1 | 2;
  readonly group: Condition;
}

/** A step function: count[k] of size[k] cities from time[k] on; time[0] is the start. */
export interface Course {
  readonly time: number[];
  readonly count: number[];
  /** Number of cities in the group. */
  readonly size: number[];
}

/** Replays a trajectory; the courses come in the order of the tallies. Cost: events x tallies touched. */
export function replay(world: World, trajectory: Trajectory, tallies: readonly Tally[]): Course[] {
  const cityCount = world.cities.count;
  const stage = world.initialStage.slice();
  const counters = tallies.map(({ subjects, stage: least, group }) => {
    const inGroup = new Uint8Array(cityCount);
    const holds = new Uint8Array(cityCount);
    const holdsNow = (city: number): boolean => {
      for (const subject of subjects) if (stage[subject * cityCount + city] >= least) return true;
      return false;
    };
    let count = 0;
    let size = 0;
    for (let i = 0; i < cityCount; i++) {
      if (group.holds(i, stage)) {
        inGroup[i] = 1;
        size++;
      }
      if (holdsNow(i)) {
        holds[i] = 1;
        count += inGroup[i];
      }
    }
    const course: Course = { time: [world.time.start], count: [count], size: [size] };
    const update = (city: number, time: number): void => {
      const member = group.dynamic ? (group.holds(city, stage) ? 1 : 0) : inGroup[city];
      const holder = holdsNow(city) ? 1 : 0;
      if (member === inGroup[city] && holder === holds[city]) return;
      count += member * holder - inGroup[city] * holds[city];
      size += member - inGroup[city];
      inGroup[city] = member;
      holds[city] = holder;
      course.time.push(time);
      course.count.push(count);
      course.size.push(size);
    };
    return { course, update };
  });
  const touched = world.subjects.map((_, s) =>
    counters.filter((_counter, t) => tallies[t].group.dynamic || tallies[t].subjects.includes(s)),
  );
  for (let event = 0; event < trajectory.count; event++) {
    const subject = trajectory.subject[event];
    const city = trajectory.city[event];
    stage[subject * cityCount + city] = trajectory.to[event];
    for (const { update } of touched[subject]) update(city, trajectory.time[event]);
  }
  return counters.map(({ course }) => course);
}

/** Position in a course that rules at a time (the last change at or before it). */
export function positionAt(course: Course, time: number): number {
  let low = 0;
  let high = course.time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (course.time[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Stages (S x N) as they stood at a time. */
export function stagesAt(world: World, trajectory: Trajectory, time: number): Uint8Array {
  const cityCount = world.cities.count;
  const stage = world.initialStage.slice();
  for (let event = 0; event < trajectory.count && trajectory.time[event] <= time; event++) {
    stage[trajectory.subject[event] * cityCount + trajectory.city[event]] = trajectory.to[event];
  }
  return stage;
}
