import { describe, expect, test } from 'vitest';
import { groupsOf } from '../../src/analysis/group.js';
import { compilePredicate } from '../../src/model/predicate.js';
import type { Predicate } from '../../src/model/world.js';
import { makeWorld } from '../support/world.js';

const world = makeWorld({
  cities: ['Ghent', 'Lyon', 'Lille', 'Aachen', 'Bonn'],
  countries: ['BE', 'FR', 'DE'],
  country: [0, 1, 1, 2, 2],
  regions: ['Nord'],
  region: [-1, -1, 0, -1, -1],
  attributes: {
    population: [260_000, 520_000, 230_000, 250_000, 100_000],
    orientation: [0.5, 0, -0.2, 0.1, 0.3],
  },
  policies: { p: {}, q: {} },
  networks: { m: {} },
  held: [
    [0, 'm'],
    [3, 'm'],
    [1, 'p'],
    [4, 'q', 2],
  ],
});
const chosen = (predicate: Predicate | null, stage = world.initialStage): string[] => {
  const { holds } = compilePredicate(predicate, world);
  return world.cities.ids.filter((_, i) => holds(i, stage));
};

describe('a predicate', () => {
  test('that is absent holds for all', () => {
    expect(chosen(null)).toEqual([...world.cities.ids]);
    expect(chosen({})).toEqual([...world.cities.ids]);
  });

  test('of countries, regions and cities is membership in a list or a single name', () => {
    expect(chosen({ country: ['BE', 'DE'] })).toEqual(['Ghent', 'Aachen', 'Bonn']);
    expect(chosen({ country: 'FR' })).toEqual(['Lyon', 'Lille']);
    expect(chosen({ region: 'Nord' })).toEqual(['Lille']);
    expect(chosen({ region: 'Sud' })).toEqual([]);
    expect(chosen({ city: ['Bonn', 'Ghent', 'Rome'] })).toEqual(['Ghent', 'Bonn']);
  });

  test('of a number includes from and excludes to', () => {
    expect(chosen({ population: { from: 250_000 } })).toEqual(['Ghent', 'Lyon', 'Aachen']);
    expect(chosen({ population: { to: 250_000 } })).toEqual(['Lille', 'Bonn']);
    expect(chosen({ population: { from: 100_000, to: 250_000 } })).toEqual(['Lille', 'Bonn']);
    expect(chosen({ orientation: { from: 0, to: 0.3 } })).toEqual(['Lyon', 'Aachen']);
  });

  test('joins its keys by and, any by or, and not turns round', () => {
    expect(chosen({ country: 'FR', population: { from: 300_000 } })).toEqual(['Lyon']);
    expect(chosen({ any: [{ country: 'BE' }, { holds: 'p' }] })).toEqual(['Ghent', 'Lyon']);
    expect(chosen({ country: 'DE', not: { memberOf: 'm' } })).toEqual(['Bonn']);
    expect(chosen({ not: { any: [{ country: ['BE', 'FR'] }, { city: 'Bonn' }] } })).toEqual(['Aachen']);
  });

  test('of members and holders is read at each moment, or as things stood at the start', () => {
    const later = world.initialStage.slice();
    later[2 * 5 + 0] = 0;
    later[2 * 5 + 1] = 1;
    later[0 * 5 + 2] = 2;
    expect(chosen({ memberOf: 'm' }, later)).toEqual(['Lyon', 'Aachen']);
    expect(chosen({ memberOf: 'm', at: 'start' }, later)).toEqual(['Ghent', 'Aachen']);
    expect(chosen({ holds: ['p', 'q'] }, later)).toEqual(['Lyon', 'Lille', 'Bonn']);
    expect(compilePredicate({ memberOf: 'm' }, world).dynamic).toBe(true);
    expect(compilePredicate({ memberOf: 'm', at: 'start' }, world).dynamic).toBe(false);
    expect(compilePredicate({ not: { any: [{ holds: 'p' }] } }, world).dynamic).toBe(true);
    expect(compilePredicate({ country: 'FR' }, world).dynamic).toBe(false);
  });

  test('of something unknown throws with its name', () => {
    expect(() => chosen({ memberOf: 'eurocties' })).toThrow('eurocties');
    expect(() => chosen({ poplation: { from: 1 } })).toThrow('poplation');
    expect(() => chosen({ capacity: { from: 0.5 } })).toThrow('capacity');
  });
});

test('groups are all, the named ones, then each value that some city has', () => {
  const groups = groupsOf(world, {
    by: ['country', 'sizeClass', 'region'],
    groups: { members: { memberOf: 'm' } },
  });
  const sizes = groups.map(({ name, condition }) => [
    name,
    world.cities.ids.filter((_, i) => condition.holds(i, world.initialStage)).length,
  ]);
  expect(sizes).toEqual([
    ['all', 5],
    ['members', 2],
    ['BE', 1],
    ['FR', 2],
    ['DE', 2],
    ['100,000 to 500,000', 4],
    ['500,000 to 1,000,000', 1],
    ['Nord', 1],
  ]);
});
