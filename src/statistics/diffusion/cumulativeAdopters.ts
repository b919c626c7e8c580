import { exp, log } from '../../model/numerics.js';
import type { Adoption } from './adoption.js';

/** The course of adoption: T values each. q_k: adopters at moment k, of n nodes; q_-1 = 0 where it is needed. */
export interface AdoptionCourse {
  /** Not yet adopters just before the moment: n - q_(k-1). */
  readonly atRisk: Int32Array;
  /** New adopters: q_k - q_(k-1). */
  readonly adopted: Int32Array;
  /** q_k. */
  readonly cumulative: Int32Array;
  /** q_k / n. */
  readonly share: Float64Array;
  /** Growth (q_k - q_(k-1)) / q_(k-1); 0 at the first moment, NaN where nobody had adopted before. */
  readonly rate: Float64Array;
  /** Hazard rate (q_k - q_(k-1)) / (n - q_(k-1)); 0 at the first moment, NaN where nobody was left. */
  readonly hazard: Float64Array;
  /**
   * 95 % interval of the share as an estimate (Kaplan and Meier's, with Greenwood's variance, on the scale
   * log(-log)): as every node is observed to the end, S = 1 - share and its variance is S (1 - S) / n.
   * NaN where nobody or everybody has adopted.
   */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Cumulative adopters, growth and hazard rate at each moment. What is adopted at or before the first moment is new
 * there, but no growth or hazard: nobody knows how long it took.
 * Source: Valente 1995; Allison 1984 (hazard); Kalbfleisch and Prentice 1980 (interval).
 */
export function cumulativeAdopters({ period, times }: Adoption): AdoptionCourse {
  const n = period.length;
  const count = times.length;
  const adopted = new Int32Array(count);
  for (const since of period) if (since >= 0) adopted[since]++;
  const cumulative = new Int32Array(count);
  const atRisk = new Int32Array(count);
  const [share, rate, hazard, low, high] = Array.from({ length: 5 }, () => new Float64Array(count).fill(NaN));
  for (let k = 0; k < count; k++) {
    const before = k === 0 ? 0 : cumulative[k - 1];
    atRisk[k] = n - before;
    cumulative[k] = before + adopted[k];
    share[k] = cumulative[k] / n;
    if (k === 0) rate[k] = hazard[k] = 0;
    else {
      rate[k] = before === 0 ? NaN : adopted[k] / before;
      hazard[k] = before === n ? NaN : adopted[k] / (n - before);
    }
    const left = 1 - share[k];
    if (!(left > 0 && left < 1)) continue;
    // sd of log(-log S) by the delta method: sd(S) / (S |log S|).
    const spread = (1.959963984540054 * Math.sqrt((left * share[k]) / n)) / (left * -log(left));
    low[k] = 1 - exp(log(left) * exp(-spread));
    high[k] = 1 - exp(log(left) * exp(spread));
  }
  return { atRisk, adopted, cumulative, share, rate, hazard, low, high };
}
