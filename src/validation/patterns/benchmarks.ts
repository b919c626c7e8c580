import type { Pattern } from '../pattern.js';
import { firstAdoptions } from '../reading/adoptions.js';
import { zscores } from '../reading/attributes.js';
import { designsAt, spreadOfDesigns } from '../reading/designs.js';
import { stageAt, stageReader } from '../reading/stages.js';
import { mean, spread, where } from '../reading/statistics.js';
import type { Run } from '../run.js';

const CHARTER = 'integrating-cities-charter';
const POLICY = 'integration';
const DESIGNS_AT = 2021;
/** Runs go on, so that those without benchmarking come as far. */
const END = 2036;
/** Years after signing over which scores are followed, by quarters. */
const TENURE = 15;
const LEVELS = 8;

/** A city with the time from which its scores are followed: of a member its joining, of another that of its match. */
interface Followed {
  readonly city: number;
  readonly from: number;
}

/** Mean and spread of the scores (stage / 2) of some cities, each quarter after the time of each. */
function scoreCourse(run: Run, followed: readonly Followed[]): { mean: number; spread: number }[] {
  const stages = stageReader(run, POLICY);
  return Array.from({ length: 4 * TENURE + 1 }, (_, quarter) => {
    const scores = followed.map(({ city, from }) => stages(city, from + quarter / 4) / 2);
    return { mean: mean(scores), spread: spread(scores) };
  });
}

/**
 * Spread of a on less that of b at equal mean: averaged over levels of the mean that both courses pass, each where it
 * is first reached. NaN where they have no level in common.
 */
export function spreadAtEqualMean(
  a: readonly { readonly mean: number; readonly spread: number }[],
  b: readonly { readonly mean: number; readonly spread: number }[],
): number {
  const low = Math.max(a[0].mean, b[0].mean);
  const high = Math.min(...[a, b].map((course) => Math.max(...course.map((point) => point.mean))));
  if (!(high >= low)) return NaN;
  const first = (course: typeof a, level: number): number =>
    course.find((point) => point.mean >= level)!.spread;
  const gaps = Array.from({ length: LEVELS }, (_, k) => {
    const level = low + ((k + 1) / LEVELS) * (high - low) * (1 - 1e-12);
    return first(a, level) - first(b, level);
  });
  return mean(gaps);
}

/** For each city the nearest of the candidates in z-scored log population, immigrant share and orientation, each taken once. */
export function matched(run: Run, cities: readonly number[], candidates: readonly number[]): number[] {
  const columns = (['population', 'immigrantShare', 'orientation'] as const).map((name) =>
    zscores(run, name),
  );
  const left = new Set(candidates);
  return cities.flatMap((city) => {
    let best = -1;
    let least = Infinity;
    for (const other of left) {
      const distance = columns.reduce((sum, z) => sum + (z[other] - z[city]) ** 2, 0);
      if (distance < least) [best, least] = [other, distance];
    }
    if (best >= 0) left.delete(best);
    return best >= 0 ? [best] : [];
  });
}

/** A20. */
export const alike: Pattern = {
  id: 'A20',
  fact: 'Benchmarking makes policies alike',
  source: 'Teixeira 2020',
  statistic:
    'spread of policy scores at equal mean score, over fifteen years after signing, and of designs in 2021, benchmarking on less off: signatories; members of EUROCITIES matched to them; integration, Europe',
  expected: 'negative among signatories; about 0 (within .05) among matched others',
  worlds: {
    on: { scenario: 'eu-charter', set: [`time.end=${END}`] },
    off: {
      scenario: 'eu-charter',
      set: [`time.end=${END}`, 'off=[benchmarking]', `networks.${CHARTER}.benchmark.pull=0`],
    },
  },
  snapshots: { on: [DESIGNS_AT], off: [DESIGNS_AT] },
  checks: {
    scores: { label: 'change of the spread of scores, signatories', rule: { kind: 'negative' } },
    designs: { label: 'change of the spread of designs, signatories', rule: { kind: 'negative' } },
    otherScores: { label: 'the same of scores, others', rule: { kind: 'range', low: -0.05, high: 0.05 } },
    otherDesigns: { label: 'the same of designs, others', rule: { kind: 'range', low: -0.05, high: 0.05 } },
  },
  measure({ on, off }) {
    const { count } = on.world.cities;
    const [joinedOn, joinedOff] = [on, off].map(
      (run) => new Map(firstAdoptions(run, [CHARTER]).map(({ city, time }) => [city, time])),
    );
    const followed = [...joinedOn].flatMap(([city, from]) =>
      joinedOff.has(city) && from < DESIGNS_AT ? [{ city, from }] : [],
    );
    const member = stageAt(on, 'eurocities', DESIGNS_AT);
    const candidates = where(
      count,
      (city) => member[city] > 0 && !joinedOn.has(city) && !joinedOff.has(city),
    );
    // A matched city is followed from when its signatory signed.
    const others = matched(
      on,
      followed.map(({ city }) => city),
      candidates,
    ).map((city, k) => ({
      city,
      from: followed[k].from,
    }));
    const scores = (cities: readonly Followed[]): number =>
      spreadAtEqualMean(scoreCourse(on, cities), scoreCourse(off, cities));
    const designs = (cities: readonly Followed[]): number => {
      const [a, b] = [on, off].map((run) => {
        const held = designsAt(run, POLICY, DESIGNS_AT);
        return spreadOfDesigns(cities.map(({ city }) => held[city]).filter((design) => design !== null));
      });
      return a - b;
    };
    return {
      scores: scores(followed),
      designs: designs(followed),
      otherScores: scores(others),
      otherDesigns: designs(others),
    };
  },
};
