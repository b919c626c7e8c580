/**
 * All diffusion statistics of one adoption: who adopted when, and who is tied to whom. The same for a replicate of a
 * simulation and for observed data.
 */
import type { Stream } from '../model/random.js';
import type { Ties } from '../model/world.js';
import {
  rogersCategories,
  rogersClasses,
  thresholdCategories,
  thresholdClasses,
} from '../statistics/diffusion/adopterCategories.js';
import { type Adoption, adoptionSeenAt, type Waves } from '../statistics/diffusion/adoption.js';
import { type AdoptionCourse, cumulativeAdopters } from '../statistics/diffusion/cumulativeAdopters.js';
import { exposureOverTime, thresholds } from '../statistics/diffusion/exposureOverTime.js';
import { bassFit, logisticFit } from '../statistics/diffusion/growthFits.js';
import { infectiousness, susceptibility } from '../statistics/diffusion/infectiousness.js';
import { type Moran, moran, moranOverTime, moranPermutation } from '../statistics/diffusion/moran.js';
import { distanceWeights, type MoranWeights, tieWeights } from '../statistics/diffusion/moranWeights.js';
import { spaceTimeClustering } from '../statistics/diffusion/spaceTimeClustering.js';
import { structureTest } from '../statistics/diffusion/structureTest.js';
import { tiesAmong } from './adoptionHistory.js';
import { growthCurve } from './growth.js';

/** N nodes that can adopt, where they are, and how they are tied. */
export interface DiffusionNodes {
  readonly ids: readonly string[];
  /** For each moment, or one for all; null: no ties are known. */
  readonly waves: Waves | null;
  /** N indices of the country. */
  readonly country: ArrayLike<number>;
  /** N degrees each, or null. */
  readonly latitude: Float64Array | null;
  readonly longitude: Float64Array | null;
}

export interface DiffusionQuestion {
  /** N times, NaN: not adopted by the last moment. */
  readonly adoptedAt: Float64Array;
  /** Moments at which adoption is looked at. */
  readonly times: readonly number[];
  /** Where the fitted curves begin, and the moments that they are fitted at. */
  readonly growth: { readonly origin: number; readonly times: readonly number[] };
  /** A recent adopter adopted before by at most this. */
  readonly window: number;
  /** Random orders or graphs of each test; 0: no p-values. */
  readonly permutations: number;
  /** The stream of a test's draws. */
  readonly streamOf: (test: string) => Stream;
}

export interface Exposures {
  readonly exposure: Float64Array;
  readonly incoming: Float64Array;
  /** By weight of the ties; null where they have none. */
  readonly valued: Float64Array | null;
  /** Number of adopters among the peers. */
  readonly peers: Float64Array;
}

/** One value a node: NaN or null where undefined. */
export interface NodeStatistics {
  readonly adoptedAt: Float64Array;
  readonly threshold: Float64Array | null;
  readonly thresholdLag1: Float64Array | null;
  readonly thresholdIncoming: Float64Array | null;
  readonly infectiousness: Float64Array | null;
  readonly susceptibility: Float64Array | null;
  readonly category: (string | null)[];
  readonly thresholdCategory: (string | null)[];
}

export interface DiffusionTest {
  readonly test: string;
  /** Nodes that it is about. */
  readonly nodes: number;
  readonly observed: number;
  readonly expected: number;
  readonly sd: number;
  readonly z: number;
  readonly p: number;
}

export interface Diffusion {
  readonly adoption: Adoption;
  readonly course: AdoptionCourse;
  /** Exposure of each node at each moment, N x T; null without ties. */
  readonly exposures: (() => Exposures) | null;
  readonly nodes: NodeStatistics;
  /** Moran's I of having adopted at each moment, along ties and in space. */
  readonly moran: { readonly weights: 'ties' | 'distance'; readonly overTime: readonly Moran[] }[];
  readonly tests: readonly DiffusionTest[];
  /** Single numbers, in a fixed order; NaN where undefined. */
  readonly statistics: { readonly [name: string]: number };
}

/** What does not depend on who adopts: made once for all adoptions of the same nodes. */
export interface DiffusionWeights {
  readonly ties: MoranWeights | null;
  readonly distance: MoranWeights | null;
}

/**
 * Weights for Moran's I: row-standardised ties where they never change (one wave; several are weighted moment by moment), and
 * inverse distances where places are known. null: there are none. Cost: a pass over ties, and over all pairs of N nodes.
 */
export function diffusionWeights({ waves, latitude, longitude }: DiffusionNodes): DiffusionWeights {
  return {
    ties: waves?.length === 1 ? tieWeights(waves[0], 'rowStandardised') : null,
    distance: latitude && longitude ? distanceWeights(latitude, longitude) : null,
  };
}

/** All statistics of an adoption. Cost: see the statistics; without permutations about a pass over all pairs of nodes. */
export function diffusion(
  nodes: DiffusionNodes,
  weights: DiffusionWeights,
  question: DiffusionQuestion,
): Diffusion {
  const { ids, waves } = nodes;
  const { adoptedAt, times } = question;
  const adoption = adoptionSeenAt(adoptedAt, times);
  const course = cumulativeAdopters(adoption);
  const exposure = waves && exposureOverTime(waves, adoption);
  const own = waves && {
    threshold: thresholds(exposure!, adoption),
    thresholdLag1: thresholds(exposure!, adoption, 1),
    thresholdIncoming: thresholds(exposureOverTime(waves, adoption, { direction: 'incoming' }), adoption),
    infectiousness: infectiousness(waves, adoption),
    susceptibility: susceptibility(waves, adoption),
  };
  const adopterClasses = rogersClasses(adoptedAt);
  const classes = own && thresholdClasses(own.threshold);
  const named = (names: readonly string[], found: Int8Array | null): (string | null)[] =>
    ids.map((_, i) => (found && found[i] >= 0 ? names[found[i]] : null));
  const last = times.length - 1;
  const moranTies = weights.ties
    ? moranOverTime(adoption, weights.ties)
    : waves?.map((ties, k) => moran(adoptedBy(adoption, k), tieWeights(ties, 'rowStandardised')));
  const moranDistance = weights.distance && moranOverTime(adoption, weights.distance);

  const { origin } = question.growth;
  const { start, curve } = growthCurve(adoptedAt, ids.length, origin, question.growth.times);
  const bass = bassFit(curve, { start });
  const logistic = logisticFit(curve);
  const growth = largestGrowth(course, times);
  const tieCount = waves ? waves[waves.length === 1 ? 0 : last].column.length : NaN;
  const found = tests(nodes, weights, question, adoption);
  const observedIn = (test: string): number => found.find((row) => row.test === test)?.observed ?? NaN;
  const spaceTime = found.find(({ test }) => test === 'spaceTime');
  return {
    adoption,
    course,
    exposures:
      waves &&
      (() => ({
        exposure: exposure!,
        incoming: exposureOverTime(waves, adoption, { direction: 'incoming' }),
        valued: waves.some(({ weight }) => weight)
          ? exposureOverTime(waves, adoption, { valued: true })
          : null,
        peers: exposureOverTime(waves, adoption, { normalised: false }),
      })),
    nodes: {
      adoptedAt,
      threshold: own?.threshold ?? null,
      thresholdLag1: own?.thresholdLag1 ?? null,
      thresholdIncoming: own?.thresholdIncoming ?? null,
      infectiousness: own?.infectiousness ?? null,
      susceptibility: own?.susceptibility ?? null,
      category: named(rogersCategories, adopterClasses),
      thresholdCategory: named(thresholdCategories, classes),
    },
    moran: [
      ...(moranTies ? [{ weights: 'ties' as const, overTime: moranTies }] : []),
      ...(moranDistance ? [{ weights: 'distance' as const, overTime: moranDistance }] : []),
    ],
    tests: found,
    statistics: {
      nodes: ids.length,
      density: tieCount / (ids.length * (ids.length - 1)),
      adopters: course.cumulative[last],
      share: course.share[last],
      peakRate: growth.rate,
      peakAt: growth.at,
      bassP: bass?.p ?? NaN,
      bassPError: bass?.pError ?? NaN,
      bassQ: bass?.q ?? NaN,
      bassQError: bass?.qError ?? NaN,
      bassM: bass?.m ?? NaN,
      bassMError: bass?.mError ?? NaN,
      bassFitError: bass?.error ?? NaN,
      logisticRate: logistic?.rate ?? NaN,
      logisticRateError: logistic?.rateError ?? NaN,
      inflexionAt: logistic ? origin + logistic.middle : NaN,
      inflexionAtError: logistic?.middleError ?? NaN,
      logisticCeiling: logistic?.ceiling ?? NaN,
      logisticCeilingError: logistic?.ceilingError ?? NaN,
      logisticFitError: logistic?.error ?? NaN,
      exposure: exposure ? meanOf(exposure.filter((_, cell) => cell % times.length === last)) : NaN,
      threshold: own ? meanOf(own.threshold) : NaN,
      thresholdLag1: own ? meanOf(own.thresholdLag1) : NaN,
      infectiousness: own ? meanOf(own.infectiousness) : NaN,
      susceptibility: own ? meanOf(own.susceptibility) : NaN,
      moranTies: observedIn('moranTies'),
      moranDistance: observedIn('moranDistance'),
      moranTimeTies: observedIn('moranTimeTies'),
      moranTimeDistance: observedIn('moranTimeDistance'),
      spaceTimeRatio: spaceTime ? spaceTime.observed / spaceTime.expected : NaN,
      ...Object.fromEntries(
        rogersCategories.map((name, c) => [
          categoryColumn(name),
          adopterClasses.filter((found) => found === c).length /
            adopterClasses.filter((found) => found >= 0).length,
        ]),
      ),
    },
  };
}

/** shareInnovators, shareEarlyAdopters, … */
export const categoryColumn = (category: string): string =>
  `share${category.replace(/(?:^| )(.)/g, (_, letter: string) => letter.toUpperCase())}`;

/** Having adopted (1) or not (0) at a moment. */
const adoptedBy = ({ period }: Adoption, k: number): Float64Array =>
  Float64Array.from(period, (since) => (since >= 0 && since <= k ? 1 : 0));

/** Mean of those that are defined; NaN: none is. */
function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return sum / count;
}

/** Largest growth of the share between two moments, per unit of time, and the middle between them. */
function largestGrowth({ share }: AdoptionCourse, times: readonly number[]): { rate: number; at: number } {
  let best = { rate: 0, at: NaN };
  for (let k = 1; k < times.length; k++) {
    const rate = (share[k] - share[k - 1]) / (times[k] - times[k - 1]);
    // Shares differ by a whole node or by rounding.
    if (rate > best.rate + 1e-12) best = { rate, at: (times[k] + times[k - 1]) / 2 };
  }
  return times.length > 1 ? best : { rate: NaN, at: NaN };
}

/** Tests against chance. Where ties change, those of the last moment. */
function tests(
  nodes: DiffusionNodes,
  weights: DiffusionWeights,
  { adoptedAt, times, window, permutations, streamOf }: DiffusionQuestion,
  adoption: Adoption,
): DiffusionTest[] {
  const { waves, latitude, longitude, country } = nodes;
  const ties: Ties | null = waves?.[waves.length - 1] ?? null;
  const adopters = Int32Array.from(adoption.period.keys()).filter((i) => adoption.period[i] >= 0);
  const ofAdopters = (column: Float64Array): Float64Array => Float64Array.from(adopters, (i) => column[i]);
  const holds = adoptedBy(adoption, times.length - 1);
  const found: DiffusionTest[] = [];
  const addMoran = (test: string, x: Float64Array, own: MoranWeights): void => {
    const defined = own.total > 0 && x.some((value) => value !== x[0]);
    const { observed, expected, sd, z } = moran(x, own);
    found.push({
      test,
      nodes: x.length,
      observed: defined ? observed : NaN,
      expected,
      sd,
      z,
      p: permutations > 0 ? moranPermutation(x, own, permutations, streamOf(test)) : NaN,
    });
  };
  if (ties) {
    addMoran('moranTies', holds, weights.ties ?? tieWeights(ties, 'rowStandardised'));
    addMoran(
      'moranTimeTies',
      ofAdopters(adoptedAt),
      tieWeights(tiesAmong(ties, adopters), 'rowStandardised'),
    );
  }
  if (latitude && longitude) {
    addMoran('moranDistance', holds, weights.distance!);
    const among = distanceWeights(ofAdopters(latitude), ofAdopters(longitude));
    addMoran('moranTimeDistance', ofAdopters(adoptedAt), among);
    const { distanceKm, expectedKm, p } = spaceTimeClustering(
      { adoptedAt, country, latitude, longitude, window },
      permutations,
      streamOf('spaceTime'),
    );
    found.push({
      test: 'spaceTime',
      nodes: adopters.length,
      observed: distanceKm,
      expected: expectedKm,
      sd: NaN,
      z: NaN,
      p,
    });
  }
  if (waves?.length === 1 && permutations > 1) {
    const meanThreshold = (rewired: Ties): number =>
      meanOf(thresholds(exposureOverTime([rewired], adoption), adoption));
    const { observed, mean, sd, p } = structureTest(
      waves[0],
      meanThreshold,
      permutations,
      streamOf('structure'),
    );
    found.push({
      test: 'structure',
      nodes: adopters.length,
      observed,
      expected: mean,
      sd,
      z: (observed - mean) / sd,
      p,
    });
  }
  return found;
}
