/** Reading trajectories in tests. */
import { createSimulator } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';

export interface EventRow {
  readonly time: number;
  readonly city: number;
  readonly subject: string;
  /** Name of the transition; 'given' where it was not simulated. */
  readonly transition: string;
  readonly from: number;
  readonly to: number;
  readonly spell: number;
  readonly source: number;
  readonly generation: number;
  readonly logHazard: number;
  readonly baseline: number;
  /** ln(1 - force) of the laws against it. */
  readonly preemption: number;
  readonly contributions: { readonly [mechanism: string]: number };
}

export function eventRows(world: World, trajectory: Trajectory): EventRow[] {
  const { mechanisms } = trajectory;
  return Array.from({ length: trajectory.count }, (_, e) => {
    const subject = world.subjects[trajectory.subject[e]];
    return {
      time: trajectory.time[e],
      city: trajectory.city[e],
      subject: subject.id,
      transition: trajectory.transition[e] < 0 ? 'given' : subject.transitions[trajectory.transition[e]].name,
      from: trajectory.from[e],
      to: trajectory.to[e],
      spell: trajectory.spell[e],
      source: trajectory.source[e],
      generation: trajectory.generation[e],
      logHazard: trajectory.logHazard[e],
      baseline: trajectory.baseline[e],
      preemption: trajectory.preemption[e],
      contributions: Object.fromEntries(
        mechanisms.map((id, m) => [id, trajectory.contributions[e * mechanisms.length + m]]),
      ),
    };
  });
}

/** The events of one replicate. */
export function run(world: World, replicate = 0): EventRow[] {
  return eventRows(world, createSimulator(world).run(replicate));
}

/** What happened, without why: rows that can be compared bit by bit across worlds. */
export const happenings = (rows: readonly EventRow[]): string[] =>
  rows.map(
    (row) => `${row.time} ${row.city} ${row.subject} ${row.transition} ${row.from} ${row.to} ${row.spell}`,
  );

/** Time of the first event of each city on a subject; Infinity where there is none. */
export function firstTimes(world: World, trajectory: Trajectory, subject = 0): Float64Array {
  const times = new Float64Array(world.cities.count).fill(Infinity);
  for (let e = trajectory.count - 1; e >= 0; e--) {
    if (trajectory.subject[e] === subject) times[trajectory.city[e]] = trajectory.time[e];
  }
  return times;
}
