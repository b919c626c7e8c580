/** Hazards whose answers are known in closed form. Means lie within 3 standard errors. */
import { createSimulator } from '../../model/simulate.js';
import type { Trajectory } from '../../model/trajectory.js';
import { tieGenerators } from '../../population/ties/index.js';
import {
  type Comparison,
  type DockingTest,
  mean,
  repetitions,
  resultOf,
  standardError,
} from './dockingTest.js';
import { bareCities, minimalWorld } from './minimalWorld.js';

/** Times of the events of a transition (its place among those of the policy). */
const timesOf = ({ count, time, transition }: Trajectory, wanted: number): number[] =>
  Array.from({ length: count }, (_, event) => event)
    .filter((event) => transition[event] === wanted)
    .map((event) => time[event]);

/** A hazard of .05 a year for 20 years: share that adopted, and time at risk over events. */
export function constantHazard(seed: string, stepsPerYear: number, cities: number): Comparison[] {
  const end = 20;
  const world = minimalWorld({
    seed,
    end,
    stepsPerYear,
    cities,
    transitions: { declare: { perYear: 0.05 } },
  });
  const times = timesOf(createSimulator(world, { explain: false }).run(0), 0);
  const atRisk = times.reduce((sum, time) => sum + time, 0) + end * (cities - times.length);
  const share = 1 - Math.exp(-1);
  return [
    {
      label: `share with ${stepsPerYear} steps a year`,
      measured: times.length / cities,
      expected: share,
      within: 3 * Math.sqrt((share * (1 - share)) / cities),
    },
    {
      label: 'mean time',
      measured: atRisk / times.length,
      expected: 20,
      within: (3 * 20) / Math.sqrt(times.length),
    },
  ];
}

export const exponential: DockingTest = {
  id: 'D6',
  fact: 'A constant hazard, whatever the length of a step',
  source: 'exponential distribution',
  statistic:
    'hazard .05 a year, no ties, 20 years, 1, 4 and 52 steps a year: share that adopted; mean time, allowing for censoring',
  expected: '1 - exp(-1) = .632; 20; each within 3 standard errors',
  run: (seed, share) =>
    resultOf([1, 4, 52].flatMap((steps) => constantHazard(seed, steps, repetitions(100_000, share)))),
};

const P = 0.03;
const Q = 0.38;

/** Share that has adopted in Bass's model by a time. */
export const bassCurve = (t: number): number =>
  (1 - Math.exp(-(P + Q) * t)) / (1 + (Q / P) * Math.exp(-(P + Q) * t));

/** When its rate is highest. */
export const bassPeak = Math.log(Q / P) / (P + Q);

/** Shares of 5,000 cities at some times, mean and standard error over replicates; and the time of the highest rate. */
export function bassRuns(seed: string, replicates: number) {
  const cities = 5000;
  const world = minimalWorld({
    seed,
    end: 10.5,
    stepsPerYear: 100,
    cities,
    decision: { rule: 'bass', p: P, q: Q },
    everybody: true,
  });
  const simulator = createSimulator(world, { explain: false });
  const times = [5, 10, bassPeak];
  const shares: number[][] = times.map(() => []);
  const all: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const { time, count } = simulator.run(replicate);
    times.forEach((at, k) => {
      shares[k].push((time.findLastIndex((value) => value <= at) + 1) / cities);
    });
    for (let event = 0; event < count; event++) all.push(time[event]);
  }
  // The top of a parabola through the yearly rates around it.
  const rate = (t: number): number => all.filter((time) => time > t - 0.5 && time <= t + 0.5).length;
  const around = [-2, -1, 0, 1, 2].map((k) => rate(bassPeak + k));
  const slope = (-2 * around[0] - around[1] + around[3] + 2 * around[4]) / 10;
  const bend = (2 * around[0] - around[1] - 2 * around[2] - around[3] + 2 * around[4]) / 14;
  return {
    shares: times.map((at, k) => ({ at, mean: mean(shares[k]), standardError: standardError(shares[k]) })),
    peak: bassPeak - slope / (2 * bend),
  };
}

export const bass: DockingTest = {
  id: 'D8',
  fact: "Bass's curve",
  source: 'Bass 1969',
  statistic:
    'p = .03, q = .38, 5,000 cities, 100 steps a year: shares at 5, 10 and 6.1926 years; time of the highest rate',
  expected:
    '.3312, .8128, .4605 (within 3 standard errors and .001 for the lag of a step); 6.1926 within .15',
  run(seed, share) {
    // A replicate has an sd of .010 to .015: 80 make .005 three standard errors.
    const { shares, peak } = bassRuns(seed, repetitions(100, Math.max(0.2, share)));
    return resultOf([
      ...shares.map(({ at, mean: measured, standardError: error }) => ({
        label: `share at ${Number(at.toFixed(4))}`,
        measured,
        expected: bassCurve(at),
        within: 3 * error + 0.001,
      })),
      { label: 'highest rate at', measured: peak, expected: bassPeak, within: 0.15 },
    ]);
  },
};

/** Times until an infection from one of 100 has reached all, pair rate 1/99. */
export function infectionTimes(seed: string, replicates: number): number[] {
  const n = 100;
  const world = minimalWorld({
    seed,
    end: 40,
    stepsPerYear: 200,
    cities: n,
    ties: tieGenerators.complete.generate(bareCities(n), {}, 0),
    held: [0],
    decision: { rule: 'bass', p: 0, q: 1 },
  });
  const simulator = createSimulator(world, { explain: false });
  return Array.from({ length: replicates }, (_, replicate) => simulator.run(replicate).time[n - 2]);
}

export const infection: DockingTest = {
  id: 'D9',
  fact: 'An infection on the complete graph',
  source: 'pure birth process: mean 2 (n - 1) / n H(n - 1) in units of the pair rate',
  statistic:
    'time until all of 100 are infected from one, pair rate 1/99, 200 steps a year: mean, standard deviation',
  expected: '10.25 (within 3 standard errors and .03 for the lag of a step), 1.85 within .15',
  run(seed, share) {
    const times = infectionTimes(seed, repetitions(2000, share));
    const error = standardError(times);
    return resultOf([
      { label: 'mean', measured: mean(times), expected: 10.2513, within: 3 * error + 0.03 },
      {
        label: 'sd',
        measured: error * Math.sqrt(times.length),
        expected: 1.85,
        within: 0.15 + 3 / Math.sqrt(times.length),
      },
    ]);
  },
};

/** Mean time of implementing, declared at .2 a year and then implemented at .5. */
export function chained(seed: string, stepsPerYear: number, cities: number): Comparison {
  const world = minimalWorld({
    seed,
    end: 100,
    stepsPerYear,
    cities,
    transitions: { declare: { perYear: 0.2 }, implement: { perYear: 0.5 } },
  });
  const times = timesOf(createSimulator(world, { explain: false }).run(0), 1);
  return {
    label: `mean time with ${stepsPerYear} steps a year`,
    measured: mean(times),
    expected: 7,
    // The variance of the sum of the two waits is 25 + 4.
    within: 3 * Math.sqrt(29 / cities),
  };
}

/** Share implemented where implementing at .5 competes with repealing at .3. */
export function competing(seed: string, stepsPerYear: number, cities: number): Comparison {
  const world = minimalWorld({
    seed,
    end: 60,
    stepsPerYear,
    cities,
    transitions: { implement: { perYear: 0.5 }, repeal: { perYear: 0.3, from: [1] } },
    held: Array.from({ length: cities }, (_, i) => i),
  });
  const times = timesOf(createSimulator(world, { explain: false }).run(0), 0);
  return {
    label: `share implemented with ${stepsPerYear} steps a year`,
    measured: times.length / cities,
    expected: 0.625,
    within: 3 * Math.sqrt((0.625 * 0.375) / cities),
  };
}

export const transitions: DockingTest = {
  id: 'D14',
  fact: 'Chained and competing transitions',
  source: 'sums and minima of exponential waits',
  statistic:
    'declaring at .2 and then implementing at .5: mean time to implemented; implementing at .5 against repealing at .3: share implemented',
  expected: '7.0 at any number of steps a year; .625; within 3 standard errors',
  run(seed, share) {
    const cities = repetitions(100_000, share);
    return resultOf([
      ...[1, 4, 52].map((steps) => chained(seed, steps, cities)),
      ...[1, 12].map((steps) => competing(seed, steps, cities)),
    ]);
  },
};
