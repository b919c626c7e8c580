/** An event history that somebody observed, from a CSV: rows at risk, with declared columns. */
import type { EventRows } from '../statistics/eventModel.js';
import type { Table, TableRow } from './csv.js';
import { decimalNumber } from './decimalNumber.js';
import { isMissingCell } from './missingCell.js';
import { TableColumns } from './tableColumns.js';

/** Which column holds what. */
export interface EventColumns {
  readonly city: string;
  /** A period each row stands for; or null, and time0 and time1 say from when to when. */
  readonly time: string | null;
  readonly time0: string | null;
  readonly time1: string | null;
  readonly event: string;
  /** Covariates, group, cluster and offset that will be read. */
  readonly covariates: readonly string[];
  /** Of these, the ones that must hold numbers. */
  readonly numeric: readonly string[];
  /** What a row with an empty cell (in columns of numbers NA or a point too) is: a mistake, or left out. */
  readonly missing: 'error' | 'drop';
  /** Rows that are read, by the columns `policy` and `transition` where the table has them; null: all. */
  readonly policy: string | null;
  readonly transition: string | null;
}

/** Rows of one policy and transition, or of the whole table where it does not tell them apart. */
export interface ObservedPart {
  readonly policy: string | null;
  readonly transition: string | null;
  readonly rows: EventRows;
}

export interface ObservedHistory {
  readonly parts: readonly ObservedPart[];
  /** Rows left out for an empty cell. */
  readonly dropped: number;
  /** Cities with rows after their event, which may be meant or not. */
  readonly repeated: number;
}

/** Columns that tell cities of one name apart, and their histories, where a table has them. */
const OF_UNIT = ['scenario', 'replicate'];
const OF_SPELL = ['policy', 'transition', 'peer', 'spell'];

/**
 * Reads rows at risk. A period stands for the time since the period before it in the table.
 *
 * @throws TableError that names row and column: a column that is not there, an empty cell, text for a number, an event
 * that is neither 0 nor 1, a period twice or times that overlap within a city, no row, no event.
 */
export function eventTable(table: Table, given: EventColumns): ObservedHistory {
  const times = given.time === null ? [given.time0!, given.time1!] : [given.time];
  const names = [...new Set([given.city, ...times, given.event, ...given.covariates])];
  const columns = new TableColumns(table, names);
  const { problems } = columns;
  const cell = (row: TableRow, name: string): string => columns.text(row, name);

  const asked = (['policy', 'transition'] as const).flatMap((name) =>
    given[name] === null ? [] : [[name, given[name]] as const],
  );
  for (const [name, value] of asked) {
    const known = [...new Set(table.rows.map((row) => cell(row, name)))];
    if (columns.has(name) && known.includes(value)) continue;
    const expected = columns.has(name) ? `${name}: ${known.join(', ')}` : `a column ${name}`;
    problems.add({ line: 1, path: name, value, expected }, known);
  }
  // Rows that cannot be told apart are not looked at; where a column is lacking the others are.
  const found = asked.filter(([name, value]) => table.rows.some((row) => cell(row, name) === value));
  if (found.length < asked.length) problems.throwIfAny();
  const selected = table.rows.filter((row) => found.every(([name, value]) => cell(row, name) === value));
  const present = names.filter((name) => columns.has(name));
  const covariates = given.covariates.filter((name) => columns.has(name));

  function checkEvent(row: TableRow): number {
    if (isEmpty(row, given.event)) return NaN;
    const event = decimalNumber(cell(row, given.event)) ?? NaN;
    if (event !== 0 && event !== 1) columns.wrong(row, given.event, '1 where it happened, else 0');
    return event;
  }
  // Where most cells hold no number, NA is a text as any other.
  const written = new Set(
    [given.city, ...covariates].filter((name) => {
      if (name === given.city) return true;
      if (given.numeric.includes(name)) return false;
      const stated = selected.filter((row) => !isMissingCell(cell(row, name)));
      return stated.filter((row) => decimalNumber(cell(row, name)) !== undefined).length < stated.length / 2;
    }),
  );
  const isEmpty = (row: TableRow, name: string): boolean =>
    written.has(name) ? cell(row, name).trim() === '' : isMissingCell(cell(row, name));
  const complete = selected.filter((row) => {
    const empty = present.filter((name) => isEmpty(row, name));
    if (empty.length === 0) return true;
    if (given.missing === 'drop') return false;
    for (const name of empty)
      columns.wrong(row, name, 'a value (or leave such rows out with --missing drop)');
    // What stands in the row is checked all the same.
    checkEvent(row);
    for (const name of given.numeric) if (!isEmpty(row, name)) columns.number(row, name);
    return false;
  });
  const texts = new Set(
    covariates.filter((name) => {
      if (given.numeric.includes(name)) return false;
      const numbers = complete.filter((row) => decimalNumber(cell(row, name)) !== undefined).length;
      return numbers < complete.length / 2;
    }),
  );

  if (problems.all.length > 0 && [given.city, ...times].some((name) => !columns.has(name))) {
    // Without cities or times there are no histories: each cell is checked by itself.
    for (const row of complete) {
      checkEvent(row);
      for (const name of times) columns.time(row, name);
      for (const name of covariates) if (!texts.has(name)) columns.number(row, name);
    }
    problems.throwIfAny();
  }
  const histories = new Map<string, { row: TableRow; time0: number; time1: number; event: number }[]>();
  const parts = new Map<string, ReturnType<typeof createPart>>();
  const periods =
    given.time === null ? null : periodsBefore(complete, (row) => columns.time(row, given.time!));
  for (const row of complete) {
    const time1 = periods ? periods.time(row) : columns.time(row, given.time1!);
    const time0 = periods ? periods.before(row) : columns.time(row, given.time0!);
    if (!periods && time0 >= time1) columns.wrong(row, given.time1!, `a time after ${time0}`);
    const event = checkEvent(row);
    const values = covariates.map((name) => (texts.has(name) ? cell(row, name) : columns.number(row, name)));
    const city = cell(row, given.city);
    const nameOf = (columnsOf: readonly string[], last: string): string =>
      [...columnsOf.filter((name) => name !== given.city).map((name) => cell(row, name)), last].join(
        '\u0000',
      );
    const policy = columns.has('policy') ? cell(row, 'policy') : null;
    const transition = columns.has('transition') ? cell(row, 'transition') : null;
    const replicate = nameOf(OF_UNIT, '');
    const unit = nameOf(OF_UNIT, city);
    const spell = nameOf(OF_SPELL, unit);
    const history = histories.get(spell) ?? [];
    histories.set(spell, history);
    history.push({ row, time0, time1, event });
    const name = `${policy}\u0000${transition}`;
    const part = parts.get(name) ?? createPart(policy, transition, covariates, texts);
    parts.set(name, part);
    part.add({ city, unit, replicate, spell, time0, time1, event, values });
  }
  const repeated = checkHistories(columns, histories, given);
  if (problems.all.length === 0) {
    if (complete.length === 0) problems.add({ value: 'no row', expected: 'rows at risk' });
    else if (![...histories.values()].some((rows) => rows.some(({ event }) => event === 1)))
      problems.add({ line: 1, column: given.event, value: 'no 1', expected: 'at least one event' });
  }
  problems.throwIfAny();
  return {
    parts: [...parts.values()].map((part) => part.finish((spell) => histories.get(spell)!, periods !== null)),
    dropped: selected.length - complete.length,
    repeated,
  };
}

/** The period of a row, and the one before it in the whole table; before the first, one less. */
function periodsBefore(rows: readonly TableRow[], read: (row: TableRow) => number) {
  const own = new Map(rows.map((row) => [row, read(row)]));
  const sorted = [...new Set(own.values())].sort((a, b) => a - b);
  const before = new Map(sorted.map((time, at) => [time, at === 0 ? time - 1 : sorted[at - 1]]));
  return {
    time: (row: TableRow): number => own.get(row)!,
    before: (row: TableRow): number => before.get(own.get(row)!)!,
  };
}

/** Within a history no time may be covered twice; returns how many go on after an event. */
function checkHistories(
  columns: TableColumns<string>,
  histories: ReadonlyMap<
    string,
    { readonly row: TableRow; readonly time0: number; readonly time1: number; readonly event: number }[]
  >,
  given: EventColumns,
): number {
  let repeated = 0;
  for (const rows of histories.values()) {
    rows.sort((a, b) => a.time0 - b.time0 || a.row.line - b.row.line);
    let goesOn = false;
    for (let k = 1; k < rows.length; k++) {
      const [before, own] = [rows[k - 1], rows[k]];
      if (own.time0 < before.time1) {
        const name = given.time ?? given.time0!;
        const city = columns.text(own.row, given.city);
        columns.wrong(
          own.row,
          name,
          given.time === null
            ? `a time from ${before.time1} on, when the row of line ${before.row.line} for ${city} ends`
            : `each period once for ${city}; it is in line ${before.row.line}`,
        );
      }
      goesOn ||= before.event === 1;
    }
    if (goesOn) repeated++;
  }
  return repeated;
}

function createPart(
  policy: string | null,
  transition: string | null,
  names: readonly string[],
  texts: ReadonlySet<string>,
) {
  const rows: {
    readonly city: string;
    readonly unit: string;
    readonly replicate: string;
    readonly spell: string;
    readonly time0: number;
    readonly time1: number;
    readonly event: number;
    readonly values: readonly (string | number)[];
  }[] = [];
  return {
    add(row: (typeof rows)[number]): void {
      rows.push(row);
    },
    finish(
      historyOf: (spell: string) => readonly { readonly time0: number }[],
      periods: boolean,
    ): ObservedPart {
      return {
        policy,
        transition,
        rows: {
          city: rows.map(({ city }) => city),
          unit: rows.map(({ unit }) => unit),
          replicate: rows.map(({ replicate }) => replicate),
          start: Float64Array.from(rows, ({ spell }) => historyOf(spell)[0].time0),
          time0: Float64Array.from(rows, ({ time0 }) => time0),
          time1: Float64Array.from(rows, ({ time1 }) => time1),
          trendTime: Float64Array.from(rows, ({ time0, time1 }) => (periods ? time1 : time0)),
          event: Float64Array.from(rows, ({ event }) => event),
          covariates: new Map(
            names.map((name, at) => [
              name,
              texts.has(name)
                ? rows.map(({ values }) => String(values[at]))
                : Float64Array.from(rows, ({ values }) => Number(values[at])),
            ]),
          ),
        },
      };
    },
  };
}
