/** Memberships that rotate: when they end. */
import { expect, test } from 'vitest';
import { run } from '../support/events.js';
import { makeWorld } from '../support/world.js';

const TERM = 4;
const cities = 300;
const everybody = Array.from({ length: cities }, (_, i) => i);
const net = { founded: 2, term: TERM, join: { perYear: 0.5 } };

/** Times at which memberships ended, by city. */
function endings(world: ReturnType<typeof makeWorld>): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { transition, city, time } of run(world)) {
    if (transition === 'expire') found.set(city, [...(found.get(city) ?? []), time]);
  }
  return found;
}

test("founders' terms end one by one within the first term", () => {
  const entries = everybody.map((city) => ({ time: 2, city, subject: 0, to: 2 }));
  const world = { ...makeWorld({ end: 30, cities, networks: { net } }), entries };
  const ended = endings(world);
  const first = everybody.map((city) => ended.get(city)![0] - 2);
  expect(Math.min(...first)).toBeGreaterThan(0);
  expect(Math.max(...first)).toBeLessThanOrEqual(TERM);
  // Uniform: 3 standard errors of the mean of 300.
  const mean = first.reduce((a, b) => a + b, 0) / cities;
  expect(Math.abs(mean - TERM / 2)).toBeLessThan((3 * TERM) / Math.sqrt(12 * cities));
});

test('whoever joins later stays for a whole term', () => {
  const joined = new Map<number, number>();
  let whole = 0;
  for (const { transition, city, time } of run(makeWorld({ end: 30, cities, networks: { net } }))) {
    if (transition === 'join') joined.set(city, time);
    if (transition !== 'expire') continue;
    expect(time - joined.get(city)!).toBeCloseTo(TERM, 9);
    whole++;
  }
  expect(whole).toBeGreaterThan(cities);
});

test('of members at the start the term counts from when they joined', () => {
  const world = makeWorld({ end: 30, cities, networks: { net: { ...net, founded: -10 } } });
  const members = {
    ...world,
    initialStage: new Uint8Array(cities).fill(2),
    // 1, 3 and 9 years ago; the last is in its third term.
    initialSince: Float64Array.from(everybody, (i) => [-1, -3, -9][i % 3]),
  };
  const ended = endings(members);
  for (const city of everybody) expect(ended.get(city)![0]).toBeCloseTo([3, 1, 3][city % 3], 9);
});
