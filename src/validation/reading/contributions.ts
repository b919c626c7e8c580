import type { Run } from '../run.js';

/** What a mechanism added to the log-hazard of an event; 0 where it has no part in this world. */
export function contribution({ trajectory }: Run, mechanism: string, event: number): number {
  const { mechanisms, contributions } = trajectory;
  const at = mechanisms.indexOf(mechanism);
  return at < 0 ? 0 : contributions[event * mechanisms.length + at];
}
