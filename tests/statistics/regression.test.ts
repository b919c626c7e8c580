/** Against R: the commands stand in fixtures/reference.R. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coefficientRows,
  type Estimates,
  likelihoodRatioTest,
  waldTest,
} from '../../src/statistics/estimates.js';
import { type BinaryLink, fitBinary } from '../../src/statistics/fitBinary.js';
import { fitCox } from '../../src/statistics/fitCox.js';
import { dummies, restrictedCubicSpline, splineKnots } from '../../src/statistics/timeTerms.js';
import { columnsOf, distance, fixture, fromR, textsOf } from './reference.js';

const EXACT = 1e-9;
const names = ['orientation', 'education', 'emulation'];
const years = columnsOf(fixture('years.csv'));
const intervals = columnsOf(fixture('intervals.csv'));
const tables = { years, intervals };
const cityOf = {
  years: textsOf(fixture('years.csv'))('city'),
  intervals: textsOf(fixture('intervals.csv'))('city'),
};
const lengthOf = (column: typeof years): Float64Array => {
  const time0 = column('time0');
  return column('time1').map((time, i) => Math.log(time - time0[i]));
};

function binary(table: 'years' | 'intervals', link: BinaryLink, more: object = {}): Estimates {
  const column = tables[table];
  return fitBinary({
    y: column('event'),
    X: names.map(column),
    names,
    link,
    offset: lengthOf(column),
    ...more,
  });
}

function expectAsR(fit: Estimates, model: string): void {
  expect(distance(fit.coefficients, fromR(model, 'coefficient'))).toBeLessThan(EXACT);
  expect(distance(fit.modelErrors, fromR(model, 'modelError'))).toBeLessThan(EXACT);
  expect(distance([fit.logLikelihood], fromR(model, 'logLik'))).toBeLessThan(EXACT);
  expect(distance([fit.aic, fit.bic], [...fromR(model, 'AIC'), ...fromR(model, 'BIC')])).toBeLessThan(EXACT);
}

/** Where R ends by default, and where nothing moves any more. */
const endings = { default: {}, exact: { tolerance: 1e-15 } };

describe('regression of events', () => {
  test.each([
    ['cloglog', 'years', 'default'],
    ['cloglog', 'years', 'exact'],
    ['logit', 'years', 'default'],
    ['logit', 'years', 'exact'],
    ['exponential', 'intervals', 'default'],
    ['exponential', 'intervals', 'exact'],
  ] as const)(
    '%s of %s is what glm estimates (%s), clustered errors what vcovCL does',
    (link, table, ending) => {
      const cluster = cityOf[table];
      const model = `${link} ${ending}`;
      const fit = binary(table, link, { cluster, ...endings[ending] });
      expectAsR(fit, model);
      expect(distance(fit.standardErrors, fromR(model, 'CR1'))).toBeLessThan(EXACT);
      const plain = binary(table, link, { cluster, correction: 'CR0', ...endings[ending] });
      expect(distance(plain.standardErrors, fromR(model, 'CR0'))).toBeLessThan(EXACT);
    },
  );

  test('weights count rows as glm does, and as repeated rows would', () => {
    const y = years('event');
    const X = names.map(years);
    const weights = y.map((_, i) => 1 + ((i + 1) % 3));
    const fit = fitBinary({ y, X, names, weights, cluster: cityOf.years });
    expectAsR(fit, 'weighted default');
    expect(distance(fit.standardErrors, fromR('weighted default', 'CR1'))).toBeLessThan(EXACT);
    const repeat = <T>(values: ArrayLike<T>): T[] =>
      Array.from(values).flatMap((value, i) => Array.from({ length: weights[i] }, () => value));
    const cluster = repeat(cityOf.years);
    const repeated = fitBinary({ y: repeat(y), X: X.map(repeat), names, cluster, tolerance: 1e-15 });
    expect(distance(repeated.coefficients, fromR('weighted exact', 'coefficient'))).toBeLessThan(EXACT);
    expect(distance(repeated.standardErrors, fromR('weighted exact', 'CR1'))).toBeLessThan(EXACT);
  });

  test('models are compared by likelihood ratio and by Wald as in R', () => {
    const small = fitBinary({
      y: years('event'),
      X: [years('orientation')],
      names: ['orientation'],
      offset: lengthOf(years),
      tolerance: 1e-15,
    });
    const large = binary('years', 'cloglog', { cluster: cityOf.years, tolerance: 1e-15 });
    const ratio = likelihoodRatioTest(small, large);
    expect(ratio.degreesOfFreedom).toBe(2);
    expect(distance([ratio.statistic, ratio.p], fromR('comparison', 'likelihoodRatio'))).toBeLessThan(EXACT);
    const wald = waldTest(large, ['education', 'emulation']);
    expect(distance([wald.statistic, wald.p], fromR('comparison', 'wald'))).toBeLessThan(EXACT);
  });

  test('restricted cubic splines of time span the natural splines of R', () => {
    const time = years('time0');
    const knots = splineKnots(time, 4);
    expect(distance(knots, fromR('splines', 'knot'))).toBeLessThan(EXACT);
    const spline = restrictedCubicSpline(time, knots);
    const fit = fitBinary({
      y: years('event'),
      X: [years('orientation'), ...spline.columns],
      names: ['orientation', ...spline.names],
      offset: lengthOf(years),
      tolerance: 1e-15,
    });
    expect(distance([fit.logLikelihood], fromR('splines', 'logLik'))).toBeLessThan(EXACT);
    expect(distance([fit.coefficients[1]], fromR('splines', 'coefficient'))).toBeLessThan(EXACT);
  });

  test('the doctors of Coleman, Katz and Menzel are met, with a dummy a month', () => {
    const shared = fileURLToPath(new URL('../../../shared/data/docking/', import.meta.url));
    const outer = fileURLToPath(new URL('../../../../shared/data/docking/', import.meta.url));
    const place = [shared, outer].find((path) => existsSync(path));
    if (place === undefined) {
      console.log('skipped: ../shared/data/docking is not there');
      return;
    }
    const table = columnsOf(`${place}medInnovations_person_period.csv`);
    const expected = columnsOf(`${place}medInnovations_eha_cloglog.csv`);
    const fitOf = (last: number): Estimates => {
      const t = table('t');
      const rows = (name: string) => table(name).filter((_, i) => t[i] <= last);
      const months = dummies(rows('t'), 't');
      return fitBinary({
        y: rows('event'),
        X: [rows('exposure'), rows('indeg'), ...months.columns],
        names: ['exposure', 'indeg', ...months.names],
      });
    };
    // In month 18 stand those who had not adopted by then, all counted as adopters: R's file leaves it out.
    const fit = fitOf(17);
    const whole = fitOf(18);
    expect(whole.coefficients.at(-1)).toBe(Infinity);
    expect(whole.problems[0]).toContain('t 18 foretells');
    expect(distance(whole.coefficients.subarray(0, -1), fit.coefficients)).toBeLessThan(1e-5);
    expect(distance(fit.coefficients, expected('Estimate'))).toBeLessThan(EXACT);
    expect(distance(fit.standardErrors, expected('Std. Error'))).toBeLessThan(EXACT);
    expect(distance([fit.logLikelihood], [expected('loglik')[0]])).toBeLessThan(EXACT);
    const p = coefficientRows(fit).map((row) => row.p);
    expect(distance(p, expected('Pr(>|z|)'))).toBeLessThan(EXACT);
  });

  test.each(['efron', 'breslow'] as const)(
    'Cox with %s ties is what coxph estimates, with robust errors',
    (ties) => {
      for (const table of ['years', 'intervals'] as const) {
        const column = tables[table];
        const fit = fitCox({
          time0: column('time0'),
          time1: column('time1'),
          event: column('event'),
          X: names.map(column),
          names,
          ties,
          cluster: cityOf[table],
        });
        expectAsR(fit, `cox ${ties} ${table}`);
        expect(distance(fit.standardErrors, fromR(`cox ${ties} ${table}`, 'CR0'))).toBeLessThan(EXACT);
      }
    },
  );

  test('Cox without entry times is what coxph estimates', () => {
    const first = columnsOf(fixture('first.csv'));
    const group = textsOf(fixture('first.csv'))('group');
    const fit = fitCox({
      time1: first('time'),
      event: first('cause').map((cause) => Math.min(1, cause)),
      X: ['middle', 'right'].map((name) => group.map((own) => (own === name ? 1 : 0))),
      names: ['middle', 'right'],
      cluster: first('city'),
    });
    expect(distance(fit.coefficients, fromR('cox first', 'coefficient'))).toBeLessThan(EXACT);
    expect(distance(fit.standardErrors, fromR('cox first', 'CR0'))).toBeLessThan(EXACT);
  });
});

describe('what cannot be estimated is told in words', () => {
  const y = [0, 1, 0, 0, 1, 1, 0, 1, 0, 1];
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  test('a column that others make up is left out, with the others named', () => {
    const fit = fitBinary({
      y,
      X: [x, x.map((value) => 3 - 2 * value), x.map(() => 7)],
      names: ['a', 'b', 'c'],
    });
    expect(fit.problems).toEqual([
      'b is left out: it is a linear combination of intercept, a',
      'c is left out: it does not vary',
    ]);
    const alone = fitBinary({ y, X: [x], names: ['a'] });
    expect(Array.from(fit.coefficients)).toEqual([...alone.coefficients, NaN, NaN]);
    expect(fit.parameters).toBe(2);
    const cox = fitCox({ time1: x, event: y, X: [x.map(() => 7)], names: ['c'] });
    expect(cox.problems).toEqual(['c is left out: it does not vary']);
  });

  test.each(['cloglog', 'logit', 'exponential'] as const)(
    '%s: a group in which nothing happens has no finite estimate, and the others keep theirs',
    (link) => {
      const none = [0, 0, 0, 1, 0, 0, 1, 0, 0, 0]; // never with the event
      const fit = fitBinary({ y, X: [x, none], names: ['a', 'none'], link, tolerance: 1e-15 });
      expect(fit.coefficients[2]).toBe(-Infinity);
      expect(fit.standardErrors[2]).toBeNaN();
      expect(fit.problems[0]).toMatch(/^perfect separation: none foretells some outcomes/);
      const rest = x.map((_, i) => i).filter((i) => none[i] === 0);
      const without = fitBinary({
        y: rest.map((i) => y[i]),
        X: [rest.map((i) => x[i])],
        names: ['a'],
        link,
        tolerance: 1e-15,
      });
      expect(distance(fit.coefficients.subarray(0, 2), without.coefficients)).toBeLessThan(1e-6);
      expect(distance(fit.standardErrors.subarray(0, 2), without.standardErrors)).toBeLessThan(1e-6);
    },
  );

  test('no more clusters than coefficients tell no errors, and few clusters are told', () => {
    const two = fitBinary({ y, X: [x], names: ['a'], cluster: x.map((value) => value % 2) });
    expect([...two.standardErrors, ...two.covariance].every(Number.isNaN)).toBe(true);
    expect(two.modelErrors.every((error) => error > 0)).toBe(true);
    expect(two.problems[0]).toMatch(/^too few clusters: 2 cannot tell the errors of 2 coefficients/);
    expect(() => waldTest(two, ['a'])).toThrow('singular');
    const three = fitBinary({ y, X: [x], names: ['a'], cluster: x.map((value) => value % 3) });
    expect(three.standardErrors.every((error) => error > 0)).toBe(true);
    expect(three.problems[0]).toMatch(/^few clusters: with 3, /);
    const many = fitBinary({ y: [...y, ...y, ...y, ...y], X: [[...x, ...x, ...x, ...x]], names: ['a'] });
    expect(many.problems).toEqual([]);
  });

  test('a dummy for each cluster takes none of what the clusters tell', () => {
    const rows = [...Array(40).keys()];
    const happened = rows.map((i) => ((i * i) % 7 < 3 ? 1 : 0));
    const X = [rows.map((i) => i), rows.map((i) => (i * 3) % 8)];
    const five = rows.map((i) => i % 5);
    const levels = [1, 2, 3, 4].map((level) => five.map((own) => (own === level ? 1 : 0)));
    const names = ['a', 'b', 'two', 'three', 'four', 'five'];
    const fit = fitBinary({ y: happened, X: [...X, ...levels], names, cluster: five });
    expect(fit.problems).toEqual([expect.stringMatching(/^few clusters: with 5, /)]);
    expect(fit.standardErrors[1]).toBeGreaterThan(0);
    const seven = rows.map((i) => i % 7);
    const other = fitBinary({ y: happened, X: [...X, ...levels], names, cluster: seven });
    expect(other.problems[0]).toMatch(/^too few clusters: 7 cannot tell the errors of 7 /);
    const alone = fitBinary({ y: happened, X: levels, names: names.slice(2), cluster: five });
    expect(alone.problems[0]).toMatch(/^too few clusters: 5 /);
  });

  test('a group in which it always happens has no finite estimate', () => {
    const always = y.map((event, i) => (event === 1 && i > 4 ? 1 : 0));
    for (const link of ['cloglog', 'logit'] as const) {
      const fit = fitBinary({ y, X: [always], names: ['always'], link });
      expect(fit.coefficients[1]).toBe(Infinity);
      expect(fit.converged).toBe(true);
    }
  });

  test('complete separation and no event at all are told', () => {
    const parted = fitBinary({ y: x.map((value) => (value > 5 ? 1 : 0)), X: [x], names: ['a'] });
    expect(Array.from(parted.coefficients)).toEqual([-Infinity, Infinity]);
    const nothing = fitBinary({ y: x.map(() => 0), X: [], names: [] });
    expect(nothing.coefficients[0]).toBe(-Infinity);
    expect(() => fitCox({ time1: x, event: x.map(() => 0), X: [], names: [] })).toThrow('there is no event');
  });

  test('what a separation leaves nothing to tell of has no estimate and no error', () => {
    const cluster = x.map((_, i) => i);
    const certain = fitBinary({ y, X: [x, y], names: ['a', 'certain'], cluster });
    expect(certain.coefficients[1]).toBeNaN();
    expect(certain.standardErrors[1]).toBeNaN();
    expect(certain.coefficients[2]).toBe(Infinity);
    expect(certain.problems.join()).toContain('nothing is told of a:');
    // Events in the third period alone: of the others only that they are below it is known.
    const period = Array.from({ length: 60 }, (_, i) => 1 + (i % 5));
    const happened = period.map((own, i) => (own === 3 && i % 2 === 0 ? 1 : 0));
    const dummies = [2, 3, 4, 5].map((level) => period.map((own) => (own === level ? 1 : 0)));
    const a = period.map((_, i) => (i * 7) % 11);
    const fit = fitBinary({ y: happened, X: [a, ...dummies], names: ['a', 'two', 'three', 'four', 'five'] });
    expect(fit.standardErrors[1]).toBeGreaterThan(0.01);
    for (const at of [2, 4, 5]) expect([fit.coefficients[at], fit.standardErrors[at]]).toEqual([NaN, NaN]);
    expect(fit.coefficients[3]).toBe(Infinity);
    expect(fit.problems.join()).toContain('nothing is told of two, four, five:');
  });

  test('Cox: a likelihood that rises without end is told', () => {
    const fit = fitCox({ time1: x, event: y, X: [y], names: ['a'] });
    expect(fit.coefficients[0]).toBe(Infinity);
    expect(fit.problems[0]).toMatch(/^perfect separation: a /);
  });

  test('columns of another length, numbers that are none and other events are refused', () => {
    expect(() => fitBinary({ y, X: [[1]], names: ['a'] })).toThrow('a has 1 values for 10 rows');
    expect(() => fitBinary({ y, X: [x.map((v) => (v === 3 ? NaN : v))], names: ['a'] })).toThrow(
      'a is NaN in row 3',
    );
    expect(() => fitBinary({ y: [2], X: [], names: [] })).toThrow('the event is 2 in row 1');
    expect(() => fitCox({ time0: x, time1: x, event: y, X: [], names: [] })).toThrow('row 1 ends at 1');
  });
});

test('scale and origin of a covariate change its coefficient alone', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1000, noNaN: true }),
      fc.integer({ min: -3000, max: 3000 }),
      (scale, by) => {
        const [first] = names;
        const X = names.map(intervals);
        const moved = [X[0].map((value) => scale * value + by), ...X.slice(1)];
        const data = {
          y: intervals('event'),
          names,
          link: 'exponential',
          offset: lengthOf(intervals),
        } as const;
        const plain = fitBinary({ ...data, X });
        const other = fitBinary({ ...data, X: moved });
        expect(first).toBe('orientation');
        expect(other.coefficients[1] * scale).toBeCloseTo(plain.coefficients[1], 6);
        expect(distance(other.coefficients.subarray(2), plain.coefficients.subarray(2))).toBeLessThan(1e-7);
        expect(other.logLikelihood).toBeCloseTo(plain.logLikelihood, 7);
      },
    ),
    { numRuns: 20 },
  );
});
