/** What moves in the cities by itself, against values worked out by hand. */
import { describe, expect, test } from 'vitest';
import { reflect } from '../../src/model/dynamics.js';
import { simulate } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { makeWorld } from '../support/world.js';

const shares = (world: World, replicate = 0) =>
  simulate(world, replicate).snapshots.map(({ immigrantShare }) => [...immigrantShare!]);
const orientations = (world: World, replicate = 0) =>
  simulate(world, replicate).snapshots.map(({ orientation }) => [...orientation!]);

describe('growth', () => {
  test('multiplies the odds once a calendar year, more where the city grows', () => {
    const [start, within, after, third] = shares(
      makeWorld({
        cities: 3,
        end: 4,
        attributes: { immigrantShare: [0.2, 0.5, 0], growth: [0, 1, 1] },
        dynamics: { growth: { perYear: 0.1, spread: 0.5 } },
        snapshots: [0, 0.75, 1.25, 4],
      }),
    );
    expect(start).toEqual([0.2, 0.5, 0]);
    expect(within).toEqual(start);
    // Odds of .2 are 1/4, of .5 are 1; nobody there, nobody follows.
    const grown = (odds: number, rate: number) => (odds * Math.exp(rate)) / (1 + odds * Math.exp(rate));
    expect(after[0]).toBeCloseTo(grown(1 / 4, 0.1), 14);
    expect(after[1]).toBeCloseTo(grown(1, 0.15), 14);
    expect(after[2]).toBe(0);
    // At 4 the run ends: three new years were entered.
    expect(third[0]).toBeCloseTo(grown(1 / 4, 0.3), 14);
  });
});

describe('a wave of arrivals', () => {
  const wave = { at: 2, cities: { country: 'B' }, share: 0.1, salience: 0.8, halfLife: 2 };
  const sketch = {
    cities: 2,
    end: 8,
    countries: ['A', 'B'],
    country: [0, 1],
    attributes: { immigrantShare: 0.2, orientation: -0.5 },
    shocks: [wave],
    snapshots: [2, 2.25],
  } as const;

  test('replaces a share of the others in the cities it names, from its date on', () => {
    const [before, after] = shares(makeWorld(sketch));
    expect(before).toEqual([0.2, 0.2]);
    expect(after[0]).toBe(0.2);
    expect(after[1]).toBeCloseTo(0.2 + 0.1 * 0.8, 14);
  });

  test('two waves follow one another', () => {
    const [, after] = shares(makeWorld({ ...sketch, shocks: [wave, { ...wave, at: 2.1, share: 0.5 }] }));
    expect(after[1]).toBeCloseTo(0.28, 14);
    const [, both] = shares(
      makeWorld({ ...sketch, shocks: [wave, { ...wave, share: 0.5 }], snapshots: [2, 2.25] }),
    );
    expect(both[1]).toBeCloseTo(0.28 + 0.5 * 0.72, 14);
  });
});

describe('elections', () => {
  const sketch = {
    cities: 40,
    end: 8,
    stepsPerYear: 12,
    attributes: { orientation: 0.8, electorate: -0.2 },
    snapshots: [0, 4, 8],
  } as const;

  test('move the government a part of the way to the electorate, once a cycle at a date of its own', () => {
    const world = makeWorld({ ...sketch, dynamics: { elections: { cycle: 4, pull: 0.5, swing: 0 } } });
    const [start, once, twice] = orientations(world);
    expect(new Set(start)).toEqual(new Set([0.8]));
    // .8 → .8 - .5 * 1 = .3 → .3 - .5 * .5 = .05; a date within the last step falls after it.
    for (const value of once) expect([0.3, 0.8].some((at) => Math.abs(at - value) < 1e-12)).toBe(true);
    for (const value of twice) expect([0.05, 0.3].some((at) => Math.abs(at - value) < 1e-12)).toBe(true);
    expect(once.filter((value) => value < 0.5).length).toBeGreaterThan(33);
    const quarter = orientations({ ...world, snapshots: [1] })[0];
    const voted = quarter.filter((value) => value < 0.5).length;
    expect(voted).toBeGreaterThan(3);
    expect(voted).toBeLessThan(20);
  });

  test('swings differ by city and replicate, have the sd asked for and stay on the scale', () => {
    const world = makeWorld({
      ...sketch,
      cities: 400,
      attributes: { orientation: 0 },
      dynamics: { elections: { cycle: 1, pull: 0, swing: 0.2 } },
      snapshots: [1.5],
    });
    const [first] = orientations(world);
    expect(orientations(world)).toEqual([first]);
    expect(orientations(world, 1)).not.toEqual([first]);
    expect(new Set(first).size).toBe(400);
    // One or two elections each, so a variance between .04 and .08.
    const variance = first.reduce((sum, value) => sum + value * value, 0) / 400;
    expect(variance).toBeGreaterThan(0.04);
    expect(variance).toBeLessThan(0.08);
    for (const value of first) expect(Math.abs(value)).toBeLessThanOrEqual(1);
  });
});

test('values beyond the scale come back as from a mirror', () => {
  expect(reflect(0.4)).toBeCloseTo(0.4, 14);
  expect(reflect(1.3)).toBeCloseTo(0.7, 14);
  expect(reflect(-1.25)).toBeCloseTo(-0.75, 14);
  expect(reflect(3.2)).toBeCloseTo(-0.8, 14);
});
