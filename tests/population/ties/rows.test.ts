import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustering, degrees, meanDegree } from '../../../src/population/ties/measures.js';
import { fromEdges, fromPairs, type TieError, transpose } from '../../../src/population/ties/rows.js';

function rowsOf(ties: { rowStart: Int32Array; column: Int32Array }): number[][] {
  return Array.from({ length: ties.rowStart.length - 1 }, (_, i) =>
    Array.from(ties.column.slice(ties.rowStart[i], ties.rowStart[i + 1])),
  );
}

test('source looks at target; undirected ties are looked along both ways', () => {
  const directed = fromEdges(4, [2, 0, 2], [3, 2, 0], [5, 6, 7], true);
  expect(rowsOf(directed)).toEqual([[2], [], [0, 3], []]);
  expect(Array.from(directed.weight as Float64Array)).toEqual([6, 7, 5]);
  expect(directed.symmetric).toBe(false);
  const undirected = fromEdges(4, [2, 0], [3, 2], [5, 6], false);
  expect(rowsOf(undirected)).toEqual([[2], [], [0, 3], [2]]);
  expect(Array.from(undirected.weight as Float64Array)).toEqual([6, 6, 5, 5]);
  expect(undirected.symmetric).toBe(true);
});

test('directed ties that stand both ways with one weight are known to be symmetric', () => {
  expect(fromEdges(2, [0, 1], [1, 0], null, true).symmetric).toBe(true);
  expect(fromEdges(2, [0, 1], [1, 0], [2, 2], true).symmetric).toBe(true);
  expect(fromEdges(2, [0, 1], [1, 0], [2, 3], true).symmetric).toBe(false);
});

test('impossible ties are refused and named', () => {
  const names = ['Ghent', 'Zurich', 'Lyon'];
  const make = (s: number[], t: number[], w: number[] | null, directed: boolean) => () =>
    fromEdges(3, s, t, w, directed, names);
  expect(make([1], [1], null, true)).toThrow('Zurich has a tie to itself');
  expect(make([0, 1, 0], [1, 2, 1], null, true)).toThrow('Ghent – Zurich is given twice');
  expect(make([0, 1], [1, 0], null, false)).toThrow('Ghent – Zurich is given twice');
  expect(make([0], [1], [0], true)).toThrow('weight 0');
  expect(make([0], [3], null, true)).toThrow('city 3');
  try {
    make([0, 1, 2, 1], [1, 2, 0, 0], null, false)();
    expect.unreachable();
  } catch (error) {
    expect((error as TieError).edges).toEqual([0, 3]);
  }
});

test('transposing twice gives the ties back, and rows stay ascending', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)), { selector: ([i, j]) => i * 8 + j, maxLength: 40 }),
      (edges) => {
        const list = edges.filter(([i, j]) => i !== j);
        const ties = fromEdges(
          8,
          list.map(([i]) => i),
          list.map(([, j]) => j),
          list.map((_, e) => e + 1),
          true,
        );
        const back = transpose(ties);
        expect(transpose(back)).toEqual(ties);
        for (const row of rowsOf(back)) expect(row).toEqual(row.toSorted((a, b) => a - b));
        for (const [i, j] of list) expect(rowsOf(back)[j]).toContain(i);
      },
    ),
  );
});

test('pairs give the same rows as undirected edges', () => {
  const [first, second] = [Int32Array.of(3, 0, 2), Int32Array.of(1, 2, 3)];
  expect(fromPairs(5, first, second)).toEqual(fromEdges(5, first, second, null, false));
});

test('clustering by hand: a triangle with one tail', () => {
  // 0-1-2 a triangle, 3 tied to 0: local values 1/3, 1, 1, 0.
  const ties = fromEdges(4, [0, 1, 2, 0], [1, 2, 0, 3], null, false);
  expect(clustering(ties)).toBeCloseTo((1 / 3 + 1 + 1 + 0) / 4, 15);
  expect(meanDegree(ties)).toBe(2);
  expect(Array.from(degrees(ties))).toEqual([3, 2, 2, 1]);
});

test('ascending pairs take the short way to the same rows', () => {
  const first = Int32Array.of(0, 0, 1, 1, 3);
  const second = Int32Array.of(2, 4, 2, 3, 4);
  expect(fromPairs(5, first, second)).toEqual(fromPairs(5, first.toReversed(), second.toReversed()));
  expect(fromPairs(5, first, second)).toEqual(fromEdges(5, first, second, null, false));
});
