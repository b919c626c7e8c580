import { stagesAt } from '../../analysis/tally.js';
import type { Run } from '../run.js';

/** Members of each network (subject index), as things stood at a time. */
export function membersAt({ world, trajectory }: Run, time: number): Map<number, number[]> {
  const { count } = world.cities;
  const stage = stagesAt(world, trajectory, time);
  return new Map(
    world.subjects.flatMap(({ network }, s) => {
      if (!network) return [];
      const members: number[] = [];
      for (let city = 0; city < count; city++) if (stage[s * count + city] > 0) members.push(city);
      return [[s, members] as const];
    }),
  );
}

/** Number of networks of each city at a time. */
export function membershipCounts(run: Run, time: number): Int32Array {
  const counts = new Int32Array(run.world.cities.count);
  for (const members of membersAt(run, time).values()) for (const city of members) counts[city]++;
  return counts;
}
