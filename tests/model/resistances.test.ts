/** Common resistances: what is switched on, added or recorded changes nothing that does not depend on it. */
import { describe, expect, test } from 'vitest';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { createSimulator } from '../../src/model/simulate.js';
import type { World } from '../../src/model/world.js';
import { type EventRow, eventRows, firstTimes, happenings, run } from '../support/events.js';
import { randomWorld } from '../support/randomWorld.js';
import { makeWorld, randomNumbers, type Sketch, type TransitionSketch } from '../support/world.js';

const next = randomNumbers(7);
const column = (low: number, high: number): number[] =>
  Array.from({ length: 12 }, () => low + (high - low) * next());

/** Twelve cities, two policies and a network, with ties, hostility and a bit of everything. */
const rich: Sketch = {
  cities: 12,
  end: 25,
  attributes: {
    population: column(9, 14).map(Math.exp),
    immigrantShare: column(0.01, 0.4),
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
    electorate: column(-1, 1),
  },
  ties: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [6, 7],
    [7, 8],
    [8, 9],
    [0, 9],
  ],
  pressure: {
    A: [
      { at: 3, level: 0.6 },
      { at: 12, level: -0.5 },
    ],
  },
  networks: {
    net: {
      practical: 0.6,
      symbolic: 0.7,
      carries: { p: 0.8, q: 0.4 },
      benchmark: { peers: 2, by: ['population', 'immigrantShare', 'orientation'], standard: null },
    },
  },
  held: [
    [0, 'net'],
    [3, 'net'],
    [6, 'net'],
    [2, 'p'],
    [6, 'p', 2],
  ],
};

/** The same with everything that moves and everything that comes back. */
const moving: Sketch = {
  ...rich,
  regions: ['R'],
  region: Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 0 : -1)),
  regional: { R: { noise: 0.2, pressure: [{ at: 6, pulse: 0.5, halfLife: 2 }] } },
  noise: 0.2,
  preempts: [{ policy: 'p', from: 8, to: 20, force: 0.6 }],
  coordinates: [{ network: 'net', from: 2, to: 15 }],
  dynamics: {
    mobilisation: 0.5,
    growth: { perYear: 0.05, spread: 0.5 },
    elections: { cycle: 4, pull: 0.5, swing: 0.4 },
    salience: { gain: 1, halfLife: 3 },
  },
  shocks: [{ at: 5, cities: null, share: 0.1, salience: 0.6, halfLife: 2 }],
  feedback: {
    socialisation: 0.5,
    dissent: 0.5,
    advocacy: { pushes: [-0.3, 0.4, 0], voice: 0.3, decay: 0.2 },
    outcomes: { rate: 1, noise: 0.1 },
    design: { dimensions: 2, adaptation: 0.3, mutation: 0.1 },
  },
  networks: {
    net: {
      ...rich.networks!['net'],
      jurisgenerative: 0.5,
      funds: 0.4,
      turnsSymbolic: 8,
      lapse: { perYear: 0.1 },
      renew: { perYear: 0.3 },
      term: 6.5,
      benchmark: { peers: 2, by: ['population'], standard: null, design: [0.2, 0.9], pull: 0.3 },
    },
  },
  snapshots: [10, 25],
};

function withMechanism(sketch: Sketch, given: { [mechanism: string]: number }): World {
  const transition = (perYear: number, name: TransitionName): TransitionSketch => ({
    perYear,
    capacity: 0.3,
    ...Object.fromEntries(Object.entries(given).filter(([id]) => allowed(id, name))),
  });
  const direction = sketch.policies?.['p']?.direction ?? 1;
  return makeWorld({
    ...sketch,
    policies: {
      p: {
        direction,
        effect: 0.8,
        buildsOn: ['below'],
        declare: transition(0.1, 'declare'),
        quiet: transition(0.02, 'quiet'),
        implement: transition(0.3, 'implement'),
        repeal: transition(0.1, 'repeal'),
      },
      q: { direction, declare: { perYear: 0.1 } },
      below: {},
    },
    networks: {
      net: {
        ...sketch.networks?.['net'],
        join: transition(0.1, 'join'),
        lapse: sketch.networks?.['net']?.lapse && transition(0.1, 'lapse'),
        renew: sketch.networks?.['net']?.renew && transition(0.3, 'renew'),
        leave: sketch.networks?.['net']?.leave ?? transition(0.05, 'leave'),
      },
    },
  });
}

type TransitionName = World['subjects'][number]['transitions'][number]['name'];
const allowed = (id: string, name: TransitionName): boolean =>
  mechanisms.some((mechanism) => mechanism.id === id && mechanism.transitions.includes(name));

/** Everything but which mechanisms have a column. */
const exactly = (rows: readonly EventRow[]): string[] =>
  rows.map(({ contributions: _, ...row }) => JSON.stringify(Object.values(row).map(String)));

const { attributes } = rich;
/** How to make the term of a mechanism 0 for whoever is at risk. */
const zeroWorlds: { readonly [mechanism: string]: Sketch } = {
  need: { ...rich, attributes: { ...attributes, population: 50_000, immigrantShare: 0.1 } },
  orientation: { ...rich, attributes: { ...attributes, orientation: 0 } },
  civilSociety: { ...rich, attributes: { ...attributes, civilSociety: 0 } },
  bridging: { ...rich, attributes: { ...attributes, civilSociety: 0 } },
  receptivity: { ...rich, attributes: { ...attributes, orientation: 0 } },
  population: { ...rich, attributes: { ...attributes, population: 50_000 } },
  leadership: { ...rich, attributes: { ...attributes, leadership: 0 } },
  education: { ...rich, attributes: { ...attributes, education: 0.3 } },
  insecurity: { ...rich, attributes: { ...attributes, insecurity: -1 } },
  capacity: { ...rich, attributes: { ...attributes, capacity: 0 } },
  frailty: { ...rich, attributes: { ...attributes, frailty: 0 } },
  ladder: rich,
  // All are in at +1 but one at -1, as far as can be: nobody else is at risk of joining, and nobody leaves.
  homophily: {
    ...rich,
    attributes: { ...attributes, orientation: [-1, ...new Array<number>(11).fill(1)] },
    held: Array.from({ length: 11 }, (_, i) => [i + 1, 'net'] as const),
    networks: { net: { leave: { perYear: 0 } } },
  },
  emulation: { ...rich, layers: { ties: 0, networks: 0 } },
  emulationBySize: { ...rich, attributes: { ...attributes, population: 50_000 } },
  benchmarking: { ...rich, networks: {} },
  branding: { ...rich, attributes: { ...attributes, brandAmbition: 0 } },
  membership: { ...rich, networks: { net: { carries: {} } } },
  coercion: { ...rich, pressure: { A: [{ at: 3, level: -0.4 }] } },
  defiance: { ...rich, pressure: { A: [{ at: 3, level: -0.4 }] } },
  permission: rich,
  policeAlignment: { ...rich, pressure: { A: [{ at: 3, level: -0.4 }] } },
  support: { ...rich, pressure: { A: [{ at: 3, level: 0.4 }] } },
  threat: { ...rich, attributes: { ...attributes, growth: -0.5 } },
  turnover: rich, // nothing moves governments
  learning: rich, // no outcomes
  coordinator: rich,
  preemption: rich,
};

describe('switched on with a term of 0 everywhere, the trajectory is the same to the last bit:', () => {
  test.each(mechanisms.map(({ id }) => id))('%s', (id) => {
    const sketch = zeroWorlds[id];
    expect(sketch, 'a new mechanism needs a world in which its term is 0').toBeDefined();
    for (const replicate of [0, 1, 2]) {
      const off = run(withMechanism(sketch, id === 'capacity' ? { capacity: 0 } : {}), replicate);
      const on = run(withMechanism(sketch, { [id]: 1.7 }), replicate);
      expect(exactly(on)).toEqual(exactly(off));
      expect(off.length).toBeGreaterThan(10);
      expect(on.some(({ contributions }) => id in contributions)).toBe(true);
    }
  });
});

describe('a coefficient of 0 changes no bit, and leaves a column of zeros:', () => {
  test.each(mechanisms.map(({ id }) => id))('%s', (id) => {
    for (const sketch of [rich, moving]) {
      const off = withMechanism(sketch, id === 'capacity' ? { capacity: 0 } : {});
      const zero = withMechanism(sketch, { [id]: 0 });
      const [without, rows] = [off, zero].map((world) => createSimulator(world).run(1));
      const zeros = eventRows(off, without).map((row) => ({
        ...row,
        contributions: { ...row.contributions, [id]: 0 },
      }));
      expect(eventRows(zero, rows)).toEqual(zeros);
      expect(rows.snapshots).toEqual(without.snapshots);
      expect(rows.pressure).toEqual(without.pressure);
      expect(rows.count).toBeGreaterThan(10);
    }
  });
});

describe('a coefficient other than 0 does change the trajectory, so that the tests above can fail:', () => {
  test.each(mechanisms.map(({ id }) => id).filter((id) => id !== 'ladder' && id !== 'permission'))(
    '%s',
    (id) => {
      const without = run(withMechanism(moving, id === 'capacity' ? { capacity: 0 } : {}));
      expect(exactly(run(withMechanism(moving, { [id]: 1.7 })))).not.toEqual(exactly(without));
    },
  );
});

describe('switched on alone, a mechanism reaches no policy that does not read what it moves:', () => {
  // q reads its own state, the ties to those who hold it, and the nation, which p does not push.
  test.each(mechanisms.map(({ id }) => id))('%s', (id) => {
    const world = (coefficient: number): World => {
      const sketch: Sketch = {
        ...moving,
        feedback: {
          ...moving.feedback,
          advocacy: { pushes: [0, 0.4, 0], voice: 1, decay: 0.2 },
          socialisation: 0,
        },
        networks: { net: { ...moving.networks!['net'], carries: { p: 0.8 } } },
        layers: { ties: 1, networks: 0 },
      };
      const made = withMechanism(sketch, { [id]: coefficient });
      const reading = withMechanism(sketch, {
        ...{ need: 0.5, orientation: 0.5, defiance: 1, threat: 1, emulation: 1, learning: 1, turnover: 1 },
      });
      const [p, q, ...others] = made.subjects;
      // As p reads in the other world.
      const { transitions } = reading.subjects[0];
      return { ...made, subjects: [p, { ...q, transitions }, ...others] };
    };
    const ofQ = (coefficient: number): string[] =>
      exactly(run(world(coefficient)).filter(({ subject }) => subject === 'q'));
    const off = ofQ(0);
    expect(off.length).toBeGreaterThan(10);
    expect(ofQ(1.7)).toEqual(off);
    if (id === 'ladder' || id === 'permission') return;
    expect(exactly(run(world(1.7)))).not.toEqual(exactly(run(world(0))));
  });
});

describe('switched on alone, a mechanism reaches no city where its term is 0 and that looks at nobody:', () => {
  // Cities 6 to 11 are another country with neither pressure nor laws, of average size, education and insecurity,
  // and without anything else that a term reads. Their elections bring back what they have.
  const inB = (i: number): boolean => i >= 6;
  const where = (a: number[], b: number): number[] => [...a, ...Array.from({ length: 6 }, () => b)];
  const spread = [-1, 1, -0.5, 0.5, -0.25, 0.25];
  const some = [0.2, 0.9, 0.4, 0.6, 0.5, 0.8];
  const world = (id: string, coefficient: number): World => {
    const made = withMechanism(
      {
        ...moving,
        countries: ['A', 'B'],
        country: Array.from({ length: 12 }, (_, i) => (inB(i) ? 1 : 0)),
        regions: [],
        region: [],
        regional: {},
        noise: 0,
        preempts: [],
        coordinates: [],
        shocks: [{ at: 5, cities: { country: ['A'] }, share: 0.1, salience: 0.6, halfLife: 2 }],
        national: {
          A: {
            pressure: [
              { at: 1, level: id === 'support' ? -0.6 : 0.6 },
              { at: 15, level: 0.3 },
            ],
            preempts: [{ policy: 0, from: 2, to: 20, force: 0.6 }],
            coordinates: [{ network: 3, from: 2, to: 15 }],
          },
        },
        attributes: {
          population: where([20_000, 125_000, 40_000, 62_500, 10_000, 250_000], 50_000),
          immigrantShare: where([0.1, 0.3, 0.2, 0.05, 0.25, 0.15], 0.15),
          ...Object.fromEntries(
            ['orientation', 'electorate', 'education', 'insecurity', 'growth'].map((name) => [
              name,
              where(spread, 0),
            ]),
          ),
          ...Object.fromEntries(
            [
              ...['civilSociety', 'capacity', 'brandAmbition', 'dependence', 'leadership'],
              ...['policeAlignment', 'frailty'],
            ].map((name) => [name, where(some, 0)]),
          ),
        },
        ties: [
          [0, 1],
          [1, 2],
          [2, 3],
          [3, 4],
          [4, 5],
          [0, 5],
        ],
        networks: { net: { ...moving.networks!['net'], eligible: { country: ['A'] } } },
        dynamics: { ...moving.dynamics, elections: { cycle: 4, pull: 0.5, swing: 0 } },
        held: [
          [0, 'net'],
          [3, 'net'],
          [5, 'net'],
          [2, 'p', 2],
          [3, 'p'],
          [0, 'below'],
          [1, 'below'],
        ],
        policies: { p: { direction: id === 'permission' ? -1 : 1 } },
      },
      { [id]: coefficient },
    );
    return made;
  };
  // Need and population are z-scores of logarithms: in an average city 0 but for rounding.
  const exact = mechanisms.map(({ id }) => id).filter((id) => id !== 'need' && id !== 'population');
  test.each(exact)('%s', (id) => {
    const happened = (coefficient: number, among: (city: number) => boolean): string[] =>
      exactly(run(world(id, coefficient)).filter(({ city }) => among(city)));
    const off = happened(0, inB);
    expect(off.length).toBeGreaterThan(10);
    expect(happened(1.7, inB)).toEqual(off);
    const here = (city: number): boolean => !inB(city);
    expect(happened(1.7, here)).not.toEqual(happened(0, here));
  });
});

const rate = (times: Float64Array, cities: readonly number[]): number[] => cities.map((i) => times[i]);

test('a counterfactual leaves the times of those whom it does not touch as they were, bit by bit', () => {
  // Cities 0 to 4 are tied in a line, 5 to 9 have no ties: emulation touches only the former.
  const world = (emulation: number): World =>
    makeWorld({
      cities: 10,
      end: 40,
      attributes: { capacity: [0.1, 0.5, 0.3, 0.9, 0.2, 0.7, 0.4, 0.6, 0.8, 0] },
      ties: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
      policies: { p: { declare: { perYear: 0.05, capacity: 0.4, emulation } } },
    });
  const [off, on] = [0, 2].map((emulation) =>
    firstTimes(world(emulation), createSimulator(world(emulation)).run(0)),
  );
  expect(rate(on, [5, 6, 7, 8, 9])).toEqual(rate(off, [5, 6, 7, 8, 9]));
  expect(rate(on, [0, 1, 2, 3, 4])).not.toEqual(rate(off, [0, 1, 2, 3, 4]));
  // Nobody comes later by having something to imitate; the first of the tied has nobody to imitate.
  for (const i of [0, 1, 2, 3, 4]) expect(on[i]).toBeLessThanOrEqual(off[i]);
  const tied = rate(off, [0, 1, 2, 3, 4]);
  expect(Math.min(...rate(on, [0, 1, 2, 3, 4]))).toBe(Math.min(...tied));
});

test('more hostility in one nation changes nothing in another', () => {
  const world = (level: number): World =>
    makeWorld({
      cities: 20,
      countries: ['A', 'B'],
      country: Array.from({ length: 20 }, (_, i) => i % 2),
      attributes: { dependence: 0.8 },
      pressure: { A: [{ at: 2, level }], B: [{ at: 4, level: 0.5 }] },
      layers: { ties: 0, networks: 0 },
      policies: { p: { declare: { perYear: 0.1, coercion: -2 }, repeal: { perYear: 0.1, coercion: 1 } } },
    });
  const ofB = (rows: readonly EventRow[]): string[] => exactly(rows.filter(({ city }) => city % 2 === 1));
  const [calm, hostile] = [0.1, 1].map((level) => run(world(level)));
  expect(ofB(hostile)).toEqual(ofB(calm));
  expect(exactly(hostile)).not.toEqual(exactly(calm));
});

const isolated: Sketch = {
  cities: ['Ghent', 'Leuven', 'Namur'],
  end: 60,
  policies: {
    p: { declare: { perYear: 0.05, capacity: 1 }, implement: { perYear: 0.2 }, repeal: { perYear: 0.1 } },
  },
  attributes: { capacity: [0.2, 0.4, 0.6] },
};
const named = (world: World, rows: readonly EventRow[], only: readonly string[]): string[] =>
  rows
    .filter(({ city, subject }) => only.includes(world.cities.ids[city]) && subject === 'p')
    .map(({ city, ...row }) => `${world.cities.ids[city]} ${happenings([{ ...row, city: 0 }])}`);

test('another city changes no event of the others, wherever it stands in the list', () => {
  const before = makeWorld(isolated);
  const ids = isolated.cities as readonly string[];
  const after = makeWorld({
    ...isolated,
    cities: ['Bruges', ...ids, 'Ostend'],
    attributes: { capacity: [0.9, 0.2, 0.4, 0.6, 1] },
  });
  expect(named(after, run(after), ids)).toEqual(named(before, run(before), ids));
  expect(run(before).length).toBeGreaterThan(3);
});

test('the same city under another id is another city', () => {
  const ofFirst = (first: string): string[] =>
    happenings(
      run(makeWorld({ ...isolated, cities: [first, 'Leuven', 'Namur'] })).filter(({ city }) => city === 0),
    );
  expect(ofFirst('Gand')).not.toEqual(ofFirst('Ghent'));
});

test('another policy or network changes no event of a policy that does not read it', () => {
  const ids = isolated.cities as readonly string[];
  const before = makeWorld(isolated);
  const after = makeWorld({
    ...isolated,
    policies: { o: { declare: { perYear: 0.3 }, repeal: { perYear: 0.2 } }, ...isolated.policies },
    networks: { net: { join: { perYear: 0.4, capacity: 1 }, leave: { perYear: 0.2 } } },
  });
  expect(named(after, run(after), ids)).toEqual(named(before, run(before), ids));
  expect(run(after).length).toBeGreaterThan(run(before).length);
});

test('another transition changes no event before the first time that it happens', () => {
  const sketch = {
    ...isolated,
    policies: { p: { declare: { perYear: 0.05, capacity: 1 }, implement: { perYear: 0.2 } } },
  };
  const without = run(makeWorld(sketch));
  const withRepeal = run(makeWorld(isolated));
  for (let city = 0; city < 3; city++) {
    const until =
      withRepeal.find((row) => row.city === city && row.transition === 'repeal')?.time ?? Infinity;
    const early = (rows: readonly EventRow[]): string[] =>
      happenings(rows.filter((row) => row.city === city && row.time < until));
    expect(early(withRepeal)).toEqual(early(without));
  }
});

test('not explaining changes no event', () => {
  for (let seed = 0; seed < 25; seed++) {
    const world = randomWorld(seed);
    const explained = createSimulator(world).run(1);
    const bare = createSimulator(world, { explain: false }).run(1);
    for (const key of ['time', 'city', 'subject', 'transition', 'from', 'to', 'spell', 'pressure'] as const) {
      expect(bare[key], `${key} of world ${seed}`).toEqual(explained[key]);
    }
    expect(bare.snapshots, `world ${seed}`).toEqual(explained.snapshots);
    expect(bare.source.length).toBe(0);
  }
});

test('the length of a step changes no time under constant hazards', () => {
  const world = (stepsPerYear: number): World =>
    makeWorld({
      cities: 200,
      stepsPerYear,
      end: 30,
      attributes: { capacity: Array.from({ length: 200 }, (_, i) => i / 200) },
      policies: {
        p: {
          declare: { perYear: 0.1, capacity: 1 },
          implement: { perYear: 0.3, capacity: -1 },
          repeal: { perYear: 0.2 },
        },
        q: { declare: { perYear: 0.2 }, repeal: { perYear: 0.4 }, excludes: ['p'] },
      },
    });
  const yearly = run(world(1));
  expect(yearly.length).toBeGreaterThan(1000);
  for (const stepsPerYear of [4, 12, 52, 7]) {
    const rows = run(world(stepsPerYear));
    expect(rows.length).toBe(yearly.length);
    rows.forEach((row, e) => {
      expect([row.city, row.subject, row.transition, row.spell]).toEqual([
        yearly[e].city,
        yearly[e].subject,
        yearly[e].transition,
        yearly[e].spell,
      ]);
      expect(Math.abs(row.time - yearly[e].time)).toBeLessThan(1e-12 * Math.max(1, row.time));
    });
  }
});

describe('a replicate is the same whatever was run before it:', () => {
  test('in random worlds', () => {
    for (let seed = 0; seed < 40; seed++) {
      const world = randomWorld(seed);
      const kept = createSimulator(world);
      for (const replicate of [0, 3, 1, 2]) kept.run(replicate);
      const again = kept.run(3);
      const alone = createSimulator(world).run(3);
      expect(again, `world ${seed}`).toEqual(alone);
    }
  });

  // Replicates that differ only in the resistances: many short runs, one simulator against a new one each.
  function expectOrderDoesNotMatter(world: World): void {
    const kept = createSimulator(world);
    let events = 0;
    for (let replicate = 0; replicate < 150; replicate++) {
      const alone = createSimulator(world).run(replicate);
      events += alone.count;
      expect(eventRows(world, kept.run(replicate)), `replicate ${replicate}`).toEqual(
        eventRows(world, alone),
      );
    }
    expect(events).toBeGreaterThan(60);
  }

  test('when fading exposure looks at a policy given up and taken up again', () => {
    // City 0 holds p from the start, can repeal, declare again, and implement: its date must be the last replicate's.
    expectOrderDoesNotMatter(
      makeWorld({
        cities: 4,
        end: 12,
        stepsPerYear: 2,
        halfLife: 2,
        ties: [
          [0, 1],
          [0, 2],
          [0, 3],
        ],
        held: [[0, 'p']],
        policies: {
          p: {
            declare: { perYear: 0.1, emulation: 3 },
            implement: { perYear: 0.3 },
            repeal: { perYear: 0.3 },
          },
        },
      }),
    );
  });

  test('when branding is first read in the step in which the last replicate read it last', () => {
    // Branding enters implementing alone: nobody is at risk at the start, so that the first reading is late. The
    // network makes the policy visible; rivals that hold it, which are counted once a step, wear the image off.
    expectOrderDoesNotMatter(
      makeWorld({
        cities: 3,
        end: 6,
        stepsPerYear: 1,
        attributes: { population: 20_000, brandAmbition: 1 },
        networks: { m: { symbolic: 0.9 } },
        policies: { p: { declare: { perYear: 0.15 }, implement: { perYear: 0.3, branding: 3 } } },
      }),
    );
  });

  test('when homophily is first read in the step in which the last replicate read it last', () => {
    // Who holds p may join; the members of the start leave at random before that.
    expectOrderDoesNotMatter(
      makeWorld({
        cities: 8,
        end: 3,
        stepsPerYear: 1,
        attributes: { orientation: [-1, 1, -0.5, 0.5, -0.2, 0.8, 0, 0.3] },
        held: [
          [0, 'net'],
          [1, 'net'],
          [2, 'net'],
        ],
        policies: { p: { declare: { perYear: 0.3 } } },
        networks: {
          net: { eligible: { holds: 'p' }, join: { perYear: 0.2, homophily: 3 }, leave: { perYear: 0.6 } },
        },
      }),
    );
  });

  test('when fading exposure in a network is first read in the step in which the last replicate read it last', () => {
    expectOrderDoesNotMatter(
      makeWorld({
        cities: 8,
        end: 3,
        stepsPerYear: 1,
        halfLife: 1,
        held: Array.from({ length: 8 }, (_, i) => [i, 'net'] as const),
        networks: { net: {} },
        policies: { p: { declare: { perYear: 0.3 }, implement: { perYear: 0.5, emulation: 4 } } },
      }),
    );
  });
});
