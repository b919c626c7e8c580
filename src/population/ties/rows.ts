/** Ties as compressed sparse rows: from edge lists, transposed, and from symmetric pairs. */
import type { Ties } from '../../model/world.js';

/** Ties that cannot be: a self tie, a duplicate, an unknown city, a weight not above 0, an impossible option. */
export class TieError extends Error {
  override readonly name = 'TieError';
  constructor(
    message: string,
    /** Indices into the edge list that are concerned; the caller knows their lines. */
    readonly edges: readonly number[] = [],
  ) {
    super(message);
  }
}

/** Where each row starts, given the number of entries in each. */
function startsOf(sizes: Int32Array): Int32Array {
  const starts = new Int32Array(sizes.length + 1);
  for (let i = 0; i < sizes.length; i++) starts[i + 1] = starts[i] + sizes[i];
  return starts;
}

/**
 * Ties of n cities from an edge list: source[e] looks at target[e]; undirected edges are looked along both ways.
 * weight null: all 1. `names` makes messages readable. Cost: O(n + edges), counting sort.
 * Throws TieError for an index outside 0 … n - 1, a self tie, a weight that is not above 0, and a tie that
 * is given twice (undirected: in either direction).
 */
export function fromEdges(
  n: number,
  source: ArrayLike<number>,
  target: ArrayLike<number>,
  weight: ArrayLike<number> | null,
  directed: boolean,
  names?: readonly string[],
): Ties {
  const edgeCount = source.length;
  if (target.length !== edgeCount || (weight !== null && weight.length !== edgeCount)) {
    throw new TieError(
      `source, target and weight differ in length: ${edgeCount}, ${target.length}, ${weight?.length}`,
    );
  }
  const name = (city: number) => names?.[city] ?? String(city);
  for (let e = 0; e < edgeCount; e++) {
    for (const city of [source[e], target[e]]) {
      if (!(Number.isInteger(city) && city >= 0 && city < n)) {
        throw new TieError(`city ${city} of tie ${e} is not one of the ${n} cities`, [e]);
      }
    }
    if (source[e] === target[e]) throw new TieError(`${name(source[e])} has a tie to itself`, [e]);
    if (weight !== null && !(weight[e] > 0 && weight[e] < Infinity)) {
      throw new TieError(
        `the tie ${name(source[e])} – ${name(target[e])} has weight ${weight[e]}, not above 0`,
        [e],
      );
    }
  }
  // Entry e is edge e; entry edgeCount + e the same edge backwards. Sorted by column, then stably by row.
  const entryCount = directed ? edgeCount : 2 * edgeCount;
  const rowOf = (entry: number) => (entry < edgeCount ? source[entry] : target[entry - edgeCount]);
  const columnOf = (entry: number) => (entry < edgeCount ? target[entry] : source[entry - edgeCount]);
  const byColumn = countingSort(n, entryCount, (k) => k, columnOf);
  const byRow = countingSort(n, entryCount, (k) => byColumn.order[k], rowOf);
  const { order, starts: rowStart } = byRow;
  const column = new Int32Array(entryCount);
  for (let k = 0; k < entryCount; k++) column[k] = columnOf(order[k]);
  for (let i = 0; i < n; i++) {
    for (let k = rowStart[i] + 1; k < rowStart[i + 1]; k++) {
      if (column[k] !== column[k - 1]) continue;
      const pair = [order[k - 1] % edgeCount, order[k] % edgeCount].sort((a, b) => a - b);
      throw new TieError(`the tie ${name(i)} – ${name(column[k])} is given twice`, pair);
    }
  }
  const weights = weight === null ? null : Float64Array.from(order, (entry) => weight[entry % edgeCount]);
  const ties = { rowStart, column, weight: weights, symmetric: !directed };
  return directed ? { ...ties, symmetric: isSymmetric(ties) } : ties;
}

/** The entries order(0), order(1), … sorted stably by a key in 0 … n - 1. */
function countingSort(
  n: number,
  count: number,
  entryAt: (k: number) => number,
  keyOf: (entry: number) => number,
): { order: Int32Array; starts: Int32Array } {
  const sizes = new Int32Array(n);
  for (let k = 0; k < count; k++) sizes[keyOf(entryAt(k))]++;
  const starts = startsOf(sizes);
  const next = starts.slice();
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const entry = entryAt(k);
    order[next[keyOf(entry)]++] = entry;
  }
  return { order, starts };
}

/** Who is looked at by whom: row j lists the cities that look at j, ascending. Cost: O(n + ties). */
export function transpose(ties: Ties): Ties {
  const { rowStart, column, weight, symmetric } = ties;
  const n = rowStart.length - 1;
  const sizes = new Int32Array(n);
  for (let k = 0; k < column.length; k++) sizes[column[k]]++;
  const starts = startsOf(sizes);
  const next = starts.slice();
  const back = new Int32Array(column.length);
  const backWeight = weight === null ? null : new Float64Array(column.length);
  for (let i = 0; i < n; i++) {
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const at = next[column[k]]++;
      back[at] = i;
      if (backWeight !== null && weight !== null) backWeight[at] = weight[k];
    }
  }
  return { rowStart: starts, column: back, weight: backWeight, symmetric };
}

/** Whether every tie stands in both rows with one weight. */
function isSymmetric(ties: Ties): boolean {
  const back = transpose(ties);
  return (
    ties.rowStart.every((start, i) => start === back.rowStart[i]) &&
    ties.column.every((city, k) => city === back.column[k]) &&
    (ties.weight === null || ties.weight.every((weight, k) => weight === back.weight?.[k]))
  );
}

/**
 * Symmetric ties without weights from pairs (first[e], second[e]) that hold each tie once.
 * Unchecked: for generators, which make no double ties. Cost: O(n + pairs), half where the pairs are ascending.
 */
export function fromPairs(n: number, first: Int32Array, second: Int32Array, pairCount = first.length): Ties {
  const sizes = new Int32Array(n);
  let ascending = true;
  for (let e = 0; e < pairCount; e++) {
    const i = first[e];
    const j = second[e];
    sizes[i]++;
    sizes[j]++;
    if (i >= j || (e > 0 && (i < first[e - 1] || (i === first[e - 1] && j < second[e - 1]))))
      ascending = false;
  }
  const rowStart = startsOf(sizes);
  const next = rowStart.slice();
  const column = new Int32Array(2 * pairCount);
  if (ascending) {
    // Of a row, first the smaller columns (where the city is second), then the larger: both come in order.
    for (let e = 0; e < pairCount; e++) column[next[second[e]]++] = first[e];
    for (let e = 0; e < pairCount; e++) column[next[first[e]]++] = second[e];
    return { rowStart, column, weight: null, symmetric: true };
  }
  for (let e = 0; e < pairCount; e++) {
    column[next[first[e]]++] = second[e];
    column[next[second[e]]++] = first[e];
  }
  // A symmetric matrix is its own transpose, and transposing leaves the columns of each row ascending.
  return transpose({ rowStart, column, weight: null, symmetric: true });
}

/** A list of pairs that grows: each tie once. */
export class PairList {
  first: Int32Array;
  second: Int32Array;
  count = 0;

  constructor(capacity: number) {
    this.first = new Int32Array(Math.max(16, Math.ceil(capacity)));
    this.second = new Int32Array(this.first.length);
  }

  push(i: number, j: number): void {
    if (this.count === this.first.length) {
      const first = new Int32Array(2 * this.count);
      const second = new Int32Array(2 * this.count);
      first.set(this.first);
      second.set(this.second);
      this.first = first;
      this.second = second;
    }
    this.first[this.count] = i;
    this.second[this.count++] = j;
  }

  ties(n: number): Ties {
    return fromPairs(n, this.first, this.second, this.count);
  }
}
