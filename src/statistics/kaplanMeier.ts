import { normalQuantile } from '../model/normal.js';
import { riskTimes, type SurvivalData } from './riskTimes.js';

/** A survival curve at the moments of its events; before the first it is 1. */
export interface SurvivalCurve {
  readonly time: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly survival: Float64Array;
  /** Of survival. */
  readonly standardError: Float64Array;
  /** Pointwise band; NaN where survival is 0. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Share that the event has not reached, by Kaplan and Meier 1958: S(t) = product over t_k <= t of 1 - d_k / Y_k, with
 * Greenwood's variance S^2 sum d_k / (Y_k (Y_k - d_k)) and bands on the scale of log(-log S), which stay in [0, 1].
 * As survfit(conf.type = "log-log") of the R package survival. Cost: n log n.
 */
export function kaplanMeier(data: SurvivalData, level = 0.95): SurvivalCurve {
  const { time, atRisk, events } = riskTimes(data);
  const reach = normalQuantile((1 + level) / 2);
  const [deaths] = events;
  const survival = new Float64Array(time.length);
  const standardError = new Float64Array(time.length);
  const low = new Float64Array(time.length);
  const high = new Float64Array(time.length);
  let share = 1;
  let greenwood = 0;
  for (let m = 0; m < time.length; m++) {
    const left = atRisk[m] - deaths[m];
    share *= left / atRisk[m];
    greenwood += deaths[m] / (atRisk[m] * left);
    survival[m] = share;
    standardError[m] = left === 0 ? NaN : share * Math.sqrt(greenwood);
    const spread = (reach * Math.sqrt(greenwood)) / Math.log(share);
    low[m] = left === 0 ? NaN : share ** Math.exp(-spread);
    high[m] = left === 0 ? NaN : share ** Math.exp(spread);
  }
  return { time, atRisk, events: deaths, survival, standardError, low, high };
}

/** First moment at which survival is at most a share; NaN where it stays above. */
export function survivalQuantile({ time, survival }: SurvivalCurve, share = 0.5): number {
  const at = survival.findIndex((value) => value <= share + 1e-12);
  return at < 0 ? NaN : time[at];
}
