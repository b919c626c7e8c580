import type { DesignSpec, Parameter } from '../../../design/index.js';
import type { Scenario } from '../../../scenario/schema.js';
import { SCENARIO_FACTOR } from '../points.js';
import type { Replication } from './experiment.js';
import type { LoadedBase } from './scenarios.js';

/** The experiment in plain values, with all that is stated elsewhere or left out. */
export function resolvedExperiment(
  plain: { readonly [key: string]: unknown },
  given: {
    readonly id: string;
    readonly spec: DesignSpec;
    readonly bases: readonly LoadedBase[];
    readonly parameters: readonly Parameter[];
    readonly replication: Replication;
    readonly scenario: Scenario;
  },
): { readonly [key: string]: unknown } {
  const { id, spec, bases, parameters, replication, scenario } = given;
  const stated = plain['parameters'] as { readonly [path: string]: { readonly [key: string]: unknown } };
  const scenarioFile = (base: string): string => `scenarios/${base}.yaml`;
  const observe = bases[0].loaded.resolved['observe'] as { readonly outcomes: unknown };
  const { name, why, source, constraints, tipping } = plain;
  const inFolder = (base: { readonly [path: string]: unknown }) =>
    Object.hasOwn(base, SCENARIO_FACTOR)
      ? { ...base, [SCENARIO_FACTOR]: scenarioFile(String(base[SCENARIO_FACTOR])) }
      : base;
  return Object.fromEntries(
    Object.entries({
      name: name ?? id,
      why,
      source,
      seed: scenario.seed,
      scenario: Object.hasOwn(stated, SCENARIO_FACTOR) ? undefined : scenarioFile(bases[0].id),
      design:
        spec.type === 'oat' ? { ...(plain['design'] as object), base: inFolder(spec.base) } : plain['design'],
      parameters: Object.fromEntries(
        parameters.map((parameter) => {
          const { path } = parameter;
          if (parameter.kind !== 'categorical') return [path, stated[path]];
          const { values } = parameter;
          return [
            path,
            { values: path === SCENARIO_FACTOR ? bases.map((base) => scenarioFile(base.id)) : values },
          ];
        }),
      ),
      constraints,
      replicates: replication.until ? plain['replicates'] : replication.min,
      outcomes: observe.outcomes,
      tipping,
    }).filter(([, value]) => value !== undefined),
  );
}
