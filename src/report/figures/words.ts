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

/** A line a column that says something; columns: in the order of the file. */
export function rowWords(row: DataRow, columns: readonly string[]): string {
  const told = columns.filter((column) => row[column] !== '' && !UNSAID.has(column));
  // A label says what the subject is; one of the two is enough.
  const plain = told.filter((column) => !(column === 'subject' && told.includes('label')));
  return plain.map((column) => `${columnWords(column)}: ${cellWords(column, row[column])}`).join('\n');
}
