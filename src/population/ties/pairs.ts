/**
 * Ties between pairs of cities by their scores: P(tie ij) = min(1, c * score_ij), symmetric.
 *
 * The draw of a pair is a function of (seed, generator, key of i, key of j) alone, the same for ij and ji, so
 * that neither the order of the cities nor any other city changes it. Each city gets two random words from its stream (random.ts); a pair
 * mixes the sum of the first and the exclusive or of the second words by the finaliser of MurmurHash3 (Appleby, public domain; every
 * output bit depends on every input bit), which is several times faster than a draw of random.ts for each of 10^8 pairs; only
 * pairs near the boundary of their probability draw the further digits, from random.ts.
 */
import { stream, uniform } from '../../model/random.js';
import type { Ties } from '../../model/world.js';
import { PairList, TieError } from './rows.js';

/**
 * Writes the scores (>= 0, finite) of city i with the cities from … n - 1 into out[from … n - 1]; score_ij = score_ji.
 * out[i] is not read.
 */
export type ScoreRow = (i: number, from: number, out: Float64Array) => void;

const TWO_32 = 4294967296;

/** MurmurHash3's 32-bit finaliser. */
function mix(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** Draws of pairs: one uniform number for each pair of cities, of 32 leading bits and 53 more. */
export class PairDraws {
  /** Two words of each city. */
  readonly sums: Int32Array;
  readonly ors: Int32Array;
  private readonly rest: ReturnType<typeof stream>;

  constructor(seed: string | number, generator: string, keys: Uint32Array) {
    const n = keys.length / 2;
    this.sums = new Int32Array(n);
    this.ors = new Int32Array(n);
    this.rest = stream(seed, 'ties', generator, 'digits');
    const first = stream(seed, 'ties', generator, 'sum');
    const second = stream(seed, 'ties', generator, 'or');
    for (let i = 0; i < n; i++) {
      this.sums[i] = Math.floor(uniform(first, keys[2 * i], keys[2 * i + 1]) * TWO_32) | 0;
      this.ors[i] = Math.floor(uniform(second, keys[2 * i], keys[2 * i + 1]) * TWO_32) | 0;
    }
  }

  /** The leading 32 bits of the pair's number, as a whole number in 0 … 2^32 - 1. */
  leading(i: number, j: number): number {
    return mix(mix((this.sums[i] + this.sums[j]) | 0) ^ (this.ors[i] ^ this.ors[j])) >>> 0;
  }

  /** The whole number of the pair, uniform in (0, 1]. */
  number(i: number, j: number): number {
    const further = uniform(this.rest, this.sums[i] + this.sums[j], this.ors[i] ^ this.ors[j]);
    return (this.leading(i, j) + further) / TWO_32;
  }
}

/**
 * Ties of n cities with P(tie ij) = min(1, c * score_ij), where c = `scale`, or where `scale` is null the c that makes
 * the expected mean degree `meanDegree`: sum over pairs of min(1, c * score) = n * meanDegree / 2.
 *
 * c is solved exactly, not by trial: pairs are sorted by score, the k highest have probability 1, and
 * c = (n * meanDegree / 2 - k) / (sum of the other scores), k the smallest for which no other exceeds 1.
 * One pass over the pairs keeps those that could be ties under an upper bound of c (from 64 rows; doubled and done
 * again where it proves too low), so that the cost is n² / 2 scores and draws (about 10 ns + score each).
 */
export function scoredTies(
  n: number,
  draws: PairDraws,
  scoreRow: ScoreRow,
  meanDegree: number,
  scale: number | null,
): { ties: Ties; scale: number } {
  const wanted = (n * meanDegree) / 2;
  if (n < 2 || (scale === null && wanted === 0)) return { ties: new PairList(0).ties(n), scale: scale ?? 0 };
  let bound = scale ?? boundOfScale(n, scoreRow, wanted);
  for (;;) {
    const pass = candidates(n, draws, scoreRow, bound);
    const c = scale ?? solveScale(pass, wanted, (n * (n - 1)) / 2);
    // 0 when the scores are so unequal that the bound must grow before c is known.
    if (c <= bound) {
      const { first, second, count } = pass.pairs;
      const kept = new PairList(count);
      for (let e = 0; e < count; e++) {
        if (draws.number(first[e], second[e]) <= c * pass.scores[e]) kept.push(first[e], second[e]);
      }
      return { ties: kept.ties(n), scale: c };
    }
    bound = Math.max(2 * bound, c * (1 + 1e-9));
  }
}

/** An upper bound of c, right more often than not: from the scores of 64 cities. */
function boundOfScale(n: number, scoreRow: ScoreRow, wanted: number): number {
  const row = new Float64Array(n);
  const rows = Math.min(n, 64);
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const i = Math.floor((r * n) / rows);
    scoreRow(i, 0, row);
    for (let j = 0; j < n; j++) if (j !== i) sum += row[j];
  }
  const total = (sum * n) / rows / 2;
  return total > 0 && Number.isFinite(total) ? (1.3 * wanted) / total : 1;
}

interface Pass {
  /** Pairs that are ties for some c <= bound, with their scores. */
  readonly pairs: PairList;
  readonly scores: readonly number[];
  /** Sum of all scores, in order of rows. */
  readonly total: number;
  /** Number of pairs with a score above 0. */
  readonly positive: number;
  /** Scores of the pairs whose probability would be 1 at the bound. */
  readonly certain: readonly number[];
}

function candidates(n: number, draws: PairDraws, scoreRow: ScoreRow, bound: number): Pass {
  const pairs = new PairList(1024);
  const scores: number[] = [];
  const certain: number[] = [];
  const row = new Float64Array(n);
  const { sums, ors } = draws;
  const reach = bound * TWO_32;
  let total = 0;
  let positive = 0;
  for (let i = 0; i < n - 1; i++) {
    scoreRow(i, i + 1, row);
    const sumI = sums[i];
    const orI = ors[i];
    let rowTotal = 0;
    for (let j = i + 1; j < n; j++) {
      const score = row[j];
      if (!(score > 0)) {
        if (score !== 0) throw new TieError(`the score of the cities ${i} and ${j} is ${score}`);
        continue;
      }
      positive++;
      rowTotal += score;
      const limit = reach * score;
      const leading = mix(mix((sumI + sums[j]) | 0) ^ (orI ^ ors[j])) >>> 0;
      // Not below: the further digits add less than 1 to the leading ones.
      if (leading <= limit) {
        pairs.push(i, j);
        scores.push(score);
      }
      if (limit >= TWO_32) certain.push(score);
    }
    total += rowTotal;
  }
  return { pairs, scores, total, positive, certain };
}

/**
 * c with sum of min(1, c * score) = wanted, or a value above the bound where the pass did not keep enough to tell.
 */
function solveScale(pass: Pass, wanted: number, pairCount: number): number {
  if (wanted > pass.positive) {
    throw new TieError(
      `only ${pass.positive} of ${pairCount} pairs can be tied, ${wanted} are wanted; lower meanDegree`,
    );
  }
  const highest = Float64Array.from(pass.certain).sort().reverse();
  let others = pass.total;
  for (let k = 0; ; k++) {
    // All pairs are certain: the smallest score decides.
    if (k === pass.positive) return 1 / highest[k - 1];
    const c = (wanted - k) / others;
    const next = k < highest.length ? highest[k] : 0;
    if (k >= highest.length || c * next <= 1) return c;
    others -= next;
  }
}
