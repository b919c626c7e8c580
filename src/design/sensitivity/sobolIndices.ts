import { stream } from '../../model/random.js';
import type { Design, Structure } from '../design.js';
import { completeUnits, pointMeans } from './completeUnits.js';
import { type Interval, jackknife, overReplicates } from './jackknife.js';
import { once, type RatioStatistic, ratioValue, studentised } from './ratios.js';
import { resampleCounts } from './resample.js';
import type { IndexName, Responses, SensitivityResult, SensitivityRow } from './sensitivityRow.js';
import { sobolNotes } from './sobolNotes.js';

type Saltelli = Structure & { kind: 'saltelli' };

/** Rows are resampled in at most so many blocks of neighbours: enough for the tails, and no more time for more rows. */
const MOST_BLOCKS = 512;

/**
 * Sobol' indices of the mean outcome over the replicates' resistances. With a, b the outcome at A and B of a base row, u_i
 * at A with parameter i from B, w_i at B with i from A, all less the grand mean, and sums over the rows:
 *
 *     without second order   first_i = 2Σ b (u_i − a) / Σ(a − b)²        (Saltelli et al. 2010)
 *                            total_i = Σ (u_i − a)² / Σ(a − b)²          (Jansen 1999)
 *     with second order, both ways round and over the variance of the same four outcomes (Azzini, Mara and Rosati 2021):
 *                            first_i = 2Σ (b − w_i)(u_i − a) / Σ[(a − b)² + (w_i − u_i)²]
 *                            total_i = Σ [(b − w_i)² + (u_i − a)²] / Σ[(a − b)² + (w_i − u_i)²]
 *                            second_ij = closed_ij − first_i − first_j, where closed_ij is
 *       Σ [½(u_i w_j + u_j w_i) − ¼(u_i w_i + u_j w_j + 2ab)] / ⅙Σ[(a − b)² + (w_i − u_i)² + (w_j − u_j)²]
 *
 * The second set has about half the error of the first for twice the runs less two rows, and of second-order estimates that
 * use one pair alone a third. Intervals over base rows: studentised bootstrap over rows, or for a scrambled base the
 * jackknife over its independent scramblings; over replicates: the jackknife, centred where infinitely many replicates are
 * expected to lead. `responses` holds all points of the design; rows with a missing run are refused or dropped.
 */
export function sobolIndices(
  design: Design,
  outcome: string,
  responses: Responses,
  { seed, dropIncomplete = false }: { seed: string; dropIncomplete?: boolean },
): SensitivityResult {
  const structure = design.structure as Saltelli;
  const { rows, width, scramblings } = structure;
  const names = design.parameters.map(({ path }) => path);
  const kept = completeUnits(
    { count: rows, size: width, name: 'base rows' },
    outcome,
    responses,
    dropIncomplete,
  );
  const labels = indexLabels(names, structure.secondOrder);

  // Blocks: scramblings, or neighbouring rows. Each row's block, and the number of rows in each.
  const blockOf =
    scramblings > 0
      ? Array.from(kept, (row) => Math.floor((row * scramblings) / rows))
      : Array.from(kept, (_, at) => Math.floor((at * Math.min(kept.length, MOST_BLOCKS)) / kept.length));
  const present = [...new Set(blockOf)];
  const block = Uint32Array.from(
    blockOf,
    (
      (index) => (b: number) =>
        index.get(b)!
    )(new Map(present.map((b, i) => [b, i]))),
  );
  const sizes = present.map(() => 0);
  for (const b of block) sizes[b]++;

  const statisticsOf = (means: Float64Array) =>
    statistics(means, structure, names.length, block, present.length);
  const means = pointMeans(kept, width, responses);
  const whole = statisticsOf(means);
  const all = once(present.length);
  const estimates = Float64Array.from(whole, (statistic) => ratioValue(statistic, all));

  let overRows: Interval[];
  if (scramblings > 0) {
    overRows = jackknife(
      estimates,
      (group) => {
        const others = all.with(group, 0);
        return Float64Array.from(whole, (statistic) => ratioValue(statistic, others));
      },
      sizes,
    );
  } else if (present.length > 1) {
    const counts = resampleCounts(present.length, stream(seed, 'sensitivity', 'rows'));
    overRows = whole.map((statistic) => studentised(statistic, counts));
  } else overRows = whole.map(() => ({ low: NaN, high: NaN }));
  const overRuns = overReplicates(kept, width, responses, means, estimates, (some) =>
    Float64Array.from(statisticsOf(some), (statistic) => ratioValue(statistic, all)),
  );

  const result = labels.map(
    (label, i): SensitivityRow => ({
      ...label,
      outcome,
      estimate: estimates[i],
      low: overRows[i].low,
      high: overRows[i].high,
      lowReplicates: overRuns[i].low,
      highReplicates: overRuns[i].high,
    }),
  );
  const dropped = rows - kept.length;
  return {
    rows: result,
    notes: sobolNotes(result, { outcome, baseRows: kept.length, dropped, replicates: responses.replicates }),
    dropped,
  };
}

/** In the order of the statistics: first of each parameter, total of each, second of each pair. */
function indexLabels(
  names: readonly string[],
  secondOrder: boolean,
): { parameter: string; parameter2: string | null; index: IndexName }[] {
  const single = (index: IndexName) => names.map((parameter) => ({ parameter, parameter2: null, index }));
  const pairs = names.flatMap((parameter, i) =>
    names.slice(i + 1).map((parameter2) => ({ parameter, parameter2, index: 'second' as const })),
  );
  return [...single('first'), ...single('total'), ...(secondOrder ? pairs : [])];
}

/** The indices' numerators and denominators, summed over the rows of each block. */
function statistics(
  means: Float64Array,
  { width, secondOrder }: Saltelli,
  k: number,
  block: Uint32Array,
  blocks: number,
): RatioStatistic[] {
  // From the first value on, so that of an outcome that does not vary nothing is left but 0.
  let mean = 0;
  for (const value of means) mean += (value - means[0]) / means.length;
  mean += means[0];
  const zeros = () => new Float64Array(blocks);
  const first = Array.from({ length: k }, zeros);
  const total = Array.from({ length: k }, zeros);
  const variance = Array.from({ length: k }, zeros);
  const plain = zeros();
  const pairs = secondOrder ? (k * (k - 1)) / 2 : 0;
  const closed = Array.from({ length: pairs }, zeros);
  const pairVariance = Array.from({ length: pairs }, zeros);
  const u = new Float64Array(k);
  const w = new Float64Array(k);
  const spread = new Float64Array(k);
  for (let row = 0; row < block.length; row++) {
    const at = row * width;
    const to = block[row];
    const a = means[at] - mean;
    const b = means[at + width - 1] - mean;
    for (let i = 0; i < k; i++) u[i] = means[at + 1 + i] - mean;
    if (!secondOrder) {
      plain[to] += (a - b) ** 2;
      for (let i = 0; i < k; i++) {
        first[i][to] += 2 * b * (u[i] - a);
        total[i][to] += (u[i] - a) ** 2;
      }
      continue;
    }
    const apart = (a - b) ** 2;
    for (let i = 0; i < k; i++) {
      w[i] = means[at + 1 + k + i] - mean;
      spread[i] = (w[i] - u[i]) ** 2;
      first[i][to] += 2 * (b - w[i]) * (u[i] - a);
      total[i][to] += (b - w[i]) ** 2 + (u[i] - a) ** 2;
      variance[i][to] += apart + spread[i];
    }
    for (let i = 0, pair = 0; i < k; i++) {
      for (let j = i + 1; j < k; j++, pair++) {
        closed[pair][to] += (u[i] * w[j] + u[j] * w[i]) / 2 - (u[i] * w[i] + u[j] * w[j] + 2 * a * b) / 4;
        pairVariance[pair][to] += (apart + spread[i] + spread[j]) / 6;
      }
    }
  }
  const over = (i: number) => (secondOrder ? variance[i] : plain);
  const firstOf = (i: number, sign: 1 | -1) => ({ sign, numerator: first[i], denominator: over(i) });
  const all: RatioStatistic[] = [
    ...first.map((_, i) => [firstOf(i, 1)]),
    ...total.map((numerator, i) => [{ sign: 1 as const, numerator, denominator: over(i) }]),
  ];
  if (!secondOrder) return all;
  for (let i = 0, pair = 0; i < k; i++) {
    for (let j = i + 1; j < k; j++, pair++) {
      const both = { sign: 1 as const, numerator: closed[pair], denominator: pairVariance[pair] };
      all.push([both, firstOf(i, -1), firstOf(j, -1)]);
    }
  }
  return all;
}
