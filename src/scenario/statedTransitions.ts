/** Every log-hazard that a scenario states, with its place in the file. */
import type { TransitionSpec } from './schema/mechanisms.js';
import type { Scenario } from './schema.js';

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
export function statedTransitions({
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
