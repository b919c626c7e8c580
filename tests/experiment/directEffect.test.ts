/** A mechanism off for one city alone. */
import { expect, test } from 'vitest';
import { firstTimes } from '../../src/analysis/firstTimes.js';
import { exemptingSimulator, sampledCities } from '../../src/experiment/attribution/directEffect.js';
import { referenceMeans, switchedOff } from '../../src/model/reference.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import type { Scenario } from '../../src/scenario/schema.js';
import { makeWorld } from '../support/world.js';

const CITIES = 12;
const world = (declare: object, ties: readonly (readonly [number, number])[] = []): World =>
  makeWorld({
    seed: 'direct',
    end: 10,
    stepsPerYear: 4,
    cities: CITIES,
    attributes: {
      population: 50_000,
      immigrantShare: Array.from({ length: CITIES }, (_, i) => 0.02 * (i + 1)),
    },
    ties,
    policies: { p: { declare: { perYear: 0.1, ...declare } } },
  });
const ring = Array.from({ length: CITIES }, (_, i) => [i, (i + 1) % CITIES] as const);
const eventsOf = ({ count, time, city }: Trajectory): number[][] =>
  Array.from({ length: count }, (_, event) => [time[event], city[event]]);

/** From year 5 on with half the coefficients, and rarer. */
const changing = (own: World): World => ({
  ...own,
  subjects: own.subjects.map((subject) => ({
    ...subject,
    transitions: subject.transitions.map((transition) => ({
      ...transition,
      later: {
        at: 5,
        baseline: transition.baseline - 0.5,
        coefficients: transition.coefficients.map((entry) => ({
          ...entry,
          coefficient: entry.coefficient / 2,
        })),
      },
    })),
  })),
});

test.each([
  ['', (own: World) => own],
  [', also where coefficients change at a date', changing],
])(
  'what works through no one else: exempting a city does to it what switching off for all does%s',
  (_, as) => {
    const own = as(world({ need: 1.5 }, ring));
    const means = referenceMeans(own);
    const exempting = exemptingSimulator(own, 'need', means);
    const without = createSimulator(switchedOff(own, new Set(['need']), means), { explain: false });
    const plain = createSimulator(own, { explain: false });
    let moved = 0;
    for (let replicate = 0; replicate < 5; replicate++) {
      const off = firstTimes(own, without.run(replicate)).slice();
      const on = firstTimes(own, plain.run(replicate)).slice();
      for (let city = 0; city < CITIES; city++) {
        const times = firstTimes(own, exempting.run(replicate, city));
        // A time may differ in its last bits, by the order of a sum.
        if (Number.isNaN(off[city])) expect(times[city]).toBeNaN();
        else expect(times[city]).toBeCloseTo(off[city], 9);
        for (let other = 0; other < CITIES; other++) if (other !== city) expect(times[other]).toBe(on[other]);
        if (times[city] !== on[city]) moved++;
      }
    }
    expect(moved).toBeGreaterThan(20);
  },
);

test('exempting none is the run as it is, also after others were exempt', () => {
  const own = world({ need: 1, emulation: 3 }, ring);
  const exempting = exemptingSimulator(own, 'emulation', referenceMeans(own));
  const plain = createSimulator(own, { explain: false });
  for (let replicate = 0; replicate < 3; replicate++) {
    const expected = eventsOf(plain.run(replicate));
    expect(eventsOf(exempting.run(replicate, -1))).toEqual(expected);
    const changed = Array.from({ length: CITIES }, (_, city) => eventsOf(exempting.run(replicate, city)));
    expect(changed.some((events) => JSON.stringify(events) !== JSON.stringify(expected))).toBe(true);
    expect(eventsOf(exempting.run(replicate, -1))).toEqual(expected);
  }
});

test('with a coefficient of 0 there is nothing to be exempt from', () => {
  const own = world({ need: 1, emulation: 0 }, ring);
  const exempting = exemptingSimulator(own, 'emulation', referenceMeans(own));
  const expected = eventsOf(createSimulator(own, { explain: false }).run(0));
  for (let city = 0; city < CITIES; city++) expect(eventsOf(exempting.run(0, city))).toEqual(expected);
});

test('where one city alone looks at others, exempting it is switching off; exempting the others does nothing', () => {
  // A star: city 0 looks at all, nobody looks at anyone else.
  const own = makeWorld({
    seed: 'star',
    end: 10,
    stepsPerYear: 4,
    cities: CITIES,
    ties: fromEdges(
      CITIES,
      Array.from({ length: CITIES - 1 }, () => 0),
      Array.from({ length: CITIES - 1 }, (_, i) => i + 1),
      null,
      true,
    ),
    policies: { p: { declare: { perYear: 0.1, emulation: 4 } } },
  });
  const means = referenceMeans(own);
  const exempting = exemptingSimulator(own, 'emulation', means);
  const off = eventsOf(
    createSimulator(switchedOff(own, new Set(['emulation']), means), { explain: false }).run(0),
  );
  const on = eventsOf(createSimulator(own, { explain: false }).run(0));
  expect(on).not.toEqual(off);
  expect(eventsOf(exempting.run(0, 0))).toEqual(off);
  for (let city = 1; city < CITIES; city++) expect(eventsOf(exempting.run(0, city))).toEqual(on);
});

test('each replicate draws its own cities, and all come in turn', () => {
  const scenario = {
    seed: 'direct',
    observe: { by: [], groups: {}, outcomes: [{ group: 'all' }] },
  } as unknown as Scenario;
  const drawn = sampledCities(world({}), scenario, 3);
  const times = Array.from({ length: CITIES }, () => 0);
  for (let replicate = 0; replicate < 200; replicate++) {
    const cities = drawn(replicate);
    expect(cities).toHaveLength(3);
    expect(cities).toEqual([...new Set(cities)].sort((a, b) => a - b));
    for (const city of cities) times[city]++;
  }
  // 200 x 3 / 12 = 50 each, with a standard deviation of 6.
  for (const count of times) expect(Math.abs(count - 50)).toBeLessThan(25);
  expect(drawn(7)).toEqual(drawn(7));
  expect(sampledCities(world({}), scenario, 99)(0)).toHaveLength(CITIES);
});
