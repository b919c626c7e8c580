import { normalQuantile } from '../model/normal.js';
import { riskTimes, type SurvivalData } from './riskTimes.js';

/** Share that one kind of event has reached, at the moments of any event. */
export interface IncidenceCurve {
  readonly time: Float64Array;
  readonly atRisk: Float64Array;
  /** Events of this kind. */
  readonly events: Float64Array;
  readonly incidence: Float64Array;
  readonly standardError: Float64Array;
  /** Pointwise band; NaN where the incidence is 0 or 1. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Cumulative incidence of K kinds of events of which only the first can happen, by Aalen and Johansen 1978:
 *
 *     F_k(t) = sum over t_m <= t of S(t_m-) d_km / Y_m,   S the share that no event has reached
 *
 * So that sum F_k + S = 1. Variance of Greenwood's type, as the R package etm has it (Allignol, Schumacher and
 * Beyersmann 2010), which for one kind is Greenwood's own; bands on the scale of log(-log(1 - F)). Event codes 1 … K, 0 for none. Cost: n log n + K times moments.
 */
export function cumulativeIncidence(data: SurvivalData, kinds: number, level = 0.95): IncidenceCurve[] {
  const { time, atRisk, events } = riskTimes(data, kinds);
  const reach = normalQuantile((1 + level) / 2);
  const count = time.length;
  return events.map((own) => {
    const incidence = new Float64Array(count);
    const standardError = new Float64Array(count);
    const low = new Float64Array(count).fill(NaN);
    const high = new Float64Array(count).fill(NaN);
    let share = 1; // S before the moment
    let reached = 0;
    // Sums of a, a F and a F^2 with a = d / (Y (Y - d)), and of c, c F with c = S d_k / Y^2.
    let [a0, a1, a2, b0, c0, c1] = [0, 0, 0, 0, 0, 0];
    for (let m = 0; m < count; m++) {
      const y = atRisk[m];
      let d = 0;
      for (const kind of events) d += kind[m];
      reached += (share * own[m]) / y;
      incidence[m] = reached;
      // Where nobody is left, nothing follows on which this term could weigh.
      const a = y > d ? d / (y * (y - d)) : 0;
      const c = (share * own[m]) / (y * y);
      a0 += a;
      a1 += a * reached;
      a2 += a * reached * reached;
      b0 += (share * share * own[m] * (y - own[m])) / (y * y * y);
      c0 += c;
      c1 += c * reached;
      const variance = reached * reached * a0 - 2 * reached * a1 + a2 + b0 - 2 * (reached * c0 - c1);
      standardError[m] = Math.sqrt(Math.max(0, variance));
      if (reached > 0 && reached < 1) {
        const left = 1 - reached;
        const spread = (reach * standardError[m]) / (left * Math.log(left));
        low[m] = 1 - left ** Math.exp(spread);
        high[m] = 1 - left ** Math.exp(-spread);
      }
      share *= (y - d) / y;
    }
    return { time, atRisk, events: own, incidence, standardError, low, high };
  });
}
