import { expect, test } from 'vitest';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { createPressure } from '../../src/model/pressure.js';
import { createSimulator } from '../../src/model/simulate.js';
import { createState } from '../../src/model/state.js';
import type { Nation } from '../../src/model/world.js';
import { run } from '../support/events.js';
import { makeWorld } from '../support/world.js';

const at = (pressure: Nation['pressure'], times: readonly number[]): number[] => {
  const world = makeWorld({ cities: 1, pressure: { A: pressure } });
  const jurisdictions = jurisdictionsOf(world);
  const state = createState(world, jurisdictions);
  const schedule = createPressure(world, state, jurisdictions);
  schedule.reset(0);
  return times.map((time) => {
    state.time = time;
    schedule.update();
    return state.pressure[0];
  });
};

test('a level holds until the next', () => {
  const levels = [
    { at: 2, level: 0.4 },
    { at: 5, level: -0.2 },
  ];
  expect(at(levels, [0, 1.99, 2, 4.99, 5, 19])).toEqual([0, 0, 0.4, 0.4, -0.2, -0.2]);
});

test('an impulse halves every half-life and stands on the level', () => {
  const changes = [
    { at: 1, level: 0.1 },
    { at: 2, pulse: 0.8, halfLife: 1.5 },
  ];
  const expected = [0, 0.1, 0.9, 0.5, 0.3, 0.2];
  at(changes, [0, 1, 2, 3.5, 5, 6.5]).forEach((value, k) => {
    expect(value).toBeCloseTo(expected[k], 14);
  });
});

test('impulses add up, and the sum is cut at 1 and -1 and counted', () => {
  // .7 + .6 = 1.3 at 1; a half-life later .65; at 3 -2.1 + .325 is below -1.
  const changes = [
    { at: 1, pulse: 0.7, halfLife: 1 },
    { at: 1, pulse: 0.6, halfLife: 1 },
    { at: 3, level: -1, pulse: -1.1, halfLife: 1 },
  ];
  expect(at(changes, [1])).toEqual([1]);
  expect(at(changes, [2])[0]).toBeCloseTo(0.65, 14);
  expect(at(changes, [3])).toEqual([-1]);
  const world = makeWorld({ cities: 1, end: 4, stepsPerYear: 1, pressure: { A: changes } });
  const trajectory = createSimulator(world).run(0);
  expect(trajectory.cuts).toBe(2);
  expect(trajectory.pressure.map((h) => Math.round(h * 100))).toEqual(Float64Array.of(0, 100, 65, -100));
});

test('a change acts from the first step that starts at or after it', () => {
  const world = makeWorld({
    cities: 1,
    end: 2,
    stepsPerYear: 2,
    pressure: { A: [{ at: 0.51, level: 0.3 }] },
  });
  expect([...createSimulator(world).run(0).pressure]).toEqual([0, 0, 0.3, 0.3]);
  const sharp = makeWorld({ cities: 1, end: 2, stepsPerYear: 2, pressure: { A: [{ at: 0.5, level: 0.3 }] } });
  expect([...createSimulator(sharp).run(0).pressure]).toEqual([0, 0.3, 0.3, 0.3]);
});

test('what was dated before the start acts at the start', () => {
  const changes = [
    { at: -3, level: 0.2 },
    { at: -1, pulse: 0.4, halfLife: 1 },
  ];
  expect(at(changes, [0])[0]).toBeCloseTo(0.4, 14);
});

test('noise is one number a calendar year, whatever the step, and different in every replicate and nation', () => {
  const noisy = (stepsPerYear: number, replicate: number): number[] => {
    const world = makeWorld({
      cities: 2,
      end: 4,
      stepsPerYear,
      countries: ['A', 'B'],
      country: [0, 1],
      noise: 0.2,
    });
    return [...createSimulator(world).run(replicate).pressure];
  };
  const yearly = noisy(1, 0);
  expect(new Set(yearly).size).toBe(8);
  const monthly = noisy(12, 0);
  for (let step = 0; step < 48; step++) {
    for (const n of [0, 1]) expect(monthly[2 * step + n]).toBe(yearly[2 * Math.floor(step / 12) + n]);
  }
  expect(noisy(1, 1)).not.toEqual(yearly);
});

test('noise has the standard deviation that was asked for', () => {
  const world = makeWorld({ cities: 1, start: 0, end: 4000, stepsPerYear: 1, noise: 0.2 });
  const h = [...createSimulator(world).run(0).pressure];
  const mean = h.reduce((a, b) => a + b, 0) / h.length;
  const sd = Math.sqrt(h.reduce((a, b) => a + (b - mean) ** 2, 0) / h.length);
  expect(Math.abs(mean)).toBeLessThan((4 * 0.2) / Math.sqrt(4000));
  expect(Math.abs(sd - 0.2)).toBeLessThan((4 * 0.2) / Math.sqrt(8000));
});

test('the clock of a city runs at the hazard of each pressure in turn', () => {
  // One city: hazard .1 until 3, .1 e^2 from then on. With R above .3 the crossing is at 3 + (R - .3) / (.1 e^2).
  const world = (level: number) =>
    makeWorld({
      cities: 40,
      end: 60,
      attributes: { capacity: 1 },
      pressure: { A: [{ at: 3, level }] },
      policies: { p: { declare: { perYear: 0.1, support: 2 } } },
    });
  const calm = run(world(0));
  const supported = new Map(run(world(-1)).map(({ city, time }) => [city, time]));
  for (const { city, time } of calm) {
    const expected = time <= 3 ? time : 3 + (time - 3) / Math.exp(2);
    expect(supported.get(city)).toBeCloseTo(expected, 12);
  }
});
