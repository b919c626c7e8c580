import { describe, expect, test } from 'vitest';
import { dyadsOf } from '../../src/analysis/dyads.js';
import { createEventHistories, type HistoryLayout } from '../../src/analysis/eventHistory.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { makeWorld, type Sketch } from '../support/world.js';

const spread = (count: number, k: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(k * (i + 1)));
const ring = (count: number) => Array.from({ length: count }, (_, i) => [i, (i + 1) % count]);

/** Everything that makes rows begin and end: spells that repeat, exclusion, a network with a gate, a nation that turns. */
function lively(count = 60): Sketch {
  return {
    cities: count,
    end: 15,
    attributes: {
      orientation: spread(count, 1.3),
      capacity: spread(count, 0.7).map(Math.abs),
      frailty: spread(count, 3.1),
      civilSociety: 0.5,
      dependence: 0.5,
    },
    ties: ring(count),
    pressure: {
      A: [
        { at: 0, level: -0.5 },
        { at: 7, level: 0.6 },
      ],
    },
    policies: {
      welcome: {
        declare: { perYear: 0.1, orientation: 0.5, emulation: 1.5, support: 1, frailty: 0.5 },
        implement: { perYear: 0.3, capacity: 1 },
        repeal: { perYear: 0.1, coercion: 1 },
      },
      refuse: {
        direction: -1,
        excludes: ['welcome'],
        declare: { perYear: 0.05, orientation: 0.5, emulation: 0 },
        repeal: { perYear: 0.2 },
      },
    },
    networks: {
      club: {
        founded: 4,
        eligible: { holds: 'welcome' },
        carries: { welcome: 1 },
        join: { perYear: 0.1, emulation: 2, homophily: 1 },
        leave: { perYear: 0.05 },
      },
    },
  };
}

const layouts: HistoryLayout[] = ['intervals', 'years'];

/** The log-hazard of a row, from the true coefficients: hidden terms come from the world itself. */
function logHazard(
  world: World,
  { columns, parts }: ReturnType<typeof createEventHistories>,
  history: ReturnType<ReturnType<typeof createEventHistories>['run']>['history'],
  row: number,
): number {
  const { subject, transition } = parts[history.part[row]];
  const { baseline, coefficients } = world.subjects[subject].transitions[transition];
  return coefficients.reduce((eta, { mechanism, coefficient }) => {
    const term =
      mechanism === 'frailty'
        ? world.cities.attributes.frailty![history.city[row]]
        : history.values[columns.indexOf(mechanism)][row];
    return eta + coefficient * term;
  }, baseline);
}

describe('the event history of a simulated world', () => {
  const world = makeWorld(lively());

  test('looking on changes no event', () => {
    const plain = createSimulator(world);
    for (const layout of layouts) {
      const histories = createEventHistories(world, layout);
      for (const replicate of [0, 3]) {
        const { trajectory } = histories.run(replicate);
        const expected = plain.run(replicate);
        expect(Array.from(trajectory.time)).toEqual(Array.from(expected.time));
        expect(Array.from(trajectory.city)).toEqual(Array.from(expected.city));
      }
    }
  });

  test('each simulated event ends one row, under the log-hazard that the engine had', () => {
    const explained = createSimulator(world);
    const histories = createEventHistories(world, 'intervals');
    for (let replicate = 0; replicate < 5; replicate++) {
      const { history } = histories.run(replicate);
      const trajectory = explained.run(replicate);
      const rows = new Map<string, number>();
      for (let row = 0; row < history.count; row++) {
        if (history.event[row] === 0) continue;
        const { subject, transition } = histories.parts[history.part[row]];
        rows.set(`${subject} ${transition} ${history.city[row]} ${history.spell[row]}`, row);
      }
      let simulated = 0;
      for (let event = 0; event < trajectory.count; event++) {
        if (trajectory.transition[event] < 0) continue;
        simulated++;
        const { subject, transition, city, spell, time } = trajectory;
        const row = rows.get(`${subject[event]} ${transition[event]} ${city[event]} ${spell[event]}`)!;
        expect(history.time1[row]).toBe(time[event]);
        expect(
          Math.abs(logHazard(world, histories, history, row) - trajectory.logHazard[event]),
        ).toBeLessThan(1e-12);
      }
      expect(rows.size).toBe(simulated);
    }
  });

  test('at risk for just so long that the hazards add up to the events, for every transition', () => {
    const histories = createEventHistories(world, 'intervals');
    const expected = histories.parts.map(() => 0);
    const observed = histories.parts.map(() => 0);
    for (let replicate = 0; replicate < 200; replicate++) {
      const { history } = histories.run(replicate);
      for (let row = 0; row < history.count; row++) {
        const eta = logHazard(world, histories, history, row);
        expected[history.part[row]] += Math.exp(eta) * (history.time1[row] - history.time0[row]);
        observed[history.part[row]] += history.event[row];
      }
    }
    // Events minus cumulated hazard is a martingale, with the cumulated hazard as its variance.
    histories.parts.forEach((_, part) => {
      expect(observed[part]).toBeGreaterThan(100);
      expect(Math.abs(observed[part] - expected[part]) / Math.sqrt(expected[part])).toBeLessThan(4);
    });
  });

  test('what no observer sees is no column, and a term without coefficient is one where it is 0', () => {
    const { columns, parts } = createEventHistories(world, 'intervals');
    expect(columns).not.toContain('frailty');
    const names = parts.map(({ terms }) => terms.map((at) => columns[at]));
    expect(names[0]).toEqual(['orientation', 'emulation', 'support']);
    expect(names[3]).toEqual(['orientation', 'emulation']);
    const { history } = createEventHistories(world, 'intervals').run(0);
    const emulation = history.values[columns.indexOf('emulation')];
    expect(emulation.some((value, row) => history.part[row] === 3 && value > 0)).toBe(true);
  });

  test('rows of a history neither overlap nor last no time, and cover each spell once', () => {
    for (const layout of layouts) {
      const { history } = createEventHistories(world, layout).run(1);
      for (let row = 0; row < history.count; row++) {
        expect(history.time1[row]).toBeGreaterThan(history.time0[row]);
        const same =
          row > 0 &&
          history.city[row] === history.city[row - 1] &&
          history.part[row] === history.part[row - 1] &&
          history.spell[row] === history.spell[row - 1];
        if (same) expect(history.time0[row]).toBeGreaterThanOrEqual(history.time1[row - 1]);
        if (same) expect(history.event[row - 1]).toBe(0);
      }
    }
  });

  test('years: rows end at full years unless something else ends them, and those that changed within are marked', () => {
    const histories = createEventHistories(world, 'years');
    const { history } = histories.run(0);
    const exact = createEventHistories(world, 'intervals').run(0).history;
    const events = (of: Uint8Array) => of.reduce((sum, event) => sum + event, 0);
    expect(events(history.event)).toBe(events(exact.event));
    for (let row = 0; row < history.count; row++) {
      expect(history.time1[row]).toBeLessThanOrEqual(Math.floor(history.time0[row]) + 1);
      if (history.event[row] === 1) expect(history.time1[row]).toBe(Math.floor(history.time0[row]) + 1);
    }
    const marks = (part: number) =>
      history.approximate.filter((mark, row) => mark === 1 && history.part[row] === part).length;
    expect(marks(0)).toBeGreaterThan(0); // emulation moves
    expect(marks(1)).toBe(0); // capacity does not
  });

  test('by hand: one city, a constant hazard, a policy that stands in the way for a while', () => {
    const one = makeWorld({
      cities: 1,
      end: 4,
      stepsPerYear: 1,
      policies: {
        blocked: { declare: { baseline: -Infinity }, excludes: ['other'] },
        other: { declare: { baseline: -Infinity } },
      },
      entries: [
        [1.5, 0, 'other', 1],
        [2.25, 0, 'other', 0],
      ],
    });
    const { history } = createEventHistories(one, 'intervals').run(0);
    const rows = Array.from({ length: history.count }, (_, row) => [
      history.part[row],
      history.spell[row],
      history.time0[row],
      history.time1[row],
      history.event[row],
    ]);
    expect(rows).toEqual([
      [0, 1, 0, 1.5, 0],
      [0, 1, 2.25, 4, 0],
      [1, 1, 0, 1.5, 0],
      [1, 2, 2.25, 4, 0],
    ]);
  });
});

describe('laws', () => {
  const ruled = (force: number) =>
    makeWorld({
      cities: 200,
      end: 10,
      stepsPerYear: 2,
      policies: { policy: { declare: { perYear: 0.1 }, repeal: { perYear: 0.1 } } },
      preempts: [{ policy: 'policy', from: 4, to: 6.5, force }],
    });

  test('whom a law forbids it is not at risk, and is again when the law ends', () => {
    for (const layout of layouts) {
      const histories = createEventHistories(ruled(1), layout);
      expect(histories.columns).not.toContain('law');
      const { history } = histories.run(0);
      const within = Array.from({ length: history.count }, (_, row) => row).filter(
        (row) => history.part[row] === 0 && history.time1[row] > 4 && history.time0[row] < 6.5,
      );
      expect(within).toEqual([]);
      const resumed = history.time0.filter((time, row) => history.part[row] === 0 && time === 6.5);
      expect(resumed.length).toBeGreaterThan(50);
    }
  });

  test('a law that hinders is a column with coefficient 1', () => {
    const world = ruled(0.6);
    const histories = createEventHistories(world, 'intervals');
    const law = histories.columns.indexOf('law');
    expect(histories.parts.map(({ terms }) => terms.includes(law))).toEqual([true, false]);
    let expected = 0;
    let observed = 0;
    for (let replicate = 0; replicate < 30; replicate++) {
      const { history } = histories.run(replicate);
      for (let row = 0; row < history.count; row++) {
        if (history.part[row] !== 0 || history.values[law][row] === 0) continue;
        expect(history.values[law][row]).toBeCloseTo(Math.log(0.4), 12);
        expected += 0.1 * 0.4 * (history.time1[row] - history.time0[row]);
        observed += history.event[row];
      }
    }
    expect(observed).toBeGreaterThan(100);
    expect(Math.abs(observed - expected) / Math.sqrt(expected)).toBeLessThan(4);
  });
});

test('dyads by hand: who may still declare looks at each who holds it, year by year', () => {
  const world = makeWorld({
    cities: 3,
    end: 3,
    attributes: { orientation: [0, 0.5, -0.5] },
    ties: [[0, 1]],
    policies: { policy: {} },
    held: [[0, 'policy']],
    entries: [[1.5, 1, 'policy', 1]],
  });
  const trajectory = createSimulator(world).run(0);
  const dyads = dyadsOf(world, trajectory, 0);
  const rows = Array.from({ length: dyads.count }, (_, row) => [
    dyads.time0[row],
    dyads.city[row],
    dyads.peer[row],
    dyads.event[row],
  ]);
  expect(rows).toEqual([
    [0, 1, 0, 0],
    [0, 2, 0, 0],
    [1, 1, 0, 1],
    [1, 2, 0, 0],
    [2, 2, 0, 0],
    [2, 2, 1, 0],
  ]);
  expect(dyads.columns).toEqual(['tie', 'peerImplemented', 'peerYears', 'orientationDifference']);
  expect(Array.from(dyads.values[0])).toEqual([1, 0, 1, 0, 0, 0]);
  expect(Array.from(dyads.values[2])).toEqual([0, 0, 1, 1, 2, 0.5]);
  expect(Array.from(dyads.values[3])).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 1]);
});

test('dyads: no rows of years throughout which a law forbids it, as in the other layouts', () => {
  const law = (from: number, to: number) => ({ policy: 'policy', from, to, force: 1 });
  const yearsUnder = (...laws: ReturnType<typeof law>[]): number[] => {
    const world = makeWorld({
      cities: 2,
      end: 5,
      policies: { policy: { declare: { perYear: 1e-9 } } },
      held: [[0, 'policy']],
      preempts: laws,
    });
    const trajectory = createSimulator(world).run(0);
    return [...dyadsOf(world, trajectory, 0).time0];
  };
  expect(yearsUnder()).toEqual([0, 1, 2, 3, 4]);
  expect(yearsUnder(law(1, 3))).toEqual([0, 3, 4]);
  expect(yearsUnder(law(1.5, 3.5))).toEqual([0, 1, 3, 4]);
  expect(yearsUnder(law(1, 2.5), law(2.5, 4))).toEqual([0, 4]);
  expect(yearsUnder({ ...law(1, 3), force: 0.9 })).toEqual([0, 1, 2, 3, 4]);
});

test('dyads: whom a city copied is marked once, and never more than it adopts', () => {
  const world = makeWorld({ ...lively(), ties: ring(60), halfLife: null });
  const trajectory = createSimulator(world).run(0);
  const dyads = dyadsOf(world, trajectory, 0);
  const followed = new Map<string, number>();
  for (let row = 0; row < dyads.count; row++) {
    expect(dyads.followed[row]).toBeLessThanOrEqual(dyads.event[row]);
    if (dyads.followed[row] === 0) continue;
    const key = `${dyads.city[row]} ${dyads.time0[row]}`;
    followed.set(key, (followed.get(key) ?? 0) + 1);
  }
  expect(followed.size).toBeGreaterThan(3);
  expect(Math.max(...followed.values())).toBe(1);
});
