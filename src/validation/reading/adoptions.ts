import type { Run } from '../run.js';
import { subjectOf } from './spells.js';

/** A city takes a policy up, or joins a network. */
export interface Adoption {
  readonly city: number;
  readonly subject: number;
  readonly time: number;
  /** Position in the trajectory. */
  readonly event: number;
}

/** Decisions to take up one of these policies or to join one of these networks, in order of time; founders are given, not decided. */
export function adoptions(run: Run, ids: readonly string[]): Adoption[] {
  const { trajectory } = run;
  const wanted = new Set(ids.map((id) => subjectOf(run, id)));
  const found: Adoption[] = [];
  for (let event = 0; event < trajectory.count; event++) {
    const subject = trajectory.subject[event];
    if (!wanted.has(subject) || trajectory.from[event] !== 0 || trajectory.transition[event] < 0) continue;
    found.push({ city: trajectory.city[event], subject, time: trajectory.time[event], event });
  }
  return found;
}

/** The first adoption of each city, in order of time. */
export function firstAdoptions(run: Run, ids: readonly string[]): Adoption[] {
  const seen = new Set<number>();
  return adoptions(run, ids).filter(({ city }) => !seen.has(city) && seen.add(city));
}

/** Policies of the world by direction. */
export const policiesTowards = ({ world }: Run, direction: 1 | -1): string[] =>
  world.subjects
    .filter((subject) => subject.policy !== null && subject.direction === direction)
    .map(({ id }) => id);
