import type { Benchmarks } from './benchmark.js';
import type { Exposure } from './exposure/exposure.js';
import type { Jurisdictions } from './jurisdiction.js';
import type { Memberships } from './memberships.js';
import type { Standard } from './standard.js';
import type { State } from './state.js';
import type { Transition, World } from './world.js';

/** All that a term may read. */
export interface TermContext {
  readonly world: World;
  readonly state: State;
  readonly standard: Standard;
  readonly exposure: Exposure;
  readonly memberships: Memberships;
  readonly benchmarks: Benchmarks;
  /** N: the jurisdiction of each city, an index into what the state keeps by jurisdiction. */
  readonly jurisdiction: Int32Array;
  readonly jurisdictions: Jurisdictions;
  /** Index of the policy or network into world.subjects. */
  readonly subject: number;
  readonly transition: Transition;
  readonly parameters: { readonly [name: string]: number };
}
