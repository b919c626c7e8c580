/** What cities do to their networks, their nation and themselves, against values worked out by hand. */
import { describe, expect, test } from 'vitest';
import { spreadOfMembers } from '../../src/model/functions.js';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { createMemberships } from '../../src/model/memberships.js';
import { simulate } from '../../src/model/simulate.js';
import { createState, resetState } from '../../src/model/state.js';
import { makeWorld } from '../support/world.js';

const never = { baseline: -1e4 };

describe('socialisation', () => {
  test('members drift to the mean of their fellows; others and members in name alone stay', () => {
    const [snapshot] = simulate(
      makeWorld({
        cities: 5,
        end: 0.5,
        stepsPerYear: 2,
        attributes: { orientation: [0.6, 0, -0.3, 0.9, -0.9] },
        networks: { club: { symbolic: 0.5 } },
        held: [
          [0, 'club'],
          [1, 'club'],
          [2, 'club'],
          [3, 'club', 1],
        ],
        feedback: { socialisation: 0.8 },
        snapshots: [0.5],
      }),
    ).snapshots;
    const part = 1 - Math.exp(-0.8 * 0.5 * 0.5);
    const expected = [0.6 + part * (-0.15 - 0.6), part * 0.15, -0.3 + part * (0.3 + 0.3), 0.9, -0.9];
    expected.forEach((value, i) => {
      expect(snapshot.orientation![i]).toBeCloseTo(value, 14);
    });
  });

  test('the drifts of two networks add up, and alone there is nobody to follow', () => {
    const [snapshot] = simulate(
      makeWorld({
        cities: 3,
        end: 1,
        stepsPerYear: 1,
        attributes: { orientation: [0, 0.4, -1] },
        networks: { a: { symbolic: 1 }, b: { symbolic: 0.5 }, c: {} },
        held: [
          [0, 'a'],
          [1, 'a'],
          [0, 'b'],
          [2, 'b'],
          [1, 'c'],
        ],
        feedback: { socialisation: 0.2 },
        snapshots: [1],
      }),
    ).snapshots;
    const [a, b] = [1 - Math.exp(-0.2), 1 - Math.exp(-0.1)];
    expect(snapshot.orientation![0]).toBeCloseTo(a * 0.4 - b, 14);
    expect(snapshot.orientation![1]).toBeCloseTo(0.4 - a * 0.4, 14);
    expect(snapshot.orientation![2]).toBeCloseTo(-1 + b, 14);
  });
});

describe('dissent', () => {
  const world = makeWorld({
    cities: 4,
    end: 1,
    stepsPerYear: 1,
    attributes: { orientation: [1, -1, 0.5, 0.5] },
    policies: { p: { declare: { baseline: -9, membership: 1 } } },
    networks: { club: { symbolic: 0.6, practical: 0.6 } },
    held: [
      [0, 'club'],
      [1, 'club'],
      [2, 'club'],
    ],
    feedback: { dissent: 0.5 },
  });

  test('is the spread of the active members', () => {
    const state = createState(world, jurisdictionsOf(world));
    resetState(state, world);
    const memberships = createMemberships(world, state);
    memberships.reset();
    // Of 1, -1 and .5: mean 1/6, mean square 2.25 / 3.
    const spread = Math.sqrt(0.75 - 1 / 36);
    expect(spreadOfMembers(memberships, 1, world.cities.attributes.orientation!)).toBeCloseTo(spread, 14);
  });

  test('weakens what a network says, not what it does', () => {
    const spread = Math.sqrt(0.75 - 1 / 36);
    const logHazards = (transition: 'declare' | 'quiet') => {
      const given = { baseline: 9, membership: 1 };
      const own = makeWorld({
        cities: 4,
        end: 1,
        stepsPerYear: 1,
        attributes: { orientation: [1, -1, 0.5, 0.5] },
        policies: { p: { [transition]: given } },
        networks: { club: { symbolic: 0.6, practical: 0.6 } },
        held: [
          [0, 'club'],
          [1, 'club'],
          [2, 'club'],
        ],
        feedback: { dissent: 0.5 },
      });
      const { city, contributions } = simulate(own);
      return contributions[city.indexOf(0)];
    };
    expect(logHazards('declare')).toBeCloseTo(0.6 * (1 - 0.5 * spread), 14);
    expect(logHazards('quiet')).toBeCloseTo(0.6, 14);
  });
});

test('a network that turns symbolic loses half of its practice in so many years, and gains it as showcase', () => {
  const world = makeWorld({
    cities: 1,
    end: 3,
    stepsPerYear: 1,
    policies: { p: { declare: { baseline: -3, membership: 1 }, repeal: { baseline: 9 } } },
    networks: { club: { founded: 0, practical: 0.8, symbolic: 0.5, turnsSymbolic: 2 } },
    held: [[0, 'club']],
  });
  // Whenever it declares, at age a: practice .8 * 2^(-a/2), showcase 1 - .5 (1 - .8 (1 - 2^(-a/2))).
  let seen = 0;
  for (let replicate = 0; replicate < 60; replicate++) {
    const { count, time, to, contributions } = simulate(world, replicate);
    for (let k = 0; k < count; k++) {
      if (to[k] !== 1) continue;
      // A spell that begins within a step is under the terms of that step.
      const age = Math.ceil(time[k]) - 1;
      expect(contributions[k]).toBeCloseTo(1 - 0.5 * (1 - 0.8 * (1 - 2 ** (-age / 2))), 12);
      if (age > 0) seen++;
    }
  }
  expect(seen).toBeGreaterThan(2);
});

describe('advocacy', () => {
  const sketch = {
    cities: 3,
    end: 2,
    stepsPerYear: 1,
    countries: ['A', 'B'],
    country: [0, 0, 1],
    attributes: { population: [300, 100, 500] },
    policies: { p: { repeal: never } },
    held: [[0, 'p', 2]],
    pressure: { A: [{ at: 0, level: 0.5 }], B: [{ at: 0, level: 0.5 }] },
  } as const;

  test('moves the own nation by what its cities implement, weighted by inhabitants and voice', () => {
    const { pressure } = simulate(
      makeWorld({ ...sketch, feedback: { advocacy: { pushes: [-0.4], voice: 0.5, decay: 0 } } }),
    );
    // The second step: 3/4 of the inhabitants of A, half a voice, for a year.
    expect([...pressure]).toHaveLength(4);
    expect(pressure[0]).toBe(0.5);
    expect(pressure[2]).toBeCloseTo(0.5 - 0.4 * 0.75 * 0.5, 14);
    expect(pressure[3]).toBe(0.5);
  });

  test('networks give a voice, and what was gained decays', () => {
    const { pressure } = simulate(
      makeWorld({
        ...sketch,
        end: 3,
        networks: { club: { jurisgenerative: 0.5, vertical: 0.8, migrationShare: 0.5 } },
        held: [
          [0, 'p', 2],
          [0, 'club'],
        ],
        feedback: { advocacy: { pushes: [-0.4], voice: 0, decay: 0.3 } },
      }),
    );
    const voice = 0.5 * 0.8 * 0.5;
    const added = (0.4 * 0.75 * voice * (1 - Math.exp(-0.3))) / 0.3;
    expect(pressure[2]).toBeCloseTo(0.5 - added, 14);
    expect(pressure[4]).toBeCloseTo(0.5 - added * (1 + Math.exp(-0.3)), 14);
  });

  test('what is only declared moves nobody', () => {
    const { pressure } = simulate(
      makeWorld({
        ...sketch,
        held: [[0, 'p', 1]],
        feedback: { advocacy: { pushes: [-0.4], voice: 1, decay: 0 } },
      }),
    );
    expect([...pressure]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe('outcomes', () => {
  test('approach the effect where a policy is carried out, and 0 elsewhere', () => {
    const [first, second] = simulate(
      makeWorld({
        cities: 2,
        end: 2,
        stepsPerYear: 1,
        policies: { p: { effect: 0.6, repeal: never }, q: { effect: -1, repeal: never } },
        held: [
          [0, 'p', 2],
          [1, 'p', 1],
          [1, 'q', 2],
        ],
        feedback: { outcomes: { rate: 0.5, noise: 0 } },
        snapshots: [1, 2],
      }),
    ).snapshots;
    const part = 1 - Math.exp(-0.5);
    expect(first.outcome[0]).toBeCloseTo(0.6 * part, 14);
    expect(second.outcome[0]).toBeCloseTo(0.6 * (1 - Math.exp(-1)), 14);
    expect(first.outcome[1]).toBe(0);
    expect(first.outcome[2]).toBe(0);
    expect(first.outcome[3]).toBeCloseTo(-part, 14);
  });

  test('noise is one draw a year, and does the same whatever the length of a step', () => {
    const after = (rate: number, stepsPerYear: number): Float64Array =>
      simulate(
        makeWorld({
          cities: 500,
          end: 1,
          stepsPerYear,
          policies: { p: { repeal: never } },
          feedback: { outcomes: { rate, noise: 0.3 } },
          snapshots: [1],
        }),
      ).snapshots[0].outcome;
    for (const rate of [0, 0.5, 3]) {
      const yearly = after(rate, 1);
      for (const steps of [4, 12]) {
        after(rate, steps).forEach((value, i) => {
          expect(value).toBeCloseTo(yearly[i], 12);
        });
      }
      const part = rate === 0 ? 1 : (1 - Math.exp(-rate)) / rate;
      const variance = yearly.reduce((sum, value) => sum + value * value, 0) / 500;
      // Of 500 draws the variance has a standard error of 6 %.
      expect(Math.abs(variance / (0.09 * part * part) - 1)).toBeLessThan(0.2);
    }
  });
});

describe('designs', () => {
  const design = { dimensions: 2, adaptation: 0.25, mutation: 0 };
  const designsOf = (given: object, extra: object = {}) =>
    simulate(
      makeWorld({
        cities: 2,
        end: 1,
        stepsPerYear: 1,
        ties: [[0, 1]],
        policies: { p: { declare: { baseline: -20, emulation: 30 }, repeal: never } },
        held: [[0, 'p']],
        feedback: { design: { ...design, ...given } },
        snapshots: [0, 1],
        ...extra,
      }),
    ).snapshots.map(({ design: values }) => [...values]);

  test('an innovator takes its ideal, a copy the design of its source adapted to its own', () => {
    const [start, end] = designsOf({});
    expect(start.slice(2)).toEqual([NaN, NaN]);
    expect(end.slice(0, 2)).toEqual(start.slice(0, 2));
    // Wholly adapted, it is the ideal of the city; the ideals are the same in both worlds.
    const [, ideal] = designsOf({ adaptation: 1 });
    for (const k of [0, 1]) {
      expect(end[2 + k]).toBeCloseTo(0.75 * start[k] + 0.25 * ideal[2 + k], 14);
      expect(end[2 + k]).not.toBe(end[k]);
    }
    const [, copied] = designsOf({ adaptation: 0 });
    expect(copied.slice(2)).toEqual(copied.slice(0, 2));
  });

  test('copying errs by the sd asked for and stays within [0, 1]', () => {
    const errors: number[] = [];
    const world = (mutation: number) =>
      makeWorld({
        cities: 400,
        end: 1,
        stepsPerYear: 1,
        policies: { p: { repeal: never } },
        held: Array.from({ length: 400 }, (_, i) => [i, 'p'] as [number, string]),
        feedback: { design: { dimensions: 1, adaptation: 0, mutation } },
        snapshots: [0],
      });
    const [exact] = simulate(world(0)).snapshots;
    const [noisy] = simulate(world(0.05)).snapshots;
    noisy.design.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      // Away from the ends nothing is folded back.
      if (exact.design[i] > 0.2 && exact.design[i] < 0.8) errors.push(value - exact.design[i]);
    });
    const sd = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    expect(errors.length).toBeGreaterThan(200);
    expect(Math.abs(sd - 0.05)).toBeLessThan(0.007);
  });

  test('members approach the design that their charter asks for, of the policies that it carries', () => {
    const [start, end] = designsOf(
      {},
      {
        policies: { p: { repeal: never }, q: { repeal: never } },
        networks: {
          charter: {
            carries: { p: 1 },
            benchmark: { peers: 1, by: ['population'], standard: null, design: [1, 0], pull: 0.7 },
          },
        },
        attributes: { population: 1000 },
        held: [
          [0, 'p'],
          [1, 'p'],
          [0, 'q'],
          [0, 'charter'],
        ],
      },
    );
    const part = 1 - Math.exp(-0.7);
    expect(end[0]).toBeCloseTo(start[0] + part * (1 - start[0]), 14);
    expect(end[1]).toBeCloseTo(start[1] * (1 - part), 14);
    expect(end.slice(2, 6)).toEqual(start.slice(2, 6));
  });

  test('what does not fit does not work: misfit takes from the effect', () => {
    const [{ outcome, design: made }] = simulate(
      makeWorld({
        cities: 2,
        end: 1,
        stepsPerYear: 1,
        ties: [[0, 1]],
        policies: { p: { effect: 0.8, quiet: { baseline: -20, emulation: 40 }, repeal: never } },
        held: [[0, 'p', 2]],
        feedback: { design: { ...design, adaptation: 0 }, outcomes: { rate: 1, noise: 0 } },
        snapshots: [1],
      }),
    ).snapshots;
    const [, ideal] = designsOf({ adaptation: 1 });
    const misfit = (Math.abs(made[2] - ideal[2]) + Math.abs(made[3] - ideal[3])) / 2;
    expect(misfit).toBeGreaterThan(0.01);
    expect(outcome[0]).toBeCloseTo(0.8 * (1 - Math.exp(-1)), 14);
    expect(outcome[1]).toBeCloseTo(0.8 * (1 - misfit) * (1 - Math.exp(-1)), 12);
  });
});
