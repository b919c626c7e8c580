/** Minimal worlds for tests: what is not said is absent, empty or zero. */
import type { AttributeName } from '../../src/model/attributes.js';
import { mechanisms } from '../../src/model/mechanisms/index.js';
import { cityKeys } from '../../src/model/random.js';
import { ACTIVE } from '../../src/model/state.js';
import {
  type Benchmark,
  type DecisionRule,
  type Dynamics,
  type Entry,
  type Feedback,
  type Nation,
  type Predicate,
  type Shock,
  type Subject,
  stagesOf,
  still,
  type Ties,
  type Transition,
  type TransitionName,
  type World,
} from '../../src/model/world.js';
import { fromEdges } from '../../src/population/ties/rows.js';

/** A rate or a baseline, coefficients by mechanism, and parameters other than the declared defaults. */
export interface TransitionSketch {
  readonly perYear?: number;
  readonly baseline?: number;
  readonly from?: readonly number[];
  readonly parameters?: { readonly [mechanism: string]: { readonly [name: string]: number } };
  readonly [mechanism: string]: unknown;
}

export interface PolicySketch {
  readonly direction?: 1 | -1;
  readonly conflict?: number;
  readonly effect?: number;
  readonly buildsOn?: readonly string[];
  readonly excludes?: readonly string[];
  readonly declare?: TransitionSketch;
  readonly quiet?: TransitionSketch;
  readonly implement?: TransitionSketch;
  readonly repeal?: TransitionSketch;
}

export interface NetworkSketch {
  readonly direction?: 1 | -1;
  readonly founded?: number;
  readonly closed?: number;
  readonly practical?: number;
  readonly symbolic?: number;
  readonly jurisgenerative?: number;
  readonly turnsSymbolic?: number;
  readonly funds?: number;
  readonly vertical?: number;
  readonly migrationShare?: number;
  readonly carries?: { readonly [policy: string]: number };
  readonly eligible?: Predicate;
  readonly benchmark?: Pick<Benchmark, 'peers' | 'by' | 'standard'> & Partial<Benchmark>;
  readonly join?: TransitionSketch;
  readonly lapse?: TransitionSketch;
  readonly renew?: TransitionSketch;
  /** Years after which a membership ends. */
  readonly term?: number;
  readonly leave?: TransitionSketch;
}

export interface Sketch {
  readonly seed?: string;
  readonly start?: number;
  readonly end?: number;
  readonly stepsPerYear?: number;
  /** How many, or their ids. */
  readonly cities: number | readonly string[];
  /** One value for all, or one each. */
  readonly attributes?: { readonly [name in AttributeName]?: number | ArrayLike<number> };
  readonly threshold?: ArrayLike<number>;
  readonly countries?: readonly string[];
  readonly country?: readonly number[];
  readonly regions?: readonly string[];
  readonly region?: readonly number[];
  /** Ties as they are, or undirected edges [a, b] or [a, b, weight]. */
  readonly ties?: Ties | null | readonly (readonly number[])[];
  readonly policies?: { readonly [id: string]: PolicySketch };
  readonly networks?: { readonly [id: string]: NetworkSketch };
  /** Held at the start: [city, subject, stage, since = start]; declared, or an active member, where it is not said. */
  readonly held?: readonly (readonly [number, string, number?, number?])[];
  readonly entries?: readonly (readonly [time: number, city: number, subject: string, to: number])[];
  /** By country. */
  readonly pressure?: { readonly [country: string]: Nation['pressure'] };
  readonly noise?: number;
  /** Laws and coordinators of every nation, with subjects by name. */
  readonly preempts?: readonly { policy: string; from: number; to?: number; force: number }[];
  readonly coordinates?: readonly { network: string; from: number; to?: number }[];
  /** By country, beside that. */
  readonly national?: { readonly [country: string]: Partial<Nation> };
  /** By region. */
  readonly regional?: { readonly [region: string]: Partial<Nation> };
  readonly layers?: Partial<World['exposure']['layers']>;
  readonly prestige?: number;
  readonly halfLife?: number | null;
  readonly decision?: DecisionRule;
  readonly mobilisation?: number;
  readonly dynamics?: Partial<Dynamics>;
  readonly feedback?: Partial<Feedback>;
  readonly shocks?: readonly Shock[];
  readonly snapshots?: readonly number[];
}

function transition(name: TransitionName, sketch: TransitionSketch | undefined): Transition[] {
  if (sketch === undefined) return [];
  const { perYear, baseline, from, parameters, ...coefficients } = sketch;
  return [
    {
      name,
      from: from ?? stagesOf[name].from,
      to: stagesOf[name].to,
      after: null,
      baseline: baseline ?? (perYear === undefined ? 0 : Math.log(perYear)),
      coefficients: mechanisms.flatMap(({ id, parameters: declared }) =>
        id in coefficients
          ? [
              {
                mechanism: id,
                coefficient: coefficients[id] as number,
                parameters: {
                  ...Object.fromEntries(Object.entries(declared).map(([key, value]) => [key, value.default])),
                  ...parameters?.[id],
                },
              },
            ]
          : [],
      ),
    },
  ];
}

export const cityNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `c${i}`);

export function makeWorld(sketch: Sketch): World {
  const { start = 0, end = 20, stepsPerYear = 4, policies = {}, networks = {} } = sketch;
  const ids = typeof sketch.cities === 'number' ? cityNames(sketch.cities) : [...sketch.cities];
  const count = ids.length;
  const countries = sketch.countries ?? ['A'];
  const policyIds = Object.keys(policies);
  const subjectIds = [...policyIds, ...Object.keys(networks)];
  const indexOf = (id: string): number => {
    const at = subjectIds.indexOf(id);
    if (at < 0) throw new Error(`the sketch has no policy or network ${id}`);
    return at;
  };
  const column = (value: number | ArrayLike<number>): Float64Array =>
    typeof value === 'number' ? new Float64Array(count).fill(value) : Float64Array.from(value);

  const subjects: Subject[] = [
    ...policyIds.map((id): Subject => {
      const {
        direction = 1,
        conflict = 0.5,
        effect = 1,
        buildsOn = [],
        excludes = [],
        ...given
      } = policies[id];
      return {
        id,
        label: id,
        direction,
        transitions: [
          ...transition(
            'declare',
            given.declare ?? (sketch.decision && sketch.decision.rule !== 'hazard' ? {} : undefined),
          ),
          ...transition('quiet', given.quiet),
          ...transition('implement', given.implement),
          ...transition('repeal', given.repeal),
        ],
        policy: { conflict, effect, buildsOn: buildsOn.map(indexOf), excludes: excludes.map(indexOf) },
        network: null,
      };
    }),
    ...Object.entries(networks).map(
      ([id, network]): Subject => ({
        id,
        label: id,
        direction: network.direction ?? 1,
        transitions: [
          ...transition('join', network.join),
          ...transition('lapse', network.lapse),
          ...transition('renew', network.renew),
          ...transition('leave', network.leave),
          ...transition('expire', network.term === undefined ? undefined : {}).map((expiry) => ({
            ...expiry,
            after: network.term!,
          })),
        ],
        policy: null,
        network: {
          founded: network.founded ?? -Infinity,
          closed: network.closed ?? Infinity,
          practical: network.practical ?? 1,
          symbolic: network.symbolic ?? 1,
          jurisgenerative: network.jurisgenerative ?? 0,
          turnsSymbolic: network.turnsSymbolic ?? null,
          funds: network.funds ?? 0,
          vertical: network.vertical ?? 0.5,
          migrationShare: network.migrationShare ?? 1,
          carries: policyIds.map((policy) => (network.carries ? (network.carries[policy] ?? 0) : 1)),
          eligible: network.eligible ?? null,
          founders: [],
          benchmark: network.benchmark ? { design: null, pull: 0.2, ...network.benchmark } : null,
        },
      }),
    ),
  ];

  const initialStage = new Uint8Array(subjects.length * count);
  const initialSince = new Float64Array(subjects.length * count).fill(NaN);
  for (const [city, subject, stage, since = start] of sketch.held ?? []) {
    initialStage[indexOf(subject) * count + city] = stage ?? (subject in networks ? ACTIVE : 1);
    initialSince[indexOf(subject) * count + city] = since;
  }
  const entries: Entry[] = (sketch.entries ?? [])
    .map(([time, city, subject, to]) => ({
      time,
      city,
      subject: indexOf(subject),
      to: to > 0 && subject in networks ? ACTIVE : to,
    }))
    .sort((a, b) => a.time - b.time || a.city - b.city || a.subject - b.subject);

  let ties: Ties | null = null;
  if (sketch.ties && 'rowStart' in sketch.ties) ties = sketch.ties;
  else if (sketch.ties) {
    const edges = sketch.ties;
    const weighted = edges.some((edge) => edge.length > 2);
    ties = fromEdges(
      count,
      edges.map((edge) => edge[0]),
      edges.map((edge) => edge[1]),
      weighted ? edges.map((edge) => edge[2] ?? 1) : null,
      false,
    );
  }

  return {
    seed: sketch.seed ?? 'test',
    time: { start, end, stepsPerYear },
    cities: {
      count,
      ids,
      names: ids,
      keys: cityKeys(ids),
      countries,
      country: Int32Array.from({ length: count }, (_, i) => sketch.country?.[i] ?? 0),
      regions: sketch.regions ?? [],
      region: Int32Array.from({ length: count }, (_, i) => sketch.region?.[i] ?? -1),
      latitude: null,
      longitude: null,
      attributes: Object.fromEntries(
        Object.entries(sketch.attributes ?? {}).map(([name, value]) => [name, column(value)]),
      ),
      threshold: sketch.threshold ? Float64Array.from(sketch.threshold) : null,
    },
    nations: countries.map((id) => ({
      id,
      pressure: sketch.pressure?.[id] ?? [],
      noise: sketch.noise ?? 0,
      preempts: (sketch.preempts ?? []).map(({ policy, ...law }) => ({
        to: Infinity,
        ...law,
        policy: indexOf(policy),
      })),
      coordinates: (sketch.coordinates ?? []).map(({ network, ...work }) => ({
        to: Infinity,
        ...work,
        network: indexOf(network),
      })),
      ...sketch.national?.[id],
    })),
    regions: (sketch.regions ?? []).map((id) => ({
      id,
      pressure: [],
      noise: 0,
      preempts: [],
      coordinates: [],
      ...sketch.regional?.[id],
    })),
    subjects,
    policyCount: policyIds.length,
    initialStage,
    initialSince,
    entries,
    ties,
    exposure: {
      layers: { ties: 1, networks: 1, country: 0, all: 0, ...sketch.layers },
      prestige: sketch.prestige ?? 0,
      halfLife: sketch.halfLife ?? null,
    },
    decision: sketch.decision ?? { rule: 'hazard' },
    dynamics: {
      ...still.dynamics,
      ...sketch.dynamics,
      mobilisation: sketch.mobilisation ?? sketch.dynamics?.mobilisation ?? 0,
    },
    feedback: { ...still.feedback, ...sketch.feedback },
    shocks: sketch.shocks ?? [],
    snapshots: sketch.snapshots ?? [],
  };
}

/** Numbers in [0, 1) from a seed: for inputs of tests, where no property of the generator matters. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
