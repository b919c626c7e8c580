import type { CityLookup } from '../population/cityLookup.js';
import type { Table } from './csv.js';
import { TableColumns } from './tableColumns.js';

/** Ties as given, in the order of the file: city source[i] looks at city target[i]. */
export interface EdgeTable {
  readonly count: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Weight > 0 of each; null: no such column, all 1. */
  readonly weight: Float64Array | null;
}

/**
 * Ties from a table `source,target[,weight]`, cities by id or CC/Name.
 *
 * `directed: false`: a row stands for both directions, so a pair the other way round is the same tie again.
 *
 * @throws TableError for an unknown city (with the nearest id), a city tied to itself, a tie given twice, and a
 * weight that is not a number > 0. Cost: about 1 µs a row.
 */
export function edgeTable(table: Table, cities: CityLookup, options: { directed: boolean }): EdgeTable {
  const columns = new TableColumns(table, ['source', 'target'], ['weight']);
  const n = table.rows.length;
  const source = new Int32Array(n);
  const target = new Int32Array(n);
  const weight = columns.has('weight') ? new Float64Array(n) : null;
  const seen = new Map<number, number>();
  const cityCount = cities.ids.length;
  table.rows.forEach((row, i) => {
    const from = columns.city(row, 'source', cities);
    const to = columns.city(row, 'target', cities);
    source[i] = from;
    target[i] = to;
    if (from >= 0 && to >= 0) {
      if (from === to) columns.wrong(row, 'target', 'another city than the source');
      const turned = !options.directed && to < from;
      const key = turned ? to * cityCount + from : from * cityCount + to;
      const line = seen.get(key);
      if (line === undefined) seen.set(key, row.line);
      else
        columns.wrong(
          row,
          'target',
          `each tie once; it is in line ${line}` +
            (options.directed ? '' : ' (directed: false means both ways)'),
        );
    }
    if (weight) {
      weight[i] = columns.number(row, 'weight');
      if (weight[i] <= 0) columns.wrong(row, 'weight', 'a number above 0');
    }
  });
  columns.problems.throwIfAny();
  return { count: n, source, target, weight };
}
