/**
 * Attributes of cities from margins and correlations: a Gaussian copula.
 *
 * City i has, for each drawn attribute a, its own standard normal number e_ia from the stream
 * (seed, "population", a) and the city's key. With L the Cholesky factor of the correlations,
 *   z_ia = sum over b <= a of L_ab e_ib,   value_ia = Q_a(Phi(z_ia)),   Q_a the quantile of a's margin.
 * Correlations are those of the normal scores z; for bell-shaped margins those of the values are close to them.
 *
 * Order: given attributes first, then drawn ones, each in the order of `attributeNames`. So an attribute
 * depends on those it is linked with by a chain of stated correlations, and on nothing else: one more
 * uncorrelated attribute changes no other draw by a single bit, nor does one more city, as long as no
 * given attribute is correlated (normal scores of given values are ranks, which another city moves).
 *
 * Source: Nelsen 2006, An Introduction to Copulas; conditional on given values as in multivariate normal regression.
 */
import { type AttributeName, attributeNames, attributes } from '../model/attributes.js';
import { normalCumulative, normalQuantile } from '../model/normal.js';
import { stream, uniform } from '../model/random.js';
import { type Margin, quantileOf } from './distributions.js';

/** Values of cities by attribute, N each. */
export type AttributeColumns = { readonly [name in AttributeName]?: Float64Array };

export interface AttributeDraws {
  readonly seed: string | number;
  /** 2N words, of random.ts cityKeys. */
  readonly keys: Uint32Array;
  /** The distribution of each attribute to be drawn. */
  readonly margins: { readonly [name in AttributeName]?: Margin };
  /** "immigrantShare,orientation": 0.3; pairs left out are 0. */
  readonly correlations?: { readonly [pair: string]: number };
  /** Attributes that the cities have already, N values each. */
  readonly given?: AttributeColumns;
}

/** A correlation that cannot be: `pairs` are the keys concerned. */
export class CorrelationError extends Error {
  override readonly name = 'CorrelationError';
  constructor(
    message: string,
    readonly pairs: readonly string[],
  ) {
    super(message);
  }
}

/** The largest draw below 1: uniform() may give exactly 1, whose normal score would be infinite. */
const BELOW_ONE = 1 - 1.1102230246251565e-16;

/**
 * Draws N values of each attribute that has a margin.
 * Population is rounded to whole inhabitants, at least 1.
 * Throws CorrelationError (unknown, absent or repeated attributes, |r| >= 1, not positive definite)
 * and MarginError (impossible parameters). Cost: 100 ns to 2 µs (beta) a city and attribute.
 */
export function drawAttributes(draws: AttributeDraws): { [name in AttributeName]?: Float64Array } {
  const { seed, keys, margins } = draws;
  const given = draws.given ?? {};
  const count = keys.length / 2;
  const drawn = attributeNames.filter((name) => margins[name] !== undefined);
  for (const name of drawn) {
    if (given[name]) throw new CorrelationError(`${name} is both given and drawn`, []);
  }
  // A stated correlation of 0 links nothing.
  const pairs = readPairs(draws.correlations ?? {}, margins, given).filter((pair) => pair.r !== 0);
  // A given attribute without variation has no ranks to follow: it counts as uncorrelated.
  const scores = new Map<AttributeName, Float64Array>();
  for (const name of attributeNames) {
    const values = given[name];
    if (!values || !pairs.some((pair) => pair.a === name || pair.b === name)) continue;
    const z = normalScores(values);
    if (z) scores.set(name, z);
  }
  const names = [...scores.keys(), ...drawn];
  const factor = cholesky(names, scores, pairs);

  const innovations: Float64Array[] = [];
  const result: { [name in AttributeName]?: Float64Array } = {};
  names.forEach((name, a) => {
    const row = factor[a];
    const parents = row.flatMap((_, b) => (b < a && row[b] !== 0 ? [b] : []));
    const own = new Float64Array(count);
    innovations.push(own);
    const z = scores.get(name);
    if (z) {
      for (let i = 0; i < count; i++) {
        let rest = z[i];
        for (const b of parents) rest -= row[b] * innovations[b][i];
        own[i] = rest / row[a];
      }
      return;
    }
    const from = stream(seed, 'population', name);
    for (let i = 0; i < count; i++) {
      own[i] = normalQuantile(Math.min(uniform(from, keys[2 * i], keys[2 * i + 1]), BELOW_ONE));
    }
    const quantile = quantileOf(margins[name] as Margin);
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      let score = row[a] * own[i];
      for (const b of parents) score += row[b] * innovations[b][i];
      const value = quantile(Math.min(normalCumulative(score), BELOW_ONE));
      values[i] = name === 'population' ? Math.max(1, Math.round(value)) : value;
    }
    result[name] = values;
  });
  return result;
}

interface Pair {
  readonly key: string;
  readonly a: AttributeName;
  readonly b: AttributeName;
  readonly r: number;
}

function readPairs(
  correlations: { readonly [pair: string]: number },
  margins: AttributeDraws['margins'],
  given: AttributeColumns,
): Pair[] {
  const seen = new Map<string, string>();
  return Object.entries(correlations).map(([key, r]) => {
    const parts = key.split(',').map((part) => part.trim());
    if (parts.length !== 2) throw new CorrelationError(`"${key}": name two attributes, as in "a,b"`, [key]);
    for (const part of parts) {
      if (!Object.hasOwn(attributes, part)) {
        throw new CorrelationError(
          `"${key}": unknown attribute ${part}; known: ${attributeNames.join(', ')}`,
          [key],
        );
      }
      if (!margins[part as AttributeName] && !given[part as AttributeName]) {
        throw new CorrelationError(`"${key}": ${part} is neither given nor drawn`, [key]);
      }
    }
    const [a, b] = parts as [AttributeName, AttributeName];
    if (a === b) throw new CorrelationError(`"${key}": an attribute's correlation with itself is 1`, [key]);
    if (!(r > -1 && r < 1)) throw new CorrelationError(`"${key}": ${r} is not between -1 and 1`, [key]);
    if (given[a] && given[b])
      throw new CorrelationError(`"${key}": both are given, so their correlation is too`, [key]);
    const canonical = [a, b].sort().join(',');
    const earlier = seen.get(canonical);
    if (earlier !== undefined)
      throw new CorrelationError(`"${earlier}" and "${key}" are one pair`, [earlier, key]);
    seen.set(canonical, key);
    return { key, a, b, r };
  });
}

/**
 * Normal scores of values: rank (ties averaged), (rank - 1/2) / n, normal quantile, scaled to variance 1.
 * null where all values are equal.
 */
export function normalScores(values: Float64Array): Float64Array | null {
  const n = values.length;
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j] || i - j);
  const scores = new Float64Array(n);
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && values[order[end]] === values[order[start]]) end++;
    const score = normalQuantile((start + end) / 2 / n);
    for (let k = start; k < end; k++) scores[order[k]] = score;
    start = end;
  }
  let sum = 0;
  for (const score of scores) sum += score;
  const mean = n > 0 ? sum / n : 0;
  let squares = 0;
  for (const score of scores) squares += (score - mean) * (score - mean);
  if (!(squares > 0)) return null;
  const sd = Math.sqrt(squares / n);
  return scores.map((score) => (score - mean) / sd);
}

/** Which attributes hang together by a chain of stated correlations: a label for each. */
function components(names: readonly AttributeName[], pairs: readonly Pair[]): number[] {
  const label = names.map((_, k) => k);
  for (const { a, b } of pairs) {
    const one = label[names.indexOf(a)];
    const other = label[names.indexOf(b)];
    if (one === undefined || other === undefined) continue;
    for (let k = 0; k < label.length; k++) if (label[k] === one) label[k] = other;
  }
  return label;
}

/**
 * Lower triangular L with L L' = R. R holds the stated correlations, those observed between given
 * attributes of one component, and 0 elsewhere.
 */
function cholesky(
  names: readonly AttributeName[],
  scores: ReadonlyMap<AttributeName, Float64Array>,
  pairs: readonly Pair[],
): number[][] {
  const stated = new Map<string, number>();
  for (const { a, b, r } of pairs) stated.set(`${a},${b}`, r).set(`${b},${a}`, r);
  const component = components(names, pairs);
  const correlation = (a: number, b: number): number => {
    const first = scores.get(names[a]);
    const second = scores.get(names[b]);
    if (!first || !second) return stated.get(`${names[a]},${names[b]}`) ?? 0;
    if (component[a] !== component[b]) return 0;
    let sum = 0;
    for (let i = 0; i < first.length; i++) sum += first[i] * second[i];
    return sum / first.length;
  };
  const factor: number[][] = [];
  for (let a = 0; a < names.length; a++) {
    const row: number[] = [];
    factor.push(row);
    let pivot = 1;
    for (let b = 0; b < a; b++) {
      let value = correlation(a, b);
      for (let k = 0; k < b; k++) value -= row[k] * factor[b][k];
      const entry = value === 0 ? 0 : value / factor[b][b];
      row.push(entry);
      pivot -= entry * entry;
    }
    if (!(pivot > 1e-10)) {
      const members = names.filter((_, k) => k <= a && component[k] === component[a]);
      const concerned = pairs.filter((pair) => members.includes(pair.a) && members.includes(pair.b));
      const keys = concerned.map((pair) => pair.key);
      throw new CorrelationError(
        `no joint distribution has these correlations (the matrix is not positive definite): ${concerned
          .map((pair) => `${pair.a} with ${pair.b} ${pair.r}`)
          .join(', ')}; bring some of them nearer to 0`,
        keys,
      );
    }
    row.push(Math.sqrt(pivot));
  }
  return factor;
}
