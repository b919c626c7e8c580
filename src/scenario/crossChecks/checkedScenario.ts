/** What the checks look at: a scenario in plain values, any part of which may be missing or faulty. */
import type { Faults } from '../faults.js';
import type { Registry } from '../registry.js';
import { has, type Mapping, mappingOf } from './plain.js';

export interface CheckedScenario {
  readonly registry: Registry;
  /** Where what is wrong is reported. */
  readonly faults: Faults;
  /** The scenario, with the catalogue's entries laid under its networks and policies. */
  readonly top: Mapping;
  /** The scenario without them. */
  readonly stated: Mapping;
  readonly policies: Mapping;
  readonly networks: Mapping;
  readonly policyIds: readonly string[];
  readonly networkIds: readonly string[];
  readonly cities: Mapping;
  readonly observe: Mapping;
  readonly decision: Mapping;
  /** decision.rule, or its default. */
  readonly rule: unknown;
  /** Whether cities come from the gazetteer, whose countries are ISO 3166 codes. */
  readonly fromGazetteer: boolean;
}

/** The parts of a scenario that several checks ask for. */
export function checkedScenario(
  scenario: unknown,
  stated: unknown,
  { registry, faults }: Pick<CheckedScenario, 'registry' | 'faults'>,
): CheckedScenario {
  const top = mappingOf(scenario);
  const policies = mappingOf(top['policies']);
  const networks = mappingOf(top['networks']);
  const cities = mappingOf(top['cities']);
  const decision = mappingOf(top['decision']);
  return {
    registry,
    faults,
    top,
    stated: mappingOf(stated),
    policies,
    networks,
    policyIds: Object.keys(policies),
    networkIds: Object.keys(networks),
    cities,
    observe: mappingOf(top['observe']),
    decision,
    rule: decision['rule'] ?? 'hazard',
    fromGazetteer: has(cities, 'gazetteer'),
  };
}
