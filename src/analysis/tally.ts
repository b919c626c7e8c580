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

/** Counts that follow the events of a replicate. Cost: N a tally once, then the tallies touched by each event. */
export interface Counters {
  /** Cities counted at present, one entry a tally. */
  readonly count: Int32Array;
  /** Cities in the group at present, one entry a tally. */
  readonly size: Int32Array;
  /** Back to the start of a replicate. */
  reset(): void;
  /** A city changes stage; tells of each tally whose count or size may be another. */
  apply(subject: number, city: number, to: number, changed?: (tally: number) => void): void;
}

/** Counters of a world at the start of a replicate. Their arrays are the same throughout: copy what is to stay. */
export function createCounters(world: World, tallies: readonly Tally[]): Counters {
  const cityCount = world.cities.count;
  const stage = world.initialStage.slice();
  const count = new Int32Array(tallies.length);
  const size = new Int32Array(tallies.length);
  const holdsNow = ({ subjects, stage: least }: Tally, city: number): 0 | 1 => {
    for (let k = 0; k < subjects.length; k++) if (stage[subjects[k] * cityCount + city] >= least) return 1;
    return 0;
  };
  // By tally: which cities are in the group, and which of all cities hold what is counted.
  const inGroup = tallies.map(({ group }) =>
    Uint8Array.from({ length: cityCount }, (_, i) => (group.holds(i, stage) ? 1 : 0)),
  );
  const holds = tallies.map((tally) => Uint8Array.from({ length: cityCount }, (_, i) => holdsNow(tally, i)));
  for (let t = 0; t < tallies.length; t++) {
    for (let i = 0; i < cityCount; i++) {
      size[t] += inGroup[t][i];
      count[t] += inGroup[t][i] * holds[t][i];
    }
  }
  const first = {
    count: count.slice(),
    size: size.slice(),
    inGroup: inGroup.map((flags) => flags.slice()),
    holds: holds.map((flags) => flags.slice()),
  };
  const touched = world.subjects.map((_, s) =>
    tallies.flatMap(({ group, subjects }, t) => (group.dynamic || subjects.includes(s) ? [t] : [])),
  );
  return {
    count,
    size,
    reset() {
      stage.set(world.initialStage);
      count.set(first.count);
      size.set(first.size);
      for (let t = 0; t < tallies.length; t++) {
        if (tallies[t].group.dynamic) inGroup[t].set(first.inGroup[t]);
        holds[t].set(first.holds[t]);
      }
    },
    apply(subject, city, to, changed) {
      stage[subject * cityCount + city] = to;
      const list = touched[subject];
      for (let k = 0; k < list.length; k++) {
        const t = list[k];
        const { group } = tallies[t];
        const was = inGroup[t][city];
        const held = holds[t][city];
        const is = group.dynamic ? (group.holds(city, stage) ? 1 : 0) : was;
        const holder = holdsNow(tallies[t], city);
        if (is === was && holder === held) continue;
        count[t] += is * holder - was * held;
        size[t] += is - was;
        inGroup[t][city] = is;
        holds[t][city] = holder;
        changed?.(t);
      }
    },
  };
}

/** Prepares the replay of trajectories of a world; the courses come in the order of the tallies. */
export function createReplay(world: World, tallies: readonly Tally[]): (trajectory: Trajectory) => Course[] {
  const counters = createCounters(world, tallies);
  return ({ count, time, city, subject, to }) => {
    counters.reset();
    const courses = tallies.map(
      (_, t): Course => ({
        time: [world.time.start],
        count: [counters.count[t]],
        size: [counters.size[t]],
      }),
    );
    let now = 0;
    const note = (t: number): void => {
      courses[t].time.push(now);
      courses[t].count.push(counters.count[t]);
      courses[t].size.push(counters.size[t]);
    };
    for (let event = 0; event < count; event++) {
      now = time[event];
      counters.apply(subject[event], city[event], to[event], note);
    }
    return courses;
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
