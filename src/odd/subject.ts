/** What an ODD document is about: a scenario, made ready, and what is derived from it. */

import type { Mechanism } from '../model/mechanism.js';
import { mechanisms } from '../model/mechanisms/index.js';
import type { World } from '../model/world.js';
import type { Imputed } from '../scenario/build/imputed.js';
import type { TransitionSpec } from '../scenario/schema/mechanisms.js';
import type { Scenario } from '../scenario/schema.js';

export interface OddSubject {
  /** The file's stem. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly world: World;
  /** What was left out without being a mistake. */
  readonly notes: readonly string[];
  /** Attributes of the cities that are not data everywhere. */
  readonly imputed?: readonly Imputed[];
  readonly toolVersion: string;
}

/** A transition that the scenario gives a log-hazard. */
export interface StatedTransition {
  /** Path in the scenario file. */
  readonly path: string;
  /** Policy or network. */
  readonly of: string;
  readonly name: string;
  readonly spec: TransitionSpec;
}

/** Every log-hazard of a scenario, policies first; of a branch those that rule from its date on. */
export function transitionsOf({
  mechanisms: policies,
  networks,
}: Pick<Scenario, 'mechanisms' | 'networks'>): StatedTransition[] {
  const ofPolicies = Object.entries(policies).flatMap(([of, transitions]) =>
    (['declare', 'quiet', 'implement', 'repeal'] as const).flatMap((name) => {
      const spec = transitions[name];
      return spec ? [{ path: `mechanisms.${of}.${name}`, of, name, spec }] : [];
    }),
  );
  const ofNetworks = Object.entries(networks).flatMap(([of, network]) =>
    (['join', 'lapse', 'renew', 'leave'] as const).flatMap((name) => {
      const spec = network[name];
      return spec ? [{ path: `networks.${of}.${name}`, of, name, spec }] : [];
    }),
  );
  return [...ofPolicies, ...ofNetworks];
}

/** The log-hazards of a branch before its date, where they are others. */
export function pastTransitionsOf(scenario: Scenario): StatedTransition[] {
  if (!scenario.branch) return [];
  const now = new Map(transitionsOf(scenario).map(({ path, spec }) => [path, JSON.stringify(spec)]));
  return transitionsOf(scenario.branch.past).filter(
    ({ path, spec }) => now.get(path) !== JSON.stringify(spec),
  );
}

/** Mechanisms with a coefficient other than 0 somewhere, in the order of the registry. */
export function mechanismsAtWork(scenario: Scenario): Mechanism[] {
  const used = new Set(
    [...transitionsOf(scenario), ...pastTransitionsOf(scenario)].flatMap(({ spec }) =>
      spec.coefficients.filter(({ coefficient }) => coefficient !== 0).map(({ mechanism }) => mechanism),
    ),
  );
  return mechanisms.filter(({ id }) => used.has(id));
}
