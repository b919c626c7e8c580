/**
 * Designs: what exactly a city adopts, a point in [0, 1]^d for each policy it holds.
 *
 * A city that copies takes (1 - a) times the design of its source plus a times its own ideal, plus normal noise of
 * sd `mutation`, folded back into [0, 1]; an innovator, or one that held the policy at the start, takes its own
 * ideal with the same noise. The ideal of a city is uniform in each dimension (an assumption): what would suit it.
 */
import { normalQuantile } from './normal.js';
import { type Stream, stream, uniform } from './random.js';
import type { State } from './state.js';
import type { World } from './world.js';

export interface Designs {
  /** 0: the world has no designs. */
  readonly dimensions: number;
  reset(replicate: number): void;
  /** The design of a city that takes a policy up; source -1: an innovator. Read from the state; not yet in it. */
  draw(policy: number, city: number, spell: number, source: number): Float64Array;
  set(policy: number, city: number, design: Float64Array | null): void;
  /** Mean distance between design and ideal, in [0, 1]; 0 where there are no designs. */
  misfit(policy: number, city: number): number;
  /** Moves the designs of the policies that a network carries by a part of the distance to a goal. */
  approach(city: number, network: number, goal: readonly number[], part: number): void;
}

/** Folds a value back into [0, 1], as between two mirrors. */
function fold(value: number): number {
  const turned = ((value % 2) + 2) % 2;
  return turned <= 1 ? turned : 2 - turned;
}

/** Distance of two designs that begin at these places, in [0, 1]: the mean over d dimensions of the absolute difference. */
export function designDistance(
  design: Float64Array,
  from: number,
  other: Float64Array,
  to: number,
  d: number,
): number {
  let sum = 0;
  for (let k = 0; k < d; k++) sum += Math.abs(design[from + k] - other[to + k]);
  return sum / d;
}

export function createDesigns(world: World, state: State): Designs {
  const { cities, policyCount, subjects, seed, initialStage } = world;
  const settings = world.feedback.design;
  const d = settings?.dimensions ?? 0;
  const { count, keys } = cities;
  const { design } = state;
  const ideal = new Float64Array(policyCount * count * d);
  for (let policy = 0; policy < policyCount; policy++) {
    for (let k = 0; k < d; k++) {
      const from = stream(seed, 'population', 'ideal', subjects[policy].id, k);
      for (let i = 0; i < count; i++) {
        ideal[(policy * count + i) * d + k] = uniform(from, keys[2 * i], keys[2 * i + 1]);
      }
    }
  }
  let replicate = 0;
  /** Streams of mutations of this replicate, by spell, policy and dimension. */
  let mutations: (Stream | undefined)[] = [];
  function mutationsOf(policy: number, spell: number, k: number): Stream {
    const at = (spell * policyCount + policy) * d + k;
    mutations[at] ??= stream(seed, replicate, 'copying', 'mutation', subjects[policy].id, spell, k);
    return mutations[at];
  }

  function draw(policy: number, city: number, spell: number, source: number): Float64Array {
    const { adaptation, mutation } = settings!;
    const made = new Float64Array(d);
    const own = (policy * count + city) * d;
    const copied = (policy * count + source) * d;
    for (let k = 0; k < d; k++) {
      const base =
        source < 0 ? ideal[own + k] : (1 - adaptation) * design[copied + k] + adaptation * ideal[own + k];
      if (mutation === 0) {
        made[k] = base;
        continue;
      }
      const from = mutationsOf(policy, spell, k);
      made[k] = fold(base + mutation * normalQuantile(uniform(from, keys[2 * city], keys[2 * city + 1])));
    }
    return made;
  }
  const set = (policy: number, city: number, made: Float64Array | null): void => {
    const own = (policy * count + city) * d;
    if (made) design.set(made, own);
    else design.fill(NaN, own, own + d);
  };

  return {
    dimensions: d,
    reset(number) {
      replicate = number;
      mutations = [];
      if (d === 0) return;
      for (let policy = 0; policy < policyCount; policy++) {
        for (let i = 0; i < count; i++) {
          if (initialStage[policy * count + i] > 0) set(policy, i, draw(policy, i, 0, -1));
        }
      }
    },
    draw,
    set,
    misfit(policy, city) {
      if (d === 0) return 0;
      const own = (policy * count + city) * d;
      return designDistance(design, own, ideal, own, d);
    },
    approach(city, network, goal, part) {
      const { carries } = subjects[network].network!;
      for (let policy = 0; policy < policyCount; policy++) {
        if (carries[policy] === 0 || state.stage[policy * count + city] === 0) continue;
        const own = (policy * count + city) * d;
        for (let k = 0; k < d; k++) design[own + k] += part * (goal[k] - design[own + k]);
      }
    },
  };
}
