/** Small random worlds in which everything that the engine knows can meet. */
import { mechanismById, mechanisms } from '../../src/model/mechanisms/index.js';
import type { Nation, TransitionName, World } from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';
import {
  makeWorld,
  type NetworkSketch,
  type PolicySketch,
  randomNumbers,
  type TransitionSketch,
} from './world.js';

export interface RandomWorldOptions {
  /** Networks that close during the run, at times that are and are not steps. */
  readonly closing?: boolean;
  /** Nothing moves by itself and nothing comes back: only decisions, networks and pressure. */
  readonly still?: boolean;
  /** Runs that start before the year 0. */
  readonly early?: boolean;
  readonly rule?: 'hazard' | 'threshold share' | 'threshold count' | 'bass';
}

export function randomWorld(seed: number, options: RandomWorldOptions = {}): World {
  const next = randomNumbers(seed);
  const between = (low: number, high: number): number => low + (high - low) * next();
  const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
  const chance = (p: number): boolean => next() < p;
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)];

  const cities = whole(4, 12);
  const start = options.early ? -4 : pick([0, 0, 3.5]);
  const end = start + between(5, 14);
  const stepsPerYear = pick([1, 2, 4, 12]);
  const column = (low: number, high: number): number[] =>
    Array.from({ length: cities }, () => between(low, high));

  const moves = !options.still;
  const dimensions = whole(1, 3);
  const transition = (name: TransitionName, low: number, high: number): TransitionSketch => {
    const allowed = mechanisms.filter(({ transitions }) => transitions.includes(name)).map(({ id }) => id);
    const sketch: { [key: string]: unknown } = { perYear: between(low, high) };
    for (let k = whole(0, 5); k > 0; k--) {
      const id = pick(allowed);
      // Channels and drivers alike; a few coefficients of 0.
      const strength = mechanismById(id).reference === 'mean' ? 0.8 : 2;
      sketch[id] = chance(0.05) ? 0 : between(-strength, strength);
    }
    // What reads others makes worlds in which much changes.
    if (chance(0.6)) sketch['emulation'] = between(-1, 3);
    return {
      ...sketch,
      parameters: {
        coercion: { solidarity: between(0, 1) },
        membership: { cooperation: between(0, 3) },
      },
    };
  };

  const policy = (other: string): PolicySketch => ({
    direction: chance(0.7) ? 1 : -1,
    conflict: between(0, 1),
    effect: between(-1, 1),
    buildsOn: chance(0.5) ? [other] : [],
    excludes: chance(0.4) ? [other] : [],
    declare: transition('declare', 0.05, 0.6),
    quiet: chance(0.3) ? transition('quiet', 0.02, 0.3) : undefined,
    implement: chance(0.8) ? transition('implement', 0.1, 1) : undefined,
    repeal: chance(0.7) ? transition('repeal', 0.05, 0.5) : undefined,
  });
  const founded = [-Infinity, start + (chance(0.5) ? whole(1, 4) : between(0.5, 4))];
  const network = (n: number): NetworkSketch => ({
    direction: chance(0.8) ? 1 : -1,
    founded: founded[n],
    closed: options.closing && chance(0.7) ? end - (chance(0.5) ? whole(0, 2) : between(0, 2)) : Infinity,
    practical: chance(0.2) ? 0 : between(0, 1),
    symbolic: chance(0.2) ? 0 : chance(0.1) ? 1 : between(0, 1),
    jurisgenerative: chance(0.3) ? 0 : between(0, 1),
    turnsSymbolic: moves && chance(0.3) ? between(1, 8) : undefined,
    funds: chance(0.4) ? between(0, 1) : 0,
    vertical: between(0, 1),
    migrationShare: chance(0.1) ? 0 : between(0, 1),
    carries: { p: chance(0.7) ? between(0, 1) : 0, q: chance(0.5) ? between(0, 1) : 0 },
    eligible:
      n === 1 && chance(0.5)
        ? pick([{ memberOf: 'm' }, { holds: 'p' }, { country: ['A'] }, { not: { holds: ['p', 'q'] } }])
        : undefined,
    benchmark: chance(0.6)
      ? {
          peers: whole(1, 3),
          by: pick([['population', 'immigrantShare', 'orientation'], ['capacity']] as const),
          standard: chance(0.25) ? between(0, 1) : null,
          design: chance(0.5) ? Array.from({ length: dimensions }, next) : null,
          pull: between(0.1, 2),
        }
      : undefined,
    join: transition('join', 0.05, 0.6),
    lapse: chance(0.5) ? transition('lapse', 0.05, 0.5) : undefined,
    renew: chance(0.7) ? transition('renew', 0.1, 1) : undefined,
    leave: chance(0.7) ? transition('leave', 0.02, 0.3) : undefined,
    term: chance(0.4) ? between(0.4, 4) : undefined,
  });
  const networks: { [id: string]: NetworkSketch } = { m: network(0), n: network(1) };
  // A network whose memberships are recorded: no transitions of its own.
  const recorded = chance(0.3);
  if (recorded)
    networks['r'] = { practical: between(0, 1), symbolic: between(0, 1), carries: { p: between(0, 1) } };

  const held: [number, string, number, number][] = [];
  const entries: [number, number, string, number][] = [];
  for (let i = 0; i < cities; i++) {
    for (const id of ['p', 'q']) if (chance(0.15)) held.push([i, id, whole(1, 2), start - between(0, 3)]);
    if (chance(0.35)) held.push([i, 'm', chance(0.25) ? 1 : 2, start]);
    if (founded[1] < end && chance(0.3)) entries.push([founded[1], i, 'n', 1]);
    if (recorded && chance(0.5)) {
      const from = between(start + 0.01, end);
      entries.push([from, i, 'r', 1]);
      if (chance(0.5)) entries.push([between(from, end), i, 'r', 0]);
    }
  }

  let ties: World['ties'] = null;
  if (chance(0.85)) {
    const directed = chance(0.5);
    const edges: [number, number][] = [];
    for (let i = 0; i < cities; i++) {
      for (let j = directed ? 0 : i + 1; j < cities; j++) if (i !== j && chance(0.35)) edges.push([i, j]);
    }
    const weight = chance(0.5) ? edges.map(() => between(0.1, 3)) : null;
    ties = fromEdges(
      cities,
      edges.map(([i]) => i),
      edges.map(([, j]) => j),
      weight,
      directed,
    );
  }
  const pressure = (): Nation['pressure'] =>
    Array.from({ length: whole(0, 4) }, () => between(start - 2, end))
      .sort((a, b) => a - b)
      .map((at) =>
        chance(0.5)
          ? { at, level: between(-1, 1) }
          : { at, pulse: between(-1.2, 1.2), halfLife: between(0.3, 4) },
      );
  const span = (): { from: number; to: number } => {
    const from = between(start - 2, end);
    return { from, to: chance(0.5) ? Infinity : from + between(0.2, 6) };
  };
  // Subjects stand in the order p, q, m, n.
  const power = (id: string): Nation => ({
    id,
    pressure: pressure(),
    noise: chance(0.3) ? between(0.1, 0.6) : 0,
    preempts: Array.from({ length: chance(0.4) ? whole(1, 3) : 0 }, () => ({
      policy: whole(0, 1),
      ...span(),
      force: chance(0.3) ? 1 : between(0, 1),
    })),
    coordinates: Array.from({ length: chance(0.4) ? whole(1, 3) : 0 }, () => ({
      network: whole(2, 3),
      ...span(),
    })),
  });
  const rule = options.rule ?? 'hazard';
  const share = rule === 'threshold share';
  return makeWorld({
    seed: `random world ${seed}`,
    start,
    end,
    stepsPerYear,
    cities,
    attributes: {
      population: Array.from({ length: cities }, () => Math.exp(between(8, 14.5))),
      immigrantShare: column(0, 0.5),
      orientation: column(-1, 1),
      civilSociety: column(0, 1),
      education: column(-2, 2),
      insecurity: column(-2, 2),
      capacity: column(0, 1),
      brandAmbition: column(0, 1),
      dependence: column(0, 1),
      leadership: column(0, 1),
      policeAlignment: column(0, 1),
      frailty: column(-1.5, 1.5),
      growth: column(-1.5, 2),
      ...(chance(0.7) ? { electorate: column(-1, 1) } : {}),
    },
    // Shares that no fraction of small numbers hits, so that rounding decides nothing.
    threshold: share
      ? Array.from({ length: cities }, () => (chance(0.2) ? 0 : between(0.02, 0.7)))
      : Array.from({ length: cities }, () => whole(0, 4)),
    countries: ['A', 'B'],
    country: Array.from({ length: cities }, () => whole(0, 1)),
    national: { A: power('A'), B: power('B') },
    // The last region says nothing; a region may lie in both countries.
    regions: ['R', 'S', 'T'],
    region: Array.from({ length: cities }, () => whole(-1, 2)),
    ties,
    policies: { p: policy('q'), q: policy('p') },
    networks,
    held,
    entries,
    regional: { R: chance(0.7) ? power('R') : {}, S: chance(0.7) ? power('S') : {} },
    layers: {
      ties: chance(0.8) ? between(0.2, 2) : 0,
      networks: chance(0.7) ? between(0.2, 2) : 0,
      country: chance(0.25) ? between(0.2, 2) : 0,
      all: chance(0.25) ? between(0.2, 2) : 0,
    },
    prestige: chance(0.4) ? between(-1, 1) : 0,
    halfLife: chance(0.4) ? between(0.5, 5) : null,
    dynamics: {
      mobilisation: chance(0.4) ? between(0, 2) : 0,
      growth: moves && chance(0.4) ? { perYear: between(-0.1, 0.3), spread: between(-1, 1) } : null,
      elections:
        moves && chance(0.4)
          ? { cycle: between(0.8, 5), pull: between(0, 1), swing: chance(0.3) ? 0 : between(0, 1.5) }
          : null,
      salience: { gain: between(0.2, 2), halfLife: between(0.3, 3) },
    },
    shocks: Array.from({ length: moves && chance(0.5) ? whole(1, 3) : 0 }, () => ({
      at: between(start - 1, end),
      cities: chance(0.3)
        ? null
        : pick([{ country: ['A'] }, { holds: 'p' }, { memberOf: 'm' }, { region: ['R', 'T'] }]),
      share: between(0, 0.5),
      salience: between(0, 1),
      halfLife: between(0.3, 3),
    })).sort((a, b) => a.at - b.at),
    feedback: !moves
      ? {}
      : {
          socialisation: chance(0.4) ? between(0.1, 6) : 0,
          dissent: chance(0.4) ? between(0.1, 1) : 0,
          advocacy: chance(0.4)
            ? {
                pushes: [between(-2, 2), chance(0.3) ? 0 : between(-2, 2)],
                voice: between(0, 0.6),
                decay: chance(0.2) ? 0 : between(0.05, 2),
              }
            : null,
          outcomes: chance(0.5) ? { rate: between(0.1, 3), noise: chance(0.3) ? 0 : between(0, 1) } : null,
          design: chance(0.5)
            ? { dimensions, adaptation: between(0, 1), mutation: chance(0.3) ? 0 : between(0, 0.4) }
            : null,
        },
    snapshots: moves
      ? [start, start + 0.5, between(start, end), between(start, end), end].sort((a, b) => a - b)
      : [],
    decision:
      rule === 'hazard'
        ? undefined
        : rule === 'bass'
          ? { rule: 'bass', p: between(0.01, 0.2), q: between(0, 1) }
          : { rule: 'threshold', unit: share ? 'share' : 'count' },
  });
}
