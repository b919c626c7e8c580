/** Who is under which pressure, and by which route a city came into a network. */
import { expect, test } from 'vitest';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { routeOf } from '../../src/model/route.js';
import { simulate } from '../../src/model/simulate.js';
import { makeWorld } from '../support/world.js';

test('a region is a jurisdiction of its own where it adds something, in each nation that it lies in', () => {
  const { count, nation, region, of, cities } = jurisdictionsOf(
    makeWorld({
      cities: 6,
      countries: ['A', 'B'],
      country: [0, 0, 1, 1, 0, 1],
      regions: ['quiet', 'loud'],
      region: [-1, 0, 1, 1, 1, 0],
      regional: { loud: { pressure: [{ at: 0, level: 0.2 }] } },
    }),
  );
  expect(count).toBe(4);
  expect([...nation]).toEqual([0, 1, 1, 0]);
  expect([...region]).toEqual([-1, -1, 1, 1]);
  expect([...of]).toEqual([0, 0, 2, 2, 3, 1]);
  expect(cities.map((own) => [...own])).toEqual([[0, 1], [5], [2, 3], [4]]);
});

test('the route is that of the largest part that speaks for joining', () => {
  const trajectory = {
    mechanisms: ['capacity', 'support', 'coordinator'],
    contributions: Float64Array.of(1, 0.5, 0.2, /**/ 0.5, 1, 0.2, /**/ 0.1, 0.2, 0.9, /**/ -3, -1, -2),
  } as unknown as Parameters<typeof routeOf>[0];
  expect([0, 1, 2, 3].map((event) => routeOf(trajectory, event))).toEqual([
    'own',
    'sponsor',
    'coordinator',
    'own',
  ]);
});

test('a coordinator is the route of those who join while it works', () => {
  const world = makeWorld({
    cities: 60,
    end: 4,
    networks: { movement: { join: { baseline: -2, coordinator: 2 } } },
    coordinates: [{ network: 'movement', from: 1, to: 3 }],
  });
  const trajectory = simulate(world);
  const routes = [...trajectory.time].map((at, event) => [at, routeOf(trajectory, event)] as const);
  expect(routes.length).toBeGreaterThan(30);
  for (const [at, route] of routes) expect(route, `${at}`).toBe(at > 1 && at <= 3 ? 'coordinator' : 'own');
});
