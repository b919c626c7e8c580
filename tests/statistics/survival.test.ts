/** Against R: the commands stand in fixtures/reference.R. */
import { expect, test } from 'vitest';
import { cumulativeIncidence, type IncidenceCurve } from '../../src/statistics/cumulativeIncidence.js';
import { pairEventsText, unitEvents } from '../../src/statistics/firstEvents.js';
import { kaplanMeier, type SurvivalCurve, survivalQuantile } from '../../src/statistics/kaplanMeier.js';
import { logRankTest } from '../../src/statistics/logRank.js';
import { pooledIncidence, pooledSurvival } from '../../src/statistics/pooledCurves.js';
import { atRiskAt } from '../../src/statistics/riskTimes.js';
import { chiSquareTail, normalTails } from '../../src/statistics/tails.js';
import { polynomial, restrictedCubicSpline } from '../../src/statistics/timeTerms.js';
import { columnsOf, distance, fixture, fromR, textsOf } from './reference.js';

const EXACT = 1e-12;
const first = columnsOf(fixture('first.csv'));
const groups = textsOf(fixture('first.csv'))('group');
const time1 = first('time');
const cause = first('cause');
const event = cause.map((kind) => Math.min(1, kind));

test('Kaplan–Meier by group is what survfit makes, with log-log bands', () => {
  for (const name of ['left', 'middle', 'right']) {
    const rows = groups.flatMap((group, i) => (group === name ? [i] : []));
    const pick = (values: Float64Array) => rows.map((i) => values[i]);
    const curve = kaplanMeier({ time1: pick(time1), event: pick(event) });
    const expected = (field: string) => fromR('kaplanMeier', field, `group=${name}`);
    expect(Array.from(curve.time)).toEqual(expected('time'));
    expect(Array.from(curve.atRisk)).toEqual(expected('n.risk'));
    expect(Array.from(curve.events)).toEqual(expected('n.event'));
    expect(distance(curve.survival, expected('surv'))).toBeLessThan(EXACT);
    expect(distance(curve.standardError, expected('std.err'))).toBeLessThan(EXACT);
    expect(distance(curve.low, expected('lower'))).toBeLessThan(EXACT);
    expect(distance(curve.high, expected('upper'))).toBeLessThan(EXACT);
  }
});

test('rows that enter late are at risk from then on, as in survfit', () => {
  const rows = columnsOf(fixture('intervals.csv'));
  const curve = kaplanMeier({ time0: rows('time0'), time1: rows('time1'), event: rows('event') });
  expect(Array.from(curve.atRisk)).toEqual(fromR('lateEntry', 'n.risk'));
  expect(distance(curve.survival, fromR('lateEntry', 'surv'))).toBeLessThan(EXACT);
  expect(distance(curve.low, fromR('lateEntry', 'lower'))).toBeLessThan(EXACT);
  expect(distance(curve.high, fromR('lateEntry', 'upper'))).toBeLessThan(EXACT);
});

test('by hand: two of four at 1, one censored at 2, the last at 3', () => {
  const curve = kaplanMeier({ time1: [1, 1, 2, 3], event: [1, 1, 0, 1] });
  expect(Array.from(curve.time)).toEqual([1, 3]);
  expect(Array.from(curve.survival)).toEqual([0.5, 0]);
  expect(curve.standardError[0]).toBeCloseTo(0.25, 12); // sqrt(.5 * .5 / 4)
  expect(curve.low[1]).toBeNaN();
  expect(survivalQuantile(curve)).toBe(1);
  expect(survivalQuantile(curve, 0.2)).toBe(3);
});

test('the log-rank test of three groups is what survdiff makes', () => {
  const names = ['left', 'middle', 'right'];
  const codes = groups.map((group) => names.indexOf(group));
  const found = logRankTest({ time1, event }, codes, 3);
  expect(Array.from(found.observed)).toEqual(fromR('logRank', 'observed'));
  expect(distance(found.expected, fromR('logRank', 'expected'))).toBeLessThan(EXACT);
  expect(
    distance([found.statistic, found.p], [...fromR('logRank', 'chisq'), ...fromR('logRank', 'p')]),
  ).toBeLessThan(1e-10);
  expect(found.degreesOfFreedom).toBe(2);
  const empty = logRankTest({ time1, event }, codes, 4);
  expect(empty.statistic).toBe(found.statistic);
});

test('cumulative incidence is what survfit (Aalen and Johansen) makes, its variance that of etm', () => {
  const curves = cumulativeIncidence({ time1, event: cause }, 2);
  const at = (times: readonly number[], values: Float64Array) =>
    times.map((time) => {
      const position = curves[0].time.findLastIndex((moment) => moment <= time);
      return position < 0 ? 0 : values[position];
    });
  const times = fromR('aalenJohansen', 'time');
  const moments = fromR('etm', 'time');
  curves.forEach((curve, k) => {
    expect(distance(at(times, curve.incidence), fromR('aalenJohansen', `cause ${k + 1}`))).toBeLessThan(
      EXACT,
    );
    const variance = at(moments, curve.standardError).map((error) => error * error);
    expect(distance(variance, fromR('etm', `variance ${k + 1}`))).toBeLessThan(EXACT);
  });
});

/** Errors and bands of an incidence are those of the survival that it leaves, as far as any is left. */
function mirrors(incidence: IncidenceCurve, survival: SurvivalCurve): void {
  const inside = survival.survival.findLastIndex((share) => share > 0) + 1;
  expect(
    distance(incidence.standardError.subarray(0, inside), survival.standardError.subarray(0, inside)),
  ).toBeLessThan(EXACT);
  expect(
    distance(incidence.low.subarray(0, inside), survival.high.map((share) => 1 - share).subarray(0, inside)),
  ).toBeLessThan(EXACT);
}

test('with one kind of event the cumulative incidence is one minus Kaplan–Meier, bands included', () => {
  const [curve] = cumulativeIncidence({ time1, event }, 1);
  const survival = kaplanMeier({ time1, event });
  expect(
    distance(
      curve.incidence,
      survival.survival.map((share) => 1 - share),
    ),
  ).toBeLessThan(EXACT);
  mirrors(curve, survival);
});

test('chi-square and normal tails are those of pchisq and pnorm far out', () => {
  const x = [1e-3, 0.5, 1, 3.84, 10, 50, 200, 1000];
  for (const degrees of [1, 2, 3, 4, 7, 10, 40]) {
    const values = fromR('chiSquare', String(degrees));
    x.forEach((at, i) => {
      const found = chiSquareTail(at, degrees);
      expect(Math.abs(found - values[i])).toBeLessThanOrEqual(1e-12 * values[i]);
    });
  }
  // R: 2 * pnorm(-7.85986470161259)
  expect(normalTails(-7.85986470161259) / 3.84548599470691e-15 - 1).toBeCloseTo(0, 8);
});

test('splines are linear beyond the outer knots, polynomials are powers since the origin', () => {
  const spline = restrictedCubicSpline([-3, -2, -1, 0, 10, 11, 12], [0, 3, 7, 10]);
  for (const column of spline.columns) {
    expect(column[1] - column[0]).toBeCloseTo(column[2] - column[1], 12);
    expect(column[5] - column[4]).toBeCloseTo(column[6] - column[5], 10);
  }
  expect(spline.names).toEqual(['time', 'time spline 1', 'time spline 2']);
  const powers = polynomial([2000, 2002], 3, 2000);
  expect(powers.columns.map((column) => column[1])).toEqual([2, 4, 8]);
});

test('events of pairs are counted once for the city that takes it up, again where it does so later', () => {
  const rows = {
    unit: ['0 a', '0 a', '0 b', '0 a', '1 a', '0 c'],
    time0: Float64Array.of(1, 1, 1, 5, 1, 1),
    event: [1, 1, 1, 1, 1, 0],
  };
  expect(unitEvents(rows)).toBe(4);
  expect(pairEventsText(5, 4)).toMatch(/^5 events of pairs, which are 4 adoptions/);
});

test('replicates of the same cities: errors are over replicates, by hand', () => {
  // Four cities; by time 1 adopt 1, 2 and 3 of them: S_r = .75, .5, .25, mean .5, sd .25.
  const cells = [1, 2, 3].flatMap((adopt) =>
    [0, 1, 2, 3].map((city) => ({ adopt, event: city < adopt ? 1 : 0 })),
  );
  const data = { time1: cells.map(() => 1), event: cells.map((cell) => cell.event) };
  const replicate = cells.map(({ adopt }) => String(adopt));
  const { survival, standardError, low, high } = pooledSurvival(data, replicate);
  expect(survival[0]).toBeCloseTo(0.5, 14);
  expect(standardError[0]).toBeCloseTo(0.25 / Math.sqrt(3), 14);
  // t with 2 degrees: 4.302653; log(-log .5) = -.366513; its error .144338 / (.5 x .693147) = .416471
  expect(low[0]).toBeCloseTo(Math.exp(-Math.exp(-0.366513 + 4.302653 * 0.416471)), 5);
  expect(high[0]).toBeCloseTo(Math.exp(-Math.exp(-0.366513 - 4.302653 * 0.416471)), 5);
});

test('twice the same replicate tells no more than one, and one is what kaplanMeier makes', () => {
  const double = { time1: [...time1, ...time1], event: [...event, ...event] };
  const names = [...time1].map(() => 'r');
  const twice = pooledSurvival(double, [...names, ...names.map(() => 's')]);
  const once = kaplanMeier({ time1, event });
  expect(distance(twice.survival, once.survival)).toBeLessThan(EXACT);
  expect(Math.max(...twice.standardError)).toBeLessThan(1e-12);
  expect(pooledSurvival({ time1, event }, names)).toEqual(once);
});

test('incidence of replicates: errors are over replicates, of one kind those of survival', () => {
  const size = time1.length;
  const half = Math.floor(size / 2);
  const replicate = Array.from({ length: size }, (_, i) => (i < half ? 'r' : 's'));
  const [one] = pooledIncidence({ time1, event }, 1, replicate);
  const survival = pooledSurvival({ time1, event }, replicate);
  mirrors(one, survival);
  // Two replicates: the error of their mean is half of what they are apart, about the pooled curve.
  const [first, second] = [0, half].map((from) => {
    const to = from === 0 ? half : size;
    return cumulativeIncidence({ time1: time1.slice(from, to), event: cause.slice(from, to) }, 2);
  });
  const pooled = pooledIncidence({ time1, event: cause }, 2, replicate);
  pooled.forEach((curve, k) => {
    const m = Math.floor(curve.time.length / 2);
    const at = ({ time, incidence }: (typeof first)[number]) => {
      const place = time.findLastIndex((moment) => moment <= curve.time[m]);
      return place < 0 ? 0 : incidence[place];
    };
    expect(curve.standardError[m]).toBeCloseTo(Math.abs(at(first[k]) - at(second[k])) / 2, 12);
    expect(pooledIncidence({ time1, event: cause }, 2, Array(size).fill('r'))[k]).toEqual(
      cumulativeIncidence({ time1, event: cause }, 2)[k],
    );
  });
});

test('numbers at risk just before a time; at 0 those that are there from the beginning', () => {
  const data = { time0: [0, 0, 2, 3], time1: [2, 4, 5, 3.5] };
  expect([...atRiskAt(data, [0, 1, 2, 2.5, 3, 3.2, 5, 6])]).toEqual([2, 2, 2, 2, 2, 3, 1, 0]);
  expect([...atRiskAt({ time1: [1, 2] }, [0, 1, 1.5])]).toEqual([2, 2, 1]);
});
