/**
 * National pressure h(t) in [-1 supportive, +1 hostile]: the last dated level, plus impulses that fade with
 * a half-life, plus yearly noise; cut at -1 and 1 at the end, and the cuts are counted.
 *
 * A change acts from the first step that starts at or after its date. The noise of a calendar year is one
 * normal number of the stream seed/replicate/pressure, whatever the length of a step.
 */
import { normalQuantile } from './normal.js';
import { pow } from './numerics.js';
import { cityKeys, stream, uniform } from './random.js';
import { createTimeline } from './timeline.js';
import type { World } from './world.js';

export interface Pressure {
  /** True where no nation has a level, impulse or noise: the pressure is 0 throughout. */
  readonly absent: boolean;
  /** Draws the noise of a replicate. */
  reset(replicate: number): void;
  /** Writes the pressure at time t into out (one a nation); returns how many were cut. */
  atInto(out: Float64Array, time: number): number;
}

export function createPressure(world: World): Pressure {
  const { nations, time } = world;
  const years = Math.max(1, Math.ceil(time.end - Math.floor(time.start)));
  const noise = nations.map((nation) => new Float64Array(nation.noise > 0 ? years : 0));
  const keys = cityKeys(nations.map((nation) => nation.id));

  return {
    absent: nations.every((nation) => nation.pressure.length === 0 && nation.noise === 0),
    reset(replicate) {
      nations.forEach((nation, n) => {
        for (let year = 0; year < noise[n].length; year++) {
          const draws = stream(world.seed, replicate, 'pressure', Math.floor(time.start) + year);
          noise[n][year] = nation.noise * normalQuantile(uniform(draws, keys[2 * n], keys[2 * n + 1]));
        }
      });
    },
    atInto(out, t) {
      let cut = 0;
      nations.forEach((nation, n) => {
        let level = 0;
        let pulses = 0;
        for (const change of nation.pressure) {
          if (change.at > t) break;
          if (change.level !== undefined) level = change.level;
          if (change.pulse !== undefined)
            pulses += change.pulse * pow(2, -(t - change.at) / change.halfLife!);
        }
        const year = Math.floor(t) - Math.floor(time.start);
        const raw = level + pulses + (noise[n].length > 0 ? noise[n][year] : 0);
        out[n] = Math.min(1, Math.max(-1, raw));
        if (out[n] !== raw) cut++;
      });
      return cut;
    },
  };
}

/** Nation-steps of a replicate in which impulses and noise would have gone beyond -1 or 1. */
export function saturatedSteps(world: World, replicate: number): number {
  const pressure = createPressure(world);
  if (pressure.absent) return 0;
  const { stepCount, boundary } = createTimeline(world.time);
  const out = new Float64Array(world.nations.length);
  pressure.reset(replicate);
  let cut = 0;
  for (let step = 0; step < stepCount; step++) cut += pressure.atInto(out, boundary(step));
  return cut;
}
