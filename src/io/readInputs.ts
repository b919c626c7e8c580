/** Reads what a scenario names: its cities, ties, adopters and memberships, from files or the gazetteer. */
import { attributeNames } from '../model/attributes.js';
import { cityKeys } from '../model/random.js';
import type { Cities, Ties } from '../model/world.js';
import { type CityLookup, cityLookup } from '../population/cityLookup.js';
import { GazetteerError, gazetteerCities, loadGazetteer, selectCities } from '../population/gazetteer.js';
import { fromEdges } from '../population/ties/rows.js';
import type { Inputs } from '../scenario/build/inputs.js';
import { problemAt } from '../scenario/document.js';
import type { LoadedScenario } from '../scenario/load.js';
import { InputError, type Path, type Problem } from '../scenario/problem.js';
import { adopterTable } from './adopterTable.js';
import { cityTable } from './cityTable.js';
import { readTableFile, type Table } from './csv.js';
import { membershipTable } from './membershipTable.js';
import { readTieFile, tieEdges } from './tieFile.js';

/** @throws InputError with all that is wrong in the files read; what names cities is read once these are right. */
export async function readInputs(loaded: LoadedScenario): Promise<Inputs> {
  const { scenario, provenance, resolved } = loaded;
  const table = (path: Path): Table => readTableFile(provenance.resolvePath(path));

  let cities: Cities | null = null;
  let imputed: Inputs['imputed'] = [];
  let adoptedAt: Float64Array | null = null;
  if (scenario.cities.file !== null) {
    const { columns, impute, projection } = scenario.cities;
    const nations = Object.keys(scenario.nations);
    const read = cityTable(table(['cities', 'file']), {
      columns,
      impute,
      // A scenario about one nation need not say in each row which.
      ...(nations.length === 1 ? { country: nations[0] } : {}),
      ...(projection === null ? {} : { projection }),
      ...(scenario.decision.rule === 'threshold' ? { thresholdUnit: scenario.decision.unit } : {}),
    });
    adoptedAt = read.adoptedAt;
    const { adoptedAt: _adoptedAt, imputed: cellsImputed, unused: _unused, ...columnsRead } = read;
    imputed = attributeNames.flatMap((attribute) => {
      const by = impute[attribute];
      const count = cellsImputed[attribute] ?? 0;
      return by === undefined || count === 0 ? [] : [{ attribute, count, by }];
    });
    cities = { ...columnsRead, keys: cityKeys(read.ids) };
  } else if (scenario.cities.gazetteer !== null) {
    cities = await gazetteerSelection(loaded);
  }

  const problems: Problem[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return null;
    }
  };
  let ties: Ties | null = null;
  const policyIds = Object.keys(scenario.policies);
  const networkIds = Object.keys(scenario.networks);
  let named: { count: number; ids: readonly string[]; lookup: CityLookup } | null = null;
  const known = () => {
    const given = cities ?? syntheticIds(scenario);
    named ??= { count: given.count, ids: given.ids, lookup: cityLookup(given) };
    return named;
  };
  if (scenario.ties !== null && 'file' in scenario.ties) {
    const { directed, columns = {} } = scenario.ties;
    const { count, ids, lookup } = known();
    const file = provenance.resolvePath(['ties', 'file']);
    const edges = attempt(() => tieEdges(readTieFile(file), lookup, { directed, columns }));
    if (edges) ties = fromEdges(count, edges.source, edges.target, edges.weight, edges.directed, ids);
  }
  const adopters: Inputs['adopters'][number][] = [];
  if (scenario.adopters !== null) {
    const { start } = scenario.time;
    const read = attempt(() =>
      adopterTable(table(['adopters', 'file']), known().lookup, policyIds, start, scenario.adopters?.columns),
    );
    for (let row = 0; read && row < read.count; row++) {
      adopters.push({
        city: read.city[row],
        subject: policyIds[read.policy[row]],
        stage: read.stage[row],
        since: read.time[row],
      });
    }
  }
  if (adoptedAt && policyIds.length === 1) {
    adoptedAt.forEach((time, city) => {
      if (time <= scenario.time.start) adopters.push({ city, subject: policyIds[0], stage: 1, since: time });
    });
  }
  let memberships: Inputs['memberships'] = null;
  if (scenario.memberships !== null) {
    const read = attempt(() =>
      membershipTable(
        table(['memberships', 'file']),
        known().lookup,
        networkIds,
        scenario.memberships?.columns,
      ),
    );
    if (read)
      memberships = Array.from({ length: read.count }, (_, row) => ({
        city: read.city[row],
        network: networkIds[read.network[row]],
        from: read.from[row],
        to: read.to[row],
      }));
  }
  if (problems.length > 0) throw new InputError(problems);
  const stated = (resolved['networks'] ?? {}) as {
    readonly [id: string]: { readonly founders?: unknown } | null;
  };
  const fromCatalogue = networkIds.filter((id) => stated[id]?.founders === undefined);
  return { scenario, cities, imputed, ties, adopters, memberships, fromCatalogue };
}

/** Synthetic cities are drawn later; files can name them by their ids. */
function syntheticIds(scenario: Inputs['scenario']) {
  const { count } = scenario.cities.synthetic!;
  const ids = Array.from({ length: count }, (_, i) => `c${String(i + 1).padStart(7, '0')}`);
  return { count, ids, names: ids, countries: [''], country: new Uint8Array(count), attributes: {} };
}

async function gazetteerSelection({ scenario, document }: LoadedScenario): Promise<Cities> {
  const filter = scenario.cities.gazetteer!;
  const fail = (path: Path, message: string, expected: string): InputError =>
    new InputError([problemAt(document, path, { message, expected })]);
  try {
    const selected = selectCities(await loadGazetteer(), filter);
    if (selected.length === 0) {
      throw fail(['cities', 'gazetteer'], 'no city of the gazetteer fits', 'a wider range of population');
    }
    return gazetteerCities(selected);
  } catch (error) {
    if (!(error instanceof GazetteerError)) throw error;
    throw fail(['cities', 'gazetteer', 'country'], error.message, 'codes of countries in the gazetteer');
  }
}
