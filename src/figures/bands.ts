import { mean, quantileSorted } from 'simple-statistics';

/** A curve over replicates at one time: mean, and the central 50 % and 90 % of replicates (quantiles as R's type 7). */
export interface BandPoint {
  time: number;
  mean: number;
  low90: number;
  low50: number;
  high50: number;
  high90: number;
}

/**
 * Bands from replicates: `values[r][k]` is replicate r at `times[k]`. A missing value (NaN) is left out of its time; a time
 * without values has no point. One replicate: all five numbers are its value. Cost: O(times x replicates log replicates).
 */
export function bands(times: ArrayLike<number>, values: ArrayLike<ArrayLike<number>>): BandPoint[] {
  const points: BandPoint[] = [];
  const column: number[] = [];
  for (let k = 0; k < times.length; k++) {
    column.length = 0;
    for (let r = 0; r < values.length; r++) {
      if (!Number.isNaN(values[r][k])) column.push(values[r][k]);
    }
    if (column.length === 0) continue;
    column.sort((a, b) => a - b);
    points.push({
      time: times[k],
      mean: mean(column),
      low90: quantileSorted(column, 0.05),
      low50: quantileSorted(column, 0.25),
      high50: quantileSorted(column, 0.75),
      high90: quantileSorted(column, 0.95),
    });
  }
  return points;
}

/**
 * A city's adoption over replicates: the share of replicates in which it adopts, and the median time over all of them,
 * counting "not by the end" as later than every time. `medianTime` is null where fewer than half adopt.
 */
export function medianAdoption(times: ArrayLike<number>): {
  medianTime: number | null;
  shareAdopted: number;
} {
  const sorted = Array.from(times, (time) => (Number.isFinite(time) ? time : Infinity)).sort((a, b) => a - b);
  if (sorted.length === 0) return { medianTime: null, shareAdopted: 0 };
  const shareAdopted = sorted.filter(Number.isFinite).length / sorted.length;
  const median = shareAdopted >= 0.5 ? quantileSorted(sorted, 0.5) : Infinity;
  return { medianTime: Number.isFinite(median) ? median : null, shareAdopted };
}
