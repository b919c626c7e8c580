/** The fixtures and what R made of them (fixtures/reference.R). */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTableFile } from '../../src/io/csv.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');

/** A column of a fixture: numbers, or texts where they are none. */
export function columnsOf(path: string): (name: string) => Float64Array {
  const { header, rows } = readTableFile(path);
  return (name) => {
    const at = header.indexOf(name);
    if (at < 0) throw new Error(`${path} has no column ${name}`);
    return Float64Array.from(rows, ({ cells }) => Number(cells[at]));
  };
}

export function textsOf(path: string): (name: string) => string[] {
  const { header, rows } = readTableFile(path);
  return (name) => rows.map(({ cells }) => cells[header.indexOf(name)]);
}

export const fixture = (name: string): string => join(folder, name);

const reference = readTableFile(fixture('reference.csv')).rows.map(({ cells }) => cells);

/** Values of R in the order of its output; `name`: those of that name. */
export function fromR(model: string, quantity: string, name?: string): number[] {
  const found = reference.filter(
    ([m, q, n]) => m === model && q === quantity && (name === undefined || n === name),
  );
  if (found.length === 0) throw new Error(`no reference for ${model} ${quantity} ${name ?? ''}`);
  return found.map(([, , , value]) => Number(value === 'NA' ? 'NaN' : value));
}

/** Largest difference, relative where values exceed 1; NaN must meet NaN. */
export function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity;
  let most = 0;
  for (let i = 0; i < found.length; i++) {
    if (Number.isNaN(found[i]) && Number.isNaN(expected[i])) continue;
    const apart = Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(apart <= most)) most = Number.isNaN(apart) ? Infinity : apart;
  }
  return most;
}
