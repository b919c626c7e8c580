import { actionOf } from '../../analysis/measures/stance.js';
import { stagesAt } from '../../analysis/tally.js';
import type { Run } from '../run.js';
import { subjectOf } from './spells.js';

/** N stages of a policy or network as they stood at a time. */
export function stageAt(run: Run, id: string, time: number): Uint8Array {
  const { count } = run.world.cities;
  const subject = subjectOf(run, id);
  return stagesAt(run.world, run.trajectory, time).slice(subject * count, (subject + 1) * count);
}

/** Stage of a city at any time, of one policy or network: for many questions. */
export function stageReader(run: Run, id: string): (city: number, time: number) => number {
  const { world, trajectory } = run;
  const { count } = world.cities;
  const subject = subjectOf(run, id);
  const changes: { time: number; stage: number }[][] = Array.from({ length: count }, () => []);
  for (let event = 0; event < trajectory.count; event++) {
    if (trajectory.subject[event] !== subject) continue;
    changes[trajectory.city[event]].push({ time: trajectory.time[event], stage: trajectory.to[event] });
  }
  return (city, time) =>
    changes[city].findLast((change) => change.time <= time)?.stage ??
    world.initialStage[subject * count + city];
}

/** Number of cities at this stage or above. */
export const holders = (run: Run, id: string, time: number, least: 1 | 2 = 1): number =>
  stageAt(run, id, time).reduce((sum, stage) => sum + (stage >= least ? 1 : 0), 0);

/** What each city does at a time: +1 with inclusive policies, -1 with exclusionary ones, 0 with none. */
export function actions({ world, trajectory }: Run, time: number): Int8Array {
  const stage = stagesAt(world, trajectory, time);
  return Int8Array.from({ length: world.cities.count }, (_, city) => actionOf(world, stage, city));
}
