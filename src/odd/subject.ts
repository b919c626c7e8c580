/** What an ODD document is about: a scenario, made ready, and what is derived from it. */

import type { Mechanism } from '../model/mechanism.js';
import { mechanisms } from '../model/mechanisms/index.js';
import type { World } from '../model/world.js';
import type { Imputed } from '../scenario/build/imputed.js';
import type { Scenario } from '../scenario/schema.js';
import { type StatedTransition, statedTransitions } from '../scenario/statedTransitions.js';

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

/** The log-hazards of a branch before its date, where they are others. */
export function pastTransitionsOf(scenario: Scenario): StatedTransition[] {
  if (!scenario.branch) return [];
  const now = new Map(statedTransitions(scenario).map(({ path, spec }) => [path, JSON.stringify(spec)]));
  return statedTransitions(scenario.branch.past).filter(
    ({ path, spec }) => now.get(path) !== JSON.stringify(spec),
  );
}

/** Mechanisms with a coefficient other than 0 somewhere, in the order of the registry. */
export function mechanismsAtWork(scenario: Scenario): Mechanism[] {
  const used = new Set(
    [...statedTransitions(scenario), ...pastTransitionsOf(scenario)].flatMap(({ spec }) =>
      spec.coefficients.filter(({ coefficient }) => coefficient !== 0).map(({ mechanism }) => mechanism),
    ),
  );
  return mechanisms.filter(({ id }) => used.has(id));
}
