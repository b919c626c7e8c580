import { stream } from '../../model/random.js';
import { bcaInterval } from './bcaInterval.js';
import { averageEffectSize, pairedEffectSize } from './effectSize.js';
import { equivalence } from './equivalence.js';
import { moments } from './moments.js';
import { pairs } from './pairs.js';
import { type Reached, reachedCount, unreachedIn } from './reached.js';
import { signFlip } from './signFlip.js';
import { superiority } from './superiority.js';
import { type Interval, tInterval } from './tInterval.js';
import { tied } from './tied.js';
import { varianceReduction } from './varianceReduction.js';

/** Two worlds held against each other by one outcome. All is NaN where nothing is defined. */
export interface PairedComparison {
  /** Replicates in which both worlds have the outcome, and in which one has not. */
  readonly pairs: number;
  readonly missing: number;
  readonly meanA: number;
  readonly meanB: number;
  /** Mean of b - a. */
  readonly difference: number;
  /** Standard deviations of the differences, of a and of b. */
  readonly sd: number;
  readonly sdA: number;
  readonly sdB: number;
  /** 95 % intervals of the difference. */
  readonly t: Interval;
  readonly bca: Interval;
  /** d_z and d_av. */
  readonly effectSize: number;
  readonly averageEffectSize: number;
  readonly superiority: number;
  /** Two-sided sign-flip test that the worlds are exchangeable. */
  readonly p: number;
  /** p of the equivalence test; NaN where no smallest effect of interest was given, a time was not always reached,
   * or all differences are the same. */
  readonly equivalence: number;
  readonly varianceReduction: number;
  /** Of a time: replicates in which it was reached by the end; NaN for all else. */
  readonly reachedA: number;
  readonly reachedB: number;
  /** Pairs with the same difference, at most. */
  readonly tied: number;
}

/**
 * Everything that is said of an outcome in two worlds on common resistances. All differences 0: difference 0, intervals
 * [0, 0], effect size 0, p 1, superiority .5. `names` name the streams of the bootstrap and the test;
 * `level` is the p that the test must reach, after a correction say.
 */
export function comparePaired(
  valuesA: readonly number[],
  valuesB: readonly number[],
  {
    names,
    smallestEffect,
    level = 0.05,
    reached,
  }: {
    readonly level?: number;
    readonly names: readonly string[];
    readonly smallestEffect?: number;
    readonly reached?: Reached;
  },
): PairedComparison {
  const paired = pairs(valuesA, valuesB);
  const { a, b, differences, missing } = paired;
  const { count, mean, sd } = moments(differences);
  const unreached = unreachedIn(reached);
  return {
    pairs: count,
    missing,
    meanA: moments(a).mean,
    meanB: moments(b).mean,
    difference: mean,
    sd,
    sdA: moments(a).sd,
    sdB: moments(b).sd,
    t: tInterval(differences),
    bca: bcaInterval(differences, stream(...names, 'bootstrap')),
    effectSize: pairedEffectSize(paired),
    averageEffectSize: averageEffectSize(paired),
    superiority: superiority(differences),
    p: signFlip(differences, stream(...names, 'signs'), { level }),
    equivalence:
      smallestEffect === undefined || unreached.a || unreached.b
        ? NaN
        : equivalence(differences, smallestEffect),
    varianceReduction: varianceReduction(paired),
    reachedA: reached ? reachedCount(reached.a) : NaN,
    reachedB: reached ? reachedCount(reached.b) : NaN,
    tied: tied(differences),
  };
}
