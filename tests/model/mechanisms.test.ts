/** The contract of every mechanism, over the registry, and the direction in which each moves adoption. */
import { describe, expect, test } from 'vitest';
import { attributes as declared } from '../../src/model/attributes.js';
import { ofCity } from '../../src/model/fill.js';
import type { Mechanism } from '../../src/model/mechanism.js';
import { mechanismById, mechanisms } from '../../src/model/mechanisms/index.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { Transition, TransitionName, World } from '../../src/model/world.js';
import { atStart, filled, term } from '../support/terms.js';
import { makeWorld, randomNumbers, type Sketch, type TransitionSketch } from '../support/world.js';

const everyAttribute = Object.keys(declared) as (keyof typeof declared)[];

/**
 * Ten cities in two nations with every attribute, two policies, ties among 0 to 5, members in two networks;
 * stages drawn from a seed. Cities 8 and 9 have neither ties nor fellow members.
 */
function sketchOf(seed: number): Sketch {
  const next = randomNumbers(seed);
  const between = (low: number, high: number): number => low + (high - low) * next();
  const values = (name: keyof typeof declared): number[] =>
    Array.from({ length: 10 }, () => {
      if (name === 'population') return Math.exp(between(8, 14.5));
      const [low, high] = declared[name].range;
      return between(Math.max(-2, low), Math.min(2, high));
    });
  const held: [number, string, number, number][] = [];
  for (let i = 0; i < 10; i++) {
    for (const id of ['p', 'q']) if (next() < 0.4) held.push([i, id, next() < 0.5 ? 1 : 2, between(-5, 0)]);
    // A quarter of the members are inactive.
    if (i < 8 && next() < 0.6) held.push([i, 'm', next() < 0.25 ? 1 : 2, 0]);
    if (i < 8 && next() < 0.4) held.push([i, 'n', next() < 0.25 ? 1 : 2, 0]);
  }
  return {
    cities: 10,
    attributes: Object.fromEntries(everyAttribute.map((name) => [name, values(name)])),
    countries: ['A', 'B'],
    country: Array.from({ length: 10 }, (_, i) => i % 2),
    ties: [
      [0, 1, 2],
      [1, 2, 0.5],
      [2, 3],
      [3, 4],
      [4, 5],
      [0, 5, 3],
    ],
    policies: {
      p: { direction: next() < 0.5 ? 1 : -1, conflict: between(0, 1), buildsOn: ['q'] },
      q: {},
    },
    networks: {
      m: {
        direction: next() < 0.5 ? 1 : -1,
        practical: between(0, 1),
        symbolic: between(0, 1),
        funds: between(0, 1),
        carries: { p: between(0, 1) },
        benchmark: { peers: 3, by: ['population', 'immigrantShare', 'orientation'], standard: null },
      },
      n: { practical: between(0, 1), symbolic: between(0, 1), carries: { p: between(0, 1), q: 1 } },
    },
    held,
    pressure: {
      A: [
        { at: -1, level: 0 },
        { at: 0, level: between(-1, 1) },
      ],
      B: [
        { at: -1, level: 0 },
        { at: 0, level: between(-1, 1) },
      ],
    },
    // Subjects stand in the order p, q, m, n.
    national: {
      A: { preempts: [{ policy: 0, from: -1, to: Infinity, force: between(0.1, 0.5) }] },
      B: { coordinates: [{ network: 2, from: -1, to: Infinity }] },
    },
    regions: ['R'],
    region: Array.from({ length: 10 }, () => (next() < 0.5 ? 0 : -1)),
    regional: {
      R: {
        preempts: [{ policy: 0, from: -1, to: Infinity, force: between(0.1, 0.5) }],
        coordinates: [{ network: 2, from: -1, to: Infinity }],
      },
    },
    mobilisation: next() < 0.5 ? between(0, 2) : 0,
    dynamics: { salience: { gain: 0.8, halfLife: 2 } },
    shocks: [{ at: 0, cities: null, share: 0, salience: 0.5, halfLife: 1 }],
    feedback: { outcomes: { rate: 1, noise: 0 } },
  };
}

/** What moves has moved: outcomes (other ones at another time), governments since they took a policy up, waves. */
function moved(seed: number) {
  return ({ state }: ReturnType<typeof atStart>): void => {
    const next = randomNumbers(1000 + seed);
    for (let at = 0; at < state.outcome.length; at++) state.outcome[at] = (next() - 0.5) * (1 + state.time);
    for (let at = 0; at < state.orientationThen.length; at++) {
      const then = 2 * next() - 1;
      if (state.stage[at] > 0) state.orientationThen[at] = then;
    }
    for (let i = 0; i < state.shockSalience.length; i++) state.shockSalience[i] = next() / 2;
  };
}

const ofNetworks: readonly TransitionName[] = ['join', 'lapse', 'renew', 'leave'];
/** A subject that the mechanism may act on, and each of its transitions. */
const uses = (mechanism: Mechanism) =>
  mechanism.transitions.map((name) => ({ name, subject: ofNetworks.includes(name) ? 2 : 0 }));

const everyUse = mechanisms.flatMap((mechanism) =>
  uses(mechanism).map(
    ({ name, subject }) =>
      [`${mechanism.id} on ${name}`, { id: mechanism.id, mechanism, name, subject }] as const,
  ),
);

test('ids, labels and columns are unique, and every declaration is complete', () => {
  expect(new Set(mechanisms.map(({ id }) => id)).size).toBe(mechanisms.length);
  expect(new Set(mechanisms.map(({ label }) => label)).size).toBe(mechanisms.length);
  for (const { id, label, help, formula, source, plausible, parameters, range, reads } of mechanisms) {
    for (const text of [label, help, formula, source]) expect(text, id).not.toBe('');
    expect(plausible[0], id).toBeLessThan(plausible[1]);
    expect(range[0], id).toBeLessThan(range[1]);
    expect(reads.length, id).toBeGreaterThan(0);
    for (const [name, { default: given, range: bounds }] of Object.entries(parameters)) {
      expect(given >= bounds[0] && given <= bounds[1], `${id} ${name}`).toBe(true);
    }
    expect(mechanismById(id).id).toBe(id);
  }
  expect(() => mechanismById('emulaton')).toThrow('emulaton');
});

describe('terms are finite and in their declared range:', () => {
  test.each(everyUse)('%s', (_title, { id, mechanism, name, subject }) => {
    let varies = false;
    for (let seed = 0; seed < 15; seed++) {
      for (const halfLife of [null, 2]) {
        const world = makeWorld({ ...sketchOf(seed), halfLife, prestige: 0.5 });
        const values = term(world, id, subject, name, {}, moved(seed));
        const [low, high] = mechanism.range;
        expect(values.filter((value) => !Number.isFinite(value) || value < low || value > high)).toEqual([]);
        varies ||= new Set(values).size > 1;
      }
    }
    // The ladder is a matter of policies; a network builds on none.
    if (!(id === 'ladder' && ofNetworks.includes(name))) expect(varies).toBe(true);
  });
});

describe('terms only read, and say the same when asked again:', () => {
  test.each(everyUse)('%s', (_title, { mechanism, name, subject }) => {
    for (let seed = 0; seed < 10; seed++) {
      const world = makeWorld({ ...sketchOf(seed), halfLife: seed % 2 ? 2 : null });
      const pieces = atStart(world);
      const parameters = Object.fromEntries(
        Object.entries(mechanism.parameters).map(([key, value]) => [key, value.default]),
      );
      const fill = mechanism.term({ ...pieces, subject, transition: { name } as Transition, parameters });
      const value = ofCity(fill);
      moved(seed)(pieces);
      const state = (): string =>
        JSON.stringify([pieces.state, world, pieces.standard.attribute('orientation')], plain);
      const before = state();
      const first = Array.from({ length: 10 }, (_, i) => value(i));
      const backwards = Array.from({ length: 10 }, (_, i) => value(9 - i)).reverse();
      expect(backwards).toEqual(first);
      expect(filled(fill, 10)).toEqual(first);
      expect(state()).toBe(before);
    }
  });
});

/** Typed arrays and numbers as text that loses nothing. */
function plain(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [...(value as Float64Array)].map(String);
  return typeof value === 'number' ? String(value) : value;
}

describe('a mechanism needs exactly the attributes that it reads:', () => {
  test.each(mechanisms.map((mechanism) => [mechanism.id, mechanism] as const))('%s', (id, mechanism) => {
    const read = new Set<string>();
    const noted = <Value>(value: Value, ...names: string[]): Value => {
      for (const name of names) read.add(name);
      return value;
    };
    for (let seed = 0; seed < 10; seed++) {
      // A world with mobilisation or prestige needs what these read; the scenario's check asks for it there.
      const world = makeWorld({ ...sketchOf(seed), mobilisation: 0, prestige: 0 });
      const pieces = atStart(world, (standard) => ({
        ...standard,
        attribute: (name) => noted(standard.attribute(name), name),
        zscore: (name) => noted(standard.zscore(name), name),
        logPopulation: () => noted(standard.logPopulation(), 'population'),
        need: () => noted(standard.need(), 'population', 'immigrantShare'),
      }));
      // Whoever goes past the moving columns to the input is caught too.
      const cities = {
        ...world.cities,
        attributes: new Proxy(world.cities.attributes, {
          get: (target, name) => noted(Reflect.get(target, name), String(name)),
        }),
      };
      const context = { ...pieces, world: { ...world, cities } };
      moved(seed)(pieces);
      for (const { name, subject } of uses(mechanism)) {
        const parameters = { solidarity: 0.5, cooperation: 1 };
        filled(mechanism.term({ ...context, subject, transition: { name } as Transition, parameters }), 10);
      }
    }
    // Benchmarking reads what the network compares its members by; that is asked for with the network.
    const byNetwork = id === 'benchmarking' ? ['population', 'immigrantShare', 'orientation'] : [];
    expect([...read].sort()).toEqual([...mechanism.needs, ...byNetwork].sort());
  });
});

describe('a mechanism reads no more than it says:', () => {
  /** The term of city 0 on every use, in a world made from a sketch. */
  const ofCity0 = (mechanism: Mechanism, sketch: Sketch, seed: number): number[] =>
    uses(mechanism).map(
      ({ name, subject }) => term(makeWorld(sketch), mechanism.id, subject, name, {}, moved(seed))[0],
    );
  const isConnected = (sketch: Sketch, city: number): boolean =>
    [1, 5].includes(city) ||
    ['m', 'n'].some((network) =>
      [0, city].every((i) => sketch.held!.some(([member, id]) => member === i && id === network)),
    );

  test.each(mechanisms.map((mechanism) => [mechanism.id, mechanism] as const))('%s', (_id, mechanism) => {
    const reads = new Set(mechanism.reads);
    const saw = new Set<string>();
    for (let seed = 0; seed < 25; seed++) {
      const sketch = sketchOf(seed);
      const here = ofCity0(mechanism, sketch, seed);
      const differs = (changed: Sketch): boolean =>
        String(ofCity0(mechanism, changed, seed)) !== String(here);
      const flip = (cities: readonly number[]): Sketch => ({
        ...sketch,
        held: [
          ...sketch.held!.filter(([i, id]) => !(cities.includes(i) && (id === 'p' || id === 'm'))),
          ...cities.flatMap((i) =>
            ['p', 'm']
              .filter(
                (id) =>
                  !sketch.held!.some(([holder, what]) => holder === i && what === id) &&
                  !(id === 'm' && i > 7),
              )
              .map((id): [number, string] => [i, id]),
          ),
        ],
      });
      const others = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      const strangers = others.filter((i) => !isConnected(sketch, i) && !isConnected(flip([i]), i));
      if (differs(flip(others))) saw.add('others');
      if (differs(flip(strangers))) saw.add('everyone');
      if (differs({ ...sketch, pressure: { A: [{ at: 0, level: 0.77 }], B: sketch.pressure!['B'] } }))
        saw.add('nation');
      if (differs({ ...sketch, pressure: { A: [{ at: 0, level: -0.77 }], B: sketch.pressure!['B'] } }))
        saw.add('nation');
      if (differs({ ...sketch, pressure: { A: sketch.pressure!['A'], B: [{ at: 0, level: 0.77 }] } }))
        saw.add('abroad');
      const without = (country: string): Sketch => ({
        ...sketch,
        national: {
          ...sketch.national,
          [country]: {
            coordinates: country === 'A' ? [{ network: 2, from: -1, to: Infinity }] : [],
            preempts: [],
          },
        },
      });
      if (differs(without('A'))) saw.add('nation');
      if (differs(without('B'))) saw.add('abroad');
      if (differs({ ...sketch, start: 3 })) saw.add('time');
    }
    expect(saw.has('others')).toBe(reads.has('peers') || reads.has('everyone'));
    if (!reads.has('everyone')) expect(saw.has('everyone')).toBe(false);
    expect(saw.has('nation')).toBe(reads.has('nation'));
    expect(saw.has('abroad')).toBe(false);
    expect(saw.has('time')).toBe(reads.has('time'));
  });
});

/**
 * Adopters in the end: cities that hold p (or are in m) and did not at the start; or those who gave it up. Mean over
 * 40 replicates.
 */
function adopters(
  world: World,
  among: (city: number) => boolean = () => true,
  what: 'adopted' | 'gave up' = 'adopted',
): number {
  const simulator = createSimulator(world, { explain: false });
  const { count } = world.cities;
  let sum = 0;
  for (let replicate = 0; replicate < 40; replicate++) {
    const run = simulator.run(replicate);
    const stage = world.initialStage.slice();
    for (let e = 0; e < run.count; e++) stage[run.subject[e] * count + run.city[e]] = run.to[e];
    for (let i = 0; i < count; i++) {
      const held = [world.initialStage[i] > 0, stage[i] > 0];
      const counts = what === 'adopted' ? !held[0] && held[1] : held[0] && !held[1];
      if (counts && among(i)) sum++;
    }
  }
  return sum / 40;
}

/** Thirty cities, one policy, half of them members of a network; nine hold p. */
function field(declare: TransitionSketch, more: Partial<Sketch> = {}): World {
  const next = randomNumbers(99);
  const column = (low: number, high: number): number[] =>
    Array.from({ length: 30 }, () => low + (high - low) * next());
  return makeWorld({
    cities: 30,
    end: 8,
    stepsPerYear: 2,
    attributes: {
      population: column(9, 14).map(Math.exp),
      immigrantShare: column(0.02, 0.4),
      orientation: column(-1, 1),
      civilSociety: column(0, 1),
      education: column(-2, 2),
      insecurity: column(-2, 2),
      capacity: column(0, 1),
      brandAmbition: column(0, 1),
      dependence: column(0, 1),
      leadership: column(0, 1),
      policeAlignment: column(0, 1),
      frailty: column(-1, 1),
      growth: column(-1, 2),
    },
    ties: Array.from({ length: 30 }, (_, i) => [i, (i + 1) % 30]),
    // A turn on the first day.
    pressure: {
      A: [
        { at: -1, level: 0 },
        { at: 0, level: 0.6 },
      ],
    },
    held: [
      ...Array.from({ length: 9 }, (_, i) => [3 * i, 'p'] as const),
      ...Array.from({ length: 15 }, (_, i) => [2 * i, 'net'] as const),
      ...Array.from({ length: 10 }, (_, i) => [i, 'below'] as const),
    ],
    ...more,
    networks: {
      net: {
        symbolic: 0.7,
        practical: 0.4,
        benchmark: { peers: 3, by: ['population', 'immigrantShare', 'orientation'], standard: null },
        ...more.networks?.['net'],
      },
    },
    policies: {
      p: { direction: 1, conflict: 0.8, buildsOn: ['below'], declare, ...more.policies?.['p'] },
      below: {},
    },
  });
}

interface Case {
  readonly world: (coefficient: number) => World;
  /** Cities whose term is above 0; left out: those at the start of the world of coefficient 0. */
  readonly above?: (city: number) => boolean;
  readonly what?: 'adopted' | 'gave up';
}
const everyone = Array.from({ length: 30 }, (_, i) => i);
const cases: { readonly [mechanism: string]: Case } = {
  homophily: {
    world: (coefficient) =>
      makeWorld({
        cities: 30,
        end: 8,
        attributes: { orientation: everyone.map((i) => i / 15 - 1) },
        held: [
          [28, 'm'],
          [29, 'm'],
        ],
        networks: { m: { join: { perYear: 0.06, homophily: coefficient } } },
      }),
  },
  coordinator: {
    world: (coefficient) =>
      makeWorld({
        cities: 30,
        end: 8,
        coordinates: [{ network: 'm', from: 0 }],
        networks: { m: { join: { perYear: 0.06, coordinator: coefficient } } },
      }),
  },
  support: {
    world: (support) => field({ perYear: 0.06, support }, { pressure: { A: [{ at: 0, level: -0.6 }] } }),
  },
  permission: {
    world: (permission) => field({ perYear: 0.06, permission }, { policies: { p: { direction: -1 } } }),
  },
  threat: {
    world: (threat) =>
      field({ perYear: 0.06, threat }, { dynamics: { salience: { gain: 1.5, halfLife: 20 } } }),
  },
  // The results of those who carry p out are good from the start on; the others on the ring look at them.
  learning: {
    world: (learning) =>
      field(
        { perYear: 0.06, learning },
        {
          feedback: { outcomes: { rate: 50, noise: 0 } },
          held: everyone.filter((i) => i % 3 === 0).map((i) => [i, 'p', 2] as const),
        },
      ),
    above: (city) => city % 3 !== 0,
  },
  // All elections turn progressive governments conservative.
  turnover: {
    world: (turnover) =>
      makeWorld({
        cities: 30,
        end: 8,
        attributes: { orientation: 0.5, electorate: -0.5 },
        dynamics: { elections: { cycle: 2, pull: 1, swing: 0 } },
        policies: { p: { repeal: { perYear: 0.06, turnover } } },
        held: everyone.map((i) => [i, 'p'] as const),
      }),
    above: () => true,
    what: 'gave up',
  },
  preemption: {
    world: (preemption) =>
      makeWorld({
        cities: 30,
        end: 8,
        preempts: [{ policy: 'p', from: 0, force: 0.8 }],
        policies: { p: { repeal: { perYear: 0.06, preemption } } },
        held: everyone.map((i) => [i, 'p'] as const),
      }),
    above: () => true,
    what: 'gave up',
  },
};

describe('a higher coefficient makes more of those act whose term is above 0:', () => {
  test.each(mechanisms.map(({ id }) => id))('%s', (id) => {
    const given: Case = cases[id] ?? { world: (coefficient) => field({ perYear: 0.06, [id]: coefficient }) };
    const start = given.world(0);
    const values = given.above ? [] : term(start, id, 0, start.policyCount > 0 ? 'declare' : 'join');
    const above = given.above ?? ((city: number): boolean => values[city] > 0);
    const [low, none, high] = [-1, 0, 1].map((c) => adopters(given.world(c), above, given.what));
    expect(high).toBeGreaterThan(none);
    expect(none).toBeGreaterThan(low);
  });
});

const hostile = (level: number) => ({ pressure: { A: [{ at: 0, level }] } });
const one = (value: number) => Array.from({ length: 30 }, () => value);
interface Direction {
  readonly parameter: string;
  readonly low: World;
  readonly high: World;
  readonly what?: 'adopted' | 'gave up';
  /** Of the change in the mean number of adopters. */
  readonly sign: 1 | -1;
}
/** A field with one attribute replaced. */
function withAttribute(
  declare: TransitionSketch,
  name: string,
  value: number,
  more: Partial<Sketch> = {},
): World {
  const world = field(declare, more);
  const attributes = { ...world.cities.attributes, [name]: Float64Array.from(one(value)) };
  return { ...world, cities: { ...world.cities, attributes } };
}
/** Thirty cities that hold p. */
const holding = (repeal: TransitionSketch, more: Partial<Sketch>): World =>
  makeWorld({
    cities: 30,
    end: 8,
    attributes: { orientation: 0.5, electorate: -0.5 },
    policies: { p: { repeal } },
    held: everyone.map((i) => [i, 'p'] as const),
    ...more,
  });
const wave = (hit: Partial<World['shocks'][number]>): Partial<Sketch> => ({
  shocks: [{ at: 1, cities: null, share: 0, salience: 0, halfLife: 10, ...hit }],
});
const elections = { dynamics: { elections: { cycle: 2, pull: 1, swing: 0 } } };
/** Twenty progressive members and ten conservative ones, who alone do not hold p. */
const withMembers = (declare: TransitionSketch, feedback: Partial<World['feedback']>): World =>
  makeWorld({
    cities: 30,
    end: 8,
    attributes: { orientation: everyone.map((i) => (i < 20 ? 0.8 : -0.6)) },
    networks: { net: {} },
    policies: { p: { declare } },
    held: everyone.flatMap((i) => [[i, 'net'] as const, ...(i < 20 ? [[i, 'p'] as const] : [])]),
    feedback,
  });
const advocating = (push: number): Partial<Sketch> => ({
  feedback: { advocacy: { pushes: [push, 0], voice: 1, decay: 0 } },
  held: everyone.filter((i) => i % 3 === 0).map((i) => [i, 'p', 2] as const),
});
const learned: Partial<Sketch> = {
  feedback: { outcomes: { rate: 5, noise: 0 } },
  held: everyone.filter((i) => i % 3 === 0).map((i) => [i, 'p', 2] as const),
};
/** Those who hold p have their own ideal as far as they adapt; the charter pulls the rest of the way to a corner. */
const fitting = (pull: number): Partial<Sketch> => ({
  ...learned,
  feedback: {
    outcomes: { rate: 5, noise: 0 },
    design: { dimensions: 2, adaptation: 1, mutation: 0 },
  },
  held: everyone.flatMap((i) => [[i, 'net'] as const, ...(i % 3 === 0 ? [[i, 'p', 2] as const] : [])]),
  networks: { net: { benchmark: { peers: 3, by: [], standard: 0, design: [1, 1], pull: 20 * pull } } },
});
const directions: readonly Direction[] = [
  { parameter: 'baseline', low: field({ perYear: 0.02 }), high: field({ perYear: 0.08 }), sign: 1 },
  {
    parameter: 'solidarity under coercion',
    low: field(
      { perYear: 0.1, coercion: -3, parameters: { coercion: { solidarity: 0 } } },
      { ...hostile(1) },
    ),
    high: field(
      { perYear: 0.1, coercion: -3, parameters: { coercion: { solidarity: 1 } } },
      { ...hostile(1) },
    ),
    sign: 1,
  },
  {
    parameter: 'hostility with coercion',
    low: field({ perYear: 0.1, coercion: -3 }, hostile(0)),
    high: field({ perYear: 0.1, coercion: -3 }, hostile(1)),
    sign: -1,
  },
  {
    parameter: 'hostility with defiance',
    low: field({ perYear: 0.06, defiance: 4 }, hostile(0)),
    high: field({ perYear: 0.06, defiance: 4 }, hostile(1)),
    sign: 1,
  },
  {
    parameter: 'conflict with coercion',
    low: field({ perYear: 0.1, coercion: -3 }, { policies: { p: { conflict: 0.1 } } }),
    high: field({ perYear: 0.1, coercion: -3 }, { policies: { p: { conflict: 1 } } }),
    sign: -1,
  },
  {
    parameter: 'dependence with coercion',
    low: withAttribute({ perYear: 0.1, coercion: -3 }, 'dependence', 0),
    high: withAttribute({ perYear: 0.1, coercion: -3 }, 'dependence', 1),
    sign: -1,
  },
  {
    parameter: 'alignment of the police',
    low: withAttribute({ perYear: 0.1, policeAlignment: -2 }, 'policeAlignment', 0),
    high: withAttribute({ perYear: 0.1, policeAlignment: -2 }, 'policeAlignment', 1),
    sign: -1,
  },
  {
    parameter: 'support of the nation',
    low: field({ perYear: 0.06, support: 2 }, hostile(-0.1)),
    high: field({ perYear: 0.06, support: 2 }, hostile(-1)),
    sign: 1,
  },
  {
    parameter: 'mobilisation',
    low: withAttribute({ perYear: 0.03, civilSociety: 3 }, 'civilSociety', 0.4, {
      mobilisation: 0,
      ...hostile(1),
    }),
    high: withAttribute({ perYear: 0.03, civilSociety: 3 }, 'civilSociety', 0.4, {
      mobilisation: 2,
      ...hostile(1),
    }),
    sign: 1,
  },
  {
    parameter: 'civil society with bridging',
    low: withAttribute({ perYear: 0.06, bridging: 2 }, 'civilSociety', 0),
    high: withAttribute({ perYear: 0.06, bridging: 2 }, 'civilSociety', 1),
    sign: 1,
  },
  {
    parameter: 'half-life of exposure',
    low: field({ perYear: 0.03, emulation: 3 }, { halfLife: 0.5 }),
    high: field({ perYear: 0.03, emulation: 3 }, { halfLife: 20 }),
    sign: 1,
  },
  {
    parameter: 'symbolic strength with membership',
    low: field({ perYear: 0.06, membership: 2 }, { networks: { net: { symbolic: 0.1 } } }),
    high: field({ perYear: 0.06, membership: 2 }, { networks: { net: { symbolic: 1 } } }),
    sign: 1,
  },
  {
    parameter: 'migration share with membership',
    low: field({ perYear: 0.06, membership: 2 }, { networks: { net: { migrationShare: 0.1 } } }),
    high: field({ perYear: 0.06, membership: 2 }, { networks: { net: { migrationShare: 1 } } }),
    sign: 1,
  },
  {
    parameter: 'carried weight with membership',
    low: field({ perYear: 0.06, membership: 2 }, { networks: { net: { carries: { p: 0.1 } } } }),
    high: field({ perYear: 0.06, membership: 2 }, { networks: { net: { carries: { p: 1 } } } }),
    sign: 1,
  },
  {
    parameter: 'standard of a charter',
    low: field(
      { perYear: 0.06, benchmarking: 3 },
      { networks: { net: { benchmark: { peers: 3, by: [], standard: 0.1 } } } },
    ),
    high: field(
      { perYear: 0.06, benchmarking: 3 },
      { networks: { net: { benchmark: { peers: 3, by: [], standard: 1 } } } },
    ),
    sign: 1,
  },
  {
    parameter: 'ambition with branding',
    low: withAttribute({ perYear: 0.06, branding: 3 }, 'brandAmbition', 0),
    high: withAttribute({ perYear: 0.06, branding: 3 }, 'brandAmbition', 1),
    sign: 1,
  },
  {
    parameter: 'symbolic strength with branding',
    low: field({ perYear: 0.06, branding: 3 }, { networks: { net: { symbolic: 0 } } }),
    high: field({ perYear: 0.06, branding: 3 }, { networks: { net: { symbolic: 1 } } }),
    sign: 1,
  },
  {
    parameter: 'direction of the policy in progressive cities',
    low: withAttribute({ perYear: 0.06, orientation: 2 }, 'orientation', 0.5, {
      policies: { p: { direction: -1 } },
    }),
    high: withAttribute({ perYear: 0.06, orientation: 2 }, 'orientation', 0.5, {
      policies: { p: { direction: 1 } },
    }),
    sign: 1,
  },
  {
    parameter: 'coefficient of innovation of Bass',
    low: field({}, { decision: { rule: 'bass', p: 0.01, q: 0.3 } }),
    high: field({}, { decision: { rule: 'bass', p: 0.1, q: 0.3 } }),
    sign: 1,
  },
  {
    parameter: 'coefficient of imitation of Bass',
    low: field({}, { decision: { rule: 'bass', p: 0.02, q: 0 } }),
    high: field({}, { decision: { rule: 'bass', p: 0.02, q: 0.5 } }),
    sign: 1,
  },
  {
    parameter: 'force of a law',
    low: field({ perYear: 0.1 }, { preempts: [{ policy: 'p', from: 2, force: 0.1 }] }),
    high: field({ perYear: 0.1 }, { preempts: [{ policy: 'p', from: 2, force: 0.9 }] }),
    sign: -1,
  },
  {
    parameter: 'force of a law against what is held',
    low: holding({ perYear: 0.05, preemption: 3 }, { preempts: [{ policy: 'p', from: 2, force: 0.1 }] }),
    high: holding({ perYear: 0.05, preemption: 3 }, { preempts: [{ policy: 'p', from: 2, force: 0.9 }] }),
    what: 'gave up',
    sign: 1,
  },
  {
    parameter: 'gain of salience with threat',
    low: field({ perYear: 0.06, threat: 2 }, { dynamics: { salience: { gain: 0.1, halfLife: 5 } } }),
    high: field({ perYear: 0.06, threat: 2 }, { dynamics: { salience: { gain: 1.5, halfLife: 5 } } }),
    sign: 1,
  },
  {
    parameter: 'half-life of salience with threat',
    low: field({ perYear: 0.06, threat: 2 }, { dynamics: { salience: { gain: 1, halfLife: 0.2 } } }),
    high: field({ perYear: 0.06, threat: 2 }, { dynamics: { salience: { gain: 1, halfLife: 20 } } }),
    sign: 1,
  },
  {
    parameter: 'salience of a wave with threat',
    low: field({ perYear: 0.06, threat: 2 }, wave({ salience: 0.1 })),
    high: field({ perYear: 0.06, threat: 2 }, wave({ salience: 1 })),
    sign: 1,
  },
  {
    parameter: 'newcomers of a wave with need',
    low: field({ perYear: 0.03, need: 1 }, wave({ share: 0 })),
    high: field({ perYear: 0.03, need: 1 }, wave({ share: 0.2 })),
    sign: 1,
  },
  {
    parameter: 'growth of the immigrant share with need',
    low: field({ perYear: 0.03, need: 1 }, { dynamics: { growth: { perYear: 0, spread: 0 } } }),
    high: field({ perYear: 0.03, need: 1 }, { dynamics: { growth: { perYear: 0.3, spread: 0 } } }),
    sign: 1,
  },
  {
    parameter: 'a progressive electorate with orientation',
    low: withAttribute({ perYear: 0.06, orientation: 2 }, 'electorate', -0.5, elections),
    high: withAttribute({ perYear: 0.06, orientation: 2 }, 'electorate', 0.5, elections),
    sign: 1,
  },
  {
    parameter: 'pull of elections with turnover',
    low: holding(
      { perYear: 0.05, turnover: 3 },
      { dynamics: { elections: { cycle: 2, pull: 0.1, swing: 0 } } },
    ),
    high: holding(
      { perYear: 0.05, turnover: 3 },
      { dynamics: { elections: { cycle: 2, pull: 1, swing: 0 } } },
    ),
    what: 'gave up',
    sign: 1,
  },
  {
    parameter: 'socialisation among progressive members with orientation',
    low: withMembers({ perYear: 0.06, orientation: 3 }, { socialisation: 0 }),
    high: withMembers({ perYear: 0.06, orientation: 3 }, { socialisation: 2 }),
    sign: 1,
  },
  {
    parameter: 'dissent with membership',
    low: field({ perYear: 0.06, membership: 3 }, { feedback: { dissent: 0 } }),
    high: field({ perYear: 0.06, membership: 3 }, { feedback: { dissent: 1 } }),
    sign: -1,
  },
  {
    parameter: 'practice that turns symbolic, on declaring, with membership',
    low: field(
      { perYear: 0.06, membership: 3 },
      { networks: { net: { symbolic: 0.1, practical: 0.8, turnsSymbolic: 100 } } },
    ),
    high: field(
      { perYear: 0.06, membership: 3 },
      { networks: { net: { symbolic: 0.1, practical: 0.8, turnsSymbolic: 1 } } },
    ),
    sign: 1,
  },
  {
    parameter: 'lapsing with membership',
    low: field({ perYear: 0.06, membership: 3 }, { networks: { net: {} } }),
    high: field({ perYear: 0.06, membership: 3 }, { networks: { net: { lapse: { perYear: 2 } } } }),
    sign: -1,
  },
  {
    parameter: 'the term of memberships with membership',
    low: field({ perYear: 0.06, membership: 3 }, { networks: { net: { term: 0.5 } } }),
    high: field({ perYear: 0.06, membership: 3 }, { networks: { net: { term: 7 } } }),
    sign: 1,
  },
  {
    parameter: 'funds of a network with support',
    low: field({ perYear: 0.06, support: 3 }, { networks: { net: { funds: 0 } }, ...hostile(0) }),
    high: field({ perYear: 0.06, support: 3 }, { networks: { net: { funds: 1 } }, ...hostile(0) }),
    sign: 1,
  },
  {
    parameter: 'advocacy that softens the nation, with coercion',
    low: field({ perYear: 0.1, coercion: -3 }, { ...advocating(0), ...hostile(1) }),
    high: field({ perYear: 0.1, coercion: -3 }, { ...advocating(-3), ...hostile(1) }),
    sign: 1,
  },
  {
    parameter: 'the effect of the policy with learning',
    low: field({ perYear: 0.06, learning: 2 }, { ...learned, policies: { p: { effect: -1 } } }),
    high: field({ perYear: 0.06, learning: 2 }, { ...learned, policies: { p: { effect: 1 } } }),
    sign: 1,
  },
  {
    parameter: 'misfit of copied designs, through learning,',
    low: field({ perYear: 0.06, learning: 3 }, fitting(0)),
    high: field({ perYear: 0.06, learning: 3 }, fitting(1)),
    sign: -1,
  },
  {
    parameter: 'threshold',
    low: field({}, { decision: { rule: 'threshold', unit: 'share' }, threshold: one(0.4) }),
    high: field({}, { decision: { rule: 'threshold', unit: 'share' }, threshold: one(0.9) }),
    sign: -1,
  },
];

describe('the direction of adoption:', () => {
  test.each(
    directions.map((row) => [`${row.parameter} ${row.sign > 0 ? 'raises' : 'lowers'} it`, row] as const),
  )('%s', (_title, { low, high, sign, what }) => {
    const change = adopters(high, undefined, what) - adopters(low, undefined, what);
    expect(sign * change).toBeGreaterThan(0);
  });
});
