/** Estimators and tests on simulated data whose truth is known. */
import { createEventHistories } from '../../analysis/eventHistory.js';
import { normalQuantile } from '../../model/normal.js';
import { stream } from '../../model/random.js';
import { createSimulator } from '../../model/simulate.js';
import { tieGenerators } from '../../population/ties/index.js';
import { binomialTest } from '../../statistics/binomialTest.js';
import { draws } from '../../statistics/diffusion/draws.js';
import { moran, moranPermutation } from '../../statistics/diffusion/moran.js';
import { tieWeights } from '../../statistics/diffusion/moranWeights.js';
import { coefficientRows, waldTest } from '../../statistics/estimates.js';
import { fitBinary } from '../../statistics/fitBinary.js';
import { logRankTest } from '../../statistics/logRank.js';
import { signFlip } from '../../statistics/paired/signFlip.js';
import {
  type Comparison,
  type DockingResult,
  type DockingTest,
  mean,
  repetitions,
  standardError,
} from './dockingTest.js';
import { bareCities, minimalWorld } from './minimalWorld.js';

/** A share of repetitions, and what it should be. */
interface Frequency {
  readonly label: string;
  readonly count: number;
  readonly size: number;
  readonly expected: number;
}

/** Holds where no share differs from what it should be (exact binomial, p > .001), and what else is compared is near. */
function frequencies(shares: readonly Frequency[], comparisons: readonly Comparison[] = []): DockingResult {
  const text = (value: number): string => String(Number(value.toFixed(4)));
  const faults = [
    ...shares
      .filter(({ count, size, expected }) => !(binomialTest(count, size, expected) > 0.001))
      .map(({ label, count, size, expected }) => `${label} in ${count} of ${size}, not in ${expected}`),
    ...comparisons
      .filter(({ measured, expected, within }) => !(Math.abs(measured - expected) <= within))
      .map(({ label, measured, expected }) => `${label} is ${text(measured)}, not ${text(expected)}`),
  ];
  return {
    measured: [
      ...comparisons.map(({ label, measured }) => `${label} ${text(measured)}`),
      ...shares.map(({ label, count, size }) => `${label} in ${text(count / size)}`),
    ].join('; '),
    holds: faults.length === 0,
    reason: faults.join('; '),
  };
}

const TRUTH = { orientation: 0.7, education: -0.5 };
const NAMES = Object.keys(TRUTH) as (keyof typeof TRUTH)[];
const CITIES = 400;
const wave = (k: number): Float64Array =>
  Float64Array.from({ length: CITIES }, (_, i) => Math.SQRT2 * Math.sin(k * (i + 1)));

/** Histories of a constant hazard with two constant covariates, over four years. */
const historyWorld = (seed: string) =>
  minimalWorld({
    seed,
    end: 4,
    stepsPerYear: 1,
    cities: CITIES,
    attributes: { orientation: wave(1.3), education: wave(2.1) },
    transitions: { declare: { perYear: 0.15, coefficients: TRUTH } },
  });

export const recovery: DockingTest = {
  id: 'D7',
  fact: 'The estimator recovers what was put in',
  source: 'Prentice and Gloeckler 1978',
  statistic:
    'cloglog with errors clustered by city on simulated years of 400 cities, two covariates with coefficients .7 and -.5: mean estimates; coverage of 95 % intervals, 10,000 runs',
  expected: 'within .015; .95 (exact binomial, p > .001)',
  run(seed, share) {
    const size = repetitions(10_000, share);
    const histories = createEventHistories(historyWorld(seed), 'years');
    const found = NAMES.map((): number[] => []);
    const covered = NAMES.map(() => 0);
    for (let replicate = 0; replicate < size; replicate++) {
      const { history } = histories.run(replicate);
      const fit = fitBinary({
        y: history.event,
        X: NAMES.map((name) => history.values[histories.columns.indexOf(name)]),
        names: NAMES,
        cluster: history.city,
      });
      const rows = coefficientRows(fit);
      NAMES.forEach((name, k) => {
        const { coefficient, low, high } = rows.find((row) => row.name === name)!;
        found[k].push(coefficient);
        if (low <= TRUTH[name] && TRUTH[name] <= high) covered[k]++;
      });
    }
    return frequencies(
      NAMES.map((name, k) => ({ label: `${name} covered`, count: covered[k], size, expected: 0.95 })),
      NAMES.map((name, k) => ({
        label: `mean of ${name}`,
        measured: mean(found[k]),
        expected: TRUTH[name],
        within: 0.015,
      })),
    );
  },
};

/** A covariate that says nothing, in a world without ties, networks and schedule. */
export const nullSizes: DockingTest = {
  id: 'D15',
  fact: 'Tests that find what is not there err as often as they say',
  source: 'definition of the size of a test',
  statistic:
    "cities that share nothing (no ties, no networks, no schedule): mean of Moran's I of adoption times on a ring; how often Moran's permutation test, the clustered Wald test, the log-rank test and the paired sign-flip test reject at .05, 10,000 repetitions",
  expected: '-1/(n - 1) within 3 standard errors; .05 (exact binomial, p > .001)',
  run(seed, share) {
    const size = repetitions(10_000, share);
    const n = 60;
    const weights = tieWeights(
      tieGenerators.ring.generate(bareCities(n), { meanDegree: 4 }, 0),
      'rowStandardised',
    );
    const lonely = (cities: number) =>
      createSimulator(
        minimalWorld({ seed, end: 20, stepsPerYear: 1, cities, transitions: { declare: { perYear: 0.1 } } }),
        { explain: false },
      );
    const [alone, many] = [n, CITIES].map(lonely);
    const histories = createEventHistories(
      minimalWorld({
        seed,
        end: 4,
        stepsPerYear: 1,
        cities: CITIES,
        attributes: { orientation: wave(1.3), education: wave(2.1) },
        transitions: { declare: { perYear: 0.15, coefficients: { orientation: 0.7, education: 0 } } },
      }),
      'years',
    );
    const third = Int32Array.from({ length: CITIES }, (_, i) => i % 3);
    const values: number[] = [];
    const rejected = { moran: 0, wald: 0, logRank: 0, signFlip: 0 };
    for (let replicate = 0; replicate < size; replicate++) {
      const { city, time, count } = alone.run(replicate);
      const times = new Float64Array(n).fill(20);
      for (let event = 0; event < count; event++) times[city[event]] = time[event];
      values.push(moran(times, weights).observed);
      if (moranPermutation(times, weights, 99, stream(seed, 'order', replicate)) <= 0.05) rejected.moran++;

      const { history } = histories.run(replicate);
      const columns = NAMES.map((name) => history.values[histories.columns.indexOf(name)]);
      const fit = fitBinary({ y: history.event, X: columns, names: NAMES, cluster: history.city });
      if (waldTest(fit, ['education']).p < 0.05) rejected.wald++;
      const { city: adopter, time: at, count: events } = many.run(replicate);
      const time1 = new Float64Array(CITIES).fill(20);
      const event = new Uint8Array(CITIES);
      for (let k = 0; k < events; k++) {
        time1[adopter[k]] = at[k];
        event[adopter[k]] = 1;
      }
      if (logRankTest({ time1, event }, third, 3).p < 0.05) rejected.logRank++;

      const next = draws(stream(seed, 'differences'), replicate);
      const differences = Array.from({ length: 12 }, () => normalQuantile(1 - next()));
      if (signFlip(differences, stream(seed, 'flips', replicate)) < 0.05) rejected.signFlip++;
    }
    const sized = (label: string, count: number): Frequency => ({ label, count, size, expected: 0.05 });
    return frequencies(
      [
        sized('Moran rejects', rejected.moran),
        sized('Wald rejects', rejected.wald),
        sized('log-rank rejects', rejected.logRank),
        sized('sign flips reject', rejected.signFlip),
      ],
      [
        {
          label: "mean of Moran's I",
          measured: mean(values),
          expected: -1 / (n - 1),
          within: 3 * standardError(values),
        },
      ],
    );
  },
};

/** Whether two trajectories are the same to the last bit. */
function same(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): boolean {
  return a.every(
    (column, k) =>
      column.length === b[k].length && Array.from(column).every((value, at) => Object.is(value, b[k][at])),
  );
}

export const commonResistances: DockingTest = {
  id: 'D16',
  fact: 'Worlds with one seed differ by their mechanisms alone',
  source: 'Sellke 1983; variance of paired differences',
  statistic:
    '200 cities on a ring, emulation with coefficient 0 and without (share of replicates alike to the last bit); share that adopted by 20 years, emulation .3 against 0: variance of differences with independent seeds over that with common resistances',
  expected: '1; at least 5 where the shares differ by less than .1',
  run(seed, share) {
    const count = repetitions(400, Math.max(0.25, share));
    const ties = tieGenerators.ring.generate(bareCities(200), { meanDegree: 4 }, 0);
    const world = (own: string, coefficients: { readonly [mechanism: string]: number }) =>
      createSimulator(
        minimalWorld({
          seed: own,
          end: 20,
          stepsPerYear: 4,
          cities: 200,
          ties,
          transitions: { declare: { perYear: 0.03, coefficients } },
        }),
        { explain: false },
      );
    const plain = world(seed, {});
    const zero = world(seed, { emulation: 0 });
    const some = world(seed, { emulation: 0.3 });
    const elsewhere = world(`${seed} elsewhere`, { emulation: 0.3 });
    let alike = 0;
    const paired: number[] = [];
    const apart: number[] = [];
    for (let replicate = 0; replicate < count; replicate++) {
      const [a, b, c, d] = [plain, zero, some, elsewhere].map((simulator) => simulator.run(replicate));
      if (same([a.time, a.city, a.to], [b.time, b.city, b.to])) alike++;
      paired.push((c.count - a.count) / 200);
      apart.push((d.count - a.count) / 200);
    }
    const variance = (values: readonly number[]): number => standardError(values) ** 2 * values.length;
    const ratio = variance(apart) / variance(paired);
    const difference = Math.abs(mean(paired));
    const faults = [
      ...(alike < count ? [`${count - alike} of ${count} replicates differ`] : []),
      ...(difference < 0.1 && ratio < 5 ? [`the variance falls ${ratio.toFixed(1)} times only`] : []),
    ];
    return {
      measured: `alike in ${alike / count}; difference ${difference.toFixed(3)}; variance ${ratio.toFixed(1)} times smaller`,
      holds: faults.length === 0,
      reason: faults.join('; '),
    };
  },
};
