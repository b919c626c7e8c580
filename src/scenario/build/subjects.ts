/** What cities can hold or join: the policies of a scenario, then its networks. */
import type { Predicate, Subject, Transition, TransitionName } from '../../model/world.js';
import { stagesOf } from '../../model/world.js';
import { partedTransition } from '../parting.js';
import type { Path } from '../problem.js';
import type { TransitionSpec } from '../schema/mechanisms.js';
import type { PolicyTransitions, Scenario } from '../schema.js';

/** The policies, in the order of the scenario. */
export function policySubjects(scenario: Scenario): Subject[] {
  const policyIds = Object.keys(scenario.policies);
  return policyIds.map((id): Subject => {
    const { label, direction, conflict, effect, buildsOn, excludes } = scenario.policies[id];
    return {
      id,
      label,
      direction,
      transitions: policyTransitions(scenario, id),
      policy: {
        conflict,
        effect,
        buildsOn: buildsOn.map((other) => policyIds.indexOf(other)),
        excludes: excludes.map((other) => policyIds.indexOf(other)),
      },
      network: null,
    };
  });
}

/**
 * The networks, in the order of the scenario. Of those whose memberships are recorded nothing is decided.
 * `resolve` turns the names of cities in a condition into ids. Founders are chosen later.
 */
export function networkSubjects(
  scenario: Scenario,
  recorded: ReadonlySet<string>,
  resolve: (predicate: Predicate | null, path: Path) => Predicate | null,
): Subject[] {
  const policyIds = Object.keys(scenario.policies);
  return Object.keys(scenario.networks).map((id): Subject => {
    const network = scenario.networks[id];
    return {
      id,
      label: network.label,
      direction: network.direction,
      transitions: recorded.has(id)
        ? []
        : transitionsOf(
            [
              ['join', network.join],
              ['lapse', network.lapse],
              ['renew', network.renew],
              ['leave', network.leave],
              ['expire', network.term === null ? null : { after: network.term }],
            ],
            scenario.branch && { at: scenario.branch.at, specs: scenario.branch.past.networks[id] ?? {} },
          ),
      policy: null,
      network: {
        founded: network.from ?? -Infinity,
        closed: network.to ?? Infinity,
        ...network.functions,
        turnsSymbolic: network.turnsSymbolic,
        funds: network.funds,
        vertical: network.vertical,
        migrationShare: network.migrationShare,
        carries: policyIds.map((policy) => network.carries[policy] ?? 0),
        eligible: resolve(network.eligible as Predicate | null, ['networks', id, 'eligible']),
        founders: [],
        benchmark: network.benchmark,
      },
    };
  });
}

function policyTransitions(scenario: Scenario, policy: string): Transition[] {
  const given: PolicyTransitions = scenario.mechanisms[policy] ?? {
    declare: null,
    quiet: null,
    implement: null,
    repeal: null,
  };
  // The threshold and Bass rules decide on declaring themselves.
  const byHazard = scenario.decision.rule === 'hazard';
  const declare = byHazard ? given.declare : { baseline: 0, coefficients: [] };
  const past = scenario.branch?.past.mechanisms[policy] ?? {};
  return transitionsOf(
    [
      ['declare', declare],
      ['quiet', given.quiet],
      ['implement', given.implement],
      ['repeal', given.repeal],
    ],
    scenario.branch && { at: scenario.branch.at, specs: byHazard ? past : { ...past, declare } },
  );
}

type TransitionGiven = TransitionSpec | { readonly after: number } | null;

function transitionsOf(
  given: readonly (readonly [TransitionName, TransitionGiven])[],
  past: {
    readonly at: number;
    readonly specs: { readonly [name in TransitionName]?: TransitionSpec | null };
  } | null,
): Transition[] {
  return given.flatMap(([name, spec]): Transition[] => {
    if (past && !(spec && 'after' in spec)) {
      const parted = partedTransition(name, past.at, past.specs[name] ?? null, spec);
      return parted ? [parted] : [];
    }
    if (!spec) return [];
    if ('after' in spec) {
      return [{ name, ...stagesOf[name], baseline: 0, coefficients: [], after: spec.after }];
    }
    const { baseline, coefficients } = spec;
    return [{ name, ...stagesOf[name], baseline, coefficients, after: null }];
  });
}
