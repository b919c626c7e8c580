/** Which row of a figure's data stands behind a mark. */
import type { DrawnMark } from './drawnMarks.js';

export type DataRow = { readonly [column: string]: string };

/** Row of each point of a mark; null: none, or not certain. */
export type RowsOfMark = readonly (DataRow | null)[];

/** Height of half a row of text in the units of a figure. */
const HALF_ROW = 5.4;

/**
 * Marks that Vega places hold their row. Where all were placed beforehand, they hold a place alone: they belong to the row
 * whose name stands beside them, where just one row bears a name that does.
 */
export function rowsBehind(
  marks: readonly (DrawnMark | null)[],
  columns: readonly string[],
  rows: readonly DataRow[],
): RowsOfMark[] {
  const rowOfDatum = (datum: { readonly [field: string]: unknown }): DataRow | null => {
    if (columns.length === 0 || !columns.every((column) => column in datum)) return null;
    return Object.fromEntries(columns.map((column) => [column, cellText(datum[column])]));
  };
  const own = marks.map((mark) => mark?.points.map(({ datum }) => rowOfDatum(datum)) ?? []);
  if (own.some((found) => found.some((row) => row !== null))) return own;
  const named = rowByName(columns, rows);
  const labels = marks.flatMap((mark) => {
    const row =
      mark?.type === 'text' ? (named.get(mark.text) ?? named.get(mark.text.split(' ')[0])) : undefined;
    return row ? [{ at: mark!.row, row }] : [];
  });
  return marks.map((mark, k) => {
    if (mark === null || Number.isNaN(mark.row)) return own[k];
    const beside = labels.filter(({ at }) => Math.abs(at - mark.row) < HALF_ROW).map(({ row }) => row);
    const single = beside.length > 0 && beside.every((row) => row === beside[0]);
    return own[k].map(() => (single ? beside[0] : null));
  });
}

const cellText = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** Rows by a text of theirs that no other row has; null: several have it. */
function rowByName(columns: readonly string[], rows: readonly DataRow[]): Map<string, DataRow | null> {
  const named = new Map<string, DataRow | null>();
  for (const row of rows) {
    for (const text of new Set(columns.map((column) => row[column]))) {
      if (text === '' || !Number.isNaN(Number(text))) continue;
      named.set(text, named.has(text) ? null : row);
    }
  }
  return named;
}
