import type { Stream } from '../../model/random.js';
import { studentCumulative } from '../studentT.js';
import { moments } from './moments.js';
import type { Unreached } from './reached.js';
import { type Alternative, signFlip } from './signFlip.js';

/** What a hypothesis says of the mean difference D, with a smallest effect m: D > m, D < -m, |D| > m, |D| < m. */
export type Direction = 'greater' | 'less' | 'different' | 'equivalent';

export type PairedTest = 'sign-flip' | 't';

/** p of the claim, and p of its contrary: each the probability of data as favourable if the other were true. */
export interface DirectedTest {
  readonly support: number;
  /** NaN: no data can speak for it ("not different at all"). */
  readonly refute: number;
}

/**
 * Tests a claim and its contrary by one-sided paired tests about ±m:
 *
 *     greater      support  D > m                   refute  D < m
 *     less         support  D < -m                  refute  D > -m
 *     different    support  D > m or D < -m, doubled       refute  -m < D < m, both; none for m = 0
 *     equivalent   the contrary of different; needs m > 0
 *
 * Greater and less take an m below 0 too: less with m = -.05 claims D < .05, an effect that is not as large as that.
 * level: the p that must be reached, for a sign-flip test that draws patterns.
 *
 * Differences of times that were not reached by the end are those of restricted means (the end in place of the time), and lie
 * closer to 0 than those without an end. So where b was not reached in some replicate D < c is not shown for c > 0, nor D > c for c < 0
 * where a was not: p is 1. Royston and Parmar 2013, BMC Medical Research Methodology 13, 152.
 * The sign-flip test takes differences to be symmetric about the limit; t takes them to be normal, and where they do not vary at all its
 * p is 1 for every claim.
 *
 * Both are NaN without differences. Throws RangeError for m < 0 with the other two, or equivalence without m.
 */
export function directedTest(
  differences: readonly number[],
  from: Stream,
  {
    direction,
    minimumEffect: m,
    test,
    level = 0.05,
    unreached = { a: false, b: false },
  }: {
    readonly direction: Direction;
    readonly minimumEffect: number;
    readonly test: PairedTest;
    readonly level?: number;
    readonly unreached?: Unreached;
  },
): DirectedTest {
  const oneSided = direction === 'greater' || direction === 'less';
  if (Number.isNaN(m) || (!oneSided && m < 0) || (direction === 'equivalent' && m === 0))
    throw new RangeError(`a smallest effect of ${m} does not go with ${direction}`);
  const decide = { test, level: oneSided ? level : level / 2 };
  const above = (about: number): number =>
    about < 0 && unreached.a ? 1 : testAbout(differences, from, 'greater', about, decide);
  const below = (about: number): number =>
    about > 0 && unreached.b ? 1 : testAbout(differences, from, 'less', about, decide);
  if (direction === 'greater') return { support: above(m), refute: below(m) };
  if (direction === 'less') return { support: below(-m), refute: above(-m) };
  const outside = Math.min(1, 2 * Math.min(above(m), below(-m)));
  const inside = m > 0 ? Math.max(above(-m), below(m)) : NaN;
  return direction === 'different'
    ? { support: outside, refute: inside }
    : { support: inside, refute: outside };
}

function testAbout(
  differences: readonly number[],
  from: Stream,
  alternative: Exclude<Alternative, 'two-sided'>,
  about: number,
  { test, level }: { readonly test: PairedTest; readonly level: number },
): number {
  if (test === 'sign-flip') return signFlip(differences, from, { alternative, about, level });
  const { count, mean, sd } = moments(differences);
  if (count < 2) return NaN;
  const distance = alternative === 'greater' ? mean - about : about - mean;
  // What does not vary gives t no error to judge the mean by: it shows nothing.
  if (sd === 0) return 1;
  return studentCumulative((-distance * Math.sqrt(count)) / sd, count - 1);
}

/** How far the mean lies from the limit that decides, and so what a power calculation asks for. */
export function distanceToLimit(mean: number, direction: Direction, m: number): number {
  if (direction === 'greater') return Math.abs(mean - m);
  if (direction === 'less') return Math.abs(mean + m);
  return Math.abs(Math.abs(mean) - m);
}

/** Whether the side of the limits on which the mean lies cannot be shown, because times were not reached. */
export function cannotBeShown(mean: number, direction: Direction, m: number, unreached: Unreached): boolean {
  if (direction === 'greater' || direction === 'less') {
    const limit = direction === 'greater' ? m : -m;
    return mean < limit ? limit > 0 && unreached.b : limit < 0 && unreached.a;
  }
  return Math.abs(mean) < m && (unreached.a || unreached.b);
}

/** How many sides the test has that decides where the mean is this: two are doubled, outside of limits on both sides. */
export const sidesOf = (mean: number, direction: Direction, m: number): 1 | 2 =>
  (direction === 'different' || direction === 'equivalent') && Math.abs(mean) >= m ? 2 : 1;
