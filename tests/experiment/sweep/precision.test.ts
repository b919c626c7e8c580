import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summarise } from '../../../src/analysis/summary.js';
import { halfWidth, precisionNotes, unfinishedPoints } from '../../../src/experiment/sweep/precision.js';
import { pointsOf } from '../../../src/experiment/sweep/rounds.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();
const file = join(folder, 'results.csv');

/** Rows of results.csv from a value for each replicate and point; null: the outcome is undefined; undefined: it failed. */
function write(values: readonly (readonly (number | null | undefined)[])[]): void {
  const rows = values.flatMap((points, replicate) =>
    points.flatMap((value, point) => (value === undefined ? [] : [`${replicate},${point},${value ?? ''},7`])),
  );
  writeFileSync(file, `replicate,point,x,other\n${rows.join('\n')}\n`);
}

const open = (reference: number | null, wanted: number, upTo: number, pointCount = 3): number[] => {
  const points = pointsOf(pointCount, { index: 0, count: 1 }, reference);
  const left = unfinishedPoints(file, points, { halfWidth: wanted, column: 'x', reference }, upTo);
  return Array.from({ length: left.length }, (_, k) => left.at(k));
};

test('the half-width is that of the interval of the summary: Student, over replicates', () => {
  // R: x <- c(1, 4, 2, 8); diff(t.test(x)$conf.int) / 2 is 4.925943048
  const values = [1, 4, 2, 8];
  const mean = 3.75;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  expect(halfWidth(4, squares)).toBeCloseTo(4.925943048, 8);
  const { low, high } = summarise('x', values);
  expect(halfWidth(4, squares)).toBeCloseTo((high - low) / 2, 12);
  expect(halfWidth(1, 0)).toBeNaN();
});

test('points whose interval is wide go on, by their own replicates and no later ones', () => {
  write([
    [1, 5, 0],
    [1, 9, 0.1],
    [1, 1, 0],
    [50, 5, 0.1],
  ]);
  expect(open(null, 0.5, 3)).toEqual([1]);
  // The fourth replicate makes the first point wide.
  expect(open(null, 0.5, 4)).toEqual([0, 1]);
});

test('with a reference the paired differences count, and the reference goes on with the others', () => {
  // Point 1 is the reference plus 2, replicate by replicate; point 2 is something else.
  write([
    [10, 12, 3],
    [30, 32, 9],
    [20, 22, 90],
  ]);
  expect(open(null, 1, 3)).toEqual([0, 1, 2]);
  expect(open(0, 1, 3)).toEqual([0, 2]);
  expect(open(0, 1000, 3)).toEqual([]);
});

test('a point none of whose runs has the outcome is given up; with one value it goes on', () => {
  write([
    [undefined, null, 1],
    [undefined, null, null],
  ]);
  expect(open(null, 1, 2)).toEqual([2]);
});

test('a reference none of whose runs has the outcome compares nothing: each point is judged by its own, and told', () => {
  write([
    [undefined, 1, 5],
    [null, 1, 9],
    [undefined, 1, 1],
  ]);
  expect(open(0, 0.5, 3)).toEqual([0, 2]);
  const points = pointsOf(3, { index: 0, count: 1 }, 0);
  expect(precisionNotes(file, points, { halfWidth: 0.5, column: 'x', reference: 0 }, 3)).toEqual([
    'no run of the reference, point 0, has x: nothing could be compared with it, and each point was judged by its own interval',
    'at 1 of 2 points the precision was not reached: half the interval of x is still wider than 0.5 after 3 replicates',
  ]);
  expect(precisionNotes(file, points, { halfWidth: 50, column: 'x', reference: null }, 3)).toEqual([]);
});
