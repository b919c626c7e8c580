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

/** From a date to another, a law hinders a policy: its hazards are multiplied by 1 - force. */
export interface Preemption {
  /** Index into subjects. */
  readonly policy: number;
  readonly from: number;
  /** Infinity: never lifted. */
  readonly to: number;
  /** In [0, 1]; 1: the policy can be neither declared nor implemented. */
  readonly force: number;
}

/** A network has somebody in the region who wins members for it. */
export interface Coordination {
  /** Index into subjects. */
  readonly network: number;
  readonly from: number;
  readonly to: number;
}

export interface Nation {
  readonly id: string;
  readonly pressure: readonly PressureChange[];
  /** Standard deviation of yearly noise; 0: none. */
  readonly noise: number;
  readonly preempts: readonly Preemption[];
  readonly coordinates: readonly Coordination[];
}

/** A region (state, Land) adds its pressure, laws and coordinators to those of the nation. */
export type Region = Nation;

/** Coefficient of one mechanism on one transition, with the mechanism's own parameters. */
export interface Coefficient {
  readonly mechanism: string;
  readonly coefficient: number;
  readonly parameters: { readonly [name: string]: number };
  /** Of a mechanism that is off, with coefficient 0: the one that it would have (reference.ts). */
  readonly off?: number;
}

/**
 * quiet: implemented without having been declared. lapse and renew: a member goes inactive and comes back.
 * expire: a membership ends after its term.
 */
export const transitionNames = [
  'declare',
  'quiet',
  'implement',
  'repeal',
  'join',
  'lapse',
  'renew',
  'leave',
  'expire',
] as const;
export type TransitionName = (typeof transitionNames)[number];

/**
 * Stages of a policy: 0 none, 1 declared, 2 implemented. Of a membership: 0 out, 1 inactive (in name alone),
 * 2 active.
 */
export const stagesOf: {
  readonly [name in TransitionName]: { readonly from: readonly number[]; readonly to: number };
} = {
  declare: { from: [0], to: 1 },
  quiet: { from: [0], to: 2 },
  implement: { from: [1], to: 2 },
  repeal: { from: [1, 2], to: 0 },
  join: { from: [0], to: 2 },
  lapse: { from: [2], to: 1 },
  renew: { from: [1], to: 2 },
  leave: { from: [1, 2], to: 0 },
  expire: { from: [1, 2], to: 0 },
};

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
  /** Years after which it happens for certain, without hazard or resistance; null: by hazard. */
  readonly after: number | null;
  /** Another log-hazard from a date on (decimal year); left out: the same throughout. */
  readonly later?: {
    readonly at: number;
    readonly baseline: number;
    readonly coefficients: readonly Coefficient[];
  };
}

/** The coefficients of a transition at any time. */
export const coefficientsOf = ({ coefficients, later }: Transition): readonly Coefficient[] =>
  later ? [...coefficients, ...later.coefficients] : coefficients;

export interface PolicyTraits {
  /** In [0, 1]: how far the policy contradicts a hostile national line. */
  readonly conflict: number;
  /** In [-1, 1]: the outcome of a city whose design fits it perfectly. */
  readonly effect: number;
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
  /** Design in [0, 1]^d that the charter asks for; null: none. */
  readonly design: readonly number[] | null;
  /** Share of the distance to that design that a member goes in a year (as a rate). */
  readonly pull: number;
}

export interface NetworkTraits {
  /** Years of founding and closing; Infinity: never closed. */
  readonly founded: number;
  readonly closed: number;
  /** Strength of each function, in [0, 1]. */
  readonly practical: number;
  readonly symbolic: number;
  readonly jurisgenerative: number;
  /** Years in which half of its practical strength turns symbolic; null: it does not (Broadhead & Allen). */
  readonly turnsSymbolic: number | null;
  /** Funds in [0, 1] that a state or an international organisation passes on through it; 0: no sponsor. */
  readonly funds: number;
  /** Share in [0, 1] of its work that is directed at higher tiers: advocacy; the rest is among cities. */
  readonly vertical: number;
  /** Share of its activity on migration, in [0, 1]. */
  readonly migrationShare: number;
  /** P weights: how far it carries each policy. */
  readonly carries: readonly number[];
  readonly eligible: Predicate | null;
  /** Cities that are in from its founding on. */
  readonly founders: readonly number[];
  readonly benchmark: Benchmark | null;
}

/** What a city can hold: a policy (0 none, 1 declared, 2 implemented) or membership (0 out, 1 inactive, 2 active). */
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

/** An arrival wave: from a date on, more immigrants and more talk of them in some cities. */
export interface Shock {
  readonly at: number;
  readonly cities: Predicate | null;
  /** Share of the other inhabitants who are replaced by newcomers, in [0, 1]: s becomes s + share (1 - s). */
  readonly share: number;
  /** Salience added in these cities, in [0, 1], halving every halfLife years. */
  readonly salience: number;
  readonly halfLife: number;
}

/** What moves by itself. */
export interface Dynamics {
  /** How far hostility mobilises civil society in progressive cities (mu of m_i). */
  readonly mobilisation: number;
  /** Yearly growth of the odds of the immigrant share: perYear (1 + spread growth_i); null: none. */
  readonly growth: { readonly perYear: number; readonly spread: number } | null;
  /** Every cycle years the government moves by `pull` to the electorate, and by a swing (sd); null: never. */
  readonly elections: { readonly cycle: number; readonly pull: number; readonly swing: number } | null;
  /** A hostile turn of size d raises the salience by gain d, halving every halfLife years. */
  readonly salience: { readonly gain: number; readonly halfLife: number };
}

/** What cities do to their networks, their nation and themselves. */
export interface Feedback {
  /** Rate a year at which a government drifts to its fellow members, times their symbolic strength; 0: none. */
  readonly socialisation: number;
  /** How far disagreement among members (sd of orientation) weakens symbolic and jurisgenerative strength. */
  readonly dissent: number;
  /** How far cities move their nation; null: not. */
  readonly advocacy: {
    /** By policy: change of the pressure a year if every city implemented it with full voice. */
    readonly pushes: readonly number[];
    /** Voice in [0, 1] of a city without networks. */
    readonly voice: number;
    /** Rate a year at which what was gained is lost. */
    readonly decay: number;
  } | null;
  /** Outcomes of policies: they approach effect x fit at this rate a year, with yearly noise (sd). */
  readonly outcomes: { readonly rate: number; readonly noise: number } | null;
  /** Policies have designs in [0, 1]^dimensions. */
  readonly design: {
    readonly dimensions: number;
    /** Share of its own ideal that a city mixes into what it copies. */
    readonly adaptation: number;
    /** Standard deviation of the noise of copying. */
    readonly mutation: number;
  } | null;
}

export interface World {
  readonly seed: string;
  readonly time: { readonly start: number; readonly end: number; readonly stepsPerYear: number };
  readonly cities: Cities;
  /** One for each of cities.countries, in that order. */
  readonly nations: readonly Nation[];
  /** One for each of cities.regions, in that order. */
  readonly regions: readonly Region[];
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
  readonly dynamics: Dynamics;
  readonly feedback: Feedback;
  readonly shocks: readonly Shock[];
  /** Decimal years, ascending: when the moving columns are written down (see snapshot.ts). */
  readonly snapshots: readonly number[];
}

/** Nothing moves by itself, and nothing comes back. */
export const still: { readonly dynamics: Dynamics; readonly feedback: Feedback } = {
  dynamics: { mobilisation: 0, growth: null, elections: null, salience: { gain: 1, halfLife: 1 } },
  feedback: { socialisation: 0, dissent: 0, advocacy: null, outcomes: null, design: null },
};
