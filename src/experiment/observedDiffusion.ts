/** `analyze --nodes`: observed adoption, read from a user's tables. */
import type { DiffusionNodes } from '../analysis/diffusion.js';
import { type CityTable, type ColumnMapping, cityTable } from '../io/cityTable.js';
import { readTableFile, type Table } from '../io/csv.js';
import { ProblemList } from '../io/tableProblems.js';
import { readTieFile, type TieEdges, tieEdges } from '../io/tieFile.js';
import { attributeNames } from '../model/attributes.js';
import type { Ties } from '../model/world.js';
import { cityLookup } from '../population/cityLookup.js';
import { fromEdges } from '../population/ties/rows.js';
import { InputError, type Problem } from '../scenario/problem.js';
import { placeFields } from '../scenario/schema/cities.js';
import { moments } from '../statistics/diffusion/adoption.js';

/** Columns of the nodes that can be named, beside those with adoption times. */
export const nodeFields = ['id', 'country', 'latitude', 'longitude'] as const;
/** Columns of the ties that can be named; `node`: of a graph, by which attribute its nodes are those of the table. */
export const tieFields = ['source', 'target', 'weight', 'wave', 'node'] as const;

export interface ObservedSources {
  readonly nodes: string;
  /** null: no ties. */
  readonly ties: string | null;
  /** Headers of adoption times, one a policy. */
  readonly adopted: readonly string[];
  /** Headers by field; a field that is not here is read from the column of its name, if there is one. */
  readonly columns: { readonly [field: string]: string };
  /** null, of a graph only: as the file says. */
  readonly directed: boolean | null;
  /** First and last moment; null: the first and last adoption. */
  readonly from: number | null;
  readonly until: number | null;
  readonly every: number;
}

export interface ObservedDiffusion {
  readonly nodes: DiffusionNodes;
  readonly times: readonly number[];
  /** Times of adoption by the last moment, NaN: not; in the order of `adopted`. */
  readonly adoptions: readonly { readonly name: string; readonly adoptedAt: Float64Array }[];
  /** Whether ties have a direction; null: there are none. */
  readonly directed: boolean | null;
  /** What was left out without being a mistake. */
  readonly notes: readonly string[];
}

/**
 * Reads nodes, ties and adoption times. An adoption time is a number or an ISO date; an empty cell or NA: not adopted.
 * @throws InputError with all that is wrong, by row and column.
 */
export function readObservedDiffusion(sources: ObservedSources): ObservedDiffusion {
  const { nodes: nodesFile, ties: tiesFile, adopted, columns, directed, every } = sources;
  const problems: InputError['problems'][number][] = [];
  const attempt = <Result>(read: () => Result): Result | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map(asTyped));
      return null;
    }
  };
  const stopIfWrong = (): void => {
    if (problems.length > 0) throw new InputError(problems);
  };
  const table = attempt(() => readTableFile(nodesFile));
  const tieFile = tiesFile === null ? null : attempt(() => readTieFile(tiesFile));
  stopIfWrong();
  const read = adopted.map((header) => attempt(() => nodeTable(table!, header, columns)));
  stopIfWrong();
  const cities = read[0]!;
  const edges =
    tieFile &&
    attempt(() => tieEdges(tieFile, cityLookup(cities), { directed, columns: pick(columns, tieFields) }));
  stopIfWrong();

  const given = read.map((column) => column!.adoptedAt!);
  const all = given.flatMap((column) => [...column].filter((time) => !Number.isNaN(time)));
  const from = sources.from ?? all.reduce((least, time) => Math.min(least, time), Infinity);
  const within = all.filter((time) => time <= (sources.until ?? Infinity));
  if (within.length === 0) {
    const none = new ProblemList(nodesFile);
    const until = sources.until === null ? '' : ` by ${sources.until}`;
    none.add({ path: adopted.join(', '), value: `nobody adopts${until}`, expected: 'times of adoption' });
    throw new InputError(none.all);
  }
  const until = sources.until ?? within.reduce((most, time) => Math.max(most, time));
  const times = moments(from, until, every);
  const notes: string[] = [];
  const adoptions = adopted.map((name, at) => {
    const later = given[at].filter((time) => time > until).length;
    if (later > 0) notes.push(`${name}: ${later} adopted after ${until}, and count as not adopted`);
    const earlier = given[at].filter((time) => time < from).length;
    if (earlier > 0) notes.push(`${name}: ${earlier} adopted before ${from}, and count as adopted then`);
    return { name, adoptedAt: given[at].map((time) => (time <= until ? time : NaN)) };
  });
  const { ids, country, latitude, longitude } = cities;
  const waves = edges && wavesOf(ids.length, edges, times);
  return {
    nodes: { ids, waves, country, latitude, longitude },
    times,
    adoptions,
    directed: edges ? edges.directed : null,
    notes,
  };
}

/** What a scenario has as keys are options here. */
const asTyped = (problem: Problem): Problem => ({
  ...problem,
  path: problem.path.replace(/^columns\.adoptedAt$/, '--adopted').replace(/^columns\./, '--column '),
  message: problem.message
    .replace(/columns: \{ node: (.+) \}/, '--column node=$1')
    .replace('directed: false', '--undirected'),
});

function pick<Name extends string>(
  columns: ObservedSources['columns'],
  names: readonly Name[],
): { [name in Name]?: string } {
  return Object.fromEntries(
    names.flatMap((name) => (columns[name] === undefined ? [] : [[name, columns[name]]])),
  ) as { [name in Name]?: string };
}

/** The nodes with one column of adoption times; attributes of cities are not read, whatever their headers. */
function nodeTable(table: Table, adopted: string, columns: ObservedSources['columns']): CityTable {
  // Without a projection x and y are not read anyway.
  const read: readonly string[] = [...nodeFields, 'adoptedAt', 'x', 'y'];
  const unread = [...attributeNames, ...placeFields].filter((field) => !read.includes(field));
  const mapping: { [field: string]: ColumnMapping } = {
    ...Object.fromEntries(unread.map((field) => [field, null])),
    ...pick(columns, nodeFields),
    adoptedAt: { column: adopted },
  };
  return cityTable(table, { columns: mapping });
}

/** Ties at each moment: those of the last wave by then, before the first wave those of the first. */
function wavesOf(n: number, edges: TieEdges, times: readonly number[]): Ties[] {
  const { source, target, weight, wave, directed } = edges;
  const tiesOf = (rows: readonly number[]): Ties =>
    fromEdges(
      n,
      rows.map((row) => source[row]),
      rows.map((row) => target[row]),
      weight && rows.map((row) => weight[row]),
      directed,
    );
  const every = [...source.keys()];
  if (!wave) return [tiesOf(every)];
  const starts = [...new Set(wave)].sort((a, b) => a - b);
  const byWave = starts.map((start) => tiesOf(every.filter((row) => wave[row] === start)));
  const waves = times.map(
    (time) =>
      byWave[
        Math.max(
          0,
          starts.findLastIndex((start) => start <= time),
        )
      ],
  );
  // Ties that never change can be treated as such.
  return waves.every((ties) => alike(ties, waves[0])) ? [waves[0]] : waves;
}

const alike = (a: Ties, b: Ties): boolean =>
  a === b ||
  (same(a.rowStart, b.rowStart) &&
    same(a.column, b.column) &&
    (a.weight === null || b.weight === null ? a.weight === b.weight : same(a.weight, b.weight)));

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, at) => value === b[at]);
