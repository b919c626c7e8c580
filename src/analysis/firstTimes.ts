import type { Trajectory } from '../model/trajectory.js';
import type { World } from '../model/world.js';

/**
 * When each city first took up each subject: S x N decimal years (subject-major), NaN where it never did. What is held at the
 * start is taken up at the start.
 */
export function firstTimes(world: World, trajectory: Trajectory): Float64Array {
  const cityCount = world.cities.count;
  const first = Float64Array.from(world.initialStage, (stage) => (stage > 0 ? world.time.start : NaN));
  const { count, from, subject, city, time } = trajectory;
  for (let event = 0; event < count; event++) {
    const at = subject[event] * cityCount + city[event];
    // Events come in the order of time.
    if (from[event] === 0 && Number.isNaN(first[at])) first[at] = time[event];
  }
  return first;
}
