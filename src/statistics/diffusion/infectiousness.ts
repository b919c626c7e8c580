/**
 * How much a node's adoption is followed by, and follows, that of those it is tied to.
 * Source: Myers 2000, The diffusion of collective violence: infectiousness, susceptibility, and mass media networks,
 * American Journal of Sociology 106; Valente, Dyal, Chu, Wipfli and Fujimoto 2015, Social Science & Medicine 145.
 */
import { transpose } from '../../population/ties/rows.js';
import { type Adoption, tiesAt, type Waves } from './adoption.js';

export interface InfluenceOptions {
  /** Moments K over which adoption is followed; default 1. */
  readonly span?: number;
  /** What the k-th of them is divided by: k (linear, default) or (1 + r)^(k - 1). */
  readonly discount?: 'linear' | { readonly exponential: number };
  /** Whether it is divided by the (discounted) number of all who adopted at these moments; default true. */
  readonly normalised?: boolean;
}

/**
 * Infectiousness of each node: of those who look at it and adopt after it, the share that does so within K moments.
 *
 *     I_i = [sum_k sum_j x_ji(t_i + k) z_j(t_i + k) / d_k] / [sum_k sum_j x_ji(t_i + k) z_j(>= t_i + k) / d_k]
 *
 * k = 1 … K, x_ji: j looks at i, z_j(t): j adopts at t, d_k the discount; divided by sum_k n(t_i + k) / d_k, with n(t)
 * the number of others that adopt at t, where normalised. 0 where nobody does; NaN for one that never adopts.
 */
export function infectiousness(
  waves: Waves,
  adoption: Adoption,
  options: InfluenceOptions = {},
): Float64Array {
  return followed(waves.map(transpose), adoption, options, 1);
}

/**
 * Susceptibility of each node: of those it looks at and who adopted before it, the share that did so within the K
 * moments before; the mirror image of infectiousness, with z_j(t_i - k) above and z_j(<= t_i - k) below, over the ties
 * of moment t_i - k + 1.
 */
export function susceptibility(
  waves: Waves,
  adoption: Adoption,
  options: InfluenceOptions = {},
): Float64Array {
  return followed(waves, adoption, options, -1);
}

/** Sums over the nodes in each row. after: 1 those that adopt later, -1 earlier. */
function followed(
  rows: Waves,
  { period, times }: Adoption,
  { span = 1, discount = 'linear', normalised = true }: InfluenceOptions,
  after: 1 | -1,
): Float64Array {
  const adopting = new Int32Array(times.length);
  for (const since of period) if (since >= 0) adopting[since]++;
  const discountOf = (k: number): number =>
    discount === 'linear' ? k : (1 + discount.exponential) ** (k - 1);
  return Float64Array.from(period, (since, i) => {
    if (since < 0) return NaN;
    let near = 0;
    let all = 0;
    let everybody = 0;
    for (let k = 1; k <= span; k++) {
      const moment = since + after * k;
      if (moment < 0 || moment >= times.length) break;
      const { rowStart, column } = tiesAt(rows, after > 0 ? moment : moment + 1);
      const weight = 1 / discountOf(k);
      for (let at = rowStart[i]; at < rowStart[i + 1]; at++) {
        const other = period[column[at]];
        if (other < 0) continue;
        if (other === moment) near += weight;
        if (after > 0 ? other >= moment : other <= moment) all += weight;
      }
      everybody += adopting[moment] * weight;
    }
    if (near === 0) return 0;
    return near / all / (normalised ? everybody : 1);
  });
}
