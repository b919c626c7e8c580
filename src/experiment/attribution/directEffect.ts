/**
 * A mechanism off for one city alone: what it does to that city itself, and not by way of others who stop adopting with it.
 * All others decide by the same hazards as ever, on the same resistances.
 */
import { groupsOf } from '../../analysis/group.js';
import { measureByName } from '../../analysis/measures/index.js';
import { subjectsNamed } from '../../analysis/outcome.js';
import { stagesAt } from '../../analysis/tally.js';
import { stream, uniform } from '../../model/random.js';
import { type ReferenceMeans, switchedOff } from '../../model/reference.js';
import { createSimulator } from '../../model/simulate.js';
import type { Trajectory } from '../../model/trajectory.js';
import type { World } from '../../model/world.js';
import { resolveGroups } from '../../scenario/build/resolveGroups.js';
import type { Scenario } from '../../scenario/schema.js';

export interface ExemptingSimulator {
  /** Runs a replicate in which the mechanism is off for this city alone; -1: for none. */
  run(replicate: number, city: number): Trajectory;
}

/** A simulator of the world in which one city at a time is exempt from a mechanism: its term is then the reference. */
export function exemptingSimulator(
  world: World,
  mechanism: string,
  means: ReferenceMeans,
): ExemptingSimulator {
  let exempt = -1;
  const simulator = createSimulator(world, {
    explain: false,
    replace(place, term) {
      if (place.mechanism !== mechanism) return term;
      const mean = means(place);
      return (cities, count, out) => {
        term(cities, count, out);
        for (let k = 0; k < count; k++) if (cities[k] === exempt) out[k] = mean;
      };
    },
  });
  return {
    run(replicate, city) {
      exempt = city;
      return simulator.run(replicate);
    },
  };
}

/** Whether a city holds what the outcome is about, as it stands at the outcome's time. */
export type Holding = (trajectory: Trajectory, city: number) => 0 | 1;

/** Of the first outcome of a scenario. */
function holdingOf(world: World, { observe }: Scenario): Holding {
  const { subject, stage, time } = observe.outcomes[0];
  const subjects = subjectsNamed(world, subject);
  const least = stage === 'declared' ? 1 : 2;
  const at = time === 'end' ? world.time.end : time;
  let seen: Trajectory | null = null;
  let stages = new Uint8Array();
  return (trajectory, city) => {
    if (seen !== trajectory) {
      stages = new Uint8Array(stagesAt(world, trajectory, at));
      seen = trajectory;
    }
    return subjects.some((s) => stages[s * world.cities.count + city] >= least) ? 1 : 0;
  };
}

/** Whether an outcome is about cities that hold something, so that it can be asked of one city. */
export const isHeld = (measure: string): boolean => measureByName(measure).of !== 'none';

/**
 * So many cities of the outcome's group, drawn by the seed for each replicate, ascending; all where there are no more. A mean over
 * replicates is then one over all cities of the group, and its interval holds for it.
 */
export function sampledCities(
  world: World,
  scenario: Scenario,
  count: number,
): (replicate: number) => number[] {
  const { by, outcomes } = scenario.observe;
  const groups = groupsOf(world, { by, groups: resolveGroups(scenario, world.cities) });
  const { condition } = groups.find(({ name }) => name === outcomes[0].group)!;
  const eligible = [...world.cities.ids.keys()].filter((city) => condition.holds(city, world.initialStage));
  const { keys } = world.cities;
  return (replicate) => {
    const draws = stream(scenario.seed, 'attribution', 'direct', replicate);
    return eligible
      .map((city) => ({ city, draw: uniform(draws, keys[2 * city], keys[2 * city + 1]) }))
      .sort((a, b) => a.draw - b.draw)
      .slice(0, count)
      .map(({ city }) => city)
      .sort((a, b) => a - b);
  };
}

/** A city in a replicate: does it hold the outcome as things are, exempt from the mechanism alone, and where it is off for all? */
export interface DirectCase {
  readonly city: number;
  readonly asIs: 0 | 1;
  readonly exempt: 0 | 1;
  readonly without: 0 | 1;
}

/** Cost: a run for each city, and two. */
export function directCases(
  world: World,
  scenario: Scenario,
  mechanism: string,
  means: ReferenceMeans,
  citiesOf: (replicate: number) => readonly number[],
): (replicate: number) => DirectCase[] {
  const holds = holdingOf(world, scenario);
  const exempting = exemptingSimulator(world, mechanism, means);
  const without = createSimulator(switchedOff(world, new Set([mechanism]), means), { explain: false });
  return (replicate) => {
    const cities = citiesOf(replicate);
    const each = (trajectory: Trajectory): (0 | 1)[] => cities.map((city) => holds(trajectory, city));
    // One after the other: a simulator's next run takes the place of the last.
    const asIs = each(exempting.run(replicate, -1));
    const off = each(without.run(replicate));
    return cities.map((city, k) => ({
      city,
      asIs: asIs[k],
      exempt: holds(exempting.run(replicate, city), city),
      without: off[k],
    }));
  };
}
