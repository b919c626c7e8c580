/** A row of a figure's data in words, for the pointer and for those who read by ear. */
import { figureText } from '../../io/numberText.js';
import type { DataRow } from './rowsBehind.js';

/** Columns that place a mark, or say what another column says in words. */
const UNSAID = new Set(
  'id kind unit pane latitude longitude xName yName xLow xHigh yLow yHigh line step source adopts'.split(' '),
);

/** 'medianTime' → 'median time' */
export const columnWords = (column: string): string =>
  column.replace(
    /([\p{Ll}\d])(\p{Lu})/gu,
    (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
  );

const cellWords = (column: string, text: string): string => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  // Years, to the month.
  if (/time/i.test(column)) return String(Number(value.toFixed(2)));
  const number = Math.abs(value) >= 10_000 ? value.toLocaleString('en') : figureText(value);
  return number.replace('-', '−');
};

/** Columns that a row of these is told by. */
export const toldColumns = (columns: readonly string[]): string[] =>
  // A label says what the subject is; one of the two is enough.
  columns.filter((column) => !UNSAID.has(column) && !(column === 'subject' && columns.includes('label')));

/** Cells of a row in words, a text a column; empty: nothing to say. */
export const toldCells = (row: DataRow, columns: readonly string[]): string[] =>
  columns.map((column) => cellWords(column, row[column]));
