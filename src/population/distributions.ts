/**
 * The distributions that cities' attributes are drawn from: cumulative distribution functions and
 * quantiles, made of the bit-portable exp and log of model/numerics.ts, so that every engine draws the
 * same cities. Accuracy is tested against mpmath (50 digits) and closed forms.
 */
import { normalCumulative, normalQuantile } from '../model/normal.js';
import { exp, log } from '../model/numerics.js';

/** The distribution of one attribute, as scenario files give it. */
export type Margin =
  /** Beta(a, b), a, b > 0, on [0, 1]; mean a / (a + b). */
  | { readonly beta: readonly [number, number] }
  /** Normal(mean, sd), sd >= 0; with `within` truncated to [low, high] (drawn again, not clamped). */
  | { readonly normal: readonly [number, number]; readonly within?: readonly [number, number] }
  /** Uniform on [low, high]. */
  | { readonly uniform: readonly [number, number] }
  /** exp(Normal(meanlog, sdlog)), sdlog >= 0. */
  | { readonly lognormal: readonly [number, number] }
  /** The same value for every city. */
  | { readonly constant: number }
  /** Pareto: P(X > x) = (minimum / x)^exponent for x >= minimum > 0; exponent 1 is Zipf's law. */
  | { readonly pareto: readonly [number, number] };

/** A margin whose parameters are impossible. */
export class MarginError extends Error {
  override readonly name = 'MarginError';
}

/**
 * Natural logarithm of the gamma function, x > 0: recurrence to x >= 15, then Stirling's series
 * (DLMF 5.11.1). Absolute error below 1e-14 max(1, |ln gamma(x)|).
 */
export function logGamma(x: number): number {
  let product = 1;
  while (x < 15) {
    product *= x;
    x += 1;
  }
  const q = 1 / (x * x);
  const series =
    (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) / x;
  return (x - 0.5) * log(x) - x + 0.9189385332046728 + series - log(product);
}

/** ln B(a, b) = ln gamma(a) + ln gamma(b) - ln gamma(a + b). */
function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Continued fraction of the incomplete beta function (DLMF 8.17.22), by the modified Lentz method. */
function betaFraction(x: number, a: number, b: number): number {
  const TINY = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let fraction = d;
  for (let m = 1; m < 10000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    c = 1 + even / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    c = 1 + odd / c;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    if (Math.abs(c) < TINY) c = TINY;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 2.3e-16) break;
  }
  return fraction;
}

/** I_x(a, b), given ln B(a, b). */
function betaFrom(x: number, a: number, b: number, logB: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(a * log(x) + b * log(1 - x) - logB);
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * Regularised incomplete beta function I_x(a, b) = P(X <= x) for X ~ Beta(a, b); x in [0, 1], a, b > 0.
 * Relative error about 1e-14 for a, b up to 100 (it grows with their size). Cost: about 1 µs.
 */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`x must lie in [0, 1], not ${x}`);
  checkBeta(a, b);
  return betaFrom(x, a, b, logBeta(a, b));
}

/**
 * The root of I_x(a, b) = p in [low, high] by Halley's method (third order), safeguarded by bisection.
 */
function solveBeta(
  p: number,
  a: number,
  b: number,
  logB: number,
  low: number,
  high: number,
  x: number,
): number {
  for (let step = 0; step < 200; step++) {
    const f = betaFrom(x, a, b, logB) - p;
    if (f === 0) return x;
    if (f < 0) low = x;
    else high = x;
    const slope = exp((a - 1) * log(x) + (b - 1) * log(1 - x) - logB);
    const newton = f / slope;
    const bend = 1 - 0.5 * newton * ((a - 1) / x - (b - 1) / (1 - x));
    let next = x - newton / Math.max(bend, 0.5);
    // Outside the bracket: halve it, on the log scale where it spans magnitudes.
    if (!(next > low && next < high)) {
      next =
        low === 0 ? high / 16 : high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
      if (!(next > low && next < high)) return low === 0 ? high : low;
    } else if (Math.abs(next - x) <= 1e-6 * Math.min(x, 1 - x)) return next;
    x = next;
  }
  return x;
}

/**
 * Quantile of Beta(a, b): the x with I_x(a, b) = p; p in [0, 1].
 * Relative error of p below 1e-13. Throws MarginError where a or b is not above 0. Cost: about 10 µs;
 * for many draws of one distribution use quantileOf.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must lie in [0, 1], not ${p}`);
  checkBeta(a, b);
  if (p === 0 || p === 1) return p;
  return solveBeta(p, a, b, logBeta(a, b), 0, 1, a / (a + b));
}

/** Half the number of nodes, and their distance in standard normal scores (8.32 covers all 53-bit draws). */
const NODES = 1040;
const SPACING = 1 / 125;

/** betaQuantile with a and b fixed, about 2 µs a call: roots at equidistant normal scores bracket each root. */
function betaQuantiles(a: number, b: number): (p: number) => number {
  checkBeta(a, b);
  const logB = logBeta(a, b);
  const nodes = new Float64Array(2 * NODES + 1);
  nodes[NODES] = solveBeta(0.5, a, b, logB, 0, 1, a / (a + b));
  for (let k = 1; k <= NODES; k++) {
    const above = nodes[NODES + k - 1];
    nodes[NODES + k] =
      above === 1 ? 1 : solveBeta(normalCumulative(k * SPACING), a, b, logB, above, 1, above);
    const below = nodes[NODES - k + 1];
    nodes[NODES - k] =
      below === 0 ? 0 : solveBeta(normalCumulative(-k * SPACING), a, b, logB, 0, below, below);
  }
  return (p) => {
    if (p === 0 || p === 1) return p;
    const place = normalQuantile(p) / SPACING + NODES;
    if (!(place > 0 && place < 2 * NODES)) return solveBeta(p, a, b, logB, 0, 1, a / (a + b));
    const node = Math.floor(place);
    const low = nodes[node];
    const high = nodes[node + 1];
    // Rounding may put the root just outside; a margin of 1e-9 keeps the bracket true.
    const start = low + (place - node) * (high - low);
    return solveBeta(
      p,
      a,
      b,
      logB,
      low * (1 - 1e-9),
      Math.min(1, high * (1 + 1e-9)),
      Math.min(start, 1 - 1.2e-16),
    );
  };
}

/**
 * Quantile of Normal(mean, sd) truncated to [low, high]: the draws that fall outside are drawn again.
 *   mean + sd * Phi^-1(Phi(alpha) + p (Phi(beta) - Phi(alpha))), alpha = (low - mean) / sd, beta likewise,
 * taken from the nearer tail, so that it stays exact far out. p in [0, 1]; a bound may be infinite.
 */
export function truncatedNormalQuantile(
  p: number,
  mean: number,
  sd: number,
  low: number,
  high: number,
): number {
  const alpha = (low - mean) / sd;
  const beta = (high - mean) / sd;
  const mirrored = alpha > 0;
  const from = normalCumulative(mirrored ? -beta : alpha);
  const to = normalCumulative(mirrored ? -alpha : beta);
  const z = normalQuantile(from + (mirrored ? 1 - p : p) * (to - from));
  const x = mean + sd * (mirrored ? -z : z);
  return Math.min(Math.max(x, low), high);
}

function checkBeta(a: number, b: number): void {
  if (!(a > 0 && b > 0 && a < 1e6 && b < 1e6))
    throw new MarginError(`beta [${a}, ${b}]: both must be above 0`);
}

function checkFinite(name: string, values: readonly number[]): void {
  for (const value of values) {
    if (!Number.isFinite(value))
      throw new MarginError(`${name} [${values.join(', ')}]: ${value} is not a number`);
  }
}

/**
 * The quantile function of a margin: from p in [0, 1] to the attribute's value; non-decreasing.
 * Throws MarginError where the parameters are impossible. Cost: beta 20 ms once, then 2 µs a call; others 50 ns.
 */
export function quantileOf(margin: Margin): (p: number) => number {
  if ('beta' in margin) return betaQuantiles(margin.beta[0], margin.beta[1]);
  if ('uniform' in margin) {
    const [low, high] = margin.uniform;
    checkFinite('uniform', margin.uniform);
    if (low > high) throw new MarginError(`uniform [${low}, ${high}]: the first must not exceed the second`);
    return (p) => low + p * (high - low);
  }
  if ('constant' in margin) {
    checkFinite('constant', [margin.constant]);
    return () => margin.constant;
  }
  if ('pareto' in margin) {
    const [minimum, exponent] = margin.pareto;
    checkFinite('pareto', margin.pareto);
    if (!(minimum > 0 && exponent > 0)) {
      throw new MarginError(`pareto [${minimum}, ${exponent}]: minimum and exponent must be above 0`);
    }
    return (p) => minimum * exp(-log(1 - p) / exponent);
  }
  if ('lognormal' in margin) {
    const [meanlog, sdlog] = margin.lognormal;
    checkFinite('lognormal', margin.lognormal);
    if (sdlog < 0) throw new MarginError(`lognormal [${meanlog}, ${sdlog}]: sdlog must not be below 0`);
    return (p) => exp(sdlog === 0 ? meanlog : meanlog + sdlog * normalQuantile(p));
  }
  if (!('normal' in margin)) {
    throw new MarginError(
      `unknown distribution ${JSON.stringify(margin)}; known: beta, normal, uniform, lognormal, constant, pareto`,
    );
  }
  const [mean, sd] = margin.normal;
  checkFinite('normal', margin.normal);
  if (sd < 0) throw new MarginError(`normal [${mean}, ${sd}]: sd must not be below 0`);
  if (margin.within === undefined) return (p) => (sd === 0 ? mean : mean + sd * normalQuantile(p));
  const [low, high] = margin.within;
  if (!(low < high)) throw new MarginError(`within [${low}, ${high}]: the first must be below the second`);
  if (sd === 0) {
    if (mean < low || mean > high)
      throw new MarginError(`normal [${mean}, 0] lies outside [${low}, ${high}]`);
    return () => mean;
  }
  const nearest = mean < low ? (low - mean) / sd : mean > high ? (mean - high) / sd : 0;
  if (nearest > 30) {
    throw new MarginError(
      `normal [${mean}, ${sd}] within [${low}, ${high}] lies ${nearest} sd from its mean`,
    );
  }
  return (p) => truncatedNormalQuantile(p, mean, sd, low, high);
}
