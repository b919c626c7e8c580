import { beforeAll, describe, expect, it } from 'vitest';
import { stagesAt } from '../../src/analysis/tally.js';
import { decimalYear } from '../../src/model/time.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { median, study, trajectories } from './worlds.js';

const replicates = 10;
// A seed that is neither the file's own nor one of those it was tuned on.
let world: World;
let runs: readonly Trajectory[];
beforeAll(async () => {
  ({ world } = await study('us-sanctuary', 'another America'));
  runs = trajectories(world, replicates);
});

const subject = (id: string): number => world.subjects.findIndex((found) => found.id === id);

const heldAt = (id: string, time: number): number =>
  median(
    runs.map((run) => {
      const { count } = world.cities;
      const stage = stagesAt(world, run, time);
      return stage.subarray(subject(id) * count, (subject(id) + 1) * count).filter((held) => held > 0).length;
    }),
  );

/** Adoptions of policies in [from, to) among some cities, in all runs. */
function adoptions(
  ids: readonly string[],
  from: number,
  to: number,
  among: (city: number) => boolean = () => true,
) {
  const subjects = ids.map(subject);
  let count = 0;
  for (const run of runs) {
    for (let event = 0; event < run.count; event++) {
      const time = run.time[event];
      if (time < from || time >= to || run.from[event] !== 0) continue;
      if (subjects.includes(run.subject[event]) && among(run.city[event])) count++;
    }
  }
  return count;
}

/** City-policies that could still be adopted, in all runs. */
function atRisk(ids: readonly string[], time: number, among: (city: number) => boolean): number {
  const { count } = world.cities;
  let open = 0;
  for (const run of runs) {
    const stage = stagesAt(world, run, time);
    for (const id of ids) {
      for (let city = 0; city < count; city++)
        if (among(city) && stage[subject(id) * count + city] === 0) open++;
    }
  }
  return open;
}

const inclusive = ['welcoming', 'sanctuary'];

describe('US sanctuary and welcoming cities', () => {
  it('leaves sanctuary with a minority: 1 to 10 % of the cities, 150 to 250 of them (A8)', () => {
    expect(heldAt('sanctuary', 2021)).toBeGreaterThanOrEqual(150);
    expect(heldAt('sanctuary', 2021)).toBeLessThanOrEqual(Math.min(250, 0.1 * world.cities.count));
  });

  it('starts Welcoming Cities with 18, and has 50 in 2015 and 93 in 2020 within 20 % (A9)', () => {
    expect(heldAt('welcoming-cities', 2013)).toBe(18);
    expect(Math.abs(heldAt('welcoming-cities', 2015) / 50 - 1)).toBeLessThanOrEqual(0.2);
    expect(Math.abs(heldAt('welcoming-cities', 2020) / 93 - 1)).toBeLessThanOrEqual(0.2);
  });

  it('brings forth inclusion and exclusion alike from 2000 to 2011 (A7)', () => {
    const ratio = adoptions(inclusive, 2000, 2012) / adoptions(['exclusion'], 2000, 2012);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('raises the inclusive hazard of liberal, organised cities 2 to 7 times after the order of 2017 (A14)', () => {
    const { orientation, civilSociety } = world.cities.attributes;
    const among = (city: number): boolean => orientation![city] >= 0.3 && civilSociety![city] >= 0.6;
    const turn = decimalYear('2017-01-25')!;
    const after = adoptions(inclusive, turn, turn + 2, among) / atRisk(inclusive, turn, among);
    const before = adoptions(inclusive, turn - 2, turn, among) / atRisk(inclusive, turn - 2, among);
    expect(after / before).toBeGreaterThan(2);
    expect(after / before).toBeLessThan(7);
  });
});
