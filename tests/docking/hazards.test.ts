/** Hazards whose answers are known in closed form. Means within 3 standard errors. */
import { expect, test } from 'vitest';
import { mean, standardError } from '../../src/validation/docking/dockingTest.js';
import {
  bassCurve,
  bassPeak,
  bassRuns,
  chained,
  competing,
  constantHazard,
  infectionTimes,
} from '../../src/validation/docking/hazards.js';
import { run } from '../support/events.js';
import { makeWorld } from '../support/world.js';

test.each([1, 4, 52])(
  'at a constant hazard of .05 a share 1 - 1/e has adopted by 20 years with %i steps a year',
  (stepsPerYear) => {
    for (const { measured, expected, within } of constantHazard('constant', stepsPerYear, 20_000))
      expect(Math.abs(measured - expected)).toBeLessThan(within);
  },
);

test.each([1, 4, 52])(
  'declaring at .2 and then implementing at .5 takes 7 years with %i steps a year',
  (stepsPerYear) => {
    const { measured, expected, within } = chained('hazards', stepsPerYear, 20_000);
    expect(Math.abs(measured - expected)).toBeLessThan(within);
  },
);

test.each([1, 12])(
  'of implementing at .5 and repealing at .3 the first comes first in .625 of cities with %i steps a year',
  (stepsPerYear) => {
    const { measured, expected, within } = competing('hazards', stepsPerYear, 20_000);
    expect(Math.abs(measured - expected)).toBeLessThan(within);
  },
);

test('a repeal that interrupts gives the share of a Markov chain in equilibrium', () => {
  // Stage 0 -> 1 at .4, back at .6: held .4 of the time.
  const cities = 10_000;
  const world = makeWorld({
    end: 30,
    stepsPerYear: 2,
    cities,
    policies: { p: { declare: { perYear: 0.4 }, repeal: { perYear: 0.6 } } },
  });
  const stage = new Uint8Array(cities);
  for (const { city, to } of run(world)) stage[city] = to;
  const share = stage.filter((s) => s > 0).length / cities;
  expect(Math.abs(share - 0.4)).toBeLessThan(3 * Math.sqrt(0.24 / cities));
});

test('Bass 1969: the curve of p = .03, q = .38 is the closed form', () => {
  expect(bassPeak).toBeCloseTo(6.1926, 4);
  expect([5, 10, bassPeak].map((t) => bassCurve(t).toFixed(4))).toEqual(['0.3312', '0.8128', '0.4605']);
  const { shares, peak } = bassRuns('hazards', 24);
  // Within 3 standard errors, plus .001 for the lag of a step (.01 at the peak rate .11).
  for (const share of shares) {
    expect(Math.abs(share.mean - bassCurve(share.at))).toBeLessThan(3 * share.standardError + 0.001);
    expect(share.standardError).toBeLessThan(0.004);
  }
  expect(Math.abs(peak - bassPeak)).toBeLessThan(0.15);
});

test('an infection from one of 100 at pair rate 1/99 reaches all in 10.25 on average', () => {
  const times = infectionTimes('hazards', 1000);
  // Exact mean 1.98 H(99) = 10.2513, sd 1.85; a step of .005 delays by less than .03.
  expect(Math.abs(mean(times) - 10.2513)).toBeLessThan((3 * 1.85) / Math.sqrt(1000) + 0.03);
  expect(Math.abs(standardError(times) * Math.sqrt(1000) - 1.85)).toBeLessThan(0.25);
});
