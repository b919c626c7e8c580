/** Verdicts on hypotheses, from the outcomes of their scenarios. Pure. */
import { stream } from '../../model/random.js';
import { holm } from '../../statistics/holm.js';
import { comparePaired, type PairedComparison } from '../../statistics/paired/comparePaired.js';
import {
  cannotBeShown,
  directedTest,
  distanceToLimit,
  sidesOf,
} from '../../statistics/paired/directedTest.js';
import { moments } from '../../statistics/paired/moments.js';
import { pairs } from '../../statistics/paired/pairs.js';
import { replicatesForEquivalence, replicatesNeeded } from '../../statistics/paired/power.js';
import { type Reached, unreachedIn } from '../../statistics/paired/reached.js';
import { fewestSignFlips } from '../../statistics/paired/signFlip.js';
import type { PreparedHypothesis } from './prepareHypotheses.js';

export type Ruling = 'supported' | 'refuted' | 'undecided';

/** Values of an outcome in the scenarios a and b of a hypothesis, one a replicate. */
export interface HypothesisValues {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Of a time: whether it was reached. */
  readonly reached?: Reached;
}

/** What the tests say of a hypothesis. */
export interface TestedHypothesis {
  readonly ruling: Ruling;
  /** Mean of b - a. */
  readonly difference: number;
  /** p of the claim and of its contrary, and both after Holm over all hypotheses. */
  readonly p: number;
  readonly pCorrected: number;
  readonly pAgainst: number;
  readonly pAgainstCorrected: number;
}

/** As declared, at the coefficients as they are stated. */
export interface Verdict extends TestedHypothesis {
  readonly comparison: PairedComparison;
  /**
   * Replicates with which a test of this effect decides with a power of .8, at the level of the smallest of the corrected
   * tests, where as large a share of them has a pair as now, and at least as many as a sign-flip test needs to reach that level at all; Infinity: no number does, for the
   * effect lies on the limit, times were not reached, or t has no spread to judge by.
   */
  readonly replicatesNeeded: number;
}

/** Share of sets of coefficients over their plausible ranges with each ruling. */
export interface RangeOfVerdicts {
  readonly supported: number;
  readonly refuted: number;
  readonly undecided: number;
  /** Sets. */
  readonly draws: number;
}

const POWER = 0.8;

/** Tests all hypotheses together: the corrections are for their number. `names` name the streams. */
export function testHypotheses(
  hypotheses: readonly PreparedHypothesis[],
  values: readonly HypothesisValues[],
  names: readonly (string | number)[],
): TestedHypothesis[] {
  const differences = values.map(({ a, b }) => pairs(a, b).differences);
  const tested = hypotheses.map((hypothesis, k) =>
    directedTest(differences[k], stream(...names, hypothesis.id, 'signs'), {
      ...hypothesis,
      level: hypothesis.alpha / hypotheses.length,
      unreached: unreachedIn(values[k].reached),
    }),
  );
  const supports = holm(tested.map(({ support }) => support));
  const refutes = holm(tested.map(({ refute }) => refute));
  return hypotheses.map(({ alpha }, k) => ({
    // Both at once is impossible: they are one-sided tests of contraries.
    ruling: supports[k] <= alpha ? 'supported' : refutes[k] <= alpha ? 'refuted' : 'undecided',
    p: tested[k].support,
    pCorrected: supports[k],
    pAgainst: tested[k].refute,
    pAgainstCorrected: refutes[k],
    difference: moments(differences[k]).mean,
  }));
}

/** The verdicts at the coefficients as they are stated. */
export function verdictsOf(
  hypotheses: readonly PreparedHypothesis[],
  values: readonly HypothesisValues[],
  seed: string,
): Verdict[] {
  const tested = testHypotheses(hypotheses, values, [seed, 'hypotheses', 0]);
  return hypotheses.map((hypothesis, k) => {
    const { id, direction, minimumEffect } = hypothesis;
    const { a, b, reached } = values[k];
    const comparison = comparePaired(a, b, {
      names: [seed, 'hypotheses', id],
      ...(reached ? { reached } : {}),
    });
    return {
      ...tested[k],
      comparison,
      replicatesNeeded:
        cannotBeShown(comparison.difference, direction, minimumEffect, unreachedIn(reached)) ||
        (hypothesis.test === 't' && comparison.sd === 0)
          ? Infinity
          : needed(hypothesis, hypotheses.length, comparison),
    };
  });
}

/** Replicates, of which some have no pair, for the test that decides where the mean is this. */
function needed(
  { test, direction, minimumEffect: m, alpha }: PreparedHypothesis,
  tests: number,
  { difference, sd, pairs: count, missing }: PairedComparison,
): number {
  const level = alpha / tests;
  const sides = sidesOf(difference, direction, m);
  const oneSided = direction === 'greater' || direction === 'less';
  const decisive =
    !oneSided && Math.abs(difference) < m
      ? replicatesForEquivalence({ difference, sd, alpha: level, margin: m }, POWER)
      : replicatesNeeded(
          { difference: distanceToLimit(difference, direction, m), sd, alpha: level, sides },
          { power: POWER, test },
        );
  const least = test === 'sign-flip' ? fewestSignFlips(tests, alpha, sides) : 2;
  return Math.ceil((Math.max(least, decisive) * (count + missing)) / count);
}

/** How often each ruling comes out over the sets of coefficients. */
export function rangeOf(rulings: readonly Ruling[]): RangeOfVerdicts {
  const share = (ruling: Ruling): number =>
    rulings.length === 0 ? NaN : rulings.filter((one) => one === ruling).length / rulings.length;
  return {
    supported: share('supported'),
    refuted: share('refuted'),
    undecided: share('undecided'),
    draws: rulings.length,
  };
}
