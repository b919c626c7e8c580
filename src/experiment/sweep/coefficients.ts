/**
 * Points that differ in nothing but the numbers of their log-hazards: the scenario of one of them is checked whole, and
 * of the others only the transitions that change, by the same schema.
 */
import type { TransitionName } from '../../model/world.js';
import { registry } from '../../registry.js';
import { withoutOff } from '../../scenario/complete.js';
import { readPath } from '../../scenario/document.js';
import { transition } from '../../scenario/schema/mechanisms.js';
import type { Scenario } from '../../scenario/schema.js';

/** A parameter that leads into a log-hazard. */
export interface HazardParameter {
  /** Its place among the parameters. */
  readonly index: number;
  readonly section: 'mechanisms' | 'networks';
  /** The policy or network. */
  readonly id: string;
  readonly transition: TransitionName;
  /** From the transition on: baseline.perYear. */
  readonly within: readonly string[];
}

const transitionNames = [...new Set(registry.mechanisms.flatMap(({ transitions }) => transitions))];
const schemas = new Map(transitionNames.map((name) => [name, transition(name, registry.mechanisms)]));

/** The parameters that lead into log-hazards. */
export function hazardParameters(paths: readonly string[]): HazardParameter[] {
  return paths.flatMap((path, index) => {
    const [section, id, name, ...within] = readPath(path)?.path ?? [];
    const known = transitionNames.find((other) => other === name);
    if (!known || within.length === 0 || (section !== 'mechanisms' && section !== 'networks')) return [];
    return [{ index, section, id, transition: known, within }];
  });
}

type Plain = { readonly [key: string]: unknown };

/**
 * The scenario with other numbers in its log-hazards. `stated`: what the scenario was read from, in which every one of
 * the parameters stands. Null: a number is not allowed there; the whole check then says why.
 */
export function withCoefficients(
  scenario: Scenario,
  stated: Plain,
  parameters: readonly HazardParameter[],
  values: readonly unknown[],
): Scenario | null {
  const changed = new Map<string, { readonly first: HazardParameter; plain: unknown }>();
  for (const parameter of parameters) {
    const { section, id, transition: name, within, index } = parameter;
    const key = `${section} ${id} ${name}`;
    const plain = changed.get(key)?.plain ?? (stated[section] as { [id: string]: Plain })[id][name];
    changed.set(key, { first: parameter, plain: withNumber(plain, within, values[index]) });
  }
  let { mechanisms, networks } = scenario;
  for (const { first, plain } of changed.values()) {
    const { section, id, transition: name } = first;
    const read = schemas.get(name)!.safeParse(plain);
    if (!read.success) return null;
    const spec = withoutOff(read.data, scenario.off);
    if (section === 'mechanisms') mechanisms = { ...mechanisms, [id]: { ...mechanisms[id], [name]: spec } };
    else networks = { ...networks, [id]: { ...networks[id], [name]: spec } };
  }
  return { ...scenario, mechanisms, networks };
}

function withNumber(plain: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const mapping = plain as Plain;
  return { ...mapping, [key]: withNumber(mapping[key], rest, value) };
}
