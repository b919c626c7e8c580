/** Ties from a graph that another program exported. */
import { type CityLookup, EXPECTED_CITY } from '../population/cityLookup.js';
import { listNames } from '../scenario/nearestName.js';
import { InputError } from '../scenario/problem.js';
import type { Table } from './csv.js';
import { type EdgeColumns, type EdgeTable, edgeTable } from './edgeTable.js';
import type { GraphFile } from './graphFile.js';
import { ProblemList } from './tableProblems.js';

export interface GraphColumns extends Pick<EdgeColumns, 'weight' | 'wave'> {
  /** The attribute by which a node is a city; left out: its id. */
  readonly node?: string;
}

/**
 * Ties between the cities that the nodes of a graph stand for. The edges are read as the rows of a CSV are, by nodes
 * for cities; each node must be a city, and no two the same.
 *
 * `directed`: what was stated of them; null: nothing, the file says it.
 *
 * @throws TableError with all that is wrong in the file.
 */
export function graphEdges(
  graph: GraphFile,
  cities: CityLookup,
  { directed, columns = {} }: { readonly directed: boolean | null; readonly columns?: GraphColumns },
): EdgeTable {
  const problems = new ProblemList(graph.file);
  problems.all.push(...graph.problems.all);
  const nodes = readNodes(graph, cities, columns.node, problems);
  if (directed !== null && graph.directed !== null && directed !== graph.directed) {
    const [is, stated] = directed ? ['undirected', 'directed'] : ['directed', 'undirected'];
    problems.add({
      ...graph.place,
      value: `${is} edges`,
      expected: `${stated} ones, as stated (directed: ${directed}); without it the file decides`,
    });
  }
  const { node: _, ...stated } = columns;
  const own = Object.fromEntries(
    Object.entries(stated).filter(([field, name]) =>
      isAttribute(graph.edges, 'edges', field, name, problems),
    ),
  );
  let edges: EdgeTable | null = null;
  try {
    edges = edgeTable(graph.edges, nodes, { directed: directed ?? graph.directed ?? true, columns: own });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.all.push(...error.problems);
  }
  problems.throwIfAny();
  const { source, target, ...rest } = edges!;
  const cityOf = (node: number): number => nodes.city[node];
  return { ...rest, source: source.map(cityOf), target: target.map(cityOf) };
}

/** The nodes by their ids, with the city of each; what is wrong with them is added to `problems`. */
function readNodes(
  { nodes }: GraphFile,
  cities: CityLookup,
  named: string | undefined,
  problems: ProblemList,
): CityLookup & { readonly city: Int32Array } {
  const column = nameColumn(nodes.header, named);
  if (column < 0) isAttribute(nodes, 'nodes', 'node', named!, problems);
  const ids = nodes.rows.map(({ cells }) => cells[0]);
  const byId = new Map<string, number>();
  const byCity = new Map<number, number>();
  const unknown: number[] = [];
  const city = Int32Array.from(nodes.rows, ({ line, at, cells }, i) => {
    const wrong = (column: string, value: string, expected: string): void =>
      problems.add({ line, at, column, value, expected });
    const same = byId.get(cells[0]);
    if (cells[0] === '') wrong('id', '', 'the id of a node');
    else if (same !== undefined)
      wrong('id', cells[0], `each node once; it is in line ${nodes.rows[same].line}`);
    else byId.set(cells[0], i);
    if (column < 0 || cells[0] === '') return -1;
    const found = cells[column] === '' ? -1 : cities.find(cells[column]);
    const other = byCity.get(found);
    if (found < 0) unknown.push(i);
    else if (other === undefined) byCity.set(found, i);
    else if (same === undefined)
      wrong(
        named ?? 'id',
        cells[column],
        `each city once; it is the node in line ${nodes.rows[other].line} too`,
      );
    return found;
  });
  addUnknown();
  return { ids, find: (id) => byId.get(id) ?? -1, expected: 'the id of a node of the graph', city };

  /** Nodes that are no cities: one problem each, or one for all where an attribute names more cities than the id. */
  function addUnknown(): void {
    const [first] = unknown;
    if (first === undefined) return;
    const better = named === undefined ? fittingAttribute(nodes, cities) : undefined;
    for (const i of better === undefined ? unknown : [first]) {
      const { line, at, cells } = nodes.rows[i];
      const hint =
        better === undefined
          ? ''
          : `; so in ${unknown.length} of ${ids.length} nodes: are they named by their ${better}? columns: { node: ${better} }`;
      problems.add(
        { line, at, column: named ?? 'id', value: cells[column], expected: EXPECTED_CITY + hint },
        better === undefined ? cities.ids : [],
      );
    }
  }
}

/** The attribute of nodes that names more cities than their ids do, and the most; undefined: none. */
export function fittingAttribute(
  { header, rows }: GraphFile['nodes'],
  cities: CityLookup,
): string | undefined {
  const found = header.map((_, j) =>
    rows.filter(({ cells }) => cells[j] !== '' && cities.find(cells[j]) >= 0),
  );
  const most = found.reduce((best, { length }) => Math.max(best, length), 0);
  return found[0].length === most ? undefined : header[found.findIndex(({ length }) => length === most)];
}

/** `id` is an attribute of that name, or else the node's own. */
const nameColumn = (header: readonly string[], named = ''): number =>
  named === 'id' && !header.includes('id') ? 0 : header.indexOf(named);

/** Whether an attribute that was named is there; if not, a problem says which are. */
function isAttribute(
  { header }: Table,
  of: string,
  field: string,
  name: string,
  problems: ProblemList,
): boolean {
  if (header.includes(name)) return true;
  const there = header.filter((one) => !['', 'source', 'target'].includes(one));
  problems.add(
    {
      line: 1,
      path: `columns.${field}`,
      value: `no attribute ${name} of ${of}`,
      expected:
        there.length > 0
          ? `one of ${listNames(there)}`
          : `columns without ${field}: ${of} have no attributes`,
    },
    there,
    name,
  );
  return false;
}
