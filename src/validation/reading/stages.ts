import { stagesAt } from '../../analysis/tally.js';
import type { Run } from '../run.js';
import { subjectOf } from './spells.js';

/** N stages of a policy or network as they stood at a time. */
export function stageAt(run: Run, id: string, time: number): Uint8Array {
  const { count } = run.world.cities;
  const subject = subjectOf(run, id);
  return stagesAt(run.world, run.trajectory, time).slice(subject * count, (subject + 1) * count);
}

/** Number of cities at this stage or above. */
export const holders = (run: Run, id: string, time: number, least: 1 | 2 = 1): number =>
  stageAt(run, id, time).reduce((sum, stage) => sum + (stage >= least ? 1 : 0), 0);

/**
 * Where a city stands, in [-1, 1]: half the highest stage of its inclusive policies less half that of its
 * exclusionary ones.
 */
export function stances({ world, trajectory }: Run, time: number): Float64Array {
  const { count } = world.cities;
  const stage = stagesAt(world, trajectory, time);
  const highest = (city: number, direction: 1 | -1): number =>
    world.subjects.reduce(
      (most, subject, s) =>
        subject.policy !== null && subject.direction === direction
          ? Math.max(most, stage[s * count + city])
          : most,
      0,
    );
  return Float64Array.from({ length: count }, (_, city) => (highest(city, 1) - highest(city, -1)) / 2);
}
