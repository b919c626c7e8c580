import { transpose } from '../../population/ties/rows.js';
import { type Adoption, tiesAt, type Waves } from './adoption.js';

export interface ExposureOptions {
  /** outgoing: those whom a node looks at (its row); incoming: those who look at it. */
  readonly direction?: 'outgoing' | 'incoming';
  /** Whether ties count by their weight; default: all alike. */
  readonly valued?: boolean;
  /** Share of the peers (default), or their number or weight. */
  readonly normalised?: boolean;
  /** Moments by which exposure comes earlier than what it is set against. */
  readonly lag?: number;
}

/**
 * Exposure of each node at each moment: the share of its peers that have adopted.
 *
 *     E_i(k) = sum_j w_ij a_j(k) / sum_j w_ij,   a_j(k) = 1 where j has adopted at or before moment k
 *
 * w_ij: 1, or the weight of the tie where `valued`; not divided where `normalised` is false. A node without peers
 * has 0. With a lag L the entry of moment k is the exposure at moment k - L, NaN for the first L.
 *
 * @returns N x T values, entry i * T + k. Cost: ties x T.
 * Source: Valente 1995, Network Models of the Diffusion of Innovations.
 */
export function exposureOverTime(
  waves: Waves,
  { period, times }: Adoption,
  options: ExposureOptions = {},
): Float64Array {
  const { direction = 'outgoing', valued = false, normalised = true, lag = 0 } = options;
  const momentCount = times.length;
  const nodeCount = period.length;
  const rows = direction === 'outgoing' ? waves : waves.map(transpose);
  const exposure = new Float64Array(nodeCount * momentCount).fill(NaN);
  for (let k = lag; k < momentCount; k++) {
    const { rowStart, column, weight } = tiesAt(rows, k - lag);
    for (let i = 0; i < nodeCount; i++) {
      let adopted = 0;
      let all = 0;
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const w = valued && weight ? weight[at] : 1;
        const since = period[column[at]];
        if (since >= 0 && since <= k - lag) adopted += w;
        all += w;
      }
      exposure[i * momentCount + k] = normalised ? (all === 0 ? 0 : adopted / all) : adopted;
    }
  }
  return exposure;
}

/**
 * Threshold of each node: its exposure at the moment of its adoption, or `lag` moments before. NaN: not adopted, or
 * adopted before the lag allows to tell. exposure: N x T as from exposureOverTime.
 * Source: Valente 1996, Social network thresholds in the diffusion of innovations, Social Networks 18.
 */
export function thresholds(exposure: Float64Array, { period, times }: Adoption, lag = 0): Float64Array {
  return Float64Array.from(period, (since, i) =>
    since < lag ? NaN : exposure[i * times.length + since - lag],
  );
}
