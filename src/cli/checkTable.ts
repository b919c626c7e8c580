/** Checks a table, or a graph of ties, on its own: what a header says it holds, and whether every cell can be read. */
import { adopterTable } from '../io/adopterTable.js';
import { cityTable } from '../io/cityTable.js';
import type { Table } from '../io/csv.js';
import { edgeTable } from '../io/edgeTable.js';
import { fittingAttribute, graphEdges } from '../io/graphEdges.js';
import type { GraphFile } from '../io/graphFile.js';
import { membershipTable } from '../io/membershipTable.js';
import { observedTable } from '../io/observedTable.js';
import type { CityLookup } from '../population/cityLookup.js';
import { nearestName } from '../scenario/nearestName.js';

export type TableRole = 'cities' | 'ties' | 'memberships' | 'adopters' | 'observed';

/** Columns by which each is known; a table that is none of them holds cities. */
const headers: readonly (readonly [TableRole, readonly string[]])[] = [
  ['ties', ['source', 'target']],
  ['memberships', ['city', 'network', 'from']],
  ['adopters', ['city', 'policy', 'stage', 'time']],
  ['observed', ['city', 'subject', 'from']],
];

/** What a table holds, by its header; misspelt names count where no header fits exactly. */
export function roleOf(header: readonly string[]): TableRole {
  const exact = headers.find(([, columns]) => columns.every((name) => header.includes(name)));
  if (exact) return exact[0];
  if (header.includes('id')) return 'cities';
  const near = headers.find(([, columns]) =>
    columns.every((name) => header.includes(name) || nearestName(name, header) !== undefined),
  );
  if (near) return near[0];
  return nearestName('id', header) === undefined && pairOf(header) ? 'ties' : 'cities';
}

/** Headers that ties have elsewhere: who looks, and at whom. */
const pairs = [
  ['from', 'to'],
  ['ego', 'alter'],
  ['sender', 'receiver'],
  ['from_id', 'to_id'],
  ['city1', 'city2'],
] as const;

const pairOf = (header: readonly string[]): (typeof pairs)[number] | undefined =>
  pairs.find((pair) => pair.every((name) => header.some((one) => one.trim().toLowerCase() === name)));

/** The header of a table as it stands there. */
const headerLike = (header: readonly string[], name: string): string =>
  header.find((one) => one.trim().toLowerCase() === name) ?? name;

export interface TableSummary {
  readonly kind: TableRole;
  readonly rows: number;
  /** What was read, and what could not be judged without the scenario. */
  readonly notes: readonly string[];
}

/** The ends of ties under other headers than source and target; null: they have their own. */
function namedEnds(header: readonly string[]): { readonly source: string; readonly target: string } | null {
  const pair = header.includes('source') || header.includes('target') ? undefined : pairOf(header);
  return pair ? { source: headerLike(header, pair[0]), target: headerLike(header, pair[1]) } : null;
}

const mappedNote = (
  { file }: Table,
  { source, target }: { readonly source: string; readonly target: string },
): string =>
  `read as ties (source: ${source}, target: ${target}); a scenario says so: ties: { file: ${file}, directed: true, columns: { source: ${source}, target: ${target} } }`;

/**
 * Checks a graph of ties. `cities`: those its nodes may be; null: whatever they are.
 * @throws TableError with all that is wrong.
 */
export function checkGraph(graph: GraphFile, cities: CityLookup | null): TableSummary {
  const { file, nodes, edges } = graph;
  const ids = new Map(nodes.rows.map(({ cells }, i) => [cells[0], i]));
  const lookup = cities ?? { ids: [...ids.keys()], find: (text: string) => ids.get(text) ?? -1 };
  const node = fittingAttribute(nodes, lookup);
  graphEdges(graph, lookup, { directed: null, columns: node === undefined ? {} : { node } });
  const others = edges.header.slice(2).filter((name) => name !== 'weight');
  const weighted = edges.header.includes('weight');
  return {
    kind: 'ties',
    rows: edges.rows.length,
    notes: [
      graph.directed ? 'directed: source looks at target' : 'undirected: both ways',
      ...(cities === null ? [unchecked] : []),
      ...(node === undefined
        ? []
        : [
            `nodes are cities by their ${node}; a scenario says so: ties: { file: ${file}, columns: { node: ${node} } }`,
          ]),
      ...(weighted || others.length === 0
        ? []
        : [`each with weight 1; weights of another name: columns: { weight: … }, of ${others.join(', ')}`]),
    ],
  };
}

const unchecked = 'names of cities are not checked: give the file of cities too';

/** Names in a column, each once, in order of appearance. */
function namesIn({ header, rows }: Table, column: string): string[] {
  const at = header.indexOf(column);
  return at < 0 ? [] : [...new Set(rows.map(({ cells }) => cells[at]).filter((name) => name !== ''))];
}

/**
 * Checks a table by its role. `cities`: those it may name; null: whatever it names.
 * @throws TableError with all that is wrong.
 */
export function checkTable(table: Table, cities: CityLookup | null): TableSummary {
  const kind = roleOf(table.header);
  const rows = table.rows.length;
  if (kind === 'cities') {
    // Thresholds may be shares or counts: the scenario says.
    const { attributes, unused, threshold, adoptedAt, latitude } = cityTable(table, {
      thresholdUnit: 'count',
    });
    const read = [
      ...(latitude ? ['latitude', 'longitude'] : []),
      ...Object.keys(attributes),
      ...(threshold ? ['threshold'] : []),
      ...(adoptedAt ? ['adoptedAt'] : []),
    ];
    const left = unused.filter((name) => name !== '');
    return {
      kind,
      rows,
      notes: [
        `read by name: ${read.join(', ') || 'the id alone'}`,
        ...(left.length > 0 ? [`not read unless a scenario maps them: ${left.join(', ')}`] : []),
      ],
    };
  }
  const named = kind === 'ties' ? namedEnds(table.header) : null;
  const columns = kind === 'ties' ? [named?.source ?? 'source', named?.target ?? 'target'] : ['city'];
  const ids = [...new Set(columns.flatMap((column) => namesIn(table, column)))];
  const byName = new Map(ids.map((id, i) => [id, i]));
  const lookup = cities ?? { ids, find: (text: string) => byName.get(text) ?? -1 };
  const known = cities === null ? [unchecked] : [];
  const open = (what: string): string[] => [`whether each is ${what}, only \`check\` of the scenario tells`];
  switch (kind) {
    case 'ties':
      edgeTable(table, lookup, { directed: true, ...(named ? { columns: named } : {}) });
      return { kind, rows, notes: [...known, ...(named ? [mappedNote(table, named)] : [])] };
    case 'memberships':
      membershipTable(table, lookup, namesIn(table, 'network'));
      return { kind, rows, notes: [...known, ...open('a network of the scenario')] };
    case 'adopters':
      adopterTable(table, lookup, namesIn(table, 'policy'), Infinity);
      return { kind, rows, notes: [...known, ...open('a policy of the scenario')] };
    case 'observed':
      observedTable(table, lookup, namesIn(table, 'subject'));
      return { kind, rows, notes: [...known, ...open('a policy or network of the scenario')] };
  }
}
