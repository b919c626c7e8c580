import { expect, it } from 'vitest';
import { stagesAt } from '../../src/analysis/tally.js';
import type { World } from '../../src/model/world.js';
import { study, trajectories } from './worlds.js';

/** Rioters after a number of rounds. */
function rioters(world: World, round: number): number {
  const [run] = trajectories(world, 1);
  return stagesAt(world, run, round).filter((stage) => stage > 0).length;
}

it("Granovetter's riot takes in one person a round, and all 100 in 100 rounds", async () => {
  const { world } = await study('classics/granovetter');
  for (const round of [1, 2, 50, 99, 100]) expect(rioters(world, round)).toBe(round);
});

it('one threshold of 2 in place of 1 leaves a single rioter', async () => {
  const { world } = await study('classics/granovetter');
  const threshold = world.cities.threshold!.map((needed) => (needed === 1 ? 2 : needed));
  expect(rioters({ ...world, cities: { ...world.cities, threshold } }, 100)).toBe(1);
});
