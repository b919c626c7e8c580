import type { CityLookup } from '../population/cityLookup.js';
import type { Table } from './csv.js';
import { checkSpells, stageOf, TableColumns } from './tableColumns.js';

/** Observed spells, in the order of the file: city[i] held stage[i] of subject[i] during [from[i], to[i]). */
export interface ObservedTable {
  readonly count: number;
  readonly city: Int32Array;
  /** Index into the subjects (policies and networks) passed in. */
  readonly subject: Int32Array;
  /** 1 declared or member, 2 implemented. */
  readonly stage: Uint8Array;
  /** Decimal years; -Infinity (an empty cell): held when observation began. */
  readonly from: Float64Array;
  /** Decimal years; Infinity (an empty cell, or no such column): held when observation ended. */
  readonly to: Float64Array;
}

/**
 * Observed entries and exits from a table `city,subject,stage,from,to`. Without a stage (an empty cell, or no such
 * column) it is declared, which is membership for a network. Times are decimal years or ISO dates.
 *
 * @throws TableError for an unknown city or subject, a stage or time that is none, a spell that ends before it starts,
 * and spells of one city, subject and stage that overlap.
 */
export function observedTable(table: Table, cities: CityLookup, subjects: readonly string[]): ObservedTable {
  const columns = new TableColumns(table, ['city', 'subject', 'from'], ['stage', 'to']);
  const spells = table.rows.map((row) => {
    const city = columns.city(row, 'city', cities);
    const subject = columns.oneOf(row, 'subject', 'a policy or network of the scenario', subjects);
    const stage = stageOf(columns, row, 'stage', 1);
    const from = columns.time(row, 'from', -Infinity);
    const to = columns.time(row, 'to', Infinity);
    const known = city >= 0 && subject >= 0 && stage > 0;
    return {
      row,
      city,
      subject,
      stage,
      from,
      to,
      key: known ? `${city} ${subject} ${stage}` : `line ${row.line}`,
    };
  });
  checkSpells(columns, spells, { from: 'from', to: 'to' });
  columns.problems.throwIfAny();
  return {
    count: spells.length,
    city: Int32Array.from(spells, (spell) => spell.city),
    subject: Int32Array.from(spells, (spell) => spell.subject),
    stage: Uint8Array.from(spells, (spell) => spell.stage),
    from: Float64Array.from(spells, (spell) => spell.from),
    to: Float64Array.from(spells, (spell) => spell.to),
  };
}
