/** The identification laboratory: right where nothing confounds, and off where something does. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { observeRisk } from '../../src/analysis/observedRisk.js';
import { estimateOf } from '../../src/experiment/identification/estimates.js';
import type { Estimator } from '../../src/experiment/identification/identificationFile.js';
import { prepareIdentification } from '../../src/experiment/identification/prepareIdentification.js';
import { stream } from '../../src/model/random.js';
import { buildWorld } from '../../src/scenario/build/buildWorld.js';
import { binomialTest } from '../../src/statistics/binomialTest.js';
import { fitBinary } from '../../src/statistics/fitBinary.js';
import { performance } from '../../src/statistics/performance.js';
import { makeWorld } from '../support/world.js';

const REPETITIONS = 80;
const shipped = fileURLToPath(new URL('../../scenarios/identification/joining.yaml', import.meta.url));
const identification = await prepareIdentification(shipped, { set: [], seed: 'tested' });

/** Estimates of one cell. */
function fare(confounder: string, influence: number, selection: number, estimator: string) {
  const cell = identification.cells.find(
    (own) => own.confounder === confounder && own.influence === influence && own.selection === selection,
  )!;
  const how = identification.estimators.find(({ id }) => id === estimator)!;
  const found = Array.from({ length: REPETITIONS }, (_, r) =>
    estimateOf(
      observeRisk(buildWorld(cell.study.inputs, r).world, 'welcoming', 'declare', r),
      'emulation',
      how,
      stream('tested', r),
    ),
  );
  const fares = performance(influence, found);
  return { ...fares, p: binomialTest(Math.round(fares.coverage * REPETITIONS), REPETITIONS, 0.95) };
}

test('the right model is unbiased, and its intervals cover 95 %, though cities select by traits', () => {
  const found = fare('none', 1.5, 1, 'covariates');
  expect(found.failed).toBe(0);
  expect(Math.abs(found.bias)).toBeLessThan(3.3 * found.biasError);
  expect(found.biasError).toBeLessThan(0.06);
  expect(found.p, `coverage ${found.coverage}`).toBeGreaterThan(0.001);
});

test('a hidden trait passes for influence, and intervals miss; who knows the trait is not deceived', () => {
  const deceived = fare('latent', 0, 1.5, 'covariates');
  expect(deceived.bias).toBeGreaterThan(5 * deceived.biasError);
  expect(deceived.p).toBeLessThan(1e-6);
  expect(deceived.rejection).toBeGreaterThan(0.2);
  const known = fare('latent', 0, 1.5, 'known');
  expect(Math.abs(known.bias)).toBeLessThan(3.3 * known.biasError);
  expect(known.p).toBeGreaterThan(0.001);
});

const regression: Estimator = {
  id: 'x',
  type: 'regression',
  link: 'cloglog',
  covariates: [],
  dummies: 'none',
  memberships: false,
  lag: 0,
  permutations: 19,
};

test('memberships and older exposure are those of the year in which a row begins', () => {
  const world = makeWorld({
    seed: 'risk',
    end: 6,
    stepsPerYear: 1,
    cities: 30,
    policies: { p: { declare: { perYear: 0.1, emulation: 1 } } },
    networks: { n: { symbolic: 1, join: { perYear: 0.3 } } },
    layers: { networks: 1 },
  });
  const observed = observeRisk(world, 'p', 'declare', 0);
  const [{ name, values: member }] = observed.memberships();
  expect(name).toBe('n');
  const exposure = observed.covariate('emulation');
  const older = observed.lagged('emulation', 2);
  let compared = 0;
  for (let row = 0; row < observed.count; row++) {
    // Nobody is a member at the start; whoever is exposed to members is one.
    if (observed.time0[row] === 0) expect(member[row]).toBe(0);
    if (exposure[row] > 0) expect(member[row]).toBe(1);
    const year = observed.time0[row];
    if (year < 2) expect(older[row]).toBeNaN();
    else {
      expect(observed.city[row - 2]).toBe(observed.city[row]);
      expect(observed.time0[row - 2]).toBe(year - 2);
      expect(older[row]).toBe(exposure[row - 2]);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(20);
  expect(member.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(10);
  // Those who adopt leave: one event a city at most, in its last row.
  observed.event.forEach((event, row) => {
    if (event === 1) expect(observed.city[row + 1]).not.toBe(observed.city[row]);
  });
});

test('a year of a country without an event is left out, which changes no estimate', () => {
  const cell = identification.cells.find(({ confounder }) => confounder === 'latent')!;
  const { world } = buildWorld({ ...cell.study.inputs }, 5);
  const observed = observeRisk(world, 'welcoming', 'declare', 5);
  // Two of eight years without an event.
  const event = observed.event.map((value, row) => (observed.time0[row] >= 6 ? 0 : value));
  const quiet = { ...observed, event };
  const found = estimateOf(quiet, 'emulation', { ...regression, dummies: 'period' }, stream('x'));
  const years = [1, 2, 3, 4, 5, 6, 7];
  const whole = fitBinary({
    y: event,
    X: [
      observed.covariate('emulation'),
      ...years.map((year) => observed.time0.map((time) => (time === year ? 1 : 0))),
    ],
    names: ['emulation', ...years.map(String)],
    cluster: observed.city,
  });
  expect(found.rows).toBeLessThan(observed.count);
  expect(whole.problems[0]).toContain('perfect separation');
  expect(found.estimate).toBeCloseTo(whole.coefficients[1], 6);
});
