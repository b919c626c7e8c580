/**
 * Strength of the functions of networks, as it moves:
 *
 * - a university-led network turns practical into symbolic (Broadhead & Allen in Lacroix and Spencer 2022): of the
 *   practical strength f, f 2^(-age / T) is left, and what is lost is added to the symbolic one as
 *   1 - (1 - s)(1 - lost). Taken at the first step of each calendar year.
 * - dissent weakens symbolic and jurisgenerative strength (Spencer in Lacroix and Spencer 2022): times
 *   1 - delta sd(orientation of the active members), with an sd in [0, 1].
 *
 * In membership, a supportive nation strengthens practical functions beside this (mechanisms/membership.ts).
 */
import type { Memberships } from './memberships.js';
import { pow2 } from './numerics.js';
import type { Standard } from './standard.js';
import type { State } from './state.js';
import type { World } from './world.js';

export interface Functions {
  /** True where no strength ever moves. */
  readonly still: boolean;
  /** Brings the strengths up to the time of the state; tells of each network whose strength changed. */
  update(changed: (network: number) => void): void;
}

/** Standard deviation (divisor M) of an attribute over the active members; 0 for fewer than two. */
export function spreadOfMembers(memberships: Memberships, network: number, values: Float64Array): number {
  const members = memberships.members(network);
  const count = memberships.count(network);
  if (count < 2) return 0;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += values[members[at]];
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < count; at++) squares += (values[members[at]] - mean) ** 2;
  return Math.sqrt(squares / count);
}

export function createFunctions(
  world: World,
  state: State,
  standard: Standard,
  memberships: Memberships,
): Functions {
  const { dissent } = world.feedback;
  const moving = memberships.networks.filter(
    (network) => dissent > 0 || world.subjects[network].network!.turnsSymbolic !== null,
  );
  const orientation = dissent > 0 ? standard.attribute('orientation') : null;
  return {
    still: moving.length === 0,
    update(changed) {
      for (const network of moving) {
        const { practical, symbolic, jurisgenerative, turnsSymbolic, founded } =
          world.subjects[network].network!;
        let left = practical;
        let strength = symbolic;
        if (turnsSymbolic !== null) {
          const since = Math.max(founded, world.time.start);
          const age = Math.max(0, Math.floor(state.time) - since);
          left = practical * pow2(-age / turnsSymbolic);
          strength = 1 - (1 - symbolic) * (1 - (practical - left));
        }
        const unity = orientation ? 1 - dissent * spreadOfMembers(memberships, network, orientation) : 1;
        state.jurisgenerative[network] = jurisgenerative * unity;
        if (state.practical[network] === left && state.symbolic[network] === strength * unity) continue;
        state.practical[network] = left;
        state.symbolic[network] = strength * unity;
        changed(network);
      }
    },
  };
}
