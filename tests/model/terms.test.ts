/** Terms worked by hand, three cities each. */
import { describe, expect, test } from 'vitest';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { sizeClassOf } from '../../src/model/sizeClass.js';
import { standardise } from '../../src/model/standard.js';
import { term } from '../support/terms.js';
import { makeWorld } from '../support/world.js';

const close = (got: readonly number[], expected: readonly number[]): void => {
  expect(got.length).toBe(expected.length);
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 13);
  });
};
const hostile = (level: number) => ({ A: [{ at: 0, level }] });

test('every mechanism is worked by hand here or in a file of its own', () => {
  const here = [
    ...['need', 'orientation', 'leadership', 'population', 'education', 'insecurity', 'capacity', 'frailty'],
    ...['civilSociety', 'bridging', 'receptivity', 'ladder', 'homophily', 'emulation', 'emulationBySize'],
    ...[
      'benchmarking',
      'branding',
      'membership',
      'coercion',
      'defiance',
      'permission',
      'policeAlignment',
      'support',
    ],
    ...['threat', 'turnover', 'learning', 'coordinator', 'preemption'],
  ];
  expect(mechanisms.map(({ id }) => id).sort()).toEqual(here.sort());
});

test('z-scores have mean 0, the divisor N, and are 0 where nothing varies', () => {
  // 1, 2, 6: mean 3, variance (4 + 1 + 9) / 3.
  const sd = Math.sqrt(14 / 3);
  close([...standardise(Float64Array.of(1, 2, 6))], [-2 / sd, -1 / sd, 3 / sd]);
  expect([...standardise(Float64Array.of(0.1, 0.1, 0.1))]).toEqual([0, 0, 0]);
  expect([...standardise(Float64Array.of(4))]).toEqual([0]);
});

test('need is the z-score of the logit of the immigrant share', () => {
  // 999 inhabitants: (s n + .5) / (n + 1) = .0005, .5, .9995 for shares 0, .5, 1: logits -L, 0, L; z -1.2247, 0, 1.2247.
  const world = makeWorld({
    cities: 3,
    attributes: { population: 999, immigrantShare: [0, 0.5, 1] },
    policies: { p: {} },
  });
  close(term(world, 'need'), [-Math.sqrt(1.5), 0, Math.sqrt(1.5)]);
});

test('drivers are the attribute, times the direction of the policy where they have one', () => {
  const world = (direction: 1 | -1) =>
    makeWorld({
      cities: 3,
      attributes: {
        orientation: [-0.5, 0, 1],
        leadership: [0.2, 0.4, 1],
        capacity: [0, 0.3, 0.9],
        frailty: [-1.5, 0, 0.7],
        education: [0, 1, 2],
        insecurity: [2, 1, 0],
        population: [Math.exp(9), Math.exp(10), Math.exp(11)],
      },
      policies: { p: { direction } },
    });
  const z = Math.sqrt(1.5);
  for (const direction of [1, -1] as const) {
    close(term(world(direction), 'orientation'), [-0.5 * direction, 0, direction]);
    close(term(world(direction), 'leadership'), [0.2 * direction, 0.4 * direction, direction]);
    close(term(world(direction), 'capacity'), [0, 0.3, 0.9]);
    close(term(world(direction), 'frailty'), [-1.5, 0, 0.7]);
    close(term(world(direction), 'education'), [-z, 0, z]);
    close(term(world(direction), 'insecurity'), [z, 0, -z]);
    close(term(world(direction), 'population'), [-z, 0, z]);
  }
});

test('hostility mobilises civil society in progressive cities, up to 1', () => {
  // h = .5, mu = 2: m = c (1 + max(0, o)): .4 * 1, .4 * 1.5, min(1, .8 * 2).
  const world = (level: number) =>
    makeWorld({
      cities: 3,
      attributes: { civilSociety: [0.4, 0.4, 0.8], orientation: [-1, 0.5, 1] },
      pressure: hostile(level),
      mobilisation: 2,
      policies: { p: {} },
    });
  close(term(world(0.5), 'civilSociety'), [0.4, 0.6, 1]);
  close(term(world(-0.5), 'civilSociety'), [0.4, 0.4, 0.8]);
});

test('bridging and receptivity multiply need', () => {
  // need -1.2247, 0, 1.2247 as above.
  const world = (direction: 1 | -1) =>
    makeWorld({
      cities: 3,
      attributes: {
        population: 999,
        immigrantShare: [0, 0.5, 1],
        civilSociety: [1, 1, 0.5],
        orientation: [-1, 1, 0.5],
      },
      policies: { p: { direction } },
    });
  const z = Math.sqrt(1.5);
  close(term(world(1), 'bridging'), [0, 0, z * 0.5]);
  close(term(world(1), 'receptivity'), [z, 0, z * 0.5]);
  close(term(world(-1), 'receptivity'), [-z, 0, -z * 0.5]);
});

test('the ladder is climbed where one of the policies below is held', () => {
  const world = makeWorld({
    cities: 3,
    policies: { p: { buildsOn: ['q', 'r'] }, q: {}, r: {} },
    held: [
      [0, 'q'],
      [1, 'p'],
      [2, 'r', 2],
    ],
  });
  expect(term(world, 'ladder')).toEqual([1, 0, 1]);
  expect(term(world, 'ladder', 1)).toEqual([0, 0, 0]);
});

test('homophily is likeness to the mean of the members, 0 while there is none', () => {
  // Members 0 (o = 1) and 1 (o = 0): mean .5. Likeness 1 - |o - .5| / 2: .75, .75, 1 - 1.5 / 2 = .25.
  const sketch = { cities: 3, attributes: { orientation: [1, 0, -1] }, networks: { m: {} } };
  const world = makeWorld({
    ...sketch,
    held: [
      [0, 'm'],
      [1, 'm'],
    ],
  });
  close(term(world, 'homophily'), [0.75, 0.75, 0.25]);
  expect(term(makeWorld(sketch), 'homophily')).toEqual([0, 0, 0]);
});

test('emulation is the exposure; by size, times the z-score of log population', () => {
  const world = makeWorld({
    cities: 3,
    attributes: { population: [Math.exp(11), Math.exp(10), Math.exp(9)] },
    ties: [
      [0, 1],
      [0, 2],
      [1, 2],
    ],
    policies: { p: {} },
    held: [[2, 'p']],
  });
  close(term(world, 'emulation'), [0.5, 0.5, 0]);
  close(term(world, 'emulationBySize'), [0.5 * Math.sqrt(1.5), 0, 0]);
});

describe('benchmarking', () => {
  const by = ['orientation'] as const;
  const networks = (peers: number, standard: number | null = null) => ({
    m: { benchmark: { peers, by, standard } },
  });

  test('is the gap to the mean score of the nearest members, never below 0', () => {
    // Orientations 0, .1, .3, 1; scores (stage / 2) 0, 1/2, 1, 0. Two peers:
    // 0: cities 1, 2: mean .75, gap .75. 1: cities 0, 2: .5 - .5 = 0. 2: cities 1, 0: .25 - 1 < 0. 3: cities 2, 1: .75.
    const world = makeWorld({
      cities: 5,
      attributes: { orientation: [0, 0.1, 0.3, 1, 0.05] },
      policies: { p: {} },
      networks: networks(2),
      held: [
        [0, 'm'],
        [1, 'm'],
        [2, 'm'],
        [3, 'm'],
        [1, 'p', 1],
        [2, 'p', 2],
        [4, 'p', 2],
      ],
    });
    // City 4 is nearest to 0 and 1 but no member: neither compared nor compared with.
    expect(term(world, 'benchmarking')).toEqual([0.75, 0, 0, 0.75, 0]);
  });

  test('breaks equal distances by the order of the input', () => {
    // One peer; 1 lies midway between 0 (score 1) and 2 (score 0): it is compared with 0.
    const world = makeWorld({
      cities: 3,
      attributes: { orientation: [-0.5, 0, 0.5] },
      policies: { p: {} },
      networks: networks(1),
      held: [
        [0, 'm'],
        [1, 'm'],
        [2, 'm'],
        [0, 'p', 2],
      ],
    });
    expect(term(world, 'benchmarking')).toEqual([0, 1, 0]);
  });

  test('is against the standard of the charter where one is set', () => {
    const world = makeWorld({
      cities: 3,
      policies: { p: {} },
      networks: networks(2, 0.8),
      held: [
        [0, 'm'],
        [1, 'm'],
        [1, 'p', 1],
        [2, 'p', 2],
      ],
    });
    close(term(world, 'benchmarking'), [0.8, 0.3, 0]);
  });

  test('is the widest gap over several networks, and none for policies that they do not carry', () => {
    const held = [0, 1].flatMap((i) => [[i, 'm'] as const, [i, 'n'] as const]);
    const two = (carried: number) =>
      makeWorld({
        cities: 2,
        policies: { p: {} },
        networks: {
          m: { benchmark: { peers: 1, by, standard: 0.2 } },
          n: { benchmark: { peers: 1, by, standard: 0.6 }, carries: { p: carried } },
        },
        attributes: { orientation: 0 },
        held,
      });
    close(term(two(1), 'benchmarking'), [0.6, 0.6]);
    close(term(two(0), 'benchmarking'), [0.2, 0.2]);
  });

  test('a member without fellows is compared with nobody', () => {
    const world = makeWorld({
      cities: 2,
      attributes: { orientation: [0, 1] },
      policies: { p: {} },
      networks: networks(5),
      held: [
        [0, 'm'],
        [1, 'p', 2],
      ],
    });
    expect(term(world, 'benchmarking')).toEqual([0, 0]);
  });
});

describe('branding', () => {
  test('wears off as rivals of the same size hold the policy', () => {
    // Without networks v = 0 and visibility = share of holders = 1/4. 0, 1, 2 are of one size, 3 is a metropolis.
    // 0: rivals 1, 2, of whom 1 holds: .8 * 1/4 * 1/2 = .1. 1: rivals hold none: 1 * 1/4. 3: no rivals: 0.
    const world = makeWorld({
      cities: 4,
      attributes: { population: [20_000, 30_000, 49_999, 2e6], brandAmbition: [0.8, 1, 0, 1] },
      policies: { p: {} },
      held: [[1, 'p']],
    });
    close(term(world, 'branding'), [0.1, 0.25, 0, 0]);
  });

  test('is raised by open networks that carry the policy, and once more for their members', () => {
    // m: symbolic .5 * carried .4 = .2; n opens later. v = .2; nobody holds p: visibility .2.
    // Members of m: 1 - .8 * .8 = .36.
    const world = makeWorld({
      cities: 2,
      attributes: { population: 20_000, brandAmbition: 1 },
      policies: { p: {} },
      networks: { m: { symbolic: 0.5, carries: { p: 0.4 } }, n: { founded: 5 } },
      held: [[1, 'm']],
    });
    close(term(world, 'branding'), [0.2, 0.36]);
  });

  test('size classes begin at their lower bound', () => {
    expect([1, 9999, 10_000, 49_999, 50_000, 100_000, 500_000, 1e6, 3e7].map(sizeClassOf)).toEqual([
      0, 0, 1, 1, 2, 3, 4, 5, 5,
    ]);
  });
});

test('membership is 1 minus the product of what its networks leave', () => {
  // m: symbolic .5 * share .8 * carried 1 = .4, practical 0; n: symbolic 1 * 1 * .25 = .25, practical .5 * .25 = .125.
  // Declaring: in both 1 - .6 * .75 = .55; in n .25. Implementing: both .125.
  const world = makeWorld({
    cities: 3,
    policies: { p: {} },
    networks: {
      m: { symbolic: 0.5, practical: 0, migrationShare: 0.8, carries: { p: 1 } },
      n: { symbolic: 1, practical: 0.5, carries: { p: 0.25 } },
    },
    held: [
      [0, 'm'],
      [0, 'n'],
      [1, 'n'],
    ],
  });
  close(term(world, 'membership'), [0.55, 0.25, 0]);
  close(term(world, 'membership', 0, 'implement'), [0.125, 0.125, 0]);
});

test('coercion is softened by adopting peers', () => {
  // h = .5, conflict .8, dependence 1, .5, 1: .4, .2, .4. All are tied and 1 holds p: E = 1/2, 0, 1/2.
  // Solidarity .5: factors .75, 1, .75.
  const world = (level: number) =>
    makeWorld({
      cities: 3,
      attributes: { dependence: [1, 0.5, 1] },
      ties: [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
      policies: { p: { conflict: 0.8 } },
      held: [[1, 'p']],
      pressure: hostile(level),
    });
  close(term(world(0.5), 'coercion'), [0.3, 0.2, 0.3]);
  close(term(world(0.5), 'coercion', 0, 'declare', { solidarity: 0 }), [0.4, 0.2, 0.4]);
  close(term(world(0.5), 'coercion', 0, 'declare', { solidarity: 1 }), [0.2, 0.2, 0.2]);
  expect(term(world(-0.5), 'coercion')).toEqual([0, 0, 0]);
});

test('hostility makes defiance, permission and obedient police, support the opposite', () => {
  // h = .5 (conflict .8): defiance .4 max(0, o) c; permission .5 max(0, -o), exclusionary only; police .5 a.
  const world = (level: number, direction: 1 | -1 = 1) =>
    makeWorld({
      cities: 3,
      attributes: {
        orientation: [-0.6, 0.5, 1],
        civilSociety: [1, 0.5, 1],
        policeAlignment: [0, 0.4, 1],
        capacity: [0.2, 0.4, 1],
      },
      policies: { p: { conflict: 0.8, direction } },
      pressure: hostile(level),
    });
  close(term(world(0.5), 'defiance'), [0, 0.1, 0.4]);
  close(term(world(0.5, -1), 'permission'), [0.3, 0, 0]);
  close(term(world(0.5), 'permission'), [0, 0, 0]);
  close(term(world(0.5), 'policeAlignment'), [0, 0.2, 0.5]);
  close(term(world(0.5), 'support').map(Math.abs), [0, 0, 0]);
  close(term(world(-0.5), 'support'), [0.1, 0.2, 0.5]);
  for (const id of ['defiance', 'permission', 'policeAlignment']) close(term(world(-0.5, -1), id), [0, 0, 0]);
});

test('threat is growth in conservative places, as loud as the nation and the waves there are', () => {
  // growth 2, -1, 1; conservative by .5, .5, 0. A turn of .4 with gain 1.5: S = .6 at the start.
  // 0: 2 * .5 * .6 = .6. 1: shrinks. 2: progressive. A wave in 0 a half-life ago: .6 + .5 / 2 = .85: .85; cut at 1: 1.
  const world = makeWorld({
    cities: 3,
    attributes: { growth: [2, -1, 1], orientation: [-0.5, -0.5, 0] },
    pressure: {
      A: [
        { at: -1, level: 0 },
        { at: 0, level: 0.4 },
      ],
    },
    dynamics: { salience: { gain: 1.5, halfLife: 1 } },
    shocks: [{ at: 0, cities: null, share: 0, salience: 1, halfLife: 1 }],
    policies: { p: {} },
  });
  const loud = (added: number): number[] =>
    term(world, 'threat', 0, 'declare', {}, ({ state }) => state.shockSalience.set([added, 0, 0]));
  close(loud(0), [0.6, 0, 0]);
  close(loud(0.25), [0.85, 0, 0]);
  close(loud(0.9), [1, 0, 0]);
});

test('turnover is how far the government moved away from the one that took the policy up', () => {
  // 0 took it up at .5 and stands at -.25: .75. 1 moved the other way. 2 does not hold it. Exclusionary: the reverse.
  const moved = (direction: 1 | -1): number[] =>
    term(
      makeWorld({
        cities: 3,
        attributes: { orientation: [0.5, -0.5, 0] },
        policies: { p: { direction } },
        held: [
          [0, 'p'],
          [1, 'p', 2],
        ],
      }),
      'turnover',
      0,
      'repeal',
      {},
      ({ standard }) => {
        for (const [i, value] of [-0.25, 0, -1].entries()) standard.setOrientation(i, value);
      },
    );
  close(moved(1), [0.75, 0, 0]);
  close(moved(-1), [0, 0.5, 0]);
});

describe('learning', () => {
  const outcomes = { outcomes: { rate: 1, noise: 0 } };

  test('is tanh of the mean outcome of the peers who carry the policy out, less the own', () => {
    // 0 looks at 1 (weight 1, outcome .5), 2 (weight 3, outcome -.1) and 3 (declared only: not counted):
    // (.5 - .3) / 4 = .05, less its own .2: tanh(-.15). 1 looks at 0, who has not carried it out: 0.
    const world = makeWorld({
      cities: 4,
      feedback: outcomes,
      ties: [
        [0, 1, 1],
        [0, 2, 3],
        [0, 3, 5],
      ],
      policies: { p: {} },
      held: [
        [1, 'p', 2],
        [2, 'p', 2],
        [3, 'p', 1],
      ],
      // What was learned does not fade.
      halfLife: 0.1,
    });
    const x = term(world, 'learning', 0, 'declare', {}, ({ state }) =>
      state.outcome.set([0.2, 0.5, -0.1, 0.9]),
    );
    close(x, [Math.tanh(-0.15), 0, 0, 0]);
  });

  test('weighs networks by activity and fitting strength, and layers by their weights', () => {
    // Fellows of 0: in m (share 1, practical .6, two fellows) 1 with outcome .5; in n (share .5, practical .4, one
    // fellow) 2 with outcome -.5. Weights .6 / 2 = .3 and .5 * .4 / 1 = .2: (.15 - .1) / .5 = .1.
    // Ties (weight 2): 3 with .4. Together (2 * .4 + 1 * .1) / 3 = .3. Symbolic strength is 0: declaring sees ties alone.
    const world = makeWorld({
      cities: 5,
      feedback: outcomes,
      layers: { ties: 2, networks: 1 },
      ties: [[0, 3]],
      policies: { p: {} },
      networks: {
        m: { practical: 0.6, symbolic: 0 },
        n: { practical: 0.4, symbolic: 0, migrationShare: 0.5 },
      },
      held: [
        [0, 'm'],
        [1, 'm'],
        [4, 'm'],
        [0, 'n'],
        [2, 'n'],
        [1, 'p', 2],
        [2, 'p', 2],
        [3, 'p', 2],
      ],
    });
    const x = (name: 'declare' | 'implement'): number =>
      term(world, 'learning', 0, name, {}, ({ state }) => state.outcome.set([0, 0.5, -0.5, 0.4, 0]))[0];
    expect(x('implement')).toBeCloseTo(Math.tanh(0.3), 13);
    expect(x('declare')).toBeCloseTo(Math.tanh(0.4), 13);
  });

  test('is 0 in a world without outcomes', () => {
    const world = makeWorld({ cities: 2, ties: [[0, 1]], policies: { p: {} }, held: [[1, 'p', 2]] });
    expect(term(world, 'learning')).toEqual([0, 0]);
  });
});

test('a coordinator of the nation or the region wins members from its first day to the day before its last', () => {
  // The nation's from 0 on; the region's, of cities 1 and 2, was over at the start.
  const world = (from: number, to: number) =>
    makeWorld({
      cities: 3,
      regions: ['R'],
      region: [-1, 0, 0],
      networks: { m: {} },
      coordinates: [{ network: 'm', from: 5 }],
      regional: { R: { coordinates: [{ network: 0, from, to }] } },
    });
  const at = (time: number, from: number, to: number): number[] =>
    term(world(from, to), 'coordinator', 0, 'join', {}, ({ state }) => {
      state.time = time;
    });
  expect(at(0, 0, 2)).toEqual([0, 1, 1]);
  expect(at(2, 0, 2)).toEqual([0, 0, 0]);
  expect(at(4.99, 6, 9)).toEqual([0, 0, 0]);
  expect(at(5, 6, 9)).toEqual([1, 1, 1]);
});

test('pre-emption is the force of the laws of nation and region together', () => {
  // The nation's law .5, the region's .2 (cities 1 and 2): 1 - .5 * .8 = .6.
  const world = makeWorld({
    cities: 3,
    regions: ['R'],
    region: [-1, 0, 0],
    policies: { p: {}, q: {} },
    preempts: [{ policy: 'p', from: 0, force: 0.5 }],
    regional: { R: { preempts: [{ policy: 0, from: -1, to: 5, force: 0.2 }] } },
  });
  close(term(world, 'preemption', 0, 'repeal'), [0.5, 0.6, 0.6]);
  expect(term(world, 'preemption', 1, 'repeal')).toEqual([0, 0, 0]);
});

test('support adds the funds that networks pass on to the goodwill of the nation, up to 1', () => {
  // h = -.3, capacity .5. m passes .4 * carried .5 = .2 on to p, n .5: a member of both 1 - .8 * .5 = .6.
  // 0 (both): .5 * (.3 + .6) = .45; 1 (m alone, in name alone): .5 * .3; 2 (m): .5 * .5. Joining m has its own .4.
  const world = (level: number) =>
    makeWorld({
      cities: 3,
      attributes: { capacity: 0.5 },
      pressure: hostile(level),
      policies: { p: {} },
      networks: { m: { funds: 0.4, carries: { p: 0.5 } }, n: { funds: 0.5 } },
      held: [
        [0, 'm'],
        [0, 'n'],
        [1, 'm', 1],
        [2, 'm'],
      ],
    });
  close(term(world(-0.3), 'support'), [0.45, 0.15, 0.25]);
  close(term(world(0.3), 'support'), [0.3, 0, 0.1]);
  close(term(world(-0.9), 'support'), [0.5, 0.45, 0.5]);
  close(term(world(-0.3), 'support', 1), [0.35, 0.35, 0.35]);
});

test('a supportive nation strengthens what its members learn from networks, up to 1', () => {
  // h = -.4, cooperation 2: practical .5 * 1.8 = .9; .8 * 1.8 is cut at 1. Showcasing is as it was; so is a hostile nation.
  const world = (level: number, practical: number) =>
    makeWorld({
      cities: 2,
      pressure: hostile(level),
      policies: { p: {} },
      networks: { m: { practical, symbolic: 0.3 } },
      held: [[0, 'm']],
    });
  const x = (level: number, practical: number, name: 'declare' | 'quiet' | 'implement'): number =>
    term(world(level, practical), 'membership', 0, name, { cooperation: 2 })[0];
  expect(x(-0.4, 0.5, 'implement')).toBeCloseTo(0.9, 13);
  expect(x(-0.4, 0.5, 'quiet')).toBeCloseTo(0.9, 13);
  expect(x(-0.4, 0.8, 'implement')).toBe(1);
  expect(x(-0.4, 0.5, 'declare')).toBeCloseTo(0.3, 13);
  expect(x(0.4, 0.5, 'implement')).toBe(0.5);
});

test('who is a member in name alone learns nothing from a network and shows nobody anything', () => {
  // m: 0 and 1 active, 2 inactive; 1 and 2 hold p. 0 sees one fellow, who holds it: 1. 2 sees nobody.
  const world = makeWorld({
    cities: 3,
    attributes: { orientation: [1, 0, -1], brandAmbition: 1, population: 20_000 },
    policies: { p: {} },
    networks: { m: { symbolic: 0.5, benchmark: { peers: 5, by: ['orientation'], standard: null } } },
    held: [
      [0, 'm'],
      [1, 'm'],
      [2, 'm', 1],
      [1, 'p', 2],
      [2, 'p', 2],
    ],
  });
  close(term(world, 'emulation'), [1, 0, 0]);
  close(term(world, 'membership'), [0.5, 0.5, 0]);
  close(term(world, 'benchmarking'), [1, 0, 0]);
  // Mean orientation of the active ones: .5.
  close(term(world, 'homophily', 1), [0.75, 0.75, 0.25]);
  // v = .5 and 2 of 3 hold p: unseen .5 / 3, once more halved for active members; each has two rivals.
  close(term(world, 'branding'), [0, (1 - 1 / 12) / 2, (1 - 1 / 6) / 2]);
});
