/** Gravity: large cities and near ones are tied. */
import { exp, log, pow } from '../../model/numerics.js';
import { arcKm, unitVectors } from '../distance.js';
import { checkMeanDegree, cityCount, type TieCities, type TieGenerator } from './generator.js';
import { PairDraws, type ScoreRow, scoredTies } from './pairs.js';
import { TieError } from './rows.js';

export interface GravityOptions {
  readonly meanDegree?: number;
  readonly populationExponent?: number;
  readonly distanceExponent?: number;
  readonly distanceFloorKm?: number;
  /** c itself, instead of meanDegree: then one more city changes no tie between the others. */
  readonly scale?: number | null;
}

/** Nodes of the table of decay, equidistant in the fourth root of the squared chord, which lies in [0, sqrt 2]. */
const NODES = 32768;
const NODES_A_UNIT = NODES / 1.4142135623730951;

/**
 * max(distance, floor)^-exponent at each node t, distance = the arc in km whose squared chord is t^4. Interpolated
 * between nodes it stands for an arc sine and a power: relative error below 10^-5 for exponents up to 3 and a floor of
 * 10 km; but 2 * 10^-4 within 20 m of the floor, and 0.5 % within 1,000 km of the antipode, where the arc bends away
 * from every straight line.
 */
function decayTable(exponent: number, floorKm: number): Float64Array {
  return Float64Array.from({ length: NODES + 2 }, (_, k) => {
    const t = k / NODES_A_UNIT;
    const chordSquared = Math.min(t * t * t * t, 4);
    return pow(Math.max(arcKm(chordSquared), floorKm), -exponent);
  });
}

/** max(distance, floor)^-exponent as a function of the squared chord in [0, 4] of two points on the unit sphere. */
export function distanceDecay(exponent: number, floorKm: number): (chordSquared: number) => number {
  const table = decayTable(exponent, floorKm);
  return (chordSquared) => {
    const t = Math.sqrt(Math.sqrt(chordSquared)) * NODES_A_UNIT;
    const node = t | 0;
    return table[node] + (t - node) * (table[node + 1] - table[node]);
  };
}

/**
 * score_ij = (population_i * population_j)^populationExponent / max(distance_ij, floor)^distanceExponent,
 * population in inhabitants, great-circle distance in km.
 */
function gravityScores(
  cities: TieCities,
  populationExponent: number,
  distanceExponent: number,
  floorKm: number,
): ScoreRow {
  const { count: n, latitude, longitude } = cities;
  const population = cities.attributes.population;
  const mass = new Float64Array(n).fill(1);
  if (populationExponent !== 0) {
    if (!population)
      throw new TieError('gravity needs the population of the cities, or populationExponent 0');
    for (let i = 0; i < n; i++) mass[i] = exp(populationExponent * log(population[i]));
  }
  if (distanceExponent === 0) {
    return (i, from, out) => {
      const own = mass[i];
      for (let j = from; j < n; j++) out[j] = own * mass[j];
    };
  }
  if (!latitude || !longitude) {
    throw new TieError('gravity needs the latitude and longitude of the cities, or distanceExponent 0');
  }
  const place = unitVectors(latitude, longitude);
  const decay = distanceDecay(distanceExponent, floorKm);
  return (i, from, out) => {
    const own = mass[i];
    const x = place[3 * i];
    const y = place[3 * i + 1];
    const z = place[3 * i + 2];
    for (let j = from, k = 3 * from; j < n; j++, k += 3) {
      const dx = x - place[k];
      const dy = y - place[k + 1];
      const dz = z - place[k + 2];
      out[j] = own * mass[j] * decay(dx * dx + dy * dy + dz * dz);
    }
  };
}

/** gravity's ties together with the c that was solved for. */
export function gravityTies(cities: TieCities, options: GravityOptions, seed: string | number) {
  const {
    meanDegree = 10,
    populationExponent = 0.5,
    distanceExponent = 1,
    distanceFloorKm = 10,
    scale = null,
  } = options;
  const n = cityCount(cities, 'gravity', gravity.limit);
  if (scale === null) checkMeanDegree(meanDegree, n);
  else if (!(scale > 0 && scale < Infinity)) throw new TieError(`scale ${scale} is not above 0`);
  const scores = gravityScores(cities, populationExponent, distanceExponent, distanceFloorKm);
  return scoredTies(n, new PairDraws(seed, 'gravity', cities.keys), scores, meanDegree, scale);
}

/**
 * P(tie ij) = min(1, c * (population_i * population_j)^populationExponent / max(distance_ij, floor)^distanceExponent),
 * symmetric, without weights; c so that the expected mean degree is meanDegree.
 * Cost: n² / 2 pairs of about 30 ns (20,000 cities: some 5 s).
 */
export const gravity: TieGenerator<GravityOptions> = {
  id: 'gravity',
  label: 'gravity',
  help: 'large cities and near ones are tied',
  source: 'Zipf 1946, American Sociological Review 11, 677-686',
  limit: 30000,
  options: {
    meanDegree: {
      default: 10,
      range: [0, 1000],
      unit: 'ties a city',
      help: 'expected mean number of ties',
      source: 'assumption',
    },
    populationExponent: {
      default: 0.5,
      range: [0, 2],
      unit: 'exponent',
      help: 'how much more large cities are tied; 0: not at all, 1: Zipf',
      source: 'assumption',
    },
    distanceExponent: {
      default: 1,
      range: [0, 4],
      unit: 'exponent',
      help: 'how fast ties fade with distance; 0: not at all',
      source: 'Zipf 1946',
    },
    distanceFloorKm: {
      default: 10,
      range: [0.1, 1000],
      unit: 'km',
      help: 'nearer cities count as this far apart',
      source: 'assumption',
    },
    scale: {
      default: null,
      range: [0, Infinity],
      unit: 'c',
      help: 'c itself, instead of meanDegree: then another city changes no tie between the others',
      source: 'design',
    },
  },
  generate: (cities, options, seed) => gravityTies(cities, options, seed).ties,
};
