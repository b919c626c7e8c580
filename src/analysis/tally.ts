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

/**
 * Prepares the replay of trajectories of a world; the courses come in the order of the tallies. Cost: N a
 * tally once, then events x tallies touched for each trajectory.
 */
export function createReplay(world: World, tallies: readonly Tally[]): (trajectory: Trajectory) => Course[] {
  const cityCount = world.cities.count;
  const stage = new Uint8Array(world.initialStage.length);
  const counters = tallies.map(({ subjects, stage: least, group }) => {
    const holdsNow = (city: number): 0 | 1 => {
      for (let k = 0; k < subjects.length; k++) if (stage[subjects[k] * cityCount + city] >= least) return 1;
      return 0;
    };
    stage.set(world.initialStage);
    const inGroupFirst = new Uint8Array(cityCount);
    const holdsFirst = new Uint8Array(cityCount);
    let countFirst = 0;
    let sizeFirst = 0;
    for (let i = 0; i < cityCount; i++) {
      inGroupFirst[i] = group.holds(i, stage) ? 1 : 0;
      holdsFirst[i] = holdsNow(i);
      sizeFirst += inGroupFirst[i];
      countFirst += inGroupFirst[i] * holdsFirst[i];
    }
    const inGroup = group.dynamic ? inGroupFirst.slice() : inGroupFirst;
    const holds = holdsFirst.slice();
    let count = 0;
    let size = 0;
    let course: Course = { time: [], count: [], size: [] };
    return {
      reset(): void {
        if (group.dynamic) inGroup.set(inGroupFirst);
        holds.set(holdsFirst);
        count = countFirst;
        size = sizeFirst;
        course = { time: [world.time.start], count: [count], size: [size] };
      },
      update(city: number, time: number): void {
        const member = group.dynamic ? (group.holds(city, stage) ? 1 : 0) : inGroup[city];
        const holder = holdsNow(city);
        if (member === inGroup[city] && holder === holds[city]) return;
        count += member * holder - inGroup[city] * holds[city];
        size += member - inGroup[city];
        inGroup[city] = member;
        holds[city] = holder;
        course.time.push(time);
        course.count.push(count);
        course.size.push(size);
      },
      course: (): Course => course,
    };
  });
  const touched = world.subjects.map((_, s) =>
    counters.filter((_counter, t) => tallies[t].group.dynamic || tallies[t].subjects.includes(s)),
  );
  return (trajectory) => {
    stage.set(world.initialStage);
    for (const counter of counters) counter.reset();
    const { time, city, subject, to } = trajectory;
    for (let event = 0; event < trajectory.count; event++) {
      stage[subject[event] * cityCount + city[event]] = to[event];
      const counted = touched[subject[event]];
      for (let k = 0; k < counted.length; k++) counted[k].update(city[event], time[event]);
    }
    return counters.map((counter) => counter.course());
  };
}

/** Replays one trajectory. For many of a world, keep createReplay. */
export function replay(world: World, trajectory: Trajectory, tallies: readonly Tally[]): Course[] {
  return createReplay(world, tallies)(trajectory);
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

/** Share of the group at a time; NaN: the group is empty. */
export function shareAt(course: Course, time: number): number {
  const at = positionAt(course, time);
  return course.count[at] / course.size[at];
}

/** First time at which a share of the group holds it; NaN: not by the end. */
export function timeToShare(course: Course, share: number): number {
  for (let at = 0; at < course.time.length; at++) {
    // Of several changes at one moment the last one counts.
    if (course.time[at + 1] === course.time[at]) continue;
    if (course.size[at] > 0 && course.count[at] >= share * course.size[at] - 1e-9) return course.time[at];
  }
  return NaN;
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
