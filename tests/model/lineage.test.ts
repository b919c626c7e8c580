/** Who copied whom, and why: sources, generations, contributions. */
import { expect, test } from 'vitest';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { createSimulator } from '../../src/model/simulate.js';
import { type EventRow, eventRows, run } from '../support/events.js';
import { randomWorld } from '../support/randomWorld.js';
import { makeWorld } from '../support/world.js';

const channels = [
  'emulation',
  'emulationBySize',
  'learning',
  'benchmarking',
  'branding',
  'membership',
  'coordinator',
];
/** Whether a city takes a policy up, declared or not. */
const takesUp = ({ transition }: EventRow): boolean => transition === 'declare' || transition === 'quiet';

test('every source held the policy before, and its copier is one generation further', () => {
  let copies = 0;
  for (let seed = 0; seed < 80; seed++) {
    const world = randomWorld(seed);
    const { count } = world.cities;
    const { start, stepsPerYear } = world.time;
    // By subject and city: the generation and whether it is held, as others see it at the start of a step.
    const held = Array.from(world.initialStage, (stage) => stage > 0);
    const generation = new Int32Array(held.length);
    const later: (() => void)[] = [];
    let step = 0;
    for (const row of run(world)) {
      const stepOfRow = Math.ceil((row.time - start) * stepsPerYear - 1e-9) - 1;
      if (stepOfRow > step) {
        for (const change of later.splice(0)) change();
        step = stepOfRow;
      }
      const subject = world.subjects.findIndex(({ id }) => id === row.subject);
      const at = subject * count + row.city;
      if (takesUp(row)) {
        expect(row.generation).toBeGreaterThanOrEqual(0);
        if (row.source >= 0) {
          copies++;
          expect(row.source).not.toBe(row.city);
          expect(held[subject * count + row.source]).toBe(true);
          expect(row.generation).toBe(generation[subject * count + row.source] + 1);
        } else expect(row.generation).toBe(0);
      } else expect([row.source, row.generation]).toEqual([-1, -1]);
      later.push(() => {
        held[at] = row.to > 0;
        if (takesUp(row)) generation[at] = row.generation;
      });
    }
  }
  expect(copies).toBeGreaterThan(100);
});

test('without repeal the copies make a forest: up the sources every city comes to an innovator or a holder of the start', () => {
  const world = makeWorld({
    cities: 60,
    end: 30,
    ties: Array.from({ length: 60 }, (_, i) => [i, (i + 7) % 60]),
    policies: { p: { declare: { perYear: 0.02, emulation: 5 } } },
    held: [[0, 'p']],
  });
  const rows = run(world);
  const byCity = new Map(rows.map((row) => [row.city, row]));
  let deepest = 0;
  for (const row of rows) {
    let at = row;
    let steps = 0;
    while (at.source >= 0) {
      steps++;
      const source = byCity.get(at.source);
      if (!source) break;
      expect(source.time).toBeLessThan(at.time);
      at = source;
    }
    expect(steps).toBe(row.generation);
    deepest = Math.max(deepest, steps);
  }
  expect(deepest).toBeGreaterThan(2);
});

test('with repeal too the copies make a forest: every source took the policy up before, or held it from the start', () => {
  let copies = 0;
  let quiet = 0;
  for (let seed = 200; seed < 240; seed++) {
    const world = randomWorld(seed);
    const roots = new Map<string, number>(); // by policy and city: generations down from the root
    world.initialStage.forEach((stage, at) => {
      if (stage > 0)
        roots.set(`${world.subjects[Math.floor(at / world.cities.count)].id} ${at % world.cities.count}`, 0);
    });
    for (const row of run(world)) {
      if (!takesUp(row)) continue;
      if (row.source < 0) {
        roots.set(`${row.subject} ${row.city}`, 0);
        continue;
      }
      copies++;
      if (row.transition === 'quiet') quiet++;
      const above = roots.get(`${row.subject} ${row.source}`);
      if (above === undefined) expect.fail(`world ${seed}: ${JSON.stringify(row)}`);
      roots.set(`${row.subject} ${row.city}`, row.generation);
    }
  }
  expect(copies).toBeGreaterThan(100);
  expect(quiet).toBeGreaterThan(10);
});

test('who owes nothing to others is an innovator', () => {
  const world = makeWorld({
    cities: 50,
    end: 40,
    attributes: { capacity: 1 },
    ties: Array.from({ length: 49 }, (_, i) => [i, i + 1]),
    // A channel that only deters does not make anyone a copier.
    policies: { p: { declare: { perYear: 0.2, capacity: 1, emulation: -1 } } },
    held: [[0, 'p']],
  });
  for (const row of run(world)) expect([row.source, row.generation]).toEqual([-1, 0]);
});

test('the share of innovators is exp(-external)', () => {
  // 4,000 pairs of a holder and a city that looks at it: E = 1, emulation .7: exp(-.7) = .4966 innovate.
  const cities = 8000;
  const world = makeWorld({
    cities,
    end: 100,
    ties: Array.from({ length: 4000 }, (_, i) => [2 * i, 2 * i + 1]),
    policies: { p: { declare: { perYear: 0.5, emulation: 0.7 } } },
    held: Array.from({ length: 4000 }, (_, i) => [2 * i, 'p'] as const),
  });
  const rows = run(world);
  expect(rows.length).toBe(4000);
  const innovators = rows.filter(({ source }) => source < 0).length / 4000;
  expect(Math.abs(innovators - Math.exp(-0.7))).toBeLessThan(3 * Math.sqrt((0.4966 * 0.5034) / 4000));
  for (const { source, city } of rows) if (source >= 0) expect(source).toBe(city - 1);
});

test('sources are drawn in proportion to their weight in the exposure', () => {
  // Each of 3,000 cities looks at three holders with weights 1, 2, 5.
  const triples = 3000;
  const world = makeWorld({
    cities: 4 * triples,
    end: 100,
    ties: Array.from({ length: triples }, (_, i) => [
      [4 * i, 4 * i + 1, 1],
      [4 * i, 4 * i + 2, 2],
      [4 * i, 4 * i + 3, 5],
    ]).flat(),
    policies: { p: { declare: { perYear: 0.5, emulation: 30 } } },
    held: Array.from({ length: triples }, (_, i) => [1, 2, 3].map((k) => [4 * i + k, 'p'] as const)).flat(),
  });
  const counts = [0, 0, 0];
  for (const { source, city } of run(world)) counts[source - city - 1]++;
  [1 / 8, 2 / 8, 5 / 8].forEach((share, k) => {
    expect(Math.abs(counts[k] / triples - share)).toBeLessThan(
      3.5 * Math.sqrt((share * (1 - share)) / triples),
    );
  });
});

test('baseline, contributions and laws sum to the log-hazard', () => {
  let rows = 0;
  let hindered = 0;
  for (let seed = 100; seed < 160; seed++) {
    for (const row of run(randomWorld(seed))) {
      if (Number.isNaN(row.logHazard)) {
        expect(['given', 'expire']).toContain(row.transition);
        expect([row.baseline, row.preemption]).toEqual([NaN, NaN]);
        continue;
      }
      expect(row.preemption).toBeLessThanOrEqual(0);
      if (row.preemption < 0) hindered++;
      const first = row.baseline + row.preemption;
      const sum = Object.values(row.contributions).reduce((total, part) => total + part, first);
      expect(Math.abs(sum - row.logHazard)).toBeLessThan(1e-12 * Math.max(1, Math.abs(row.logHazard)));
      rows++;
    }
  }
  expect(rows).toBeGreaterThan(1000);
  expect(hindered).toBeGreaterThan(20);
});

test('an event carries contributions of the mechanisms of its own transition alone', () => {
  for (let seed = 0; seed < 40; seed++) {
    const world = randomWorld(seed);
    for (const row of run(world)) {
      const subject = world.subjects.find(({ id }) => id === row.subject)!;
      const transition = subject.transitions.find(({ name }) => name === row.transition);
      const own = new Set(transition?.coefficients.map(({ mechanism }) => mechanism));
      const foreign = Object.entries(row.contributions).filter(([id, part]) => part !== 0 && !own.has(id));
      if (foreign.length > 0) expect.fail(`${row.subject} ${row.transition} has ${foreign}`);
    }
  }
});

test('events are ordered by time, city and subject, and stages follow one another', () => {
  for (let seed = 0; seed < 60; seed++) {
    const world = randomWorld(seed, { closing: seed % 2 === 1 });
    const trajectory = createSimulator(world).run(0);
    const { time, city, subject } = trajectory;
    for (let e = 1; e < trajectory.count; e++) {
      const order = time[e - 1] - time[e] || city[e - 1] - city[e] || subject[e - 1] - subject[e];
      if (order > 0) expect.fail(`world ${seed}: event ${e} is out of order`);
    }
    const stage = world.initialStage.slice();
    for (const row of eventRows(world, trajectory)) {
      const at = world.subjects.findIndex(({ id }) => id === row.subject) * world.cities.count + row.city;
      if (stage[at] !== row.from || row.from === row.to) expect.fail(`world ${seed}: ${JSON.stringify(row)}`);
      stage[at] = row.to;
      if (!(row.time > world.time.start && row.time <= world.time.end))
        expect.fail(`world ${seed}: time ${row.time}`);
    }
  }
});

test('spells are numbered from 1, one by one', () => {
  for (let seed = 0; seed < 40; seed++) {
    const last = new Map<string, number>();
    for (const row of run(randomWorld(seed))) {
      if (row.transition === 'given') expect(row.spell).toBe(0);
      else {
        const key = `${row.city} ${row.subject} ${row.transition}`;
        expect(row.spell).toBeGreaterThan(last.get(key) ?? 0);
        last.set(key, row.spell);
      }
    }
  }
});

test('channels are those that the mechanisms declare as external', () => {
  const declared = mechanisms.filter(({ channel }) => channel === 'external').map(({ id }) => id);
  expect(declared).toEqual(channels);
});
