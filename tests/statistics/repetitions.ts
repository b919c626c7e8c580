/**
 * The estimators on histories whose coefficients are known: how often do 95 % intervals cover them, how often do tests
 * at .05 reject what is true? A thousand repetitions in the tests, ten thousand by tests/bench/eventHistory.ts.
 */
import { createEventHistories } from '../../src/analysis/eventHistory.js';
import { stream, uniform } from '../../src/model/random.js';
import {
  coefficientRows,
  type Estimates,
  likelihoodRatioTest,
  waldTest,
} from '../../src/statistics/estimates.js';
import { fitBinary } from '../../src/statistics/fitBinary.js';
import { fitCox } from '../../src/statistics/fitCox.js';
import { logRankTest } from '../../src/statistics/logRank.js';
import { makeWorld } from '../support/world.js';

export const truth = { orientation: 0.7, education: -0.5, insecurity: 0 };
const names = Object.keys(truth) as (keyof typeof truth)[];
const count = 400;
const spread = (k: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.SQRT2 * Math.sin(k * (i + 1)));

/** A constant hazard, three constant covariates of which one says nothing, and an end at which many are censored. */
const world = makeWorld({
  seed: 'repetitions',
  cities: count,
  end: 4,
  stepsPerYear: 1,
  attributes: { orientation: spread(1.3), education: spread(2.1), insecurity: spread(0.7) },
  policies: { policy: { declare: { perYear: 0.15, ...truth } } },
});

export interface Repetitions {
  readonly count: number;
  /** By link and coefficient: mean estimate, and in how many repetitions the interval covered the truth. */
  readonly estimates: { readonly [name: string]: { readonly mean: number; readonly covered: number } };
  /** By test: in how many repetitions it rejected what is true. */
  readonly rejected: { readonly [test: string]: number };
}

export function repeatEstimates(from: number, to: number): Repetitions {
  const estimates: { [name: string]: { mean: number; covered: number } } = {};
  const rejected: { [test: string]: number } = {};
  const repetitions = to - from;
  const note = (link: string, fit: Estimates): void => {
    for (const { name, coefficient, low, high } of coefficientRows(fit)) {
      if (!(name in truth)) continue;
      const value = truth[name as keyof typeof truth];
      estimates[`${link} ${name}`] ??= { mean: 0, covered: 0 };
      const own = estimates[`${link} ${name}`];
      own.mean += coefficient / repetitions;
      if (low <= value && value <= high) own.covered++;
    }
  };
  const reject = (test: string, p: number): void => {
    rejected[test] = (rejected[test] ?? 0) + (p < 0.05 ? 1 : 0);
  };

  const intervals = createEventHistories(world, 'intervals');
  const years = createEventHistories(world, 'years');
  for (let replicate = from; replicate < to; replicate++) {
    const exact = intervals.run(replicate).history;
    const columns = (history: typeof exact) =>
      names.map((name) => history.values[intervals.columns.indexOf(name)]);
    const X = columns(exact);
    const offset = exact.time1.map((time, i) => Math.log(time - exact.time0[i]));
    const data = { y: exact.event, X, names, offset, cluster: exact.city, link: 'exponential' } as const;
    const full = fitBinary(data);
    note('exponential', full);
    const small = fitBinary({ ...data, X: X.slice(0, 2), names: names.slice(0, 2) });
    reject('likelihood ratio', likelihoodRatioTest(small, full).p);
    reject('Wald, clustered', waldTest(full, ['insecurity']).p);
    note('cox', fitCox({ time1: exact.time1, event: exact.event, X, names, cluster: exact.city }));
    // Groups by lot: any rule on the covariates could be related to those that matter.
    const lots = stream('groups', replicate);
    const { keys } = world.cities;
    const groups = exact.city.map((i) => Math.floor(3 * uniform(lots, keys[2 * i], keys[2 * i + 1])));
    reject('log-rank of three groups', logRankTest({ time1: exact.time1, event: exact.event }, groups, 3).p);
    const yearly = years.run(replicate).history;
    note('cloglog', fitBinary({ y: yearly.event, X: columns(yearly), names, cluster: yearly.city }));
  }
  return { count: repetitions, estimates, rejected };
}

/** Two-sided p of an exact binomial test: all outcomes that are no likelier than the one found. */
export function binomialTest(successes: number, trials: number, chance: number): number {
  const logFactorial = new Float64Array(trials + 1);
  for (let k = 1; k <= trials; k++) logFactorial[k] = logFactorial[k - 1] + Math.log(k);
  const logProbability = (k: number): number =>
    logFactorial[trials] -
    logFactorial[k] -
    logFactorial[trials - k] +
    k * Math.log(chance) +
    (trials - k) * Math.log(1 - chance);
  const found = logProbability(successes);
  let p = 0;
  for (let k = 0; k <= trials; k++) {
    const own = logProbability(k);
    if (own <= found + 1e-9) p += Math.exp(own);
  }
  return Math.min(1, p);
}
