/** Reading the columns of a table whose header has fixed names, cell by cell, collecting what is wrong. */

import { type CityLookup, EXPECTED_CITY } from '../population/cityLookup.js';
import { listNames, nearestName } from '../scenario/nearestName.js';
import { cellTime, EXPECTED_TIME } from './cellTime.js';
import type { Table, TableRow } from './csv.js';
import { decimalNumber, expectedNumber } from './decimalNumber.js';
import { isMissingCell } from './missingCell.js';
import { ProblemList } from './tableProblems.js';

export class TableColumns<Name extends string> {
  readonly problems: ProblemList;
  private readonly index: ReadonlyMap<string, number>;

  /**
   * Finds the columns by name. A required column that is not there is a problem, with the nearest header there is; its cells
   * read as if empty and are no further problems, so that the others are checked all the same. Further columns are left
   * alone, unless one looks like a misspelt optional one. `named`: headers of columns that do not have their own name; such
   * a column is required.
   */
  constructor(
    readonly table: Table,
    required: readonly Name[],
    optional: readonly Name[] = [],
    private readonly named: { readonly [name in Name]?: string } = {},
  ) {
    this.problems = new ProblemList(table.file, table.header);
    const all = [...required, ...optional];
    const stated = all.map((name) => this.headerOf(name));
    const index = new Map(table.header.map((name, j) => [name, j]));
    for (const name of all) {
      if (named[name] === undefined) continue;
      const at = table.header.indexOf(named[name]);
      if (at < 0) index.delete(name);
      else index.set(name, at);
    }
    this.index = index;
    const line = 1;
    const unknown = table.header.filter((name) => !stated.includes(name));
    for (const name of all) {
      if (this.has(name) || named[name] === undefined) continue;
      const expected = `one of ${listNames(table.header.filter(Boolean))}`;
      const value = `no column ${named[name]}`;
      this.problems.add({ line, path: `columns.${name}`, value, expected }, table.header, named[name]);
    }
    for (const name of required) {
      if (this.has(name) || named[name] !== undefined) continue;
      const there = optional.length === 0 && nearestName(name, unknown) === undefined && unknown.length > 0;
      const among = there ? `; there are ${listNames(table.header.filter(Boolean))}` : '';
      this.problems.add(
        {
          line,
          path: name,
          value: 'no such column',
          expected: `the columns ${required.join(', ')}${optional.length > 0 ? ` and perhaps ${optional.join(', ')}` : ''}${among}`,
        },
        unknown,
        name,
      );
    }
    for (const name of optional) {
      const near =
        this.has(name) || named[name] !== undefined
          ? undefined
          : unknown.find((other) => nearestName(other, [name]) !== undefined);
      if (near !== undefined)
        this.problems.add({ line, column: near, value: near, expected: 'a known column' }, [name]);
    }
  }

  /** What the column is called in the file. */
  private headerOf(name: Name): string {
    return this.named[name] ?? name;
  }

  has(name: Name): boolean {
    return this.index.has(name);
  }

  /** The cell's text; '' where it is empty or the column is not there. */
  text(row: TableRow, name: Name): string {
    const j = this.index.get(name);
    return j === undefined ? '' : row.cells[j];
  }

  /** Notes a problem of a cell; `known`: the names that it could have meant. */
  wrong(row: TableRow, name: Name, expected: string, known: readonly string[] = []): void {
    if (!this.has(name)) return;
    const column = this.headerOf(name);
    this.problems.add({ line: row.line, at: row.at, column, value: this.text(row, name), expected }, known);
  }

  /** Index of the city that a cell names; -1 after a problem. */
  city(row: TableRow, name: Name, cities: CityLookup): number {
    const text = this.text(row, name);
    const city = text === '' ? -1 : cities.find(text);
    if (city < 0) this.wrong(row, name, cities.expected ?? EXPECTED_CITY, cities.ids);
    return city;
  }

  /** Index of the name in a list; -1 after a problem. */
  oneOf(row: TableRow, name: Name, what: string, names: readonly string[]): number {
    const index = names.indexOf(this.text(row, name));
    if (index < 0) {
      const list = names.length <= 12 ? `: ${names.join(', ')}` : '';
      this.wrong(row, name, what + list, names);
    }
    return index;
  }

  /** The number in a cell, or NaN after a problem. */
  number(row: TableRow, name: Name): number {
    const text = this.text(row, name);
    const value = decimalNumber(text);
    if (value === undefined) this.wrong(row, name, expectedNumber(text));
    return value ?? NaN;
  }

  /** The time in a cell in decimal years, `empty` for an empty one (or NA, or a point) (undefined: a problem); NaN after a problem. */
  time(row: TableRow, name: Name, empty?: number): number {
    const text = this.text(row, name);
    if (isMissingCell(text) && empty !== undefined) return empty;
    const value = cellTime(text);
    if (value === undefined) this.wrong(row, name, EXPECTED_TIME);
    return value ?? NaN;
  }
}

const STAGES: { readonly [text: string]: 1 | 2 } = { declared: 1, implemented: 2, 1: 1, 2: 2 };

/** 1 declared, 2 implemented, by word or number; `empty` for an empty cell (or NA, or a point); 0 after a problem. */
export function stageOf<Name extends string>(
  columns: TableColumns<Name>,
  row: TableRow,
  name: Name,
  empty?: 1 | 2,
): 0 | 1 | 2 {
  const text = columns.text(row, name);
  if (isMissingCell(text) && empty !== undefined) return empty;
  const stage = Object.hasOwn(STAGES, text) ? STAGES[text] : 0;
  if (stage === 0)
    columns.wrong(row, name, 'declared (or 1) or implemented (or 2)', ['declared', 'implemented']);
  return stage;
}

/**
 * Checks spells [from, to): that each ends after it starts, and that those of one key do not overlap.
 * Times that are NaN (already a problem) are passed over. `lines` names the row in messages.
 */
export function checkSpells<Name extends string>(
  columns: TableColumns<Name>,
  spells: readonly {
    readonly key: string;
    readonly row: TableRow;
    readonly from: number;
    readonly to: number;
  }[],
  names: { readonly from: Name; readonly to: Name },
): void {
  const byKey = new Map<string, typeof spells>();
  for (const spell of spells) {
    if (!(spell.from < spell.to)) {
      if (spell.from >= spell.to) columns.wrong(spell.row, names.to, `a time after ${spell.from}`);
      continue;
    }
    byKey.set(spell.key, [...(byKey.get(spell.key) ?? []), spell]);
  }
  for (const group of byKey.values()) {
    const ordered = [...group].sort((a, b) => a.from - b.from || a.row.line - b.row.line);
    for (let i = 1; i < ordered.length; i++) {
      const [before, spell] = [ordered[i - 1], ordered[i]];
      if (spell.from < before.to)
        columns.wrong(
          spell.row,
          names.from,
          `a time from the end of the spell of line ${before.row.line} on`,
        );
    }
  }
}
