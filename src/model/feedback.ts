/**
 * Phase 6 of a step: what cities do to their networks, their nation and themselves. All of it acts from the next
 * step on; dt is the length of the step in years.
 *
 * socialisation  an active member drifts to the mean orientation of its fellow active members: by
 *                1 - exp(-rate s_n dt) of the distance, network by network, s_n the symbolic strength
 * advocacy       A' = sum_p push_p v_p - decay A, solved exactly over the step; v_p the share of the nation's
 *                inhabitants in cities that implement p, each weighted by its voice
 *                1 - (1 - voice) prod over its networks of (1 - jurisgenerative x vertical x migration share)
 * outcomes       approach effect_p (1 - misfit) where p is implemented, else 0, by 1 - exp(-rate dt); misfit =
 *                mean distance of the design from the city's ideal; plus noise x normal of the year, which enters
 *                the rate of change: its part over the step is that x (1 - exp(-rate dt)) / rate
 * designs        those of active members approach the design their charter asks for, by 1 - exp(-pull dt)
 */
import { ORIENTATION } from './causes.js';
import type { Designs } from './design.js';
import type { Memberships } from './memberships.js';
import { normalQuantile } from './normal.js';
import { exp } from './numerics.js';
import { stream, uniformsInto } from './random.js';
import type { Standard } from './standard.js';
import { ACTIVE, type State } from './state.js';
import type { World } from './world.js';

export interface Feedback {
  /** True where nothing ever feeds back. */
  readonly still: boolean;
  reset(replicate: number): void;
  /** Ends the step of length dt; tells of each city whose orientation moved. */
  step(dt: number, changed: (city: number, causes: number) => void): void;
}

/** What a constant push adds over a time, while all that was added fades at a rate: the integral of exp(-rate s) ds. */
const fadingTime = (rate: number, dt: number): number => (rate === 0 ? dt : (1 - exp(-rate * dt)) / rate);

export function createFeedback(
  world: World,
  state: State,
  standard: Standard,
  memberships: Memberships,
  designs: Designs,
): Feedback {
  const { cities, subjects, policyCount, nations } = world;
  const { socialisation, advocacy, outcomes } = world.feedback;
  const { count, keys, country } = cities;
  const { stage, outcome } = state;
  const { networks } = memberships;
  const standards = designs.dimensions
    ? networks.filter((n) => subjects[n].network!.benchmark?.design != null)
    : [];
  const orientation = socialisation > 0 ? standard.attribute('orientation') : null;
  const population = advocacy ? standard.attribute('population') : null;
  const inhabitants = new Float64Array(nations.length);
  if (population) for (let i = 0; i < count; i++) inhabitants[country[i]] += population[i];

  const drift = new Float64Array(orientation ? count : 0);
  const drifts = new Uint8Array(drift.length);
  const quiet = new Float64Array(advocacy ? count : 0); // 1 - voice of each city
  const heard = new Float64Array(nations.length);
  const noise = outcomes && outcomes.noise > 0 ? new Float64Array(policyCount * count) : null;
  let noiseOf = NaN; // the year whose noise is drawn
  let replicate = 0;

  function socialise(dt: number, changed: (city: number, causes: number) => void): void {
    drift.fill(0);
    drifts.fill(0);
    for (const network of networks) {
      const strength = state.symbolic[network];
      const members = memberships.members(network);
      const size = memberships.count(network);
      if (size < 2 || strength === 0) continue;
      const part = 1 - exp(-socialisation * strength * dt);
      let sum = 0;
      for (let at = 0; at < size; at++) sum += orientation![members[at]];
      for (let at = 0; at < size; at++) {
        const i = members[at];
        drift[i] += part * ((sum - orientation![i]) / (size - 1) - orientation![i]);
        drifts[i] = 1;
      }
    }
    for (let i = 0; i < count; i++) {
      if (drifts[i] === 0 || drift[i] === 0) continue;
      // Several strong networks together must not carry a city beyond the ends of the scale.
      standard.setOrientation(i, Math.min(1, Math.max(-1, orientation![i] + drift[i])));
      changed(i, ORIENTATION);
    }
  }

  function advocate(dt: number): void {
    const { pushes, voice, decay } = advocacy!;
    quiet.fill(1 - voice);
    for (const network of networks) {
      const { vertical, migrationShare } = subjects[network].network!;
      const silent = 1 - state.jurisgenerative[network] * vertical * migrationShare;
      const members = memberships.members(network);
      for (let at = 0; at < memberships.count(network); at++) quiet[members[at]] *= silent;
    }
    heard.fill(0);
    for (let policy = 0; policy < policyCount; policy++) {
      if (pushes[policy] === 0) continue;
      const offset = policy * count;
      for (let i = 0; i < count; i++) {
        if (stage[offset + i] !== ACTIVE) continue;
        heard[country[i]] += (pushes[policy] * population![i] * (1 - quiet[i])) / inhabitants[country[i]];
      }
    }
    const kept = exp(-decay * dt);
    const added = fadingTime(decay, dt);
    for (let n = 0; n < nations.length; n++) state.gained[n] = state.gained[n] * kept + heard[n] * added;
  }

  function drawNoise(year: number): void {
    for (let policy = 0; policy < policyCount; policy++) {
      const from = stream(world.seed, replicate, 'outcome', subjects[policy].id, year);
      const own = noise!.subarray(policy * count, (policy + 1) * count);
      uniformsInto(own, from, keys);
      for (let i = 0; i < count; i++) own[i] = outcomes!.noise * normalQuantile(own[i]);
    }
    noiseOf = year;
  }

  function moveOutcomes(dt: number): void {
    const { rate } = outcomes!;
    const part = 1 - exp(-rate * dt);
    const disturbed = fadingTime(rate, dt);
    const year = Math.floor(state.time);
    if (noise && year !== noiseOf) drawNoise(year);
    for (let policy = 0; policy < policyCount; policy++) {
      const { effect } = subjects[policy].policy!;
      const offset = policy * count;
      for (let i = 0; i < count; i++) {
        const at = offset + i;
        const target = stage[at] === ACTIVE ? effect * (1 - designs.misfit(policy, i)) : 0;
        outcome[at] += part * (target - outcome[at]) + (noise ? noise[at] * disturbed : 0);
      }
    }
  }

  return {
    still: !advocacy && !outcomes && standards.length === 0 && socialisation === 0,
    reset(number) {
      replicate = number;
      noiseOf = NaN;
    },
    step(dt, changed) {
      if (advocacy) advocate(dt);
      if (outcomes) moveOutcomes(dt);
      for (const network of standards) {
        const { design, pull } = subjects[network].network!.benchmark!;
        const part = 1 - exp(-pull * dt);
        for (let at = 0; at < memberships.count(network); at++) {
          designs.approach(memberships.members(network)[at], network, design!, part);
        }
      }
      if (socialisation > 0) socialise(dt, changed);
    },
  };
}
