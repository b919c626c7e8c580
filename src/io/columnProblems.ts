/** What is wrong with the cells of a column of numbers: one problem a cell, or one for all where most fail alike. */
import { type AttributeName, attributes } from '../model/attributes.js';
import type { Table } from './csv.js';
import type { ProblemList } from './tableProblems.js';

/** Failures from which on a column is judged as a whole. */
const FEWEST = 5;
/** Lines that are named beside the first. */
const NAMED = 3;

interface WrongCell {
  /** Row of the table, from 0. */
  readonly row: number;
  readonly expected: string;
}

/** A column of the table, and what it is read as. */
interface Column {
  readonly field: string;
  readonly header: string;
  readonly index: number;
  readonly divide: number;
  /** Whether its numbers are put on another scale. */
  readonly rescaled: boolean;
}

/**
 * Adds the problems of a column to the list: where more than half of the cells that are `stated` (and at least five) fail
 * in the same way, one problem in the first of them, which names a few further lines and the likely remedy.
 */
export function addColumnProblems(
  wrong: readonly WrongCell[],
  stated: number,
  column: Column,
  { table, problems }: { readonly table: Table; readonly problems: ProblemList },
): void {
  const { header, index } = column;
  const alike = new Map<string, WrongCell[]>();
  for (const cell of wrong) {
    const kind = cell.expected.replace(/ \(after the mapping.*/, '');
    alike.set(kind, [...(alike.get(kind) ?? []), cell]);
  }
  const add = (row: number, expected: string): void =>
    problems.add({
      line: table.rows[row].line,
      column: header,
      value: table.rows[row].cells[index],
      expected,
    });
  for (const [kind, cells] of alike) {
    if (cells.length < FEWEST || cells.length <= stated / 2) {
      for (const { row, expected } of cells) add(row, expected);
      continue;
    }
    const [first, ...others] = cells.map(({ row }) => row);
    const lines = others.slice(0, NAMED).map((row) => table.rows[row].line);
    const texts = cells.map(({ row }) => table.rows[row].cells[index].trim());
    add(
      first,
      `${kind}; so in ${cells.length} of ${stated} cells (lines ${[table.rows[first].line, ...lines].join(', ')}, …)${remedy(texts, column)}`,
    );
  }
}

const most = (texts: readonly string[], pattern: RegExp): boolean =>
  texts.filter((text) => pattern.test(text)).length > texts.length / 2;

/** What most likely puts it right, after a colon; empty where nothing does. */
function remedy(texts: readonly string[], { field, header, divide, rescaled }: Column): string {
  const mapping = (how: string): string => `columns: { ${field}: { column: ${header}, ${how} } }`;
  if (most(texts, /^[+-]?[\d.,]+\s*%$/))
    return `: per cent? write the numbers without %, and ${mapping('divide: 100')}`;
  if (most(texts, /^\d{1,3}(,\d{3})+(\.\d+)?$/) && field === 'population')
    return ': thousands separators? write the numbers without them';
  if (most(texts, /^[+-]?\d*,\d+$/)) {
    const share = Object.hasOwn(attributes, field) && attributes[field as AttributeName].unit === 'share';
    const both = share && divide === 1 ? "decimal: ',', divide: 100" : "decimal: ','";
    const perCent = both.includes('divide') && texts.some((text) => Number(text.replace(',', '.')) > 1);
    return `: decimal commas? ${mapping(perCent ? both : "decimal: ','")}`;
  }
  const numbers = texts.map(Number).filter((number) => !Number.isNaN(number));
  if (numbers.length < texts.length || divide !== 1 || rescaled || !Object.hasOwn(attributes, field))
    return '';
  const { unit, range } = attributes[field as AttributeName];
  const largest = numbers.reduce((a, b) => Math.max(a, b));
  if (range[1] !== 1 || largest > 100 || numbers.some((number) => number < range[0])) return '';
  if (unit === 'share') return `: per cent? ${mapping('divide: 100')}`;
  return `: another scale? ${mapping(`from: [0, ${largest <= 10 ? 10 : 100}], to: [${range[0]}, 1]`)}`;
}
