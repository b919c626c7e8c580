/** Counts over time against a naive recount, and outcomes by hand. */
import { describe, expect, test } from 'vitest';
import { groupsOf } from '../../src/analysis/group.js';
import { measureByName, measures } from '../../src/analysis/measures/index.js';
import { type OutcomeRequest, outcomeTable, subjectsNamed } from '../../src/analysis/outcome.js';
import { recordingTimes, seriesTable } from '../../src/analysis/series.js';
import {
  createReplay,
  positionAt,
  replay,
  stagesAt,
  type Tally,
  timeToShare,
} from '../../src/analysis/tally.js';
import { jurisdictionsOf } from '../../src/model/jurisdiction.js';
import { compilePredicate } from '../../src/model/predicate.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Trajectory } from '../../src/model/trajectory.js';
import type { World } from '../../src/model/world.js';
import { randomWorld } from '../support/randomWorld.js';
import { makeWorld, randomNumbers, type Sketch } from '../support/world.js';

/** Stages at a time, by going through all events. */
function recount(world: World, trajectory: Trajectory, time: number): Uint8Array {
  const stage = world.initialStage.slice();
  for (let e = 0; e < trajectory.count; e++) {
    if (trajectory.time[e] <= time)
      stage[trajectory.subject[e] * world.cities.count + trajectory.city[e]] = trajectory.to[e];
  }
  return stage;
}

const predicates = [
  null,
  { country: ['A'] },
  { memberOf: 'm' },
  { holds: 'q' },
  { not: { any: [{ memberOf: 'n' }, { population: { from: 100_000 } }] } },
  { memberOf: 'm', at: 'start' },
];

test('courses are what a naive recount finds, at random times', () => {
  const next = randomNumbers(5);
  for (let seed = 0; seed < 25; seed++) {
    const world = randomWorld(seed, { closing: seed % 2 === 0 });
    const trajectory = createSimulator(world).run(0);
    const { count } = world.cities;
    const { start, end } = world.time;
    const tallies: Tally[] = predicates.flatMap((predicate) =>
      [[0], [1], [0, 1], [2]].flatMap((subjects) =>
        ([1, 2] as const).map((stage) => ({ subjects, stage, group: compilePredicate(predicate, world) })),
      ),
    );
    const courses = replay(world, trajectory, tallies);
    const times = [start, end, ...Array.from({ length: 12 }, () => start + (end - start) * next())];
    times.push(...trajectory.time.slice(0, 6));
    for (const time of times) {
      const stage = recount(world, trajectory, time);
      expect(stagesAt(world, trajectory, time)).toEqual(stage);
      tallies.forEach(({ subjects, stage: least, group }, k) => {
        const inGroup = [...Array(count).keys()].filter((i) => group.holds(i, stage));
        const holders = inGroup.filter((i) => subjects.some((s) => stage[s * count + i] >= least));
        const at = positionAt(courses[k], time);
        if (courses[k].count[at] !== holders.length || courses[k].size[at] !== inGroup.length) {
          expect.fail(`world ${seed}, tally ${k}, time ${time}`);
        }
      });
    }
  }
});

test('a replay that is kept gives the same courses again and for other replicates', () => {
  for (let seed = 0; seed < 10; seed++) {
    const world = randomWorld(seed);
    const simulator = createSimulator(world);
    const trajectories = [0, 1, 2].map((replicate) => simulator.run(replicate));
    const tallies: Tally[] = predicates.map((predicate) => ({
      subjects: [0, 1],
      stage: 1,
      group: compilePredicate(predicate, world),
    }));
    const kept = createReplay(world, tallies);
    const first = trajectories.map((trajectory) => structuredClone(kept(trajectory)));
    trajectories.forEach((trajectory, r) => {
      expect(first[r]).toEqual(replay(world, trajectory, tallies));
      expect(kept(trajectory)).toEqual(first[r]);
    });
  }
});

test('curves are those counts, declared at least as many as implemented, groups of the size that they have then', () => {
  for (let seed = 0; seed < 15; seed++) {
    const world = randomWorld(seed);
    const trajectory = createSimulator(world).run(0);
    const { count } = world.cities;
    const groups = groupsOf(world, {
      by: ['country', 'sizeClass'],
      groups: { members: { memberOf: 'm' }, q: { holds: 'q' } },
    });
    const table = seriesTable(world, groups, 0.7);
    const { cities, declared, implemented, pressure } = table.columns(trajectory);
    const jurisdictions = jurisdictionsOf(world);
    const steps = trajectory.pressure.length / jurisdictions.count;
    let at = 0;
    table.times.forEach((time, t) => {
      const stage = recount(world, trajectory, time);
      world.subjects.forEach((_, s) => {
        groups.forEach(({ condition, name }, g) => {
          const inGroup = [...Array(count).keys()].filter((i) => condition.holds(i, stage));
          const holding = (least: number): number =>
            inGroup.filter((i) => stage[s * count + i] >= least).length;
          expect([cities[at], declared[at], implemented[at]], `${name} at ${time}`).toEqual([
            inGroup.length,
            holding(1),
            holding(2),
          ]);
          expect(declared[at]).toBeGreaterThanOrEqual(implemented[at]);
          at++;
          if (g === 0 && s === 0) {
            // All cities: the mean over cities of the pressure on them in the step that starts at or holds the time.
            const passed = Math.floor((time - world.time.start) * world.time.stepsPerYear + 1e-9);
            const step = Math.min(steps - 1, passed);
            const expected =
              [...jurisdictions.of].reduce(
                (sum, j) => sum + trajectory.pressure[jurisdictions.count * step + j],
                0,
              ) / count;
            expect(pressure[t * groups.length]).toBeCloseTo(expected, 12);
          }
        });
      });
    });
    expect(at).toBe(declared.length);
  }
});

test('recording times begin with the start and end with the end', () => {
  const world = makeWorld({ cities: 1, start: 2000, end: 2002.6 });
  expect(recordingTimes(world, 1)).toEqual([2000, 2001, 2002, 2002.6]);
  expect(recordingTimes(world, 1.3)).toEqual([2000, 2001.3, 2002.6]);
  expect(recordingTimes(world, 5)).toEqual([2000, 2002.6]);
});

/** Ten cities; given events make a course by hand. */
function given(entries: NonNullable<Sketch['entries']>, more: Partial<Sketch> = {}) {
  const world = makeWorld({
    cities: 10,
    start: 2000,
    end: 2010,
    stepsPerYear: 1,
    policies: { p: {}, x: { direction: -1 } },
    networks: { m: {} },
    entries,
    ...more,
  });
  return { world, trajectory: createSimulator(world).run(0) };
}

function outcome(
  { world, trajectory }: ReturnType<typeof given>,
  measure: string,
  more: Partial<OutcomeRequest> & { groups?: Sketch['networks'] } = {},
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

describe('by hand', () => {
  // p: 0 at 2001.5, 1 at 2002, 2 at 2002.5 (implemented 2004), 3 at 2006; 1 gives up in 2007.
  const five = given([
    [2001.5, 0, 'p', 1],
    [2002, 1, 'p', 1],
    [2002.5, 2, 'p', 1],
    [2004, 2, 'p', 2],
    [2006, 3, 'p', 1],
    [2007, 1, 'p', 0],
  ]);

  test('share and count at a time, an event at that very time included', () => {
    expect(outcome(five, 'share', { time: 2001.49 })).toEqual([0]);
    expect(outcome(five, 'share', { time: 2001.5 })).toEqual([0.1]);
    expect(outcome(five, 'share', { time: 2006 })).toEqual([0.4]);
    expect(outcome(five, 'count')).toEqual([3]);
    expect(outcome(five, 'count', { stage: 'implemented' })).toEqual([1]);
  });

  test('timeTo runs from the start, reached says whether, and not reached is the length of the run', () => {
    expect(outcome(five, 'timeTo10')).toEqual([1.5, 1]);
    expect(outcome(five, 'timeTo20')).toEqual([2, 1]);
    expect(outcome(five, 'timeTo40')).toEqual([6, 1]);
    expect(outcome(five, 'timeTo50')).toEqual([10, 0]);
    expect(outcome(five, 'timeTo10', { stage: 'implemented' })).toEqual([4, 1]);
  });

  test('what is held at the start is reached at once', () => {
    const held = given([], { held: [[4, 'p']] });
    expect(outcome(held, 'timeTo10')).toEqual([0, 1]);
    expect(outcome(held, 'timeTo20')).toEqual([10, 0]);
  });

  test('timeTo90 of ten is nine, in spite of rounding', () => {
    const all = given(Array.from({ length: 10 }, (_, i) => [2000.5 + i, i, 'p', 1] as const));
    expect(outcome(all, 'timeTo90')).toEqual([8.5, 1]);
    expect(outcome(all, 'timeTo70')).toEqual([6.5, 1]);
    expect(outcome(all, 'timeTo100')).toEqual([9.5, 1]);
  });

  test('the symbolic gap is what was declared and not implemented, of what is held', () => {
    expect(outcome(five, 'symbolicGap', { time: 2003 })).toEqual([1]);
    expect(outcome(five, 'symbolicGap', { time: 2005 })).toEqual([1 - 1 / 3]);
    expect(outcome(five, 'symbolicGap')).toEqual([1 - 1 / 3]);
    expect(outcome(five, 'symbolicGap', { time: 2001 })).toEqual([NaN]);
  });

  test('the peak rate is the largest growth within twelve months from a step', () => {
    // (2001, 2002]: two; (2002, 2003]: one; (2005, 2006]: one.
    expect(outcome(five, 'peakRate')[0]).toBeCloseTo(0.2, 14);
  });

  test('a group that is empty for a while does not make the peak before it forgotten', () => {
    // Group: members of m. 0 to 3 are in from the start until 2004, and again from 2008. p: all four in 2001.5.
    const ins = [0, 1, 2, 3].flatMap((i) => [
      [2001.5, i, 'p', 1] as const,
      [2004, i, 'm', 0] as const,
      [2008, i, 'm', 1] as const,
    ]);
    const gone = given(ins, { held: [0, 1, 2, 3].map((i) => [i, 'm'] as const) });
    expect(outcome(gone, 'peakRate', { group: 'members' }, { members: { memberOf: 'm' } })).toEqual([1]);
  });

  test('members are counted for networks, and policies together by direction', () => {
    const both = given([
      [2001, 0, 'p', 1],
      [2002, 0, 'x', 1],
      [2003, 1, 'x', 1],
      [2003, 5, 'm', 1],
    ]);
    expect(outcome(both, 'members', { subject: 'm' })).toEqual([1]);
    expect(outcome(both, 'count', { subject: 'inclusive' })).toEqual([1]);
    expect(outcome(both, 'count', { subject: 'exclusionary' })).toEqual([2]);
    // A city with both counts once.
    expect(outcome(both, 'count', { subject: null })).toEqual([2]);
    expect(subjectsNamed(both.world, 'any')).toEqual([0, 1]);
    expect(() => subjectsNamed(both.world, 'y')).toThrow('y');
  });

  test('a group that all found at once is not complete while they come in one by one', () => {
    // Four founders at 2003, of whom 0 holds p: a quarter. One of one would be all of them.
    const founders = [0, 1, 2, 3].map((i) => [2003, i, 'm', 1] as const);
    const charter = given([...founders, [2005, 1, 'p', 1]], { held: [[0, 'p']] });
    const groups = { signatories: { memberOf: 'm' } };
    expect(outcome(charter, 'timeTo25', { group: 'signatories' }, groups)).toEqual([3, 1]);
    expect(outcome(charter, 'timeTo50', { group: 'signatories' }, groups)).toEqual([5, 1]);
    expect(outcome(charter, 'timeTo100', { group: 'signatories' }, groups)).toEqual([10, 0]);
  });

  test('nor while they go out one by one', () => {
    const closing = given([], {
      held: [[3, 'p'], ...[0, 1, 2, 3].map((i) => [i, 'm'] as const)],
      networks: { m: { closed: 2006 } },
    });
    const groups = { signatories: { memberOf: 'm' } };
    expect(outcome(closing, 'timeTo50', { group: 'signatories' }, groups)).toEqual([10, 0]);
  });

  test('an empty group has no share, and reaches nothing', () => {
    const groups = { nobody: { country: ['B'] } };
    expect(outcome(five, 'share', { group: 'nobody' }, groups)).toEqual([NaN]);
    expect(outcome(five, 'timeTo10', { group: 'nobody' }, groups)).toEqual([10, 0]);
    expect(outcome(five, 'peakRate', { group: 'nobody' }, groups)).toEqual([NaN]);
    expect(outcome(five, 'count', { group: 'nobody' }, groups)).toEqual([0]);
    expect(() => outcome(five, 'count', { group: 'elsewhere' })).toThrow('elsewhere');
  });

  test('the correlation with need is that of holding it with the z-score of need', () => {
    // 999 inhabitants, shares 0, .5, 1: need -z, 0, z. Holding 0, 0, 1: Pearson = 1.5 / sqrt(2 * 1.5) = .8660.
    const sketch = (held: Sketch['held'], share: readonly number[] = [0, 0.5, 1]) =>
      given([], {
        cities: 3,
        attributes: { population: 999, immigrantShare: share },
        held,
      });
    expect(outcome(sketch([[2, 'p']]), 'needCorrelation')[0]).toBeCloseTo(Math.sqrt(3) / 2, 12);
    expect(outcome(sketch([[0, 'p']]), 'needCorrelation')[0]).toBeCloseTo(-Math.sqrt(3) / 2, 12);
    expect(outcome(sketch([[1, 'p']]), 'needCorrelation')[0]).toBeCloseTo(0, 12);
    expect(outcome(sketch([]), 'needCorrelation')).toEqual([NaN]);
    expect(outcome(sketch([[2, 'p']], [0.1, 0.1, 0.1]), 'needCorrelation')).toEqual([NaN]);
    expect(outcome(given([]), 'needCorrelation')).toEqual([NaN]);
  });
});

test('timeToShare takes the first moment, also where the share falls again', () => {
  const course = { time: [0, 1, 2, 3], count: [0, 5, 2, 6], size: [10, 10, 10, 10] };
  expect(timeToShare(course, 0.5)).toBe(1);
  expect(timeToShare(course, 0.6)).toBe(3);
  expect(timeToShare(course, 0.7)).toBeNaN();
});

test('every measure has a name of its own and says when it is undefined', () => {
  expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length);
  for (const { name, help, undefinedWhen, unit } of measures) {
    expect(measureByName(name).name).toBe(name);
    for (const text of [help, undefinedWhen, unit]) expect(text).not.toBe('');
  }
  expect(() => measureByName('timeTo33')).toThrow('timeTo33');
});
