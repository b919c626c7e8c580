/** Exposure worked by hand. Cities 0, 1, 2 (and more where said); p is the policy. */
import { describe, expect, test } from 'vitest';
import { lookersOf } from '../../src/model/exposure/tieRows.js';
import type { TransitionName, World } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { atStart, filled } from '../support/terms.js';
import { makeWorld, type Sketch } from '../support/world.js';

const exposureOf = (world: World, transition: TransitionName = 'declare', subject = 0): number[] => {
  return filled(atStart(world).exposure.reader(subject, transition), world.cities.count);
};
const base = (more: Partial<Sketch>): World =>
  makeWorld({ cities: 3, policies: { p: {} }, held: [[1, 'p']], ...more });

describe('along ties', () => {
  test('exposure is the share of those looked at that hold the policy', () => {
    // 0 looks at 1 and 2, of whom 1 holds p: 1/2. 1 looks at 0: 0. 2 looks at 0: 0.
    const ties = [
      [0, 1],
      [0, 2],
    ];
    expect(exposureOf(base({ ties }))).toEqual([0.5, 0, 0]);
  });

  test('ties have a direction: the one that is looked at does not see the looker', () => {
    const ties = fromEdges(3, [0, 2], [1, 0], null, true);
    // 0 -> 1 holds p: 1. 1 looks at nobody: 0. 2 -> 0: 0.
    expect(exposureOf(base({ ties }))).toEqual([1, 0, 0]);
  });

  test('ties have weights', () => {
    // 0 looks at 1 with weight 3 and at 2 with weight 1: 3/4.
    const ties = [
      [0, 1, 3],
      [0, 2, 1],
    ];
    expect(exposureOf(base({ ties }))[0]).toBe(0.75);
  });

  test('isolated cities feel no emulation', () => {
    expect(exposureOf(base({ ties: [[0, 1]] }))[2]).toBe(0);
    expect(exposureOf(base({}))).toEqual([0, 0, 0]);
  });

  test('prestige makes large cities count for more', () => {
    // log population 9, 12, 9: mean 10, sd sqrt(2); z of city 1 = 2/sqrt(2) = 1.414, of 2 -0.707.
    // Prestige .5: city 1 weighs exp(.7071), city 2 exp(-.3536); share of 0 = 1 / (1 + exp(-1.0607)) = .7428.
    const world = base({
      attributes: { population: [Math.exp(9), Math.exp(12), Math.exp(9)] },
      ties: [
        [0, 1],
        [0, 2],
      ],
      prestige: 0.5,
    });
    expect(exposureOf(world)[0]).toBeCloseTo(1 / (1 + Math.exp(-0.75 * Math.SQRT2)), 14);
  });

  test('an adoption of age halfLife counts half', () => {
    // 1 has held p for 2 years, 2 for 4; half-life 2: (1/2 + 1/4) / 2 = .375.
    const world = base({
      ties: [
        [0, 1],
        [0, 2],
      ],
      held: [
        [1, 'p', 1, -2],
        [2, 'p', 2, -4],
      ],
      halfLife: 2,
    });
    expect(exposureOf(world)[0]).toBeCloseTo(0.375, 15);
  });
});

describe('in networks', () => {
  const members = (network: string, cities: readonly number[]) => cities.map((i) => [i, network] as const);

  test('a member meets the share among the other members', () => {
    // All three in m, 1 holds p: 0 and 2 see 1 of 2; 1 sees none of the others.
    const world = base({ networks: { m: {} }, held: [[1, 'p'], ...members('m', [0, 1, 2])] });
    expect(exposureOf(world)).toEqual([0.5, 0, 0.5]);
  });

  test('who is not in it, or alone in it, sees nothing', () => {
    const world = base({
      networks: { m: {}, n: {} },
      held: [[1, 'p'], ...members('m', [0, 1]), ...members('n', [2])],
    });
    expect(exposureOf(world)).toEqual([1, 0, 0]);
  });

  test('networks weigh by migration share times the strength of the fitting function', () => {
    // 0 is in m with 1 (holds p: share 1) and in n with 2 (share 0).
    // Declaring, symbolic: m .5 * .8 = .4, n 1 * .2 = .2: .4 / .6 = 2/3.
    // Implementing, practical: m .5 * .2 = .1, n 1 * .3 = .3: .1 / .4 = 1/4.
    const world = base({
      networks: {
        m: { migrationShare: 0.5, symbolic: 0.8, practical: 0.2 },
        n: { migrationShare: 1, symbolic: 0.2, practical: 0.3 },
      },
      held: [[1, 'p'], ...members('m', [0, 1]), ...members('n', [0, 2])],
    });
    expect(exposureOf(world)[0]).toBeCloseTo(2 / 3, 15);
    expect(exposureOf(world, 'implement')[0]).toBeCloseTo(1 / 4, 15);
    expect(exposureOf(world, 'repeal')[0]).toBeCloseTo(2 / 3, 15);
  });

  test('a network without strength is no layer', () => {
    const world = base({
      networks: { m: { symbolic: 0 } },
      held: [[1, 'p'], ...members('m', [0, 1])],
      ties: [[0, 2]],
    });
    expect(exposureOf(world)[0]).toBe(0);
    expect(exposureOf({ ...world, ties: null })[0]).toBe(0);
  });

  test('joining a network is emulated along ties and other networks, not within itself', () => {
    // Membership of m (subject 1): 1 is in m. 0 and 1 are together in n; 2 is tied with 1.
    const world = base({
      networks: { m: {}, n: {} },
      ties: [[1, 2]],
      held: [...members('m', [1]), ...members('n', [0, 1])],
    });
    expect(exposureOf(world, 'join', 1)).toEqual([1, 0, 1]);
  });
});

describe('over layers', () => {
  test('the layers that a city has are averaged by their weights', () => {
    // 0: ties 1 of 1 (weight 2), networks 0 of 1 (weight 1): 2/3. 1: ties 0 of 1; no network. 2: networks 0 of 1.
    const world = base({
      ties: [[0, 1]],
      networks: { m: {} },
      held: [
        [1, 'p'],
        [0, 'm'],
        [2, 'm'],
      ],
      layers: { ties: 2, networks: 1 },
    });
    expect(exposureOf(world)).toEqual([2 / 3, 0, 0]);
  });

  test('a layer that the city lacks takes its weight with it', () => {
    // 0 has ties alone: 1/2 whatever the weight of networks.
    const ties = [
      [0, 1],
      [0, 2],
    ];
    expect(exposureOf(base({ ties, networks: { m: {} }, layers: { ties: 0.3, networks: 7 } }))[0]).toBe(0.5);
  });

  test('country and all are shares of the other cities', () => {
    // Four cities, 0 1 2 in A, 3 in B; 1 and 3 hold p.
    const world = makeWorld({
      cities: 4,
      countries: ['A', 'B'],
      country: [0, 0, 0, 1],
      policies: { p: {} },
      held: [
        [1, 'p'],
        [3, 'p'],
      ],
      layers: { ties: 0, networks: 0, country: 1 },
    });
    // In A the others of 0 and 2 hold 1 of 2, of 1 none; 3 is alone in B.
    expect(exposureOf(world)).toEqual([0.5, 0, 0.5, 0]);
    const all = {
      ...world,
      exposure: { ...world.exposure, layers: { ties: 0, networks: 0, country: 0, all: 1 } },
    };
    expect(exposureOf(all)).toEqual([2 / 3, 1 / 3, 2 / 3, 1 / 3]);
  });
});

test('the counter counts adopting peers over all layers', () => {
  const world = base({
    ties: [
      [0, 1, 5],
      [0, 2, 1],
    ],
    networks: { m: {} },
    held: [
      [1, 'p'],
      [0, 'm'],
      [1, 'm'],
    ],
  });
  const counts = filled(atStart(world).exposure.counter(0), 3);
  // 0 sees 1 along a tie and as a fellow member; 1 and 2 see nobody who holds it.
  expect(counts).toEqual([2, 0, 0]);
});

test('sources are picked in proportion to their share of the exposure', () => {
  const world = makeWorld({
    cities: 5,
    attributes: { population: [1e4, 5e4, 2e5, 1e6, 3e3] },
    prestige: 0.4,
    halfLife: 3,
    ties: [
      [0, 1, 2],
      [0, 2, 1],
    ],
    networks: { m: { symbolic: 0.7, migrationShare: 0.5 } },
    policies: { p: {} },
    held: [
      [1, 'p', 1, -1],
      [3, 'p', 2, -4],
      [0, 'm'],
      [3, 'm'],
      [4, 'm'],
    ],
    layers: { ties: 2, networks: 1 },
  });
  const { exposure, standard } = atStart(world);
  // Ties: 1 weighs 2 e^(.4 z_1) of the row, and its adoption is one year old. Network: 3 is one of two fellows, four
  // years old. Nobody else holds p.
  const [, z1, z2] = standard.logPopulation();
  const [w1, w2] = [2 * Math.exp(0.4 * z1), Math.exp(0.4 * z2)];
  const ofTies = ((2 * w1) / (w1 + w2)) * 2 ** (-1 / 3);
  const ofNetwork = (1 / 2) * 2 ** (-4 / 3);
  const share = ofTies / (ofTies + ofNetwork);
  expect((ofTies + ofNetwork) / 3).toBeCloseTo(filled(exposure.reader(0, 'declare'), 5)[0], 14);
  const picked = (draw: number): number => exposure.pick(0, 'declare', 0, draw);
  expect([1e-9, share - 1e-9, share + 1e-9, 1].map(picked)).toEqual([1, 1, 3, 3]);
});

test('of a group every adopter but the city itself is picked alike, in order of the input', () => {
  // Cities 1, 2, 4, 5 hold p; city 2, which holds it too, looks at all, or at its country (0, 2, 4), or at its network.
  const held = [1, 2, 4, 5].map((i) => [i, 'p'] as const);
  const picks = (sketch: Partial<Sketch>, city: number, draws: readonly number[]): number[] => {
    const world = makeWorld({
      cities: 6,
      countries: ['A', 'B'],
      country: [0, 1, 0, 1, 0, 1],
      policies: { p: {} },
      networks: { m: {} },
      held: [...held, ...[0, 2, 3, 5].map((i) => [i, 'm'] as const)],
      ...sketch,
    });
    const { exposure } = atStart(world);
    return draws.map((draw) => exposure.pick(0, 'declare', city, draw));
  };
  const thirds = [0.01, 1 / 3 - 1e-9, 1 / 3 + 1e-9, 2 / 3 - 1e-9, 2 / 3 + 1e-9, 1];
  for (const halfLife of [null, 2]) {
    const layer = (name: string) => ({ layers: { ties: 0, networks: 0, [name]: 1 }, halfLife });
    expect(picks(layer('all'), 2, thirds)).toEqual([1, 1, 4, 4, 5, 5]);
    expect(picks(layer('all'), 0, [0.01, 0.26, 0.51, 0.76, 1])).toEqual([1, 2, 4, 5, 5]);
    expect(picks(layer('country'), 2, [0.01, 1])).toEqual([4, 4]);
    expect(picks(layer('country'), 0, [0.01, 0.49, 0.51, 1])).toEqual([2, 2, 4, 4]);
    expect(picks(layer('networks'), 2, [0.01, 1])).toEqual([5, 5]);
    expect(picks(layer('networks'), 3, [0.01, 0.49, 0.51, 1])).toEqual([2, 2, 5, 5]);
    // Nobody to copy: no member, no layer, no other adopter.
    expect(picks(layer('networks'), 1, [0.5])).toEqual([-1]);
    expect(picks(layer('ties'), 1, [0.5])).toEqual([-1]);
    expect(picks({ ...layer('all'), held: [[2, 'p']] }, 2, [0.01, 1])).toEqual([-1, -1]);
  }
});

test('lookers are the transposed rows', () => {
  const ties = fromEdges(4, [0, 0, 2, 3], [1, 2, 1, 0], null, true);
  const { rowStart, column } = lookersOf(ties);
  const row = (i: number): number[] => [...column.slice(rowStart[i], rowStart[i + 1])];
  expect([0, 1, 2, 3].map(row)).toEqual([[3], [0, 2], [0], []]);
  const symmetric = fromEdges(3, [0], [1], null, false);
  expect(lookersOf(symmetric)).toBe(symmetric);
});
