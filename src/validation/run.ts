import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';

/** A world and how it went, once: what the statistic of a pattern is read from. */
export interface Run {
  readonly world: World;
  readonly trajectory: Trajectory;
}
