import type { CityLookup } from '../population/cityLookup.js';
import type { adopterFields } from '../scenario/schema/tables.js';
import type { Table } from './csv.js';
import { stageOf, TableColumns } from './tableColumns.js';

/** What cities hold at the start, in the order of the file: city[i] reached stage[i] of policy[i] at time[i]. */
export interface AdopterTable {
  readonly count: number;
  readonly city: Int32Array;
  /** Index into the policies passed in. */
  readonly policy: Int32Array;
  /** 1 declared, 2 implemented. */
  readonly stage: Uint8Array;
  /** Decimal years, at most `start`. */
  readonly time: Float64Array;
}

/**
 * Adopters at the start from a table `city,policy,stage,time`; stage is declared or implemented (or 1, 2), time a
 * decimal year or an ISO date. A city may have a row for each stage. `named`: headers, where they are others.
 *
 * @throws TableError for an unknown city or policy, a stage that is none or given twice, a time that is none or after
 * `start`, and an implementation before its declaration.
 */
export function adopterTable(
  table: Table,
  cities: CityLookup,
  policies: readonly string[],
  start: number,
  named: { readonly [name in (typeof adopterFields)[number]]?: string } = {},
): AdopterTable {
  const columns = new TableColumns(table, ['city', 'policy', 'stage', 'time'], [], named);
  const n = table.rows.length;
  const city = new Int32Array(n);
  const policy = new Int32Array(n);
  const stage = new Uint8Array(n);
  const time = new Float64Array(n);
  const seen = new Map<string, number>();
  table.rows.forEach((row, i) => {
    city[i] = columns.city(row, 'city', cities);
    policy[i] = columns.oneOf(row, 'policy', 'a policy of the scenario', policies);
    stage[i] = stageOf(columns, row, 'stage');
    time[i] = columns.time(row, 'time');
    if (time[i] > start) columns.wrong(row, 'time', `a time not after the start, ${start}`);
    if (city[i] < 0 || policy[i] < 0 || stage[i] === 0) return;
    const key = `${city[i]} ${policy[i]} `;
    const before = seen.get(key + stage[i]);
    if (before !== undefined)
      columns.wrong(
        row,
        'stage',
        `each stage of a city's policy once; it is in line ${table.rows[before].line}`,
      );
    else seen.set(key + stage[i], i);
    const other = seen.get(key + (3 - stage[i]));
    if (other !== undefined && (stage[i] === 2 ? time[i] < time[other] : time[i] > time[other]))
      columns.wrong(
        row,
        'time',
        `${stage[i] === 2 ? 'an implementation not before its declaration' : 'a declaration not after its implementation'} (line ${table.rows[other].line})`,
      );
  });
  columns.problems.throwIfAny();
  return { count: n, city, policy, stage, time };
}
