/** The series of a figure that a reader may want to see alone: columns of few values by which its marks differ. */
import type { DrawnMark } from './drawnMarks.js';
import type { DataRow, RowsOfMark } from './rowsBehind.js';

export interface Series {
  readonly column: string;
  readonly values: readonly string[];
}

const MOST_VALUES = 12;
const MOST_SERIES = 3;
/** Of columns that divide the marks alike, these say it most plainly. */
const PLAIN = ['label', 'by'];

/** nominal: columns that the specification takes as names though they hold numbers. rows: how many the data have. */
export function seriesOf(
  marks: readonly (DrawnMark | null)[],
  behind: readonly RowsOfMark[],
  columns: readonly string[],
  { nominal, rows }: { readonly nominal: readonly string[]; readonly rows: number },
): Series[] {
  const shown = behind.filter((own, k) => marks[k] !== null && own.some((row) => row !== null));
  const divisions = new Map<string, { columns: string[]; values: string[][] }>();
  for (const column of columns) {
    const each = shown.map((own) => valueIn(own, column));
    if (each.includes(null)) continue;
    const values = [...new Set(each as string[])].filter((value) => value !== '');
    if (values.length < 2 || values.length > MOST_VALUES || values.length === rows) continue;
    const key = each.map((value) => values.indexOf(value!)).join(' ');
    const known = divisions.get(key) ?? { columns: [], values: [] };
    divisions.set(key, { columns: [...known.columns, column], values: [...known.values, values] });
  }
  const isNamed = (column: string, values: readonly string[]): boolean =>
    nominal.includes(column) || values.some((value) => Number.isNaN(Number(value)));
  return [...divisions.values()]
    .filter((alike) => alike.columns.some((column, k) => isNamed(column, alike.values[k])))
    .map((alike) => {
      const plain = PLAIN.map((name) => alike.columns.indexOf(name)).find((at) => at >= 0) ?? 0;
      return { column: alike.columns[plain], values: alike.values[plain] };
    })
    .slice(0, MOST_SERIES);
}

/** The one value of a column in all rows of a mark; null: it has several. */
function valueIn(rows: RowsOfMark, column: string): string | null {
  const values = new Set(rows.filter((row): row is DataRow => row !== null).map((row) => row[column]));
  return values.size > 1 ? null : ([...values][0] ?? '');
}

/**
 * Numbers of the series' values that a mark belongs to, as `series-value`. Marks without a row (names and signs at the end
 * of a line) go with the value whose name they say or whose colour they alone share.
 */
export function membershipOf(
  marks: readonly (DrawnMark | null)[],
  behind: readonly RowsOfMark[],
  series: readonly Series[],
): string[][] {
  const ofColour = series.map(({ column }) => coloursOf(marks, behind, column));
  return marks.map((mark, k) => {
    if (mark === null) return [];
    return series.flatMap(({ column, values }, s) => {
      const known = behind[k].some((row) => row !== null);
      const value = known
        ? valueIn(behind[k], column)
        : values.includes(mark.text)
          ? mark.text
          : (mark.colours.map((colour) => ofColour[s].get(colour)).find((found) => found != null) ?? '');
      return value === null || value === '' ? [] : [`${s}-${values.indexOf(value)}`];
    });
  });
}

/** The value of a column that each colour stands for; null: several. Lines alone say which colour is whose. */
function coloursOf(
  marks: readonly (DrawnMark | null)[],
  behind: readonly RowsOfMark[],
  column: string,
): Map<string, string | null> {
  const found = new Map<string, string | null>();
  marks.forEach((mark, k) => {
    if (mark?.type !== 'line') return;
    const value = valueIn(behind[k], column);
    for (const colour of mark.colours)
      found.set(colour, found.has(colour) && found.get(colour) !== value ? null : value);
  });
  return found;
}
