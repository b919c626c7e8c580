import jstat from 'jstat';
import { pointSums } from './completeUnits.js';
import type { Responses } from './sensitivityRow.js';

/** 95 % interval around a centre freed of the bias of first order. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Delete-a-group jackknife for groups of unequal size (Busing, Meijer and van der Leeden 1999), for several statistics at
 * once: with h_j = n / m_j, pseudo-values h_j θ − (h_j − 1) θ_(j), centre G θ − sum_j (1 − m_j / n) θ_(j), variance
 * (1 / G) sum_j (pseudo-value − centre)² / (h_j − 1), Student's t of G − 1 degrees of freedom.
 *
 * theta: the statistics of everything; without(j): of everything but group j; sizes: m_j. NaN for fewer than two groups.
 */
export function jackknife(
  theta: Float64Array,
  without: (group: number) => Float64Array,
  sizes: readonly number[],
): Interval[] {
  const groups = sizes.length;
  if (groups < 2) return Array.from(theta, () => ({ low: NaN, high: NaN }));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const left = sizes.map((_, j) => without(j));
  const t = jstat.studentt.inv(0.975, groups - 1);
  return Array.from(theta, (whole, s) => {
    let centre = groups * whole;
    sizes.forEach((size, j) => {
      centre -= (1 - size / total) * left[j][s];
    });
    let variance = 0;
    sizes.forEach((size, j) => {
      const h = total / size;
      variance += (h * whole - (h - 1) * left[j][s] - centre) ** 2 / (h - 1) / groups;
    });
    const half = t * Math.sqrt(variance);
    return { low: centre - half, high: centre + half };
  });
}

/** Replicates are left out one by one, or in so many groups where there are more. */
const MOST_GROUPS = 32;

/**
 * The jackknife over replicates of statistics of the point means. kept, size: the units and their points; theta: the
 * statistics of `means`, those over all replicates; statistics: of the means over the replicates that are named. NaN for one
 * replicate. Cost: as many values as there are runs, and 32
 * times the statistics.
 */
export function overReplicates(
  kept: Uint32Array,
  size: number,
  responses: Responses,
  means: Float64Array,
  theta: Float64Array,
  statistics: (means: Float64Array, replicates: readonly number[]) => Float64Array,
): Interval[] {
  const { replicates } = responses;
  const groups = Math.min(replicates, MOST_GROUPS);
  const all = Array.from({ length: replicates }, (_, r) => r);
  const members = Array.from({ length: groups }, (_, group) => all.filter((r) => r % groups === group));
  const without = (group: number): Float64Array => {
    const left = pointSums(kept, size, responses, members[group]);
    const remaining = all.filter((r) => r % groups !== group);
    return statistics(
      means.map((mean, at) => (mean * replicates - left[at]) / remaining.length),
      remaining,
    );
  };
  return jackknife(
    theta,
    without,
    members.map(({ length }) => length),
  );
}
