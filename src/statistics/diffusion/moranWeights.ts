/** Weights for Moran's I. It depends on w_ij and w_ji by their sum alone, so that sum is what is kept. */
import type { Ties } from '../../model/world.js';
import { arcKm, unitVectors } from '../../population/distance.js';
import { transpose } from '../../population/ties/rows.js';

export interface MoranWeights {
  /** N. */
  readonly count: number;
  /** sum_j (w_ij + w_ji) z_j. */
  towards(i: number, z: Float64Array): number;
  /** sum_ij w_ij. */
  readonly total: number;
  /** 1/2 sum_ij (w_ij + w_ji)^2. */
  readonly s1: number;
  /** sum_i (sum_j w_ij + sum_j w_ji)^2. */
  readonly s2: number;
}

/**
 * Weights of ties: 1 for each (adjacency), or 1 / number of peers (row-standardised: a node is compared with the mean
 * of its peers). Cost: nodes + ties.
 */
export function tieWeights(ties: Ties, scale: 'adjacency' | 'rowStandardised'): MoranWeights {
  const { rowStart } = ties;
  const weight = new Float64Array(ties.column.length);
  for (let i = 0; i + 1 < rowStart.length; i++) {
    const degree = rowStart[i + 1] - rowStart[i];
    weight.fill(scale === 'adjacency' ? 1 : 1 / degree, rowStart[i], rowStart[i + 1]);
  }
  return sparseWeights({ ...ties, weight });
}

/**
 * Inverse lengths of the shortest paths along ties (in their direction), 1 / d_ij, row-standardised; 0 where there is
 * no path of at most `furthest` ties. Cost: nodes x (nodes + ties), memory nodes x those in reach.
 */
export function geodesicWeights(ties: Ties, furthest: number): MoranWeights {
  const { rowStart, column } = ties;
  const count = rowStart.length - 1;
  const starts = new Int32Array(count + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  const distance = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    distance.fill(-1);
    distance[i] = 0;
    const queue = [i];
    for (const from of queue) {
      if (distance[from] === furthest) break;
      for (let at = rowStart[from]; at < rowStart[from + 1]; at++) {
        if (distance[column[at]] >= 0) continue;
        distance[column[at]] = distance[from] + 1;
        queue.push(column[at]);
      }
    }
    const reached = queue.slice(1).sort((a, b) => a - b);
    const sum = reached.reduce((total, j) => total + 1 / distance[j], 0);
    for (const j of reached) {
      columns.push(j);
      weights.push(1 / distance[j] / sum);
    }
    starts[i + 1] = columns.length;
  }
  const weight = Float64Array.from(weights);
  return sparseWeights({ rowStart: starts, column: Int32Array.from(columns), weight, symmetric: false });
}

/** Rows of w_ij + w_ji from the rows of w_ij and those of w_ji. */
function sparseWeights(ties: Ties & { readonly weight: Float64Array }): MoranWeights {
  const count = ties.rowStart.length - 1;
  const back = transpose({ ...ties, symmetric: false });
  const sides = [ties, back] as const;
  const sum = new Float64Array(count);
  let total = 0;
  let s1 = 0;
  let s2 = 0;
  for (let i = 0; i < count; i++) {
    let out = 0;
    let margin = 0;
    for (const { rowStart, column, weight } of sides) {
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) sum[column[at]] += weight![at];
    }
    for (const { rowStart, column, weight } of sides) {
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        s1 += sum[column[at]] ** 2;
        sum[column[at]] = 0;
        margin += weight![at];
      }
    }
    for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) out += ties.weight[at];
    total += out;
    s2 += margin * margin;
  }
  return {
    count,
    total,
    s1: s1 / 2,
    s2,
    towards(i, z) {
      let value = 0;
      for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++)
        value += ties.weight[at] * z[ties.column[at]];
      for (let at = back.rowStart[i]; at < back.rowStart[i + 1]; at++)
        value += back.weight![at] * z[back.column[at]];
      return value;
    },
  };
}

/** Nodes up to which the weights of all pairs are kept (32 MB); beyond, they are computed when they are needed. */
const KEPT = 2000;
/** Places nearer than this count as this far apart: the same city has no distance to divide by. */
const NEAREST_KM = 1;

/**
 * Inverse great-circle distances between all pairs, 1 / max(km, 1). latitude, longitude: N degrees each.
 * Cost: N^2.
 */
export function distanceWeights(latitude: Float64Array, longitude: Float64Array): MoranWeights {
  const count = latitude.length;
  const place = unitVectors(latitude, longitude);
  const between = (i: number, j: number): number => {
    const dx = place[3 * i] - place[3 * j];
    const dy = place[3 * i + 1] - place[3 * j + 1];
    const dz = place[3 * i + 2] - place[3 * j + 2];
    return 1 / Math.max(arcKm(dx * dx + dy * dy + dz * dz), NEAREST_KM);
  };
  const kept = count <= KEPT ? new Float64Array(count * count) : null;
  const margin = new Float64Array(count);
  let s1 = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const both = 2 * between(i, j);
      if (kept) {
        kept[i * count + j] = both;
        kept[j * count + i] = both;
      }
      margin[i] += both;
      margin[j] += both;
      s1 += both * both;
    }
  }
  const total = margin.reduce((sum, value) => sum + value, 0) / 2;
  const s2 = margin.reduce((sum, value) => sum + value * value, 0);
  return {
    count,
    total,
    s1,
    s2,
    towards(i, z) {
      let value = 0;
      if (kept) {
        const row = i * count;
        for (let j = 0; j < count; j++) value += kept[row + j] * z[j];
      } else {
        for (let j = 0; j < count; j++) if (j !== i) value += 2 * between(i, j) * z[j];
      }
      return value;
    },
  };
}
