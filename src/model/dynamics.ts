/**
 * Phase 2 of a step: what moves in the cities by itself.
 *
 * growth     at the first step of each calendar year but the first, the odds s / (1 - s) of the immigrant share
 *            are multiplied by exp(perYear (1 + spread growth_i))
 * shocks     at the first step from its date on, a wave reaches the cities that its condition names at that
 *            moment: s becomes s + share (1 - s), and their salience is raised by an amount that fades
 * elections  every `cycle` years, at a moment of the cycle that is the city's own, the government moves to
 *            o + pull (electorate - o) + swing normal, kept within [-1, 1] by reflection
 */
import { ORIENTATION, SHARE } from './causes.js';
import { normalQuantile } from './normal.js';
import { exp, pow2 } from './numerics.js';
import { compilePredicate } from './predicate.js';
import { type Stream, stream, uniform } from './random.js';
import type { Standard } from './standard.js';
import type { State } from './state.js';
import type { World } from './world.js';

export interface Dynamics {
  /** True where nothing ever moves. */
  readonly still: boolean;
  reset(replicate: number): void;
  /** Moves the cities to the start of the step; tells of each whose attributes changed, and which (causes.ts). */
  step(changed: (city: number, causes: number) => void): void;
}

/** Folds a value back into [-1, 1], as between two mirrors. */
export function reflect(value: number): number {
  const turned = (((value + 1) % 4) + 4) % 4;
  return turned <= 2 ? turned - 1 : 3 - turned;
}

export function createDynamics(world: World, state: State, standard: Standard): Dynamics {
  const { cities, time, shocks, seed } = world;
  const { growth, elections } = world.dynamics;
  const { count, keys, attributes } = cities;
  const waves = shocks.map((shock) => ({ ...shock, condition: compilePredicate(shock.cities, world) }));
  const hit = waves.map(() => new Uint8Array(count));
  const share = attributes.immigrantShare ? standard.attribute('immigrantShare') : null;
  const orientation = attributes.orientation ? standard.attribute('orientation') : null;
  const factor =
    growth && share
      ? Float64Array.from({ length: count }, (_, i) =>
          exp(growth.perYear * (1 + growth.spread * (attributes.growth?.[i] ?? 0))),
        )
      : null;
  const electorate = attributes.electorate ?? attributes.orientation;
  /** The date of each city's next election; the first is its own share of a cycle after the start. */
  const next = new Float64Array(elections ? count : 0);
  const held = new Int32Array(next.length);
  const first = new Float64Array(next.length);
  if (elections) {
    const from = stream(seed, 'population', 'elections');
    for (let i = 0; i < count; i++) {
      first[i] = time.start + elections.cycle * uniform(from, keys[2 * i], keys[2 * i + 1]);
    }
  }
  let swings: (Stream | undefined)[] = [];
  let replicate = 0;
  let lastYear = 0;
  let arrived = 0; // waves that have come; they are in order of time

  function vote(city: number): void {
    const { cycle, pull, swing } = elections!;
    const number = ++held[city];
    swings[number] ??= stream(seed, replicate, 'elections', number);
    const draw = normalQuantile(uniform(swings[number], keys[2 * city], keys[2 * city + 1]));
    const now = orientation![city];
    standard.setOrientation(city, reflect(now + pull * (electorate![city] - now) + swing * draw));
    next[city] = first[city] + number * cycle;
  }

  function arrive(wave: number): void {
    const { condition, share: newcomers } = waves[wave];
    for (let i = 0; i < count; i++) {
      hit[wave][i] = condition.holds(i, state.stage) ? 1 : 0;
      if (hit[wave][i] && share && newcomers > 0) {
        standard.setImmigrantShare(i, share[i] + newcomers * (1 - share[i]));
      }
    }
  }

  return {
    still: factor === null && waves.length === 0 && (elections === null || orientation === null),
    reset(number) {
      replicate = number;
      swings = [];
      lastYear = Math.floor(time.start);
      arrived = 0;
      held.fill(0);
      next.set(first);
      for (const mask of hit) mask.fill(0);
    },
    step(changed) {
      const { time: now } = state;
      const year = Math.floor(now);
      if (factor && share) {
        for (; lastYear < year; lastYear++) {
          for (let i = 0; i < count; i++) {
            const odds = (share[i] / (1 - share[i])) * factor[i];
            if (share[i] > 0 && share[i] < 1) standard.setImmigrantShare(i, odds / (1 + odds));
            changed(i, SHARE);
          }
        }
      }
      while (arrived < waves.length && waves[arrived].at <= now) {
        arrive(arrived);
        for (let i = 0; i < count; i++) if (hit[arrived][i]) changed(i, SHARE);
        arrived++;
      }
      if (arrived > 0) {
        state.shockSalience.fill(0);
        for (let wave = 0; wave < arrived; wave++) {
          const { at, salience, halfLife } = waves[wave];
          const left = salience * pow2(-(now - at) / halfLife);
          for (let i = 0; i < count; i++) if (hit[wave][i]) state.shockSalience[i] += left;
        }
      }
      if (!elections || !orientation) return;
      for (let i = 0; i < count; i++) {
        if (next[i] > now) continue;
        while (next[i] <= now) vote(i);
        changed(i, ORIENTATION);
      }
    },
  };
}
