/**
 * What changes during a replicate. N cities, S subjects; arrays over both are subject-major: [s * N + i].
 * Terms read it as it stood at the start of the step; changes of a step are applied together at its end.
 */
import type { World } from './world.js';

export interface State {
  /** Start of the step, decimal years. */
  time: number;
  step: number;
  /** Goes up at every step and replicate, and never back: what was counted at another moment is stale. */
  moment: number;
  /** S x N: 0 none or out, 1 declared or in, 2 implemented. */
  readonly stage: Uint8Array;
  /** S x N: when the stage left 0, decimal years; NaN at stage 0. What was held at the start: the start. */
  readonly heldSince: Float64Array;
  /** S counts of cities at stage 1 or 2. */
  readonly holders: Int32Array;
  /** One for each nation: +1 hostile … -1 supportive. */
  readonly pressure: Float64Array;
}

export function createState(world: World): State {
  const size = world.subjects.length * world.cities.count;
  return {
    time: world.time.start,
    step: 0,
    moment: 0,
    stage: new Uint8Array(size),
    heldSince: new Float64Array(size),
    holders: new Int32Array(world.subjects.length),
    pressure: new Float64Array(world.nations.length),
  };
}

/** Back to the start of a replicate. */
export function resetState(state: State, world: World): void {
  const cityCount = world.cities.count;
  state.time = world.time.start;
  state.step = 0;
  state.stage.set(world.initialStage);
  for (let s = 0; s < world.subjects.length; s++) {
    let held = 0;
    for (let at = s * cityCount; at < (s + 1) * cityCount; at++) {
      const holds = state.stage[at] > 0;
      if (holds) held++;
      state.heldSince[at] = holds ? (world.initialSince?.[at] ?? world.time.start) : NaN;
    }
    state.holders[s] = held;
  }
}
