import { describe, expect, it } from 'vitest';
import { stagesAt } from '../../src/analysis/tally.js';
import { networkIds, networks } from '../../src/catalogue/index.js';
import { study, trajectories } from './worlds.js';

describe('the world of networks', () => {
  it('has every network of the catalogue, each open in the years it was there', async () => {
    const { world, loaded, notes } = await study('world-networks');
    expect(Object.keys(loaded.scenario.networks).sort()).toEqual([...networkIds].sort());
    expect(notes.every((note) => note.includes('founders that are not among the cities'))).toBe(true);
    const [run] = trajectories(world, 1);
    const { count } = world.cities;
    const members = (id: string, time: number): number => {
      const subject = world.subjects.findIndex((found) => found.id === id);
      const stage = stagesAt(world, run, time).subarray(subject * count, (subject + 1) * count);
      return stage.filter((held) => held > 0).length;
    };
    for (const { id, launch, ended } of networks) {
      if (launch && launch.year > 1981) expect(members(id, launch.year - 0.5), id).toBe(0);
      if (ended && ended.value < 2021) {
        expect(members(id, ended.value - 0.5), id).toBeGreaterThan(0);
        expect(members(id, ended.value), id).toBe(0);
      }
    }
    const populated = networkIds.filter((id) => members(id, 2020.9) > 0);
    // CLIP is over, From the Sea to the City begins when the run ends; few Belgian towns are so large.
    expect(populated.length).toBeGreaterThan(networkIds.length - 5);
  });
});
