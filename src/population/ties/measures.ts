/** Measures of ties that say what kind of world it is. */
import type { Ties } from '../../model/world.js';

/** Number of cities that each looks at. */
export function degrees(ties: Ties): Int32Array {
  const { rowStart } = ties;
  return Int32Array.from({ length: rowStart.length - 1 }, (_, i) => rowStart[i + 1] - rowStart[i]);
}

/** Ties in the rows / cities; 0 without cities. */
export function meanDegree(ties: Ties): number {
  const n = ties.rowStart.length - 1;
  return n === 0 ? 0 : ties.column.length / n;
}

/**
 * Clustering coefficient: mean over the cities of (tied pairs among those it looks at) / (pairs among them);
 * a city with fewer than two counts 0. For symmetric ties. Cost: O(sum of squared degrees).
 * Source: Watts and Strogatz 1998.
 */
export function clustering(ties: Ties): number {
  const { rowStart, column } = ties;
  const n = rowStart.length - 1;
  const mark = new Int32Array(n).fill(-1);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const degree = rowStart[i + 1] - rowStart[i];
    if (degree < 2) continue;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) mark[column[k]] = i;
    let closed = 0;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const j = column[k];
      for (let l = rowStart[j]; l < rowStart[j + 1]; l++) if (mark[column[l]] === i) closed++;
    }
    sum += closed / (degree * (degree - 1));
  }
  return n === 0 ? 0 : sum / n;
}
