/** Small random worlds in which everything that the engine knows can meet. */
import { mechanismById, mechanisms } from '../../src/model/mechanisms/index.js';
import type { TransitionName, World } from '../../src/model/world.js';
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
  /** Policies that can be implemented undeclared. */
  readonly quiet?: boolean;
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
    return { ...sketch, parameters: { coercion: { solidarity: between(0, 1) } } };
  };

  const policy = (other: string): PolicySketch => ({
    direction: chance(0.7) ? 1 : -1,
    conflict: between(0, 1),
    buildsOn: chance(0.5) ? [other] : [],
    excludes: chance(0.4) ? [other] : [],
    declare: transition('declare', 0.05, 0.6),
    implement: chance(0.8)
      ? { ...transition('implement', 0.1, 1), from: options.quiet ? [0, 1] : [1] }
      : undefined,
    repeal: chance(0.7) ? transition('repeal', 0.05, 0.5) : undefined,
  });
  const founded = [-Infinity, start + (chance(0.5) ? whole(1, 4) : between(0.5, 4))];
  const network = (n: number): NetworkSketch => ({
    direction: chance(0.8) ? 1 : -1,
    founded: founded[n],
    closed: options.closing && chance(0.7) ? end - (chance(0.5) ? whole(0, 2) : between(0, 2)) : Infinity,
    practical: chance(0.2) ? 0 : between(0, 1),
    symbolic: chance(0.2) ? 0 : between(0, 1),
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
        }
      : undefined,
    join: transition('join', 0.05, 0.6),
    leave: chance(0.7) ? transition('leave', 0.02, 0.3) : undefined,
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
    if (chance(0.3)) held.push([i, 'm', 1, start]);
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
  const pressure = (): World['nations'][number]['pressure'] =>
    Array.from({ length: whole(0, 4) }, () => between(start - 2, end))
      .sort((a, b) => a - b)
      .map((at) =>
        chance(0.5)
          ? { at, level: between(-1, 1) }
          : { at, pulse: between(-1.2, 1.2), halfLife: between(0.3, 4) },
      );
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
    },
    // Shares that no fraction of small numbers hits, so that rounding decides nothing.
    threshold: share
      ? Array.from({ length: cities }, () => (chance(0.2) ? 0 : between(0.02, 0.7)))
      : Array.from({ length: cities }, () => whole(0, 4)),
    countries: ['A', 'B'],
    country: Array.from({ length: cities }, () => whole(0, 1)),
    ties,
    policies: { p: policy('q'), q: policy('p') },
    networks,
    held,
    entries,
    pressure: { A: pressure(), B: pressure() },
    noise: chance(0.3) ? between(0.1, 0.6) : 0,
    layers: {
      ties: chance(0.8) ? between(0.2, 2) : 0,
      networks: chance(0.7) ? between(0.2, 2) : 0,
      country: chance(0.25) ? between(0.2, 2) : 0,
      all: chance(0.25) ? between(0.2, 2) : 0,
    },
    prestige: chance(0.4) ? between(-1, 1) : 0,
    halfLife: chance(0.4) ? between(0.5, 5) : null,
    mobilisation: chance(0.4) ? between(0, 2) : 0,
    decision:
      rule === 'hazard'
        ? undefined
        : rule === 'bass'
          ? { rule: 'bass', p: between(0.01, 0.2), q: between(0, 1) }
          : { rule: 'threshold', unit: share ? 'share' : 'count' },
  });
}
