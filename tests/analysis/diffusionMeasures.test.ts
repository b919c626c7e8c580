/** Outcomes of diffusion: by hand, against the statistics, and what they need of a trajectory. */
import { describe, expect, test } from 'vitest';
import { groupsOf } from '../../src/analysis/group.js';
import { measures } from '../../src/analysis/measures/index.js';
import { type OutcomeRequest, outcomeTable } from '../../src/analysis/outcome.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { distanceKm } from '../../src/population/distance.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import { moran } from '../../src/statistics/diffusion/moran.js';
import { distanceWeights } from '../../src/statistics/diffusion/moranWeights.js';
import { randomWorld } from '../support/randomWorld.js';
import { makeWorld, type Sketch } from '../support/world.js';

/** An event: time, city, stage after it, and whom it copied (-1: nobody) in which generation. */
type Row = readonly [time: number, city: number, to: number, source?: number, generation?: number];

function trajectoryOf(rows: readonly Row[], subject = 0): Trajectory {
  const stage = new Map<number, number>();
  const from = rows.map(([, city, to]) => {
    const before = stage.get(city) ?? 0;
    stage.set(city, to);
    return before;
  });
  return {
    replicate: 0,
    count: rows.length,
    time: Float64Array.from(rows, ([time]) => time),
    city: Int32Array.from(rows, ([, city]) => city),
    subject: Int32Array.from(rows, () => subject),
    from: Uint8Array.from(from),
    to: Uint8Array.from(rows, ([, , to]) => to),
    source: Int32Array.from(rows, (row) => row[3] ?? -1),
    generation: Int32Array.from(rows, (row) => row[4] ?? -1),
    transition: new Int8Array(rows.length),
    spell: new Int32Array(rows.length),
    logHazard: new Float64Array(rows.length),
    baseline: new Float64Array(rows.length),
    preemption: new Float64Array(rows.length),
    contributions: new Float64Array(0),
    mechanisms: [],
    pressure: new Float64Array(0),
    cuts: 0,
    snapshots: [],
  };
}

function values(
  world: World,
  trajectory: Trajectory,
  measure: string,
  more: Partial<OutcomeRequest> = {},
  groups: { readonly [name: string]: object } = {},
): number[] {
  const request: OutcomeRequest = {
    measure,
    subject: 'p',
    stage: 'declared',
    group: 'all',
    time: 'end',
    column: 'x',
    ...more,
  };
  const all = groupsOf(world, { by: [], groups: groups as never });
  return outcomeTable(world, all, [request]).values(trajectory);
}

/** Valente's five: city 4 looks at the others. On the equator, a degree apart. */
function five(more: Partial<Sketch> = {}): World {
  const world = makeWorld({
    cities: 5,
    end: 10,
    stepsPerYear: 1,
    ties: fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], null, true),
    attributes: { population: [10, 20, 30, 40, 50] },
    policies: { p: {} },
    ...more,
  });
  const longitude = Float64Array.of(0, 1, 2, 3, 4);
  return { ...world, cities: { ...world.cities, latitude: new Float64Array(5), longitude } };
}

// 0 invents and gives up at 7; 2 copies it, 3 copies 2, 4 invents, 1 copies 4.
const rows: Row[] = [
  [1, 0, 1, -1, 0],
  [1.5, 2, 1, 0, 1],
  [2.5, 3, 1, 2, 2],
  [3.5, 4, 1, -1, 0],
  [6, 1, 1, 4, 1],
  [7, 0, 0],
];
const world = five();
const trajectory = trajectoryOf(rows);
const of = (measure: string, more: Partial<OutcomeRequest> = {}): number =>
  values(world, trajectory, measure, more)[0];

describe('by hand', () => {
  test('exposure is of those who hold it at the time, a threshold of those who held it just before', () => {
    expect(of('meanExposure', { time: 2 })).toBe(0.5);
    expect(of('meanExposure')).toBe(0.75);
    expect(of('meanThreshold')).toBe(0.75);
    expect(of('meanThreshold', { time: 3 })).toBeNaN();
  });

  test('tie weights count in both', () => {
    const heavy = five({ ties: fromEdges(5, [4, 4, 4, 4], [0, 1, 2, 3], [5, 1, 1, 3], true) });
    expect(values(heavy, trajectory, 'meanExposure', { time: 2 })[0]).toBeCloseTo(0.6, 12);
    expect(values(heavy, trajectory, 'meanThreshold')[0]).toBeCloseTo(0.9, 12);
  });

  test("Moran's I along ties of holding", () => {
    // At 2: 0 and 2 hold, mean .4; weights 1/4 from city 4. -.4 / 4 * (.6 - .4 + .6 - .4) = -.04; squares 1.2.
    expect(of('moranTies', { time: 2 })).toBeCloseTo((5 * -0.04) / 1.2, 12);
    expect(of('moranTies', { time: 0.5 })).toBeNaN();
  });

  test("Moran's I in space, and of adoption times", () => {
    const degrees = Float64Array.of(0, 1, 2, 3, 4);
    const weights = distanceWeights(new Float64Array(5), degrees);
    expect(of('moranDistance', { time: 2 })).toBeCloseTo(moran([1, 0, 1, 0, 0], weights).observed, 12);
    expect(of('moranTimeDistance')).toBeCloseTo(moran([1, 6, 1.5, 2.5, 3.5], weights).observed, 12);
    // By 3 three have adopted: 0, 2 and 3.
    const some = distanceWeights(new Float64Array(3), Float64Array.of(0, 2, 3));
    expect(of('moranTimeDistance', { time: 3 })).toBeCloseTo(moran([1, 1.5, 2.5], some).observed, 12);
    // Times 1, 6, 1.5, 2.5, 3.5: mean 2.9. The others' differences sum to -.6, squares 15.7.
    expect(of('moranTimeTies')).toBeCloseTo((5 * (0.6 / 4) * -0.6) / 15.7, 12);
  });

  test('space and time: the mean distance to recent adopters over that of all pairs', () => {
    // 2 follows 0 (2 degrees); 3 follows 2 and 0 (1, 3); 4 follows 3 and 2 (1, 2); 1 follows nobody within 2 years.
    expect(of('spaceTimeClustering')).toBeCloseTo((2 + 2 + 1.5) / 3 / 2, 9);
  });

  test('lineage: generations, leaders, origins, distance and speed', () => {
    expect(of('meanGeneration')).toBeCloseTo(4 / 5, 12);
    expect(of('maxGeneration')).toBe(2);
    expect(of('leaderShare')).toBeCloseTo(2 / 5, 12);
    expect(of('originShare')).toBeCloseTo(3 / 5, 12);
    expect(of('copyDistance')).toBeCloseTo(2 * distanceKm(0, 0, 0, 1), 6);
    expect(of('lineageSpeed')).toBeCloseTo((0.5 + 1 + 2.5) / 3, 12);
    // Of five cities the largest leads: 4. Sources are 0, 2 and 4.
    expect(of('ordinaryOrigin')).toBeCloseTo(2 / 3, 12);
    expect(of('meanGeneration', { time: 2 })).toBe(0.5);
    expect(of('meanGeneration', { time: 0.5 })).toBeNaN();
  });

  test('lineage in a group: who copies from it may be outside', () => {
    const small = { small: { population: { to: 35 } } };
    const within = (measure: string): number =>
      values(world, trajectory, measure, { group: 'small' }, small)[0];
    // 0, 1, 2: generations 0, 1, 1; 0 is copied by 2, 2 by 3.
    expect(within('meanGeneration')).toBeCloseTo(2 / 3, 12);
    expect(within('originShare')).toBeCloseTo(2 / 3, 12);
    expect(within('copyDistance')).toBeCloseTo(2.5 * distanceKm(0, 0, 0, 1), 6);
  });

  test('what was held before the start is copied from since it was held', () => {
    const held = five({ held: [[0, 'p', 1, -3]] });
    const copy = trajectoryOf([[2, 1, 1, 0, 1]]);
    expect(values(held, copy, 'lineageSpeed')).toEqual([5]);
    expect(values(held, copy, 'leaderShare')).toEqual([0]);
  });

  test('the categories of the adopters, by the time', () => {
    const wide = makeWorld({ cities: 30, end: 60, policies: { p: {} } });
    // 1 … 19 and, far before, 0: see the classes of adopters.
    const times: Row[] = [[0.001, 0, 1], ...Array.from({ length: 19 }, (_, i): Row => [41 + i, i + 1, 1])];
    const found = trajectoryOf(times);
    const share = (name: string): number => values(wide, found, name)[0];
    expect(share('shareInnovators')).toBe(1 / 20);
    expect(share('shareEarlyAdopters')).toBe(0);
    const all = [
      'shareInnovators',
      'shareEarlyAdopters',
      'shareEarlyMajority',
      'shareLateMajority',
      'shareLaggards',
    ];
    expect(all.reduce((sum, name) => sum + share(name), 0)).toBeCloseTo(1, 12);
    expect(values(wide, found, 'shareInnovators', { time: 0.5 })).toEqual([NaN]);
  });

  test('the largest growth: the middle of the first twelve months that have it', () => {
    expect(of('peakTime')).toBe(0.5);
    const late = trajectoryOf([
      [1.5, 0, 1],
      [4.2, 1, 1],
      [4.8, 2, 1],
    ]);
    expect(values(world, late, 'peakTime')).toEqual([4.5]);
    expect(values(world, trajectoryOf([]), 'peakTime')).toEqual([NaN]);
  });
});

describe('curves', () => {
  const cities = 400;
  /** Times at which a logistic curve from 0 to `ceiling` passes (k + .5) / cities. */
  function logistic(rate: number, middle: number, ceiling: number): Row[] {
    return Array.from({ length: cities * ceiling }, (_, k): Row => {
      const share = (k + 0.5) / (cities * ceiling);
      return [middle + Math.log(share / (1 - share)) / rate, k, 1];
    });
  }

  test('a logistic course gives its rate and inflexion, from the start of the run', () => {
    const wide = makeWorld({ cities, start: 2000, end: 2030, policies: { p: {} } });
    const course = trajectoryOf(logistic(0.8, 2012, 0.5).filter(([time]) => time > 2000));
    const [rate, error] = values(wide, course, 'logisticRate');
    expect(rate).toBeCloseTo(0.8, 2);
    expect(error).toBeLessThan(0.002);
    const [inflexion] = values(wide, course, 'inflexionTime');
    expect(inflexion).toBeCloseTo(12, 1);
    // Bass with p = q exp(-q t*): what a logistic course looks like to it.
    const [q] = values(wide, course, 'bassQ');
    expect(q).toBeCloseTo(0.8, 1);
    expect(values(wide, course, 'bassM')[0]).toBeCloseTo(0.5, 2);
  });

  test('a network counts from its founding on', () => {
    const hazard = 0.3;
    const joins = Array.from(
      { length: cities },
      (_, k): Row => [2010 - Math.log(1 - (k + 0.5) / cities) / hazard, k, 1],
    ).filter(([time]) => time < 2030);
    const wide = makeWorld({
      cities,
      start: 2000,
      end: 2030,
      policies: { p: {} },
      networks: { n: { founded: 2010 } },
    });
    const [p, error] = values(wide, trajectoryOf(joins, 1), 'bassP', { subject: 'n' });
    expect(p).toBeCloseTo(hazard, 2);
    expect(error).toBeLessThan(0.002);
  });

  test('a repeal does not undo an adoption', () => {
    const wide = makeWorld({ cities, start: 2000, end: 2030, policies: { p: {} } });
    const course = logistic(0.8, 2012, 0.5).filter(([time]) => time > 2000);
    const undone: Row[] = [...course, [2029.5, 100, 0]];
    expect(values(wide, trajectoryOf(undone), 'bassQ')).toEqual(values(wide, trajectoryOf(course), 'bassQ'));
  });

  test('what hardly grows has no curve', () => {
    expect(of('bassP')).not.toBeNaN();
    const two = trajectoryOf(rows.slice(0, 2));
    expect(values(world, two, 'bassP')).toEqual([NaN, NaN]);
    expect(values(world, two, 'inflexionTime')).toEqual([NaN, NaN]);
  });
});

describe('every measure', () => {
  test('is a number or undefined in any world, and what needs no lineage is the same without', () => {
    for (let seed = 0; seed < 12; seed++) {
      const any = randomWorld(seed);
      const groups = groupsOf(any, { by: [], groups: {} });
      const policy = any.subjects.find((subject) => subject.policy)!.id;
      const network = any.subjects.find((subject) => subject.network)?.id;
      const explained = createSimulator(any).run(0);
      const plain = createSimulator(any, { explain: false }).run(0);
      for (const measure of measures) {
        const subject = measure.of === 'network' ? network : policy;
        if (subject === undefined) continue;
        const request = {
          measure: measure.name,
          subject,
          stage: 'declared',
          group: 'all',
          time: 'end',
        } as const;
        const table = outcomeTable(any, groups, [{ ...request, column: 'x' }]);
        const found = table.values(explained);
        expect(found).toHaveLength(table.columns.length);
        for (const value of found) expect(Math.abs(value), measure.name).not.toBe(Infinity);
        if (!table.needsLineage) expect(table.values(plain), measure.name).toEqual(found);
        else if (plain.count > 0) expect(() => table.values(plain), measure.name).toThrow('who copied whom');
      }
    }
  });

  test('says its unit, what it is, and when it is undefined', () => {
    for (const { name, unit, help, undefinedWhen } of measures)
      for (const text of [unit, help, undefinedWhen]) expect(text.length, name).toBeGreaterThan(1);
  });
});
