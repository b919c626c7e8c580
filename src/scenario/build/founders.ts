/** Who founds a network. */
import { compilePredicate } from '../../model/predicate.js';
import { ACTIVE } from '../../model/state.js';
import type { Predicate, World } from '../../model/world.js';
import { cityLookup } from '../../population/cityLookup.js';
import type { NetworkSpec } from '../schema/networks.js';
import type { Scenario } from '../schema.js';
import { BuildError } from './buildError.js';
import type { FindCity } from './cityNames.js';
import type { Holdings } from './holdings.js';
import type { Inputs } from './inputs.js';

/**
 * The founders of all networks but those whose memberships are recorded, into `holdings`: members from the start, or
 * from the founding on. world: with what is held so far. notes get what was passed over.
 * @throws BuildError where founders are to be chosen by an attribute that the cities lack.
 */
export function foundNetworks(
  { scenario, fromCatalogue }: Pick<Inputs, 'scenario' | 'fromCatalogue'>,
  world: World,
  given: {
    readonly recorded: ReadonlySet<string>;
    readonly holdings: Holdings;
    readonly findCity: FindCity;
    readonly notes: string[];
  },
): void {
  const { recorded, holdings, findCity, notes } = given;
  const { start, end } = scenario.time;
  for (const id of foundingOrder(scenario)) {
    if (recorded.has(id)) continue;
    const network = scenario.networks[id];
    const founded = network.from ?? -Infinity;
    if ((network.to ?? Infinity) <= start) continue;
    const subject = world.subjects.findIndex((other) => other.id === id);
    const { founders } = network;
    const chosen =
      'cities' in founders
        ? foundersNamed(world, id, founders.cities, { fromCatalogue, findCity, notes })
        : foundersWithMost(world, subject, founders, notes);
    for (const city of chosen) {
      if (founded <= start) holdings.hold(subject, city, ACTIVE, start);
      else if (founded <= end) holdings.entries.push({ time: founded, city, subject, to: ACTIVE });
    }
  }
}

/** Networks whose members may found others come before these, whatever their order in the file. */
function foundingOrder(scenario: Scenario): string[] {
  const ids = Object.keys(scenario.networks);
  const ordered: string[] = [];
  const visit = (id: string, above: readonly string[]): void => {
    if (ordered.includes(id) || above.includes(id)) return;
    for (const other of membershipsIn(scenario.networks[id].eligible as Predicate | null)) {
      if (ids.includes(other)) visit(other, [...above, id]);
    }
    ordered.push(id);
  };
  for (const id of ids) visit(id, []);
  return ordered;
}

/** Networks that a condition speaks of. */
function membershipsIn(predicate: Predicate | null): string[] {
  return Object.entries(predicate ?? {}).flatMap(([key, value]): string[] => {
    if (key === 'any') return (value as Predicate[]).flatMap(membershipsIn);
    if (key === 'not') return membershipsIn(value as Predicate);
    return key === 'memberOf' ? [...(value as readonly string[])] : [];
  });
}

/** Cities by name. Those that the catalogue names and the scenario has not are passed over. */
function foundersNamed(
  world: World,
  id: string,
  cities: readonly string[],
  { fromCatalogue, findCity, notes }: Pick<Inputs, 'fromCatalogue'> & { findCity: FindCity; notes: string[] },
): number[] {
  const lookup = cityLookup(world.cities);
  const ofCatalogue = fromCatalogue.includes(id);
  const absent = cities.filter((name) => lookup.find(name) < 0);
  if (ofCatalogue && absent.length > 0) {
    notes.push(`${id}: founders that are not among the cities are left out: ${absent.join(', ')}`);
  }
  return cities.flatMap((name, k) => {
    if (ofCatalogue && absent.includes(name)) return [];
    const city = findCity(name, ['networks', id, 'founders', k]);
    return city < 0 ? [] : [city];
  });
}

/** Those with most of an attribute among the eligible, as things stand at the start; ties by input order. */
function foundersWithMost(
  world: World,
  subject: number,
  { by, take }: Exclude<NetworkSpec['founders'], { readonly cities: readonly string[] }>,
  notes: string[],
): number[] {
  const { id, network } = world.subjects[subject];
  const values = world.cities.attributes[by];
  if (!values) {
    throw new BuildError([
      {
        path: ['networks', id, 'founders'],
        message: `founders by ${by} need it, and the cities do not have it`,
        expected: `a column, distribution or imputation for ${by}`,
      },
    ]);
  }
  const eligible = compilePredicate(network!.eligible, world);
  const candidates = [...world.cities.ids.keys()].filter((i) => eligible.holds(i, world.initialStage));
  candidates.sort((a, b) => values[b] - values[a] || a - b);
  if (candidates.length < take) {
    notes.push(`${id}: ${take} founders were asked for, only ${candidates.length} cities are eligible`);
  }
  return candidates.slice(0, take);
}
