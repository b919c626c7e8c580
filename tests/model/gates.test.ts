/** Who is at risk when: networks that exist, cities that are eligible, policies that exclude one another. */
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/model/simulate.js';
import { createTimeline } from '../../src/model/timeline.js';
import type { World } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { firstTimes, run } from '../support/events.js';
import { makeWorld, type Sketch } from '../support/world.js';

/** Resistance of each city on the first spell of a transition: the crossing time at one event a year. */
function resistances(
  cities: number,
  subject: string,
  transition: 'declare' | 'join' | 'implement',
): Float64Array {
  const policy = transition === 'join' ? {} : { [subject]: { declare: { perYear: 1 } } };
  const world = makeWorld({
    cities,
    end: 60,
    stepsPerYear: 1,
    policies: policy,
    networks: transition === 'join' ? { [subject]: { join: { perYear: 1 } } } : {},
  });
  return firstTimes(world, createSimulator(world).run(0));
}

describe('joining', () => {
  const R = resistances(30, 'm', 'join');

  test('begins when the network is founded', () => {
    const world = makeWorld({ cities: 30, end: 20, networks: { m: { founded: 5, join: { perYear: 0.3 } } } });
    const joined = firstTimes(world, createSimulator(world).run(0));
    R.forEach((r, i) => {
      const expected = 5 + r / 0.3;
      if (expected <= 20) expect(joined[i]).toBeCloseTo(expected, 12);
      else expect(joined[i]).toBe(Infinity);
    });
  });

  test('begins with the first step that starts at or after a founding within a step', () => {
    const world = makeWorld({
      cities: 30,
      end: 20,
      stepsPerYear: 1,
      networks: { m: { founded: 4.3, join: { perYear: 0.3 } } },
    });
    const joined = firstTimes(world, createSimulator(world).run(0));
    R.forEach((r, i) => {
      if (5 + r / 0.3 <= 20) expect(joined[i]).toBeCloseTo(5 + r / 0.3, 12);
    });
  });

  test('is for those who are eligible', () => {
    const world = makeWorld({
      cities: 30,
      end: 60,
      attributes: { population: Array.from({ length: 30 }, (_, i) => 1000 * (i + 1)) },
      networks: { m: { eligible: { population: { from: 11_000, to: 21_000 } }, join: { perYear: 1 } } },
    });
    const joined = run(world).map(({ city }) => city);
    expect(joined.toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  test('stands still while a city is not eligible, and goes on from where it stood', () => {
    // m is open to members of n. Cities are in n from 0 to 2, and again from 6 on; rate .3 of R.
    const world = makeWorld({
      cities: 30,
      end: 20,
      stepsPerYear: 1,
      networks: { m: { eligible: { memberOf: 'n' }, join: { perYear: 0.3 } }, n: {} },
      held: Array.from({ length: 30 }, (_, i) => [i, 'n'] as const),
      entries: Array.from({ length: 30 }, (_, i) => [
        [2, i, 'n', 0] as const,
        [6, i, 'n', 1] as const,
      ]).flat(),
    });
    const joined = firstTimes(world, createSimulator(world).run(0));
    R.forEach((r, i) => {
      const expected = r / 0.3 <= 2 ? r / 0.3 : r / 0.3 + 4;
      if (expected <= 20) expect(joined[i]).toBeCloseTo(expected, 12);
    });
  });

  test('founders are in from the founding on, and can leave at once', () => {
    const world = makeWorld({
      cities: 5,
      end: 20,
      networks: { m: { founded: 5, join: { perYear: 0.01 }, leave: { perYear: 2 } } },
      entries: [
        [5, 0, 'm', 1],
        [5, 3, 'm', 1],
      ],
    });
    const rows = run(world);
    expect(rows.slice(0, 2).map(({ time, city, transition }) => [time, city, transition])).toEqual([
      [5, 0, 'given'],
      [5, 3, 'given'],
    ]);
    expect(rows.filter(({ transition }) => transition === 'leave').length).toBeGreaterThanOrEqual(2);
  });
});

describe('a network that closes', () => {
  const R = resistances(30, 'm', 'join');
  const network = (closed: number, more: Partial<Sketch> = {}): World =>
    makeWorld({
      cities: 30,
      end: 10,
      stepsPerYear: 1,
      networks: { m: { closed, join: { perYear: 0.3 } } },
      ...more,
    });

  test('puts its members out at that moment', () => {
    for (const closed of [4, 4.6]) {
      const rows = run(network(closed));
      const stage = new Uint8Array(30);
      for (const { city, to } of rows) stage[city] = to;
      expect(stage.every((s) => s === 0)).toBe(true);
      expect(rows.every(({ time }) => time <= closed)).toBe(true);
      expect(
        rows
          .filter(({ to }) => to === 0)
          .every(({ time, transition }) => time === closed && transition === 'given'),
      ).toBe(true);
    }
  });

  test('is joined until then, in its last step too', () => {
    for (const closed of [4, 4.6]) {
      const joined = run(network(closed)).filter(({ transition }) => transition === 'join');
      const expected = [...R.keys()].filter((i) => R[i] / 0.3 < closed);
      expect(joined.map(({ city }) => city).toSorted((a, b) => a - b)).toEqual(expected);
    }
  });

  test('is left until then, in its last step too', () => {
    const world = (closed: number): World =>
      makeWorld({
        cities: 30,
        end: 10,
        stepsPerYear: 1,
        networks: { m: { closed, leave: { perYear: 0.5 } } },
        held: Array.from({ length: 30 }, (_, i) => [i, 'm'] as const),
      });
    const open = firstTimes(world(Infinity), createSimulator(world(Infinity)).run(0));
    const closing = firstTimes(world(2), createSimulator(world(2)).run(0));
    expect([...closing]).toEqual([...open].map((time) => Math.min(2, time)));
    expect([...open].some((time) => time > 1 && time < 2)).toBe(true);
  });
});

describe('branding', () => {
  test('sees a network that is founded or closes, whether or not it can be joined', () => {
    // One city, so that nothing else makes it look again: the hazard is .05, and .05 e^3 from 4 to 8.
    const world = (join: boolean): World =>
      makeWorld({
        cities: 1,
        end: 20,
        stepsPerYear: 1,
        attributes: { population: 20_000, brandAmbition: 1 },
        policies: { p: { declare: { perYear: 0.05, branding: 3 } } },
        networks: {
          m: {
            founded: 4,
            closed: 8,
            symbolic: 1,
            eligible: { population: { from: 1e6 } },
            ...(join ? { join: { perYear: 0.1 } } : {}),
          },
        },
      });
    for (let replicate = 0; replicate < 20; replicate++) {
      const times = [true, false].map((join) => run(world(join), replicate)[0]?.time);
      expect(times[1]).toBe(times[0]);
    }
  });
});

describe('excluding', () => {
  const R = resistances(40, 'p', 'declare');

  test('a policy stops the clock of those that it excludes, and repeal sets it going again', () => {
    // q is held until its repeal at crossing T (R_q / .2); p runs from T on, at .3.
    const world = makeWorld({
      cities: 40,
      end: 40,
      stepsPerYear: 1,
      policies: { p: { excludes: ['q'], declare: { perYear: 0.3 } }, q: { repeal: { perYear: 0.2 } } },
      held: Array.from({ length: 40 }, (_, i) => [i, 'q'] as const),
    });
    const rows = run(world);
    const repealed = new Map(
      rows.filter(({ subject }) => subject === 'q').map(({ city, time }) => [city, time]),
    );
    const declared = new Map(
      rows.filter(({ subject }) => subject === 'p').map(({ city, time }) => [city, time]),
    );
    R.forEach((r, i) => {
      const expected = (repealed.get(i) ?? Infinity) + r / 0.3;
      if (expected <= 40) expect(declared.get(i)).toBeCloseTo(expected, 11);
      else expect(declared.has(i)).toBe(false);
    });
  });

  test('what was run before the policy that excludes was declared is kept', () => {
    // p at .05 and q at .3 race from 0; while q is held (it is never repealed here) p stands still.
    const sketch = (excludes: readonly string[]): Sketch => ({
      cities: 40,
      end: 30,
      stepsPerYear: 1,
      policies: {
        p: { excludes, declare: { perYear: 0.05 } },
        q: { declare: { perYear: 0.3 }, repeal: { perYear: 0.5 } },
      },
    });
    const rows = run(makeWorld(sketch(['q'])));
    for (let i = 0; i < 40; i++) {
      // Time without q until p: the resistance of p / .05.
      let free = 0;
      let since = 0;
      let held = false;
      for (const { city, subject, time, to } of rows) {
        if (city !== i) continue;
        if (subject === 'p') {
          expect(held).toBe(false);
          expect(free + time - since).toBeCloseTo(R[i] / 0.05, 11);
          break;
        }
        if (to > 0) free += time - since;
        held = to > 0;
        since = time;
      }
    }
    expect(rows.filter(({ subject }) => subject === 'p').length).toBeGreaterThan(10);
    expect(run(makeWorld(sketch([])))).not.toEqual(rows);
  });

  test('two policies that exclude each other are never held together', () => {
    const world = makeWorld({
      cities: 60,
      end: 30,
      stepsPerYear: 1,
      policies: {
        p: {
          excludes: ['q'],
          declare: { perYear: 0.5 },
          implement: { perYear: 1 },
          repeal: { perYear: 0.5 },
        },
        q: {
          excludes: ['p'],
          declare: { perYear: 0.5 },
          implement: { perYear: 1 },
          repeal: { perYear: 0.5 },
        },
      },
    });
    const held = new Map<string, number>();
    for (const { city, subject, to } of run(world)) {
      held.set(`${city} ${subject}`, to);
      expect((held.get(`${city} p`) ?? 0) * (held.get(`${city} q`) ?? 0)).toBe(0);
    }
  });

  test('quiet implementation of an excluded policy has to wait for the repeal too', () => {
    // MODEL.md 2: a city that holds the excluded policy must repeal it first; 0 -> 2 is a way to take it up.
    const world = makeWorld({
      cities: 20,
      end: 20,
      policies: { p: { excludes: ['q'], implement: { perYear: 0.5, from: [0, 1] } }, q: {} },
      held: Array.from({ length: 20 }, (_, i) => [i, 'q'] as const),
    });
    expect(run(world).length).toBe(0);
  });
});

test('a policy builds on another from the step after that was taken up', () => {
  // p at .02, with the ladder .02 e^4 from the first step that starts after q was declared.
  const R = resistances(40, 'p', 'declare');
  const world = makeWorld({
    cities: 40,
    end: 25,
    stepsPerYear: 1,
    policies: {
      p: { buildsOn: ['q'], declare: { perYear: 0.02, ladder: 4 } },
      q: { declare: { perYear: 0.2 } },
    },
  });
  const rows = run(world);
  for (let i = 0; i < 40; i++) {
    const q = rows.find(({ city, subject }) => city === i && subject === 'q')?.time ?? Infinity;
    const step = Math.ceil(q);
    const plain = R[i] / 0.02;
    const expected = plain <= step ? plain : step + (R[i] - 0.02 * step) / (0.02 * Math.exp(4));
    const p = rows.find(({ city, subject }) => city === i && subject === 'p')?.time;
    if (expected <= 25) expect(p).toBeCloseTo(expected, 10);
    else expect(p).toBeUndefined();
  }
});

test('an adoption is felt by others from the next step on', () => {
  // City 2k + 1 looks at 2k, which declares at R / .2: .05 until the step after, then .05 e^3.
  const R = resistances(40, 'p', 'declare');
  const pairs = [...Array(20).keys()];
  const world = makeWorld({
    cities: 40,
    end: 60,
    stepsPerYear: 2,
    attributes: { capacity: Array.from({ length: 40 }, (_, i) => 1 - (i % 2)) },
    ties: fromEdges(
      40,
      pairs.map((k) => 2 * k + 1),
      pairs.map((k) => 2 * k),
      null,
      true,
    ),
    policies: { p: { declare: { perYear: 0.05, capacity: Math.log(4), emulation: 3 } } },
  });
  const times = firstTimes(world, createSimulator(world).run(0));
  for (const k of pairs) {
    const first = R[2 * k] / 0.2;
    expect(times[2 * k]).toBeCloseTo(first, 11);
    const felt = Math.ceil(first * 2) / 2;
    const plain = R[2 * k + 1] / 0.05;
    expect(times[2 * k + 1]).toBeCloseTo(plain <= felt ? plain : felt + (plain - felt) / Math.exp(3), 11);
  }
});

test('with fading exposure the date of what was held at the start is kept when it is implemented', () => {
  // Before the year 0 too: city 0 has held p since -6 and implements at once; the others look at it.
  const world = makeWorld({
    start: -4,
    end: -1,
    cities: 20,
    halfLife: 2,
    ties: Array.from({ length: 19 }, (_, i) => [0, i + 1]),
    policies: { p: { declare: { perYear: 0.5, emulation: 1 }, implement: { perYear: 100 } } },
    held: [[0, 'p', 1, -6]],
  });
  const rows = run(world).filter(({ city, transition }) => city > 0 && transition === 'declare');
  expect(rows.length).toBeGreaterThan(5);
  for (const { time, contributions } of rows) {
    const step = Math.ceil(time * 4) / 4 - 1 / 4;
    expect(contributions['emulation']).toBeCloseTo(2 ** (-(step + 6) / 2), 13);
  }
});

test('steps cover the run, and the last may be shorter', () => {
  const { stepCount, boundary, stepOf } = createTimeline({ start: 2000, end: 2002.6, stepsPerYear: 4 });
  expect(stepCount).toBe(11);
  expect([0, 1, 10, 11].map(boundary)).toEqual([2000, 2000.25, 2002.5, 2002.6]);
  // (t, t + dt]: a boundary belongs to the step that ends there.
  expect([2000.1, 2000.25, 2000.26, 2002.55, 2002.6, 2002.7, Infinity, NaN].map((t) => stepOf(t, 0))).toEqual(
    [0, 0, 1, 10, 10, -1, -1, -1],
  );
  expect(stepOf(2000.1, 5)).toBe(5);
});

test('a hazard of 0 never crosses, a huge one at once', () => {
  const world = (perYear: number): World =>
    makeWorld({ cities: 50, end: 10, policies: { p: { declare: { perYear } } } });
  expect(run(world(0))).toEqual([]);
  const rows = run(world(1e300));
  expect(rows.length).toBe(50);
  expect(rows.every(({ time }) => time < 1e-12)).toBe(true);
});
