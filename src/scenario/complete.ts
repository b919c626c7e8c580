/** Fills in what depends on other keys, and freezes: the last step from a file to a scenario. */
import { outcomeNames } from './crossChecks/outcomeNames.js';
import { defaults } from './defaults.js';
import { type Outcome, readOutcome } from './outcomeText.js';
import type { Registry } from './registry.js';
import type { TransitionSpec } from './schema/mechanisms.js';
import type { NetworkRead, NetworkSpec } from './schema/networks.js';
import type { PolicySpec, Scenario, ScenarioRead } from './schema.js';

/** A complete scenario from what the schema read and crossChecks found right. `stem` names what has no name or seed. */
export function complete(
  read: ScenarioRead,
  plain: unknown,
  registry: Registry,
  stem: { readonly name: string; readonly seed: string },
  past: Scenario | null = null,
): Scenario {
  const policies = completePolicies(read);
  const decision = read.decision ?? defaults.decision;
  const names = outcomeNames(plain, registry);
  const outcome = (text: string, alias: string | null): Outcome => {
    const result = readOutcome(text, names, alias);
    if ('fault' in result) throw new Error(result.fault.message);
    return result.outcome;
  };
  const layers = read.exposure?.layers ?? defaults.layers[decision.rule];
  const off = read.off ?? [];
  const without = (transition: TransitionSpec | null): TransitionSpec | null =>
    transition && withoutOff(transition, off);
  const withRates = <Network extends NetworkSpec>(network: Network): Network => ({
    ...network,
    join: without(network.join),
    lapse: without(network.lapse),
    renew: without(network.renew),
    leave: without(network.leave),
  });
  return deepFreeze<Scenario>({
    name: read.name ?? stem.name,
    why: read.why ?? '',
    source: read.source ?? '',
    seed: read.seed ?? stem.seed,
    replicates: read.replicates,
    time: read.time,
    cities: read.cities,
    nations: read.nations ?? {},
    regions: read.regions ?? {},
    shocks: read.shocks ?? [],
    policies,
    networks: Object.fromEntries(
      Object.entries(read.networks ?? {}).map(([id, network]) => [
        id,
        withRates(completeNetwork(id, network, policies)),
      ]),
    ),
    memberships: read.memberships ?? null,
    ties: read.ties ?? null,
    exposure: {
      layers: { ties: 0, networks: 0, country: 0, all: 0, ...layers },
      prestige: read.exposure?.prestige ?? defaults.exposure.prestige,
      halfLife: read.exposure?.halfLife ?? defaults.exposure.halfLife,
    },
    decision,
    mechanisms: Object.fromEntries(
      Object.keys(policies).map((id) => {
        const { declare = null, quiet = null, implement = null, repeal = null } = read.mechanisms?.[id] ?? {};
        return [
          id,
          {
            declare: without(declare),
            quiet: without(quiet),
            implement: without(implement),
            repeal: without(repeal),
          },
        ];
      }),
    ),
    off,
    dynamics: read.dynamics ?? { ...defaults.dynamics, growth: null, elections: null },
    feedback: read.feedback ?? { ...defaults.feedback, advocacy: null, outcomes: null, design: null },
    adopters: read.adopters ?? null,
    observe: {
      every: read.observe?.every ?? 1 / read.time.stepsPerYear,
      by: read.observe?.by ?? [...defaults.observe.by],
      groups: read.observe?.groups ?? {},
      events: read.observe?.events ?? defaults.observe.events,
      outcomes: (read.observe?.outcomes ?? []).map(({ text, alias }) => outcome(text, alias)),
    },
    observed: (read.observed ?? []).map((item) => {
      const source = item.source ?? '';
      if (item.events !== undefined) {
        const { events, subject, city = 'city' } = item;
        return { events, byYear: subject === undefined ? null : { subject, city }, source };
      }
      return { outcome: outcome(item.outcome!, null), points: item.points!, source };
    }),
    branch: past && {
      at: read.branch!.at,
      past: {
        mechanisms: past.mechanisms,
        networks: past.networks,
        nations: past.nations,
        regions: past.regions,
        shocks: past.shocks,
      },
    },
  });
}

/** The log-hazard with some mechanisms off. */
export const withoutOff = (spec: TransitionSpec, off: readonly string[]): TransitionSpec => ({
  ...spec,
  coefficients: spec.coefficients.map((entry) =>
    off.includes(entry.mechanism) ? { ...entry, coefficient: 0, off: entry.coefficient } : entry,
  ),
});

/** Policies that only the catalogue names, and the scenario leaves out, are dropped. */
function completePolicies(read: ScenarioRead): { readonly [id: string]: PolicySpec } {
  const given = read.policies ?? {};
  const present = (ids: readonly string[] | undefined): readonly string[] =>
    (ids ?? []).filter((id) => Object.hasOwn(given, id));
  return Object.fromEntries(
    Object.entries(given).map(([id, { label, buildsOn, excludes, ...policy }]) => [
      id,
      { ...policy, label: label ?? id, buildsOn: present(buildsOn), excludes: present(excludes) },
    ]),
  );
}

function completeNetwork(
  id: string,
  network: NetworkRead,
  policies: { readonly [id: string]: PolicySpec },
): NetworkSpec & { readonly label: string } {
  const carries =
    network.carries === null
      ? Object.entries(policies)
          .filter(([, policy]) => policy.direction === network.direction)
          .map(([policy]) => [policy, defaults.network.carried] as const)
      : Object.entries(network.carries).filter(([policy]) => Object.hasOwn(policies, policy));
  return { ...network, label: network.label ?? id, carries: Object.fromEntries(carries) };
}

function deepFreeze<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
