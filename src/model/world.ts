/**
 * The immutable inputs of a simulation. Plain data (typed arrays, strings, numbers), so that it can be
 * posted to a worker thread or to the browser as it is. N = number of cities, S = number of subjects.
 */
import type { AttributeName } from './attributes.js';

/** A condition on a city: keys are joined by "and" (see predicate.ts). */
export interface Predicate {
  readonly [key: string]: unknown;
}

export interface Cities {
  readonly count: number;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** 2N words: the key of each city for its draws (random.ts). */
  readonly keys: Uint32Array;
  readonly countries: readonly string[];
  /** N indices into countries. */
  readonly country: Int32Array;
  readonly regions: readonly string[];
  /** N indices into regions; -1: none. */
  readonly region: Int32Array;
  /** N degrees each, or null where the cities have no place. */
  readonly latitude: Float64Array | null;
  readonly longitude: Float64Array | null;
  /** N values each; an attribute that no one gave is absent. */
  readonly attributes: { readonly [name in AttributeName]?: Float64Array };
  /** N thresholds, a share in [0, 1] or a count, for the threshold rule; null where not given. */
  readonly threshold: Float64Array | null;
}

/**
 * Who looks at whom: compressed sparse rows. Row i lists the cities that city i looks at, ascending.
 */
export interface Ties {
  /** N + 1 offsets. */
  readonly rowStart: Int32Array;
  /** The city looked at, one entry a tie. */
  readonly column: Int32Array;
  /** Weight > 0 of each entry; null: all 1. */
  readonly weight: Float64Array | null;
  /** True where every tie stands in both rows with one weight; then the rows are their own transpose. */
  readonly symmetric: boolean;
}

/** Pressure of a nation: +1 hostile … -1 supportive. Times are decimal years, ascending. */
export interface PressureChange {
  readonly at: number;
  /** The level from here on, … */
  readonly level?: number;
  /** … or an impulse that fades with this half-life in years. */
  readonly pulse?: number;
  readonly halfLife?: number;
}

export interface Nation {
  readonly id: string;
  readonly pressure: readonly PressureChange[];
  /** Standard deviation of yearly noise; 0: none. */
  readonly noise: number;
}

/** Coefficient of one mechanism on one transition, with the mechanism's own parameters. */
export interface Coefficient {
  readonly mechanism: string;
  readonly coefficient: number;
  readonly parameters: { readonly [name: string]: number };
}

export type TransitionName = 'declare' | 'implement' | 'repeal' | 'join' | 'leave';

/** One way to change stage: an event-history model with log-hazard baseline + sum of coefficient * term. */
export interface Transition {
  readonly name: TransitionName;
  /** Stages at risk. */
  readonly from: readonly number[];
  readonly to: number;
  /** ln(events a year where every term is 0). */
  readonly baseline: number;
  /** In the order of the registry of mechanisms. */
  readonly coefficients: readonly Coefficient[];
}

export interface PolicyTraits {
  /** In [0, 1]: how far the policy contradicts a hostile national line. */
  readonly conflict: number;
  /** Subjects that this policy builds on (ladder). */
  readonly buildsOn: readonly number[];
  /** Subjects that must be repealed before this one can be declared. */
  readonly excludes: readonly number[];
}

export interface Benchmark {
  /** Number of peers that a member is compared with. */
  readonly peers: number;
  readonly by: readonly AttributeName[];
  /** Score in [0, 1] that the network's charter asks for; null: the peers' mean. */
  readonly standard: number | null;
}

export interface NetworkTraits {
  /** Years of founding and closing; Infinity: never closed. */
  readonly founded: number;
  readonly closed: number;
  /** Strength of each function, in [0, 1]. */
  readonly practical: number;
  readonly symbolic: number;
  readonly jurisgenerative: number;
  /** Share of its activity on migration, in [0, 1]. */
  readonly migrationShare: number;
  /** P weights: how far it carries each policy. */
  readonly carries: readonly number[];
  readonly eligible: Predicate | null;
  /** Cities that are in from its founding on. */
  readonly founders: readonly number[];
  readonly benchmark: Benchmark | null;
}

/** What a city can hold: a policy (0 none, 1 declared, 2 implemented) or membership (0 out, 1 in). */
export interface Subject {
  readonly id: string;
  readonly label: string;
  /** +1 inclusive, -1 exclusionary. */
  readonly direction: 1 | -1;
  readonly transitions: readonly Transition[];
  readonly policy: PolicyTraits | null;
  readonly network: NetworkTraits | null;
}

/** A change of stage that is given, not simulated (recorded memberships). */
export interface Entry {
  readonly time: number;
  readonly city: number;
  readonly subject: number;
  readonly to: number;
}

export interface ExposureRule {
  /** Weight of each layer; a layer left out has 0. */
  readonly layers: {
    readonly ties: number;
    readonly networks: number;
    readonly country: number;
    readonly all: number;
  };
  /** Weight of a peer: exp(prestige * z-score of log population). 0: all alike. */
  readonly prestige: number;
  /** Years after which an adoption weighs half; null: it does not fade. */
  readonly halfLife: number | null;
}

export type DecisionRule =
  | { readonly rule: 'hazard' }
  | { readonly rule: 'threshold'; readonly unit: 'share' | 'count' }
  | { readonly rule: 'bass'; readonly p: number; readonly q: number };

export interface World {
  readonly seed: string;
  readonly time: { readonly start: number; readonly end: number; readonly stepsPerYear: number };
  readonly cities: Cities;
  /** One for each of cities.countries, in that order. */
  readonly nations: readonly Nation[];
  /** Policies first (policyCount of them), then networks. */
  readonly subjects: readonly Subject[];
  readonly policyCount: number;
  /** Stage at the start, S x N (subject-major). */
  readonly initialStage: Uint8Array;
  /** Since when it is held, decimal years <= start, S x N (NaN at stage 0); null: since the start. */
  readonly initialSince: Float64Array | null;
  /** In order of time. */
  readonly entries: readonly Entry[];
  readonly ties: Ties | null;
  readonly exposure: ExposureRule;
  readonly decision: DecisionRule;
  /** How far hostility mobilises civil society in progressive cities (mu of m_i). */
  readonly mobilisation: number;
}
