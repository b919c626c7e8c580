/**
 * What the catalogue knows of a city network: the typology of Lacroix and Spencer 2022, each value with the
 * evidence for it (evidence.ts). Three things are kept apart:
 *
 * - what a source says (launch, size, scope, origin, which functions, who its members are, …);
 * - what we made of it so that it can be simulated (strengths, weights, who may join). The sources say that
 *   a network has a function, never how strongly. One rule for all: a function that the table or a paper
 *   names has strength .6, any other .1, and neither is ever 0 or 1. The other rules are in assumptions.ts;
 * - default coefficients of joining and leaving, so that `NAME: {}` works in a scenario. They are
 *   assumptions throughout, and the scenario's own replace them.
 *
 * Which column enters which formula:
 *
 *     launch, ended, undatedFrom          when the network exists (from, to)
 *     functions                           membership, exposure, branding, socialisation, advocacy
 *     migrationShare                      weight of the network in exposure
 *     benchmarks                          benchmarking
 *     carries                             membership, and visibility in branding
 *     eligible, founders, join, leave     who is a member
 *     size                                members at the start, of a network older than the scenario; else a label
 *     membership                          rotating: a membership ends after its term; temporary: ended
 *     origin                              default join and leave, resources, agenda; university-led: practical
 *                                         strength turns symbolic; sponsored: funds
 *     resources                           support, where a state or an international organisation sponsors
 *     agenda (vertical)                   voice of its members in advocacy
 *     direction                           which policies it carries, and what likeness means in joining
 *     scope, theme, formed, composition, governance, line, parent, label, help: labels
 */
import type { AttributeName } from '../model/attributes.js';
import type { Predicate } from '../model/world.js';
import type { CountrySet } from './countries.js';
import type { Evidence, Sourced } from './evidence.js';

/** National: one country (with a close neighbour at most); regional: countries of one world region. */
export const scopes = ['national', 'regional', 'international'] as const;
export type Scope = (typeof scopes)[number];

/** Who brought the network about. */
export const origins = [
  'grassroots', // movements of citizens, or of mayors against the national line
  'ngo', // a civil-society organisation that set it up and runs it
  'university', // researchers who convene and facilitate
  'city-led', // cities themselves, to be heard or to exchange
  'municipal-association', // a general association of local or regional governments
  'international-organisation', // the United Nations, the Council of Europe, the European Union, their agencies
  'state', // a national government
  'party', // a political party, from above
] as const;
export type Origin = (typeof origins)[number];

/**
 * The two kinds of Lacroix and Spencer: grown from civil society and the grassroots, or initiated and
 * supported by states and international organisations. Other origins are neither.
 */
export function originKind(origin: Origin): 'grassroots' | 'sponsored' | 'other' {
  if (origin === 'grassroots' || origin === 'ngo') return 'grassroots';
  return origin === 'state' || origin === 'international-organisation' ? 'sponsored' : 'other';
}

export const symbolicParts = ['legitimation', 'substantiation', 'framing', 'advocacy'] as const;
export type SymbolicPart = (typeof symbolicParts)[number];

export const functionNames = ['practical', 'symbolic', 'jurisgenerative', ...symbolicParts] as const;
export type FunctionName = (typeof functionNames)[number];

export interface NetworkFunctions {
  /** Those that a source names. */
  readonly named: Sourced<readonly FunctionName[]>;
  /** Strengths in [0, 1]. */
  readonly practical: Sourced<number>;
  /** Where Spencer's parts are known, the mean of the four. */
  readonly symbolic: Sourced<number>;
  readonly symbolicParts: Sourced<{ readonly [part in SymbolicPart]: number }> | null;
  readonly jurisgenerative: Sourced<number>;
}

export type Membership =
  | { readonly kind: 'permanent' }
  /** Seats that change hands; term in years. */
  | { readonly kind: 'rotating'; readonly seats: number; readonly term: number }
  /** A project or campaign; null: its end is not known. */
  | { readonly kind: 'temporary'; readonly from: number; readonly to: number | null };

export interface Launch {
  readonly year: number;
  /** Where the day is known, or a day must stand for it: ISO. */
  readonly date?: string;
  readonly evidence: Evidence;
  readonly source?: string;
  readonly note?: string;
  readonly alternatives?: readonly Omit<Launch, 'alternatives'>[];
}

export interface Size {
  readonly members: number;
  /** Decimal year. */
  readonly at: number;
  readonly evidence: Evidence;
  readonly source?: string;
  readonly note?: string;
}

/** Log-hazard of joining or leaving, in the form of scenario files: mechanism ids and coefficients. */
export interface JoiningRule {
  readonly baseline: { readonly perYear: number };
  readonly [mechanism: string]: number | { readonly perYear: number };
}

export interface BenchmarkColumn {
  readonly form: readonly ('charter' | 'monitoring' | 'peer-review' | 'index' | 'certification')[];
  readonly policy: string;
  readonly peers: number;
  readonly by: readonly AttributeName[];
  /** Score in [0, 1] that the network asks for; null: members are compared with their peers' mean. */
  readonly standard: number | null;
}

export type Founders = readonly string[] | { readonly take: number; readonly by: AttributeName };

export const lines = [
  'inclusive-cooperative',
  'inclusive-confrontational',
  'inclusive',
  'exclusionary',
] as const;
export type Line = (typeof lines)[number];

export interface CatalogueNetwork {
  /** Name in scenario files, kebab-case. */
  readonly id: string;
  readonly label: string;
  /** What it is, in one or two sentences of ours. */
  readonly help: string;
  /** A row of CATALOGUE.md's table, or named beside it. */
  readonly listed: 'table' | 'also-named';
  /** Null: launch year unknown. */
  readonly launch: Launch | null;
  /** Only where the launch year is unknown: the year from which a scenario lets it exist. */
  readonly undatedFrom: Sourced<number> | null;
  /** Null: still there, or its end unknown. */
  readonly ended: Sourced<number> | null;
  /** In order of time; empty: size unknown. */
  readonly size: readonly Size[];
  readonly scope: Sourced<Scope>;
  readonly countries: Sourced<CountrySet>;
  readonly origin: Sourced<Origin>;
  readonly theme: Sourced<'specialised' | 'generalist'>;
  /** Share of its activity on migration, in [0, 1]. */
  readonly migrationShare: Sourced<number>;
  /** Ex ante: to find common interests; ex post: around an issue or project already there. */
  readonly formed: Sourced<'ex-ante' | 'ex-post'>;
  readonly composition: Sourced<'municipal' | 'regional' | 'municipal-and-regional' | 'composite'>;
  readonly membership: Sourced<Membership>;
  readonly governance: Sourced<'centralised' | 'decentralised'>;
  /** Funds it can pass on to members, in [0, 1]. */
  readonly resources: Sourced<number>;
  readonly functions: NetworkFunctions;
  /** Weights in [0, 1] of relations with higher tiers, and with other cities and civil society; sum 1. */
  readonly agenda: Sourced<{ readonly vertical: number; readonly horizontal: number }>;
  readonly benchmarks: Sourced<BenchmarkColumn> | null;
  /** Weights in [0, 1] by policy id. */
  readonly carries: Sourced<{ readonly [policy: string]: number }>;
  readonly line: Sourced<Line>;
  readonly direction: Sourced<1 | -1>;
  readonly eligible: Sourced<Predicate>;
  readonly founders: Sourced<Founders>;
  readonly join: Sourced<JoiningRule>;
  readonly leave: Sourced<JoiningRule>;
  /** The network that it grew in or belongs to. */
  readonly parent: string | null;
  /** Keys of `sources` in evidence.ts, or other sources by name. */
  readonly sources: readonly string[];
}

/** A network in the form of scenario files: bare values. */
export interface NetworkDefinition {
  readonly from: number | string;
  readonly to: number | null;
  readonly scope: Scope;
  readonly origin: Origin;
  readonly functions: {
    readonly practical: number;
    readonly symbolic: number;
    readonly jurisgenerative: number;
  };
  readonly migrationShare: number;
  readonly carries: { readonly [policy: string]: number };
  readonly eligible: Predicate;
  readonly founders: Founders;
  readonly join: JoiningRule;
  readonly leave: JoiningRule;
  readonly benchmark: {
    readonly peers: number;
    readonly by: readonly AttributeName[];
    readonly standard: number | null;
  } | null;
  readonly term: number | null;
  readonly funds: number;
  readonly vertical: number;
  readonly turnsSymbolic: number | null;
}

/** Years in which half of the practical strength of a university-led network turns symbolic: an assumption. */
export const universityHalfLife = 10;

/** First moment at which a scenario lets the network exist. */
export function startOf(network: CatalogueNetwork): number | string {
  if (network.launch) return network.launch.date ?? network.launch.year;
  return network.undatedFrom!.value;
}

/**
 * Known members at a time: the founders at the launch, the published sizes, and straight lines between them;
 * after the last one, the last one. Null: neither founders nor a size are known.
 */
export function membersAt(network: CatalogueNetwork, time: number): number | null {
  const founders = network.founders.value;
  const atFounding = 'take' in founders ? founders.take : founders.length;
  const launch = network.launch?.year ?? network.undatedFrom!.value;
  const points: (readonly [at: number, members: number])[] = [];
  if (!network.size.some(({ at }) => at <= launch)) points.push([launch, atFounding]);
  for (const { at, members } of network.size) points.push([at, members]);
  if (network.size.length === 0 && atFounding === 0) return null;
  if (time < launch) return 0;
  const next = points.findIndex(([at]) => at > time);
  if (next === 0) return points[0][1];
  if (next < 0) return points[points.length - 1][1];
  const [t0, m0] = points[next - 1];
  const [t1, m1] = points[next];
  return Math.round(m0 + ((time - t0) / (t1 - t0)) * (m1 - m0));
}

/**
 * What `NAME: {}` stands for in a scenario.
 *
 * - policies: those of the scenario. Weights on others are dropped; where `integration` is not among them,
 *   `welcoming` takes its weight, since such scenarios use welcoming alone for both. Without a
 *   list the weights stay as they are.
 * - start: where the scenario starts after the launch and a size by then is known, that many of the most
 *   populous eligible cities are in from the start (an assumption); else the founders.
 */
export function networkDefinition(
  network: CatalogueNetwork,
  { policies, start }: { readonly policies?: readonly string[]; readonly start?: number } = {},
): NetworkDefinition {
  const from = startOf(network);
  const launch = network.launch?.year ?? network.undatedFrom!.value;
  const founders = network.founders.value;
  const founderCount = 'take' in founders ? founders.take : founders.length;
  const known = start !== undefined && start > launch ? membersAt(network, start) : null;
  const benchmark = network.benchmarks?.value;
  return {
    from,
    to: network.ended?.value ?? null,
    scope: network.scope.value,
    origin: network.origin.value,
    functions: {
      practical: network.functions.practical.value,
      symbolic: network.functions.symbolic.value,
      jurisgenerative: network.functions.jurisgenerative.value,
    },
    migrationShare: network.migrationShare.value,
    carries: policies ? carriedPolicies(network.carries.value, policies) : network.carries.value,
    eligible: network.eligible.value,
    founders: known !== null && known > founderCount ? { take: known, by: 'population' } : founders,
    join: network.join.value,
    leave: network.leave.value,
    benchmark: benchmark ? { peers: benchmark.peers, by: benchmark.by, standard: benchmark.standard } : null,
    term: network.membership.value.kind === 'rotating' ? network.membership.value.term : null,
    funds: originKind(network.origin.value) === 'sponsored' ? network.resources.value : 0,
    vertical: network.agenda.value.vertical,
    turnsSymbolic: network.origin.value === 'university' ? universityHalfLife : null,
  };
}

function carriedPolicies(
  carries: { readonly [policy: string]: number },
  policies: readonly string[],
): { readonly [policy: string]: number } {
  const standsIn = policies.includes('welcoming') && !policies.includes('integration');
  const read: { [policy: string]: number } = {};
  for (const [policy, weight] of Object.entries(carries)) {
    const target = policy === 'integration' && standsIn ? 'welcoming' : policy;
    if (policies.includes(target)) read[target] = Math.max(read[target] ?? 0, weight);
  }
  return read;
}

const said = ({ evidence, source }: { readonly evidence: Evidence; readonly source?: string }): string =>
  `[${evidence}${source ? `: ${source}` : ''}]`;

const noted = (note: string | undefined): string => (note ? ` (${note})` : '');

const column = <Value>(name: string, sourced: Sourced<Value>, text: (value: Value) => string): string => {
  const others = (sourced.alternatives ?? []).map(
    (other) => `; or ${text(other.value)} ${said(other)}${noted(other.note)}`,
  );
  return `${name}: ${text(sourced.value)} ${said(sourced)}${noted(sourced.note)}${others.join('')}`;
};

const pairs = (record: { readonly [key: string]: number }): string =>
  Object.entries(record)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');

const membershipText = (membership: Membership): string => {
  if (membership.kind === 'permanent') return 'permanent';
  if (membership.kind === 'rotating') {
    return `rotating, ${membership.seats} seats for ${membership.term} years`;
  }
  return `temporary, ${membership.from} to ${membership.to ?? 'unknown'}`;
};

/** The entry in words, a column a line, each with its evidence. */
export function describeNetwork(network: CatalogueNetwork): string {
  const { launch, functions } = network;
  const text = String;
  const rows = [
    `${network.label} (${network.id})`,
    network.help,
    launch
      ? `launch: ${launch.date ?? launch.year} ${said(launch)}${noted(launch.note)}` +
        (launch.alternatives ?? [])
          .map((other) => `; or ${other.date ?? other.year} ${said(other)}${noted(other.note)}`)
          .join('')
      : 'launch year unknown',
    network.undatedFrom && column('simulated from', network.undatedFrom, text),
    network.ended && column('ended', network.ended, text),
    network.size.length === 0
      ? 'size unknown'
      : `size: ${network.size.map((s) => `${s.members} at ${s.at} ${said(s)}${noted(s.note)}`).join('; ')}`,
    column('scope', network.scope, text),
    column('countries', network.countries, ({ name }) => name),
    column('origin', network.origin, text),
    column('theme', network.theme, text),
    column('share on migration', network.migrationShare, text),
    column('formed', network.formed, text),
    column('composition', network.composition, text),
    column('membership', network.membership, membershipText),
    column('governance', network.governance, text),
    column('resources', network.resources, text),
    column('functions named', functions.named, (named) => named.join(', ') || 'none'),
    column('practical', functions.practical, text),
    column('symbolic', functions.symbolic, text),
    functions.symbolicParts && column('parts of symbolic', functions.symbolicParts, pairs),
    column('jurisgenerative', functions.jurisgenerative, text),
    column('agenda', network.agenda, pairs),
    network.benchmarks
      ? column('benchmarks', network.benchmarks, ({ form, policy }) => `${form.join(', ')} for ${policy}`)
      : 'benchmarks: none known',
    column('carries', network.carries, pairs),
    column('line', network.line, text),
    column('direction', network.direction, (value) => (value > 0 ? '+1' : '-1')),
    column('eligible', network.eligible, (predicate) => predicateText(predicate, network.countries.value)),
    column('founders', network.founders, foundersText),
    column('join', network.join, ruleText),
    column('leave', network.leave, ruleText),
    network.parent && `part of: ${network.parent}`,
    `sources: ${network.sources.join('; ')}`,
  ];
  return rows.filter((row) => row !== null).join('\n');
}

/** A long list of countries is given by the name of its set. */
const predicateText = (predicate: Predicate, countries: CountrySet): string =>
  JSON.stringify(predicate, (key, value) =>
    key === 'country' && value === countries.codes && value.length > 3 ? countries.name : value,
  );

const foundersText = (founders: Founders): string => {
  if ('take' in founders) return `the ${founders.take} first by ${founders.by}`;
  return founders.join(', ') || 'none';
};

const ruleText = ({ baseline, ...coefficients }: JoiningRule): string =>
  [`baseline ${baseline.perYear} a year`, pairs(coefficients as { [key: string]: number })]
    .filter((part) => part !== '')
    .join(', ');
