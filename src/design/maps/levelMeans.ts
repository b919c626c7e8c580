import jstat from 'jstat';
import type { Responses } from '../sensitivity/index.js';

/** A mean with its 95 % interval over replicates; NaN: missing. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean outcome by cell and replicate, over the points of a cell that have a value (cells × replicates; NaN: none has).
 * of: the cell of each point.
 */
export function levelMeans(
  of: ArrayLike<number>,
  cells: number,
  { replicates, value }: Responses,
): Float64Array {
  const sums = new Float64Array(cells * replicates);
  const counts = new Uint32Array(cells * replicates);
  for (let point = 0; point < of.length; point++) {
    for (let r = 0; r < replicates; r++) {
      const outcome = value(point, r);
      if (Number.isNaN(outcome)) continue;
      const at = of[point] * replicates + r;
      sums[at] += outcome;
      counts[at]++;
    }
  }
  return sums.map((sum, at) => sum / counts[at]);
}

/** Mean of what is defined, and Student's t interval; the interval is NaN for fewer than two. */
export function meanInterval(values: ArrayLike<number>): MeanInterval {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  const mean = count > 0 ? sum / count : NaN;
  if (count < 2) return { mean, low: NaN, high: NaN };
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) squares += (values[i] - mean) ** 2;
  const half = jstat.studentt.inv(0.975, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - half, high: mean + half };
}
