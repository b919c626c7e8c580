import type { CityLookup } from '../population/cityLookup.js';
import type { membershipFields } from '../scenario/schema/tables.js';
import type { Table } from './csv.js';
import { checkSpells, TableColumns } from './tableColumns.js';

/** Spells of membership, in the order of the file: city[i] is in network[i] during [from[i], to[i]). */
export interface MembershipTable {
  readonly count: number;
  readonly city: Int32Array;
  /** Index into the networks passed in. */
  readonly network: Int32Array;
  /** Decimal years; -Infinity (an empty cell): a member before anything is recorded. */
  readonly from: Float64Array;
  /** Decimal years; Infinity (an empty cell, or no such column): a member to the end. */
  readonly to: Float64Array;
}

/**
 * Recorded memberships from a table `city,network,from,to`; times are decimal years or ISO dates. `named`: headers,
 * where they are others.
 *
 * @throws TableError for an unknown city or network, a time that is none, a spell that ends before it starts,
 * and spells of one city in one network that overlap.
 */
export function membershipTable(
  table: Table,
  cities: CityLookup,
  networks: readonly string[],
  named: { readonly [name in (typeof membershipFields)[number]]?: string } = {},
): MembershipTable {
  const columns = new TableColumns(table, ['city', 'network', 'from'], ['to'], named);
  const spells = table.rows.map((row) => {
    const city = columns.city(row, 'city', cities);
    const network = columns.oneOf(row, 'network', 'a network of the scenario', networks);
    const from = columns.time(row, 'from', -Infinity);
    const to = columns.time(row, 'to', Infinity);
    return {
      row,
      city,
      network,
      from,
      to,
      key: city < 0 || network < 0 ? `line ${row.line}` : `${city} ${network}`,
    };
  });
  checkSpells(columns, spells, { from: 'from', to: 'to' });
  columns.problems.throwIfAny();
  return {
    count: spells.length,
    city: Int32Array.from(spells, (spell) => spell.city),
    network: Int32Array.from(spells, (spell) => spell.network),
    from: Float64Array.from(spells, (spell) => spell.from),
    to: Float64Array.from(spells, (spell) => spell.to),
  };
}
