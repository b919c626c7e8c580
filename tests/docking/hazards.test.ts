/** Hazards whose answers are known in closed form: PATTERNS.md, D. Means within 3 standard errors. */
import { expect, test } from 'vitest';
import { cityKeys } from '../../src/model/random.js';
import { createSimulator } from '../../src/model/simulate.js';
import { tieGenerators } from '../../src/population/ties/index.js';
import { firstTimes, run } from '../support/events.js';
import { cityNames, makeWorld } from '../support/world.js';

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const standardError = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) / (values.length - 1) / values.length);
};

test.each([1, 4, 52])(
  'at a constant hazard of .05 a share 1 - 1/e has adopted by 20 years with %i steps a year',
  (stepsPerYear) => {
    const cities = 20_000;
    const world = makeWorld({
      end: 20,
      stepsPerYear,
      cities,
      policies: { p: { declare: { perYear: 0.05 } } },
    });
    const times = [...firstTimes(world, createSimulator(world).run(0))];
    const share = times.filter(Number.isFinite).length / cities;
    expect(Math.abs(share - (1 - Math.exp(-1)))).toBeLessThan(
      3 * Math.sqrt((Math.exp(-1) * (1 - Math.exp(-1))) / cities),
    );
    // Allowing for censoring, the mean time is time at risk / events.
    const events = times.filter(Number.isFinite).length;
    const atRisk = times.reduce((sum, time) => sum + Math.min(20, time), 0);
    expect(Math.abs(atRisk / events - 20)).toBeLessThan((3 * 20) / Math.sqrt(events));
  },
);

test.each([1, 4, 52])(
  'declaring at .2 and then implementing at .5 takes 7 years with %i steps a year',
  (stepsPerYear) => {
    const cities = 20_000;
    const world = makeWorld({
      end: 100,
      stepsPerYear,
      cities,
      policies: { p: { declare: { perYear: 0.2 }, implement: { perYear: 0.5 } } },
    });
    const times = run(world)
      .filter(({ transition }) => transition === 'implement')
      .map(({ time }) => time);
    expect(times.length).toBe(cities);
    // Variance of the sum of the two waits: 25 + 4.
    expect(Math.abs(mean(times) - 7)).toBeLessThan(3 * Math.sqrt(29 / cities));
    expect(Math.abs(standardError(times) * Math.sqrt(cities) - Math.sqrt(29))).toBeLessThan(0.2);
  },
);

test.each([1, 12])(
  'of implementing at .5 and repealing at .3 the first comes first in .625 of cities with %i steps a year',
  (stepsPerYear) => {
    const cities = 20_000;
    const world = makeWorld({
      end: 60,
      stepsPerYear,
      cities,
      policies: { p: { implement: { perYear: 0.5 }, repeal: { perYear: 0.3, from: [1] } } },
      held: Array.from({ length: cities }, (_, i) => [i, 'p']),
    });
    const rows = run(world);
    expect(rows.length).toBe(cities);
    const implemented = rows.filter(({ transition }) => transition === 'implement');
    expect(Math.abs(implemented.length / cities - 0.625)).toBeLessThan(
      3 * Math.sqrt((0.625 * 0.375) / cities),
    );
    // The wait for the first of two is exponential with the sum of their rates, whichever it is.
    expect(Math.abs(mean(implemented.map(({ time }) => time)) - 1 / 0.8)).toBeLessThan(
      3 / 0.8 / Math.sqrt(implemented.length),
    );
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
  const [p, q] = [0.03, 0.38];
  const closed = (t: number): number => (1 - Math.exp(-(p + q) * t)) / (1 + (q / p) * Math.exp(-(p + q) * t));
  const inflexion = Math.log(q / p) / (p + q);
  expect(inflexion).toBeCloseTo(6.1926, 4);
  const cities = 5000;
  const replicates = 24;
  const world = makeWorld({
    end: 10.5,
    stepsPerYear: 100,
    cities,
    policies: { p: {} },
    layers: { ties: 0, networks: 0, all: 1 },
    decision: { rule: 'bass', p, q },
  });
  const simulator = createSimulator(world, { explain: false });
  const all: number[] = [];
  const shares: Record<number, number[]> = { 5: [], 10: [], [inflexion]: [] };
  for (let replicate = 0; replicate < replicates; replicate++) {
    const { time, count } = simulator.run(replicate);
    for (const at of Object.keys(shares)) {
      shares[+at].push(time.findLastIndex((value) => value <= +at) / cities + 1 / cities);
    }
    for (let e = 0; e < count; e++) all.push(time[e]);
  }
  expect([closed(5), closed(10), closed(inflexion)].map((share) => share.toFixed(4))).toEqual([
    '0.3312',
    '0.8128',
    '0.4605',
  ]);
  // Within 3 standard errors, plus .001 for the lag of a step (.01 at the peak rate .11). A replicate has sd .010 to
  // .015, so that a bare .005 would take 80 replicates to be fair; 240 gave -.0006, -.0011, -.0012 (se .0007 to .001).
  for (const at of [5, 10, inflexion]) {
    expect(Math.abs(mean(shares[at]) - closed(at))).toBeLessThan(3 * standardError(shares[at]) + 0.001);
    expect(standardError(shares[at])).toBeLessThan(0.004);
  }
  // t*: the top of a parabola through the yearly rates of nearly 100,000 adoptions around it.
  const rate = (t: number): number => all.filter((time) => time > t - 0.5 && time <= t + 0.5).length;
  const around = [-2, -1, 0, 1, 2].map((k) => rate(inflexion + k));
  const slope = (-2 * around[0] - around[1] + around[3] + 2 * around[4]) / 10;
  const bend = (2 * around[0] - around[1] - 2 * around[2] - around[3] + 2 * around[4]) / 14;
  expect(Math.abs(-slope / (2 * bend))).toBeLessThan(0.15);
});

test('an infection from one of 100 at pair rate 1/99 reaches all in 10.25 on average', () => {
  const n = 100;
  const keys = cityKeys(cityNames(n));
  const complete = tieGenerators.complete.generate(
    {
      count: n,
      keys,
      latitude: null,
      longitude: null,
      country: new Int32Array(n),
      region: new Int32Array(n),
      attributes: {},
    },
    {},
    0,
  );
  const world = makeWorld({
    end: 40,
    stepsPerYear: 200,
    cities: n,
    ties: complete,
    policies: { p: {} },
    held: [[0, 'p']],
    decision: { rule: 'bass', p: 0, q: 1 },
  });
  const simulator = createSimulator(world, { explain: false });
  const times: number[] = [];
  for (let replicate = 0; replicate < 1000; replicate++) {
    const { count, time } = simulator.run(replicate);
    expect(count).toBe(99);
    times.push(time[98]);
  }
  // Exact mean 1.98 H(99) = 10.2513, sd 1.85; a step of .005 delays by less than .03.
  expect(Math.abs(mean(times) - 10.2513)).toBeLessThan((3 * 1.85) / Math.sqrt(1000) + 0.03);
  expect(Math.abs(standardError(times) * Math.sqrt(1000) - 1.85)).toBeLessThan(0.25);
});
