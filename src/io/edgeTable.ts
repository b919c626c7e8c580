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
  /** From when on each holds, where a column says so; else null. */
  readonly wave: Float64Array | null;
}

/** Headers, where they are not source, target and weight; a wave is only read from a header that is named here. */
export interface EdgeColumns {
  readonly source?: string;
  readonly target?: string;
  readonly weight?: string;
  readonly wave?: string;
}

/**
 * Ties from a table `source,target[,weight]`, or other headers, cities by id or CC/Name. With a wave, each row is a tie
 * of its wave.
 *
 * `directed: false`: a row stands for both directions, so a pair the other way round is the same tie again.
 *
 * @throws TableError for an unknown city (with the nearest id), a city tied to itself, a tie given twice, and a
 * weight that is not a number > 0. Cost: about 1 µs a row.
 */
export function edgeTable(
  table: Table,
  cities: CityLookup,
  options: { readonly directed: boolean; readonly columns?: EdgeColumns },
): EdgeTable {
  const named = options.columns ?? {};
  const { source: from = 'source', target: to = 'target', weight: strength = 'weight', wave: since } = named;
  const required = [from, to, ...(named.weight ? [strength] : []), ...(since ? [since] : [])];
  const columns = new TableColumns(table, required, named.weight ? [] : [strength]);
  const n = table.rows.length;
  const source = new Int32Array(n);
  const target = new Int32Array(n);
  const weight = columns.has(strength) ? new Float64Array(n) : null;
  const wave = since ? new Float64Array(n) : null;
  /** Lines of the ties of each wave, by their cities. */
  const seen = new Map<number, Map<number, number>>();
  const cityCount = cities.ids.length;
  // Without their waves ties that come again are no mistake.
  const areTold = since === undefined || columns.has(since);
  table.rows.forEach((row, i) => {
    const a = columns.city(row, from, cities);
    const b = columns.city(row, to, cities);
    source[i] = a;
    target[i] = b;
    if (wave && since) wave[i] = columns.time(row, since);
    if (a >= 0 && b >= 0) {
      if (a === b)
        columns.wrong(
          row,
          to,
          from === 'source' ? 'another city than the source' : `another than in ${from}`,
        );
      const turned = !options.directed && b < a;
      const key = turned ? b * cityCount + a : a * cityCount + b;
      const lines = seen.get(wave?.[i] ?? 0) ?? new Map<number, number>();
      seen.set(wave?.[i] ?? 0, lines);
      const line = lines.get(key);
      if (line === undefined) lines.set(key, row.line);
      else if (areTold)
        columns.wrong(
          row,
          to,
          `each tie once; it is in line ${line}` +
            (options.directed ? '' : ' (undirected ties hold both ways)'),
        );
    }
    if (weight) {
      weight[i] = columns.number(row, strength);
      if (weight[i] <= 0) columns.wrong(row, strength, 'a number above 0');
    }
  });
  columns.problems.throwIfAny();
  return { count: n, source, target, weight, wave };
}
