/** Worlds of one policy and nothing else, for results that are known. */
import type { AttributeName } from '../../model/attributes.js';
import { cityKeys } from '../../model/random.js';
import {
  type DecisionRule,
  stagesOf,
  still,
  type Ties,
  type Transition,
  type TransitionName,
  type World,
} from '../../model/world.js';

export interface MinimalTransition {
  readonly perYear: number;
  /** By mechanism. */
  readonly coefficients?: { readonly [mechanism: string]: number };
  readonly from?: readonly number[];
}

export interface Minimal {
  readonly seed?: string;
  readonly start?: number;
  readonly end: number;
  readonly stepsPerYear: number;
  readonly cities: number;
  readonly attributes?: { readonly [name in AttributeName]?: Float64Array };
  readonly ties?: Ties | null;
  readonly threshold?: Float64Array | null;
  readonly transitions?: { readonly [name in TransitionName]?: MinimalTransition };
  /** Cities that hold the policy at the start. */
  readonly held?: readonly number[];
  readonly decision?: DecisionRule;
  /** Exposure to everybody instead of along ties. */
  readonly everybody?: boolean;
}

/** Cities without any attribute, as tie generators take them. */
export function bareCities(count: number) {
  const ids = Array.from({ length: count }, (_, i) => `c${i}`);
  return {
    count,
    ids,
    names: ids,
    keys: cityKeys(ids),
    countries: ['A'],
    country: new Int32Array(count),
    regions: [],
    region: new Int32Array(count).fill(-1),
    latitude: null,
    longitude: null,
    attributes: {},
    threshold: null,
  };
}

export function minimalWorld(minimal: Minimal): World {
  const { start = 0, end, stepsPerYear, cities: count, held = [], everybody = false } = minimal;
  const decision = minimal.decision ?? { rule: 'hazard' };
  // Other rules decide on declaring themselves.
  const given = decision.rule === 'hazard' ? (minimal.transitions ?? {}) : { declare: { perYear: 1 } };
  const transitions = (Object.entries(given) as [TransitionName, MinimalTransition][]).map(
    ([name, { perYear, coefficients = {}, from }]): Transition => ({
      name,
      from: from ?? stagesOf[name].from,
      to: stagesOf[name].to,
      baseline: Math.log(perYear),
      coefficients: Object.entries(coefficients).map(([mechanism, coefficient]) => ({
        mechanism,
        coefficient,
        parameters: {},
      })),
      after: null,
    }),
  );
  const initialStage = new Uint8Array(count);
  for (const city of held) initialStage[city] = 1;
  const power = { pressure: [], noise: 0, preempts: [], coordinates: [] };
  return {
    seed: minimal.seed ?? 'docking',
    time: { start, end, stepsPerYear },
    cities: {
      ...bareCities(count),
      attributes: minimal.attributes ?? {},
      threshold: minimal.threshold ?? null,
    },
    nations: [{ id: 'A', ...power }],
    regions: [],
    subjects: [
      {
        id: 'policy',
        label: 'policy',
        direction: 1,
        transitions,
        policy: { conflict: 0, effect: 0, buildsOn: [], excludes: [] },
        network: null,
      },
    ],
    policyCount: 1,
    initialStage,
    initialSince: null,
    entries: [],
    ties: minimal.ties ?? null,
    exposure: {
      layers: { ties: everybody ? 0 : 1, networks: 0, country: 0, all: everybody ? 1 : 0 },
      prestige: 0,
      halfLife: null,
    },
    decision,
    ...still,
    shocks: [],
    snapshots: [],
  };
}
