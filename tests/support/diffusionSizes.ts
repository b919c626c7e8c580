/**
 * How often the tests of diffusion reject at the 5 % level where their null hypothesis is true. The numbers of
 * permutations are such that p <= .05 has probability .05 exactly, but for orders or graphs that come out alike.
 */
import { stream } from '../../src/model/random.js';
import type { Ties } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { binomialTest } from '../../src/statistics/binomialTest.js';
import { adoptionSeenAt, moments } from '../../src/statistics/diffusion/adoption.js';
import { draws } from '../../src/statistics/diffusion/draws.js';
import { exposureOverTime, thresholds } from '../../src/statistics/diffusion/exposureOverTime.js';
import { moranPermutation } from '../../src/statistics/diffusion/moran.js';
import { distanceWeights, tieWeights } from '../../src/statistics/diffusion/moranWeights.js';
import { rewire } from '../../src/statistics/diffusion/rewire.js';
import { spaceTimeClustering } from '../../src/statistics/diffusion/spaceTimeClustering.js';
import { structureTest } from '../../src/statistics/diffusion/structureTest.js';

const NODES = 16;
const PERMUTATIONS = 99;
/** Of a test on two sides whose p is twice a share: 2 * 1 / 40. */
const PERMUTATIONS_OF_SIDES = 39;
const LEVEL = 0.05;

/** A graph that looks like nothing in particular: hubs, an isolate, a clique. */
function fixedTies(): Ties {
  const pairs: [number, number][] = [];
  for (let i = 1; i < 9; i++) pairs.push([0, i]);
  for (let i = 9; i < 13; i++) for (let j = i + 1; j < 13; j++) pairs.push([i, j]);
  for (let i = 8; i < NODES - 2; i++) pairs.push([i + 1, (i * 7) % 8]);
  return fromEdges(
    NODES,
    pairs.map(([i]) => i),
    pairs.map(([, j]) => j),
    null,
    true,
  );
}

/** Of a small graph many rewired ones have the same mean threshold: its size may be smaller. */
const DISCRETE = 'structure, of the mean threshold';

/** p of each test in one repetition under its null, by name. */
export const nullTests: { readonly [name: string]: (repetition: number) => number } = {
  'Moran along ties, of values drawn alike': (repetition) => {
    const next = draws(stream('size', 'moran'), repetition);
    const x = Float64Array.from({ length: NODES }, () => next() ** 3);
    const weights = tieWeights(fixedTies(), 'rowStandardised');
    return moranPermutation(x, weights, PERMUTATIONS, stream('size', 'moran', 'order', repetition));
  },
  'Moran in space, of values drawn alike': (repetition) => {
    const next = draws(stream('size', 'space'), repetition);
    const place = () => Float64Array.from({ length: NODES }, () => 10 * next() ** 2);
    const weights = distanceWeights(place(), place());
    const x = Float64Array.from({ length: NODES }, next);
    return moranPermutation(x, weights, PERMUTATIONS, stream('size', 'space', 'order', repetition));
  },
  'structure, of a sum over ties of numbers drawn for their ends': (repetition) => {
    const next = draws(stream('size', 'sum'), repetition);
    const ties = rewire(fixedTies(), 400, next);
    const [of, on] = [0, 1].map(() => Float64Array.from({ length: NODES }, next));
    const sum = ({ rowStart, column }: Ties): number => {
      let total = 0;
      for (let i = 0; i < NODES; i++)
        for (let at = rowStart[i]; at < rowStart[i + 1]; at++) total += of[i] * on[column[at]];
      return total;
    };
    return structureTest(ties, sum, PERMUTATIONS_OF_SIDES, stream('size', 'sum', repetition)).p;
  },
  [DISCRETE]: (repetition) => {
    const next = draws(stream('size', 'threshold'), repetition);
    const ties = rewire(fixedTies(), 400, next);
    const adoption = adoptionSeenAt(Float64Array.from({ length: NODES }, next), moments(0, 1, 0.1));
    const mean = (graph: Ties): number =>
      thresholds(exposureOverTime([graph], adoption), adoption).reduce((sum, value) => sum + value, 0);
    return structureTest(ties, mean, PERMUTATIONS_OF_SIDES, stream('size', 'threshold', repetition)).p;
  },
  'space and time, of times drawn without a look at the places': (repetition) => {
    const next = draws(stream('size', 'spaceTime'), repetition);
    const column = () => Float64Array.from({ length: NODES }, () => 20 * next());
    const data = {
      latitude: column(),
      longitude: column(),
      country: Int32Array.from({ length: NODES }, (_, i) => i % 2),
    };
    const adoptedAt = Float64Array.from({ length: NODES }, (_, i) => (i % 5 === 0 ? NaN : 10 * next()));
    return spaceTimeClustering(
      { ...data, adoptedAt, window: 2 },
      PERMUTATIONS,
      stream('size', 'spaceTime', 'order', repetition),
    ).p;
  },
};

/** Share of rejections in this many repetitions, and whether it is what it should be (exact binomial, p > .001). */
export function sizeOf(name: string, repetitions: number): { size: number; p: number; holds: boolean } {
  let rejected = 0;
  for (let repetition = 0; repetition < repetitions; repetition++)
    if (nullTests[name](repetition) <= LEVEL + 1e-12) rejected++;
  const size = rejected / repetitions;
  const p = binomialTest(rejected, repetitions, LEVEL);
  return { size, p, holds: p > 0.001 || (name === DISCRETE && size < LEVEL) };
}
