/**
 * What changes during a replicate. N cities, S subjects (P of them policies), J jurisdictions, d dimensions of
 * designs; arrays over subjects and cities are subject-major: [s * N + i]. Terms read it as it stood at the start
 * of the step; changes of a step are applied together at its end.
 */
import type { Jurisdictions } from './jurisdiction.js';
import type { World } from './world.js';

/** Stage of a member that takes part; at stage 1 it is a member in name alone. */
export const ACTIVE = 2;

/**
 * 1 for a stage of 2 (implemented, active), 0 for the others: a factor in the place of a branch. Loops over cities go
 * several times as fast where the processor has nothing to guess.
 */
export const isFull = (stage: number): number => stage >> 1;

export interface State {
  /** Start of the step, decimal years. */
  time: number;
  step: number;
  /** Goes up at every step and replicate, and never back: what was counted at another moment is stale. */
  moment: number;
  /** S x N: 0 none or out, 1 declared or inactive, 2 implemented or active. */
  readonly stage: Uint8Array;
  /** S x N: when the stage left 0, decimal years; NaN at stage 0. What was held at the start: the start. */
  readonly heldSince: Float64Array;
  /** S counts of cities at stage 1 or 2. */
  readonly holders: Int32Array;
  /** J: +1 hostile … -1 supportive. */
  readonly pressure: Float64Array;
  /** J: how loud the nation is about migration, in [0, 1]. */
  readonly salience: Float64Array;
  /** P x J: force in [0, 1] of the laws against a policy. */
  readonly force: Float64Array;
  /** One for each nation: what advocacy has added to its pressure. */
  readonly gained: Float64Array;
  /** S: strength of each function of a network at present, in [0, 1]; 0 for policies. */
  readonly practical: Float64Array;
  readonly symbolic: Float64Array;
  readonly jurisgenerative: Float64Array;
  /** N: salience that arrival shocks added to a city. */
  readonly shockSalience: Float64Array;
  /** P x N: orientation of the government when the policy was taken up; NaN where it is not held. */
  readonly orientationThen: Float64Array;
  /** P x N: outcomes, in [-1, 1] but for noise; empty where the world has none. */
  readonly outcome: Float64Array;
  /** P x N x d: designs, NaN where the policy is not held; empty where the world has none. */
  readonly design: Float64Array;
}

export function createState(world: World, jurisdictions: Jurisdictions): State {
  const { subjects, policyCount, feedback, nations, cities } = world;
  const size = subjects.length * cities.count;
  const policySize = policyCount * cities.count;
  return {
    time: world.time.start,
    step: 0,
    moment: 0,
    stage: new Uint8Array(size),
    heldSince: new Float64Array(size),
    holders: new Int32Array(subjects.length),
    pressure: new Float64Array(jurisdictions.count),
    salience: new Float64Array(jurisdictions.count),
    force: new Float64Array(policyCount * jurisdictions.count),
    gained: new Float64Array(nations.length),
    practical: new Float64Array(subjects.length),
    symbolic: new Float64Array(subjects.length),
    jurisgenerative: new Float64Array(subjects.length),
    shockSalience: new Float64Array(world.shocks.length > 0 ? cities.count : 0),
    orientationThen: new Float64Array(policySize),
    outcome: new Float64Array(feedback.outcomes ? policySize : 0),
    design: new Float64Array(policySize * (feedback.design?.dimensions ?? 0)),
  };
}

/** Back to the start of a replicate. */
export function resetState(state: State, world: World): void {
  const { subjects, policyCount, initialSince, initialStage, cities, time } = world;
  const cityCount = cities.count;
  const orientation = cities.attributes.orientation;
  state.time = time.start;
  state.step = 0;
  state.stage.set(initialStage);
  for (let s = 0; s < subjects.length; s++) {
    let held = 0;
    for (let i = 0, at = s * cityCount; i < cityCount; i++, at++) {
      const holds = state.stage[at] > 0;
      if (holds) held++;
      state.heldSince[at] = holds ? (initialSince?.[at] ?? time.start) : NaN;
      if (s < policyCount) state.orientationThen[at] = holds && orientation ? orientation[i] : NaN;
    }
    state.holders[s] = held;
    const network = subjects[s].network;
    state.practical[s] = network?.practical ?? 0;
    state.symbolic[s] = network?.symbolic ?? 0;
    state.jurisgenerative[s] = network?.jurisgenerative ?? 0;
  }
  state.pressure.fill(0);
  state.salience.fill(0);
  state.force.fill(0);
  state.gained.fill(0);
  state.shockSalience.fill(0);
  state.outcome.fill(0);
  state.design.fill(NaN);
}
