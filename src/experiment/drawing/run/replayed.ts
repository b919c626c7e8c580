/** What cities hold at chosen moments, replayed from the events. */
import type { FinishedRun } from './finishedRun.js';

/** Stages by subject and city, as model/world has them: subject * cities + city. */
export type Stages = Uint8Array;

/** Moments from `from` to `to`, both included. */
export const moments = ([from, to]: readonly [number, number], count: number): number[] =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

/**
 * Shows the stages of each replicate at each moment (ascending), in their order. The array is the same every time: what
 * is to be kept must be copied.
 */
export function eachMoment(
  { eachEvent, study, replicates }: FinishedRun,
  times: readonly number[],
  show: (replicate: number, moment: number, stages: Stages) => void,
): void {
  const { world } = study;
  const { count } = world.cities;
  const stages = world.initialStage.slice();
  let replicate = 0;
  let moment = 0;
  const finish = (): void => {
    for (; moment < times.length; moment++) show(replicate, moment, stages);
    replicate++;
    moment = 0;
    stages.set(world.initialStage);
  };
  eachEvent((event) => {
    while (replicate < event.replicate) finish();
    for (; moment < times.length && times[moment] < event.time; moment++) show(replicate, moment, stages);
    stages[event.subject * count + event.city] = event.to;
  });
  while (replicate < replicates) finish();
}
