/** When each city took up what a tally counts, for the measures of diffusion. */
import type { Ties } from '../model/world.js';
import type { Target } from './measure.js';
import { stagesAt } from './tally.js';

/** Cities of the group, as it stands at the time of the target: ascending indices. */
export function citiesOfGroup({ world, trajectory, tally, time }: Target): Int32Array {
  const { group } = tally;
  const stage = group.dynamic ? stagesAt(world, trajectory, time) : world.initialStage;
  return Int32Array.from(world.cities.ids.keys()).filter((city) => group.holds(city, stage));
}

/** Walks through the changes of holding: city holds (or no longer holds) one of the tally's subjects at its stage. */
export function eachChange(
  { world, trajectory, tally, time: until }: Target,
  visit: (city: number, holds: boolean, time: number, event: number) => void,
): void {
  const { subjects, stage: least } = tally;
  const cityCount = world.cities.count;
  const counted = world.subjects.map((_, s) => subjects.includes(s));
  /** How many of the subjects each city holds. */
  const held = new Int32Array(cityCount);
  for (const subject of subjects)
    for (let i = 0; i < cityCount; i++) if (world.initialStage[subject * cityCount + i] >= least) held[i]++;
  held.forEach((count, city) => {
    if (count > 0) visit(city, true, world.time.start, -1);
  });
  const { count, time, city, subject, from, to } = trajectory;
  for (let event = 0; event < count && time[event] <= until; event++) {
    if (!counted[subject[event]]) continue;
    const change = Number(to[event] >= least) - Number(from[event] >= least);
    if (change === 0) continue;
    const i = city[event];
    held[i] += change;
    if (change > 0 ? held[i] === 1 : held[i] === 0) visit(i, change > 0, time[event], event);
  }
}

/**
 * N times at which each city first held it, by the time of the target; NaN: it did not. What is held at the start was
 * adopted at the start. A later repeal does not undo an adoption.
 */
export function adoptionTimes(target: Target): Float64Array {
  const times = new Float64Array(target.world.cities.count).fill(NaN);
  eachChange(target, (city, holds, time) => {
    if (holds && Number.isNaN(times[city])) times[city] = time;
  });
  return times;
}

/** Ties among some of the nodes (ascending), which are numbered anew. */
export function tiesAmong({ rowStart, column, weight, symmetric }: Ties, nodes: Int32Array): Ties {
  const number = new Int32Array(rowStart.length - 1).fill(-1);
  nodes.forEach((node, at) => {
    number[node] = at;
  });
  const starts = new Int32Array(nodes.length + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  nodes.forEach((node, at) => {
    for (let k = rowStart[node]; k < rowStart[node + 1]; k++) {
      if (number[column[k]] < 0) continue;
      columns.push(number[column[k]]);
      if (weight) weights.push(weight[k]);
    }
    starts[at + 1] = columns.length;
  });
  return {
    rowStart: starts,
    column: Int32Array.from(columns),
    weight: weight ? Float64Array.from(weights) : null,
    symmetric,
  };
}
