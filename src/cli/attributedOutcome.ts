/** The outcome that `attribute` is asked for: by its grammar, or by the name that the scenario gives it. */
import { registry } from '../registry.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import type { Scenario } from '../scenario/schema.js';
import { UsageError } from './errors.js';

/**
 * The text of an outcome that the scenario names, or what was asked as it is; without any, the share that holds the
 * first policy.
 * @throws UsageError for a bare name that is neither an outcome nor a measure, with the nearest of both, and where there
 * is neither policy nor network.
 */
export function attributedOutcome(
  asked: string | undefined,
  { name: scenarioName, policies, networks, observe }: Scenario,
): string {
  const subjects = [...Object.keys(policies), ...Object.keys(networks)];
  if (asked === undefined) {
    if (subjects.length === 0) throw new UsageError(`${scenarioName} has neither policy nor network`);
    return `share:${subjects[0]}`;
  }
  const name = asked.trim();
  const known = observe.outcomes.find(({ column }) => column === name);
  if (known) return known.text;
  const measures = registry.measures.map(({ id }) => id);
  if (/[:/@]/.test(name) || measures.includes(name)) return asked;
  const columns = observe.outcomes.map(({ column }) => column);
  const outcome = nearestName(name, columns);
  const measure = nearestName(name, measures);
  const near = [
    ...(outcome === undefined ? [] : [`${outcome} (an outcome of the scenario)`]),
    ...(measure === undefined ? [] : [`${measure} (a measure)`]),
    ...(subjects.includes(name) ? [`${Object.hasOwn(policies, name) ? 'share' : 'members'}:${name}`] : []),
  ];
  const among =
    near.length > 0
      ? `did you mean ${near.join(' or ')}?`
      : `the scenario names ${listNames(columns) || 'none'}; measures are ${listNames(measures)}`;
  throw new UsageError(
    `--outcome ${name}: neither an outcome that the scenario names nor a measure[:subject]; ${among}`,
  );
}
