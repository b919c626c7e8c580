/**
 * What a city counts for as an adopter: 1, or with a half-life 2^(-age / halfLife); 0 where it holds nothing.
 *
 * A sum of what fades at one rate fades at that rate itself, until somebody takes the policy up or gives it up. So sums
 * are made when that happens, and carried on from step to step.
 */
import { pow2 } from '../numerics.js';
import type { State } from '../state.js';
import type { World } from '../world.js';

export interface Presence {
  /** Whether it fades with age. */
  readonly fades: boolean;
  /** That of one city, at the time of the state. */
  of(subject: number, city: number): number;
  /** What is left of a sum after so many steps; empty where nothing fades. */
  readonly left: Float64Array;
}

export function createPresence(world: World, state: State): Presence {
  const { halfLife } = world.exposure;
  const { start, end, stepsPerYear } = world.time;
  const cityCount = world.cities.count;
  const { stage, heldSince } = state;
  if (halfLife === null) {
    return {
      fades: false,
      of: (subject, city) => (stage[subject * cityCount + city] === 0 ? 0 : 1),
      left: new Float64Array(0),
    };
  }
  const stepCount = Math.ceil((end - start) * stepsPerYear) + 1;
  const left = Float64Array.from({ length: stepCount }, (_, step) => pow2(-step / stepsPerYear / halfLife));
  return {
    fades: true,
    of(subject, city) {
      const at = subject * cityCount + city;
      return stage[at] === 0 ? 0 : pow2(-(state.time - heldSince[at]) / halfLife);
    },
    left,
  };
}
