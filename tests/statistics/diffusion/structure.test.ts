/** Rewiring, the structure test, clustering in space and time, categories. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stream } from '../../../src/model/random.js';
import type { Ties } from '../../../src/model/world.js';
import { distanceKm } from '../../../src/population/distance.js';
import { fromEdges, transpose } from '../../../src/population/ties/rows.js';
import {
  rogersCategories,
  rogersClasses,
  valenteClasses,
} from '../../../src/statistics/diffusion/adopterCategories.js';
import { draws } from '../../../src/statistics/diffusion/draws.js';
import { rewire } from '../../../src/statistics/diffusion/rewire.js';
import { spaceTimeClustering } from '../../../src/statistics/diffusion/spaceTimeClustering.js';
import { structureTest } from '../../../src/statistics/diffusion/structureTest.js';

const degrees = ({ rowStart }: Ties): number[] => [...rowStart.slice(1)].map((end, i) => end - rowStart[i]);
const tied = (ties: Ties): Set<string> => {
  const found = new Set<string>();
  for (let i = 0; i + 1 < ties.rowStart.length; i++)
    for (let at = ties.rowStart[i]; at < ties.rowStart[i + 1]; at++) found.add(`${i} ${ties.column[at]}`);
  return found;
};

describe('rewiring', () => {
  test.each([true, false])(
    'keeps every degree, and makes no tie to itself or twice (directed: %s)',
    (directed) => {
      const graphs = fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), {
        selector: ([a, b]) => (directed ? 10 * a + b : 10 * Math.min(a, b) + Math.max(a, b)),
        minLength: 4,
      });
      fc.assert(
        fc.property(graphs, fc.nat(1000), (pairs, seed) => {
          const edges = pairs.filter(([a, b]) => a !== b);
          const ties = fromEdges(
            10,
            edges.map(([a]) => a),
            edges.map(([, b]) => b),
            edges.map((_, e) => 1 + (e % 3)),
            directed,
          );
          // fromEdges throws for a tie to itself or twice.
          const other = rewire(ties, 200, draws(stream('rewire', seed), 0));
          expect(degrees(other)).toEqual(degrees(ties));
          expect(degrees(transpose(other))).toEqual(degrees(transpose(ties)));
          if (!directed) expect(other.symmetric).toBe(true);
          expect([...other.weight!].sort()).toEqual([...ties.weight!].sort());
        }),
        { numRuns: 60 },
      );
    },
  );

  test('reaches other graphs, all alike probable', () => {
    // Pairings of 4 nodes: 01|23, 02|13, 03|12.
    const ties = fromEdges(4, [0, 2], [1, 3], null, false);
    const counts = new Map<string, number>();
    const runs = 3000;
    for (let run = 0; run < runs; run++) {
      const name = [...tied(rewire(ties, 20, draws(stream('pairings'), run)))].sort().join();
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(3);
    // sd of a share of 1/3 in 3,000 runs: .0086.
    for (const count of counts.values()) expect(Math.abs(count / runs - 1 / 3)).toBeLessThan(0.035);
  });
});

test('the structure test sees ties between like nodes, and says nothing where there are none', () => {
  const pairs: [number, number][] = [];
  for (let i = 0; i < 30; i++)
    for (const step of [1, 2]) pairs.push([i, 15 * Math.floor(i / 15) + ((i + step) % 15)]);
  const ties = fromEdges(
    30,
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
    null,
    true,
  );
  const within = (graph: Ties): number =>
    [...tied(graph)].filter((tie) => {
      const [a, b] = tie.split(' ').map(Number);
      return a < 15 === b < 15;
    }).length;
  const found = structureTest(ties, within, 99, stream('structure'));
  expect(found.observed).toBe(60);
  expect(found.p).toBe(0.02);
  expect(found.mean).toBeGreaterThan(24);
  expect(found.mean).toBeLessThan(36);
  expect(structureTest(ties, within, 99, stream('structure'))).toEqual(found);
  expect(structureTest(ties, () => 1, 99, stream('structure')).p).toBe(1);
  expect(structureTest(fromEdges(3, [], [], null, true), () => 1, 9, stream('s')).p).toBeNaN();
});

describe('clustering in space and time', () => {
  // On the equator, a degree is 111.195 km.
  const data = {
    country: [0, 0, 0, 0, 1],
    latitude: new Float64Array(5),
    longitude: Float64Array.of(0, 1, 2, 10, 50),
    window: 1,
  };
  const degree = distanceKm(0, 0, 0, 1);

  test('is the mean distance to the recent adopters of the country', () => {
    // 2 follows 0 and 1 (times 1, 1.5 → 2): (2 + 1) / 2; 1 follows 0: 1; 3 (at 5) follows nobody recent.
    const adoptedAt = Float64Array.of(1, 1.5, 2, 5, 2);
    const found = spaceTimeClustering({ ...data, adoptedAt });
    expect(found.distanceKm).toBeCloseTo((degree * (1 + 1.5)) / 2, 6);
    // All pairs of the four: 1, 2, 10, 1, 9, 8 degrees.
    expect(found.expectedKm).toBeCloseTo((degree * 31) / 6, 6);
    expect(found.ratio).toBeCloseTo(1.25 / (31 / 6), 9);
    expect(found.p).toBeNaN();
  });

  test('those of one moment do not follow each other, and those who never adopt do not count', () => {
    const adoptedAt = Float64Array.of(1, 1, 2, NaN, 1.5);
    const found = spaceTimeClustering({ ...data, adoptedAt });
    expect(found.distanceKm).toBeCloseTo(degree * 1.5, 6);
    expect(found.expectedKm).toBeCloseTo((degree * (1 + 2 + 1)) / 3, 6);
    const alone = spaceTimeClustering({ ...data, adoptedAt: Float64Array.of(1, NaN, NaN, NaN, 1.5) });
    expect([alone.distanceKm, alone.ratio]).toEqual([NaN, NaN]);
  });

  test('its expectation is the mean over all exchanges of times', () => {
    const times = [1, 1.4, 2.2, 7];
    const places = [0, 1, 2, 3];
    let sum = 0;
    let count = 0;
    for (const a of places)
      for (const b of places.filter((i) => i !== a))
        for (const c of places.filter((i) => i !== a && i !== b)) {
          const d = 6 - a - b - c;
          const adoptedAt = new Float64Array(5).fill(NaN);
          [a, b, c, d].forEach((place, at) => {
            adoptedAt[place] = times[at];
          });
          sum += spaceTimeClustering({ ...data, adoptedAt }).distanceKm;
          count++;
        }
    const { expectedKm } = spaceTimeClustering({ ...data, adoptedAt: Float64Array.of(...times, NaN) });
    expect(count).toBe(24);
    expect(sum / count).toBeCloseTo(expectedKm, 6);
  });

  test('or over all exchanges of adoption among the cities of the country', () => {
    // Three adopters among the four cities of country 0: 24 ways.
    const times = [1, 1.4, 2.2];
    const places = [0, 1, 2, 3];
    let sum = 0;
    let count = 0;
    for (const a of places)
      for (const b of places.filter((i) => i !== a))
        for (const c of places.filter((i) => i !== a && i !== b)) {
          const adoptedAt = new Float64Array(5).fill(NaN);
          [a, b, c].forEach((place, at) => {
            adoptedAt[place] = times[at];
          });
          sum += spaceTimeClustering({ ...data, adoptedAt }).distanceKm;
          count++;
        }
    const own = { ...data, exchange: 'adoption' as const };
    const { expectedKm } = spaceTimeClustering({ ...own, adoptedAt: Float64Array.of(...times, NaN, NaN) });
    expect(count).toBe(24);
    expect(sum / count).toBeCloseTo(expectedKm, 6);
    // Adopters that stand together, in whatever order, are seen by this one alone.
    const line = {
      country: new Int32Array(30),
      latitude: new Float64Array(30),
      longitude: Float64Array.from({ length: 30 }, (_, i) => i),
      adoptedAt: Float64Array.from({ length: 30 }, (_, i) => (i < 6 ? (i * 5) % 6 : NaN)),
      window: 10,
    };
    const together = spaceTimeClustering({ ...line, exchange: 'adoption' }, 99, stream('together'));
    expect(together.ratio).toBeLessThan(0.3);
    expect(together.p).toBe(0.01);
    expect(spaceTimeClustering(line).ratio).toBeGreaterThan(0.8);
  });

  test('a wave that travels is seen', () => {
    const longitude = Float64Array.from({ length: 30 }, (_, i) => i);
    const wave = {
      country: new Int32Array(30),
      latitude: new Float64Array(30),
      longitude,
      adoptedAt: longitude.map((x) => x / 3),
      window: 1,
    };
    const { ratio, p } = spaceTimeClustering(wave, 99, stream('wave'));
    expect(ratio).toBeLessThan(0.3);
    expect(p).toBe(0.01);
  });
});

test("Rogers's categories by mean and standard deviation, innovators being early adopters for Valente", () => {
  // 1 … 19 and -40: mean 7.5, sd 12.68 (divisor n - 1): innovators to -17.9, early adopters to -5.2, and so on.
  const times = [-40, ...Array.from({ length: 19 }, (_, i) => i + 1), NaN];
  const classes = rogersClasses(times);
  expect(rogersCategories[classes[0]]).toBe('innovators');
  expect(rogersCategories[classes[1]]).toBe('early majority');
  expect(rogersCategories[classes[8]]).toBe('late majority');
  expect(classes.at(-1)).toBe(-1);
  expect([valenteClasses(times)[0], valenteClasses(times)[1]]).toEqual([0, 1]);
  expect([...rogersClasses([0.1, 0.1, 0.1])]).toEqual([-1, -1, -1]);
});
