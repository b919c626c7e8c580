import type { CityLookup } from '../population/cityLookup.js';
import type { Table, TableRow } from './csv.js';
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
  /** Decimal years between which it was observed: those of the columns, or the first and last time that is stated. */
  readonly span: readonly [number, number];
}

/** How a table with a column a year is to be read. */
export interface YearColumns {
  /** Header of the column that names cities. */
  readonly city: string;
  /** Index into the subjects: what 1 stands for. */
  readonly subject: number;
}

interface Spell {
  readonly row: TableRow;
  readonly city: number;
  readonly subject: number;
  readonly stage: number;
  readonly from: number;
  readonly to: number;
  readonly key: string;
}

/**
 * Observed entries and exits from a table `city,subject,stage,from,to`. Without a stage (an empty cell, or no such
 * column) it is declared, which is membership for a network. Times are decimal years or ISO dates.
 *
 * With `years`, from a table with a row a city and a column a year (2005, 2006, …): 1 where it was held in that year, 0
 * where not. A spell then lasts from the start of its first year to the end of its last one; what is held in the
 * first or last column may have begun before or gone on after.
 *
 * @throws TableError for an unknown city or subject, a stage, time or cell that is none, a spell that ends before it
 * starts, and spells of one city, subject and stage that overlap.
 */
export function observedTable(
  table: Table,
  cities: CityLookup,
  subjects: readonly string[],
  years: YearColumns | null = null,
): ObservedTable {
  return years ? byYear(table, cities, years) : bySpell(table, cities, subjects);
}

function bySpell(table: Table, cities: CityLookup, subjects: readonly string[]): ObservedTable {
  const columns = new TableColumns(table, ['city', 'subject', 'from'], ['stage', 'to']);
  const spells = table.rows.map((row): Spell => {
    const city = columns.city(row, 'city', cities);
    const subject = columns.oneOf(row, 'subject', 'a policy or network of the scenario', subjects);
    const stage = stageOf(columns, row, 'stage', 1);
    const from = columns.time(row, 'from', -Infinity);
    const to = columns.time(row, 'to', Infinity);
    const known = city >= 0 && subject >= 0 && stage > 0;
    const key = known ? `${city} ${subject} ${stage}` : `line ${row.line}`;
    return { row, city, subject, stage, from, to, key };
  });
  checkSpells(columns, spells, { from: 'from', to: 'to' });
  columns.problems.throwIfAny();
  return spellColumns(spells);
}

function byYear(table: Table, cities: CityLookup, { city: header, subject }: YearColumns): ObservedTable {
  const names = table.header.filter((name) => /^\d{4}$/.test(name)).sort();
  const columns = new TableColumns<string>(table, [header, ...(names.length > 0 ? names : ['2005'])]);
  const lineOf = new Map<number, number>();
  const spells = table.rows.flatMap((row): Spell[] => {
    const city = columns.city(row, header, cities);
    const first = lineOf.get(city);
    if (city >= 0 && first !== undefined)
      columns.wrong(row, header, `each city once; it is in line ${first}`);
    lineOf.set(city, row.line);
    const found: Spell[] = [];
    let from = NaN;
    names.forEach((name, at) => {
      const cell = columns.text(row, name);
      if (cell !== '0' && cell !== '1') columns.wrong(row, name, '1 (held in that year) or 0');
      const held = cell === '1';
      if (held && Number.isNaN(from)) from = at === 0 ? -Infinity : Number(name);
      const ends = !held || at === names.length - 1;
      if (Number.isNaN(from) || !ends) return;
      found.push({ row, city, subject, stage: 1, from, to: held ? Infinity : Number(name), key: '' });
      from = NaN;
    });
    return found;
  });
  columns.problems.throwIfAny();
  return spellColumns(spells, [Number(names[0]), Number(names.at(-1)) + 1]);
}

function spellColumns(spells: readonly Spell[], span?: readonly [number, number]): ObservedTable {
  const times = spells.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  return {
    count: spells.length,
    city: Int32Array.from(spells, (spell) => spell.city),
    subject: Int32Array.from(spells, (spell) => spell.subject),
    stage: Uint8Array.from(spells, (spell) => spell.stage),
    from: Float64Array.from(spells, (spell) => spell.from),
    to: Float64Array.from(spells, (spell) => spell.to),
    span: span ?? [Math.min(...times), Math.max(...times)],
  };
}
