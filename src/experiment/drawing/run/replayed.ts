/** What cities hold at chosen moments, replayed from events.csv. */
import { join } from 'node:path';
import { eachRow } from '../../../io/eachRow.js';
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
  { folder, study, replicates }: FinishedRun,
  times: readonly number[],
  show: (replicate: number, moment: number, stages: Stages) => void,
): void {
  const { world } = study;
  const { count } = world.cities;
  const city = new Map(world.cities.ids.map((id, i) => [id, i]));
  const subject = new Map(world.subjects.map(({ id }, s) => [id, s]));
  const stages = world.initialStage.slice();
  let replicate = 0;
  let moment = 0;
  const finish = (): void => {
    for (; moment < times.length; moment++) show(replicate, moment, stages);
    replicate++;
    moment = 0;
    stages.set(world.initialStage);
  };
  eachRow(
    join(folder, 'events.csv'),
    ['replicate', 'time', 'city', 'policy', 'to'],
    ([number, at, id, policy, to]) => {
      while (replicate < Number(number)) finish();
      for (; moment < times.length && times[moment] < Number(at); moment++) show(replicate, moment, stages);
      stages[subject.get(policy)! * count + city.get(id)!] = Number(to);
    },
  );
  while (replicate < replicates) finish();
}
