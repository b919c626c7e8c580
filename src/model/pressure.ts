/**
 * What presses on cities from above, for each jurisdiction:
 *
 * pressure   h(t) in [-1 supportive, +1 hostile]: of the nation and the region together, the last dated level,
 *            plus impulses that fade with a half-life, plus yearly noise, plus what cities gained by advocacy;
 *            cut at -1 and 1 at the end, and the cuts are counted
 * salience   S(t) in [0, 1]: a hostile turn of size d adds gain d, which fades with a half-life; cut at 1. What
 *            stood at the start is no turn
 * force      of the laws against each policy: 1 - product over those in force of (1 - force)
 *
 * A change acts from the first step that starts at or after its date. The noise of a calendar year is one
 * normal number of the stream seed/replicate/pressure, whatever the length of a step.
 */
import type { Jurisdictions } from './jurisdiction.js';
import { normalQuantile } from './normal.js';
import { pow2 } from './numerics.js';
import { cityKeys, stream, uniform } from './random.js';
import type { State } from './state.js';
import type { Nation, World } from './world.js';

export interface Pressure {
  /** True where nothing ever presses and no coordinator comes: pressure, salience and force are 0 throughout. */
  readonly still: boolean;
  /** Draws the noise of a replicate, and puts pressure, salience and force of the start into the state. */
  reset(replicate: number): void;
  /** Puts those at the time of the state into it; returns how many pressures were cut. */
  update(): number;
  /** The same, and tells of each jurisdiction whose pressure, laws or coordinators changed since the last step. */
  advance(changed: (jurisdiction: number) => void): number;
}

/**
 * Hostile turns of a schedule: when, and by how much. Its first level is no turn where it rules from the start on: it says
 * how things stood. Before a later one stood 0.
 */
function hostileTurns({ pressure }: Nation, start: number): { at: number; size: number }[] {
  let level: number | null = null;
  return pressure.flatMap((change) => {
    const before: number = level ?? (change.at <= start ? (change.level ?? 0) : 0);
    const size = change.level === undefined ? change.pulse! : change.level - before;
    if (change.level !== undefined) level = change.level;
    return size > 0 ? [{ at: change.at, size }] : [];
  });
}

export function createPressure(world: World, state: State, jurisdictions: Jurisdictions): Pressure {
  const { nations, regions, time, dynamics, policyCount } = world;
  const { gain, halfLife } = dynamics.salience;
  const powers = [...nations, ...regions];
  const first = Math.floor(time.start);
  const years = Math.max(1, Math.ceil(time.end - first));
  const noise = powers.map((power) => new Float64Array(power.noise > 0 ? years : 0));
  const keys = cityKeys([...nations.map(({ id }) => id), ...regions.map(({ id }) => `region ${id}`)]);
  const turns = powers.map((power) => hostileTurns(power, time.start));
  const raw = new Float64Array(powers.length);
  const salience = new Float64Array(powers.length);
  const without = new Float64Array(powers.length * policyCount);
  const count = jurisdictions.count;
  /** Log-hazards change at these dates, everywhere. */
  const branches = world.subjects.flatMap(({ transitions }) =>
    transitions.flatMap(({ later }) => (later ? [later.at] : [])),
  );
  /** The coordinators that are at work come and go at these dates, by jurisdiction. */
  const dates = Array.from({ length: count }, (_, j) =>
    [
      nations[jurisdictions.nation[j]],
      ...(jurisdictions.region[j] < 0 ? [] : [regions[jurisdictions.region[j]]]),
    ]
      .flatMap(({ coordinates }) => coordinates)
      .flatMap(({ from, to }) => [from, to])
      .concat(branches),
  );
  const coordinated = dates.some(({ length }) => length > 0);
  /** Pressure and forces of the last step, and when it began. */
  const before = new Float64Array((1 + policyCount) * count);
  let lastTime = time.start;

  /** Level, impulses and noise of a nation or region at a time. */
  function rawPressure(power: number, t: number): number {
    let level = 0;
    let pulses = 0;
    for (const change of powers[power].pressure) {
      if (change.at > t) break;
      if (change.level !== undefined) level = change.level;
      if (change.pulse !== undefined) pulses += change.pulse * pow2(-(t - change.at) / change.halfLife!);
    }
    return level + pulses + (noise[power].length > 0 ? noise[power][Math.floor(t) - first] : 0);
  }

  function salienceOf(power: number, t: number): number {
    let sum = 0;
    for (const { at, size } of turns[power]) {
      if (at <= t) sum += gain * size * pow2(-(t - at) / halfLife);
    }
    return sum;
  }

  const absent =
    world.feedback.advocacy === null &&
    powers.every(
      ({ pressure, noise: sd, preempts }) => pressure.length === 0 && sd === 0 && preempts.length === 0,
    );

  function update(): number {
    const t = state.time;
    for (let p = 0; p < powers.length; p++) {
      raw[p] = rawPressure(p, t);
      salience[p] = salienceOf(p, t);
      without.fill(1, p * policyCount, (p + 1) * policyCount);
      for (const { policy, from, to, force } of powers[p].preempts) {
        if (from <= t && t < to) without[p * policyCount + policy] *= 1 - force;
      }
    }
    let cut = 0;
    for (let j = 0; j < count; j++) {
      const nation = jurisdictions.nation[j];
      const region = jurisdictions.region[j];
      let h = raw[nation] + state.gained[nation];
      let s = salience[nation];
      if (region >= 0) {
        h += raw[nations.length + region];
        s += salience[nations.length + region];
      }
      state.pressure[j] = Math.min(1, Math.max(-1, h));
      if (state.pressure[j] !== h) cut++;
      state.salience[j] = Math.min(1, s);
      for (let policy = 0; policy < policyCount; policy++) {
        let free = without[nation * policyCount + policy];
        if (region >= 0) free *= without[(nations.length + region) * policyCount + policy];
        state.force[policy * count + j] = 1 - free;
      }
    }
    return cut;
  }

  function remember(): void {
    before.set(state.pressure);
    before.set(state.force, count);
    lastTime = state.time;
  }

  function isOther(j: number): boolean {
    if (state.pressure[j] !== before[j]) return true;
    for (let p = 0; p < policyCount; p++) {
      if (state.force[p * count + j] !== before[(1 + p) * count + j]) return true;
    }
    return dates[j].some((at) => at > lastTime && at <= state.time);
  }

  return {
    still: absent && !coordinated,
    reset(replicate) {
      powers.forEach((power, p) => {
        for (let year = 0; year < noise[p].length; year++) {
          const draws = stream(world.seed, replicate, 'pressure', first + year);
          noise[p][year] = power.noise * normalQuantile(uniform(draws, keys[2 * p], keys[2 * p + 1]));
        }
      });
      if (!absent) update();
      remember();
    },
    update,
    advance(changed) {
      const cut = absent ? 0 : update();
      for (let j = 0; j < count; j++) if (isOther(j)) changed(j);
      remember();
      return cut;
    },
  };
}
