import type { Stream } from '../../model/random.js';
import type { Ties } from '../../model/world.js';
import { draws } from './draws.js';
import { rewire } from './rewire.js';

export interface StructureTest {
  readonly observed: number;
  /** Mean and standard deviation over the rewired ties. */
  readonly mean: number;
  readonly sd: number;
  /** Two-sided. */
  readonly p: number;
}

/** Tries to swap a tie, for each tie, between two graphs. */
const SWAPS_PER_TIE = 10;

/**
 * Whether a statistic depends on who is tied to whom, given how many ties each node has: the same statistic over
 * rewired ties. p = 2 min(share of at most the observed, share of at least the observed), the observed graph being one
 * of them, at most 1.
 *
 * The rewired graphs do not come from the observed one but from one that is as many swaps away from it; so the observed
 * and the rewired graphs are alike to each other, and the test keeps its size even where the chain has not yet forgotten
 * its start. Undefined (NaN) without ties, or where the statistic is undefined. Cost: (permutations + 1) x (10 swaps a
 * tie + one statistic).
 * Source: Vega Yon, Valente and Dyal, netdiffuseR (the test); Besag and Clifford 1989, Biometrika 76 (the start).
 */
export function structureTest(
  ties: Ties,
  statistic: (ties: Ties) => number,
  permutations: number,
  from: Stream,
): StructureTest {
  const observed = statistic(ties);
  if (ties.column.length === 0 || Number.isNaN(observed)) return { observed, mean: NaN, sd: NaN, p: NaN };
  const swaps = (SWAPS_PER_TIE * ties.column.length) / (ties.symmetric ? 2 : 1);
  const middle = rewire(ties, swaps, draws(from, 0));
  let atMost = 1;
  let atLeast = 1;
  let sum = 0;
  let squares = 0;
  for (let run = 1; run <= permutations; run++) {
    const value = statistic(rewire(middle, swaps, draws(from, run)));
    const difference = value - observed;
    const alike = Math.abs(difference) <= 1e-12 * Math.abs(observed);
    if (alike || difference < 0) atMost++;
    if (alike || difference > 0) atLeast++;
    sum += difference;
    squares += difference * difference;
  }
  const mean = sum / permutations;
  const variance = (squares - permutations * mean * mean) / (permutations - 1);
  return {
    observed,
    mean: observed + mean,
    sd: permutations > 1 ? Math.sqrt(Math.max(0, variance)) : NaN,
    p: Math.min(1, (2 * Math.min(atMost, atLeast)) / (1 + permutations)),
  };
}
