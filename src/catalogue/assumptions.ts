/**
 * The rules by which the catalogue turns what sources say into numbers. None is measured. Each is one rule
 * for all networks, so that differences between entries are differences between what is known of them.
 *
 * Strength of a function   named in the table or a paper: .6; not named: .1. "Advocacy" named alone is one of
 *                          Spencer's parts of the symbolic function and, as advocacy towards law, Oomen's
 *                          jurisgenerative one: it raises both. Where parts are named, the symbolic strength
 *                          is the mean of the four parts (.6 or .1 each): four named .6, one named .225.
 * Share on migration       specialised: 1; generalist: .1 unless its entry says why not.
 * Formed                   generalist: ex ante; specialised: ex post, around its issue.
 * Agenda                   Caponio's order (Eurocities vertical, Welcoming America horizontal, Intercultural
 *                          Cities between) carried over by origin: sponsored, associations and city-led .7
 *                          vertical, universities .5, grassroots, civil society and parties .3.
 * Resources                sponsored networks have more money [LS]: .6; associations .4; city-led and
 *                          universities .3; civil society .2; grassroots and parties .1.
 * Founders                 named ones by name; else their number, taken from the largest eligible cities; else
 *                          none. Projects with a fixed circle start with all of it.
 * Joining and leaving      coefficients by origin (below). The baseline is fitted so that the last known size
 *                          comes out in expectation for the eligible cities of the GeoNames gazetteer under a
 *                          neutral nation (tests/catalogue/joining.test.ts); where no size is known it is
 *                          `unknownRate`.
 */
import type { Predicate } from '../model/world.js';
import type { CountrySet } from './countries.js';
import { assumed, type Sourced } from './evidence.js';
import type {
  BenchmarkColumn,
  CatalogueNetwork,
  Founders,
  FunctionName,
  JoiningRule,
  Line,
  NetworkFunctions,
  Origin,
  SymbolicPart,
} from './network.js';
import { symbolicParts } from './network.js';

const strengthIfNamed = 0.6;
const strengthIfNotNamed = 0.1;

/** Joins a year and eligible city where every term is 0, if no size is known. */
const unknownRate = { specialised: 0.005, generalist: 0.01 } as const;

/** Leaves a year and member, if nothing is known (permanent and temporary membership). */
const leavingRate = 0.01;

/**
 * Coefficients of joining by origin. Grassroots networks gather the progressive and organised and grow by
 * example and by hostility; sponsored ones take those with staff and need, the large ones first; city-led
 * ones the large and ambitious. Only sponsored and university networks need the attribute `capacity`;
 * the others use population, immigrantShare, orientation and civilSociety alone.
 */
export const joinCoefficients: { readonly [origin in Origin]: { readonly [mechanism: string]: number } } = {
  grassroots: { orientation: 2, civilSociety: 1.5, emulation: 4, defiance: 2 },
  ngo: { need: 0.5, orientation: 1.2, civilSociety: 1, emulation: 2, defiance: 1 },
  university: { need: 0.5, orientation: 0.8, capacity: 0.8 },
  'city-led': { need: 0.3, orientation: 0.7, population: 0.8, emulation: 1 },
  'municipal-association': { population: 0.3, emulation: 0.5 },
  'international-organisation': {
    need: 0.4,
    orientation: 0.3,
    population: 0.5,
    capacity: 1,
    emulation: 0.5,
    support: 1.5,
  },
  state: { need: 0.4, orientation: 0.3, population: 0.5, capacity: 1, emulation: 0.5, support: 1.5 },
  party: { orientation: 2, emulation: 2 },
};

/** Coefficients of leaving by origin: a government that has turned away leaves; sponsors hold their members. */
const leaveCoefficients: { readonly [origin in Origin]: { readonly [mechanism: string]: number } } = {
  grassroots: { orientation: -1 },
  ngo: { orientation: -0.5 },
  university: { orientation: -0.5 },
  'city-led': { orientation: -0.5 },
  'municipal-association': {},
  'international-organisation': { orientation: -0.3 },
  state: { orientation: -0.3 },
  party: { orientation: -1 },
};

const verticalByOrigin: { readonly [origin in Origin]: number } = {
  grassroots: 0.3,
  ngo: 0.3,
  university: 0.5,
  'city-led': 0.7,
  'municipal-association': 0.7,
  'international-organisation': 0.7,
  state: 0.7,
  party: 0.3,
};

const resourcesByOrigin: { readonly [origin in Origin]: number } = {
  grassroots: 0.1,
  ngo: 0.2,
  university: 0.3,
  'city-led': 0.3,
  'municipal-association': 0.4,
  'international-organisation': 0.6,
  state: 0.6,
  party: 0.1,
};

/** Strengths of the functions that a source names. */
function functionsFrom(named: Sourced<readonly FunctionName[]>): NetworkFunctions {
  const has = (name: FunctionName): boolean => named.value.includes(name);
  const strength = (is: boolean): number => (is ? strengthIfNamed : strengthIfNotNamed);
  const rule = 'rule: .6 if named, else .1';
  const someParts = symbolicParts.some(has);
  const parts = Object.fromEntries(symbolicParts.map((part) => [part, strength(has(part))])) as {
    [part in SymbolicPart]: number;
  };
  const meanOfParts = symbolicParts.reduce((sum, part) => sum + parts[part], 0) / symbolicParts.length;
  return {
    named,
    practical: assumed(strength(has('practical')), rule),
    symbolic:
      someParts && !has('symbolic')
        ? assumed(Math.round(meanOfParts * 1000) / 1000, 'rule: mean of the parts')
        : assumed(strength(has('symbolic')), rule),
    symbolicParts: someParts ? assumed(parts, rule) : null,
    jurisgenerative: assumed(
      strength(has('jurisgenerative') || has('advocacy')),
      has('advocacy') ? 'rule: advocacy towards law counts' : rule,
    ),
  };
}

/** What an entry has to say; the rest follows from the rules above. */
export interface Entry
  extends Pick<CatalogueNetwork, 'id' | 'label' | 'help' | 'launch' | 'scope' | 'countries' | 'origin'>,
    Pick<CatalogueNetwork, 'theme' | 'composition' | 'membership' | 'governance' | 'sources'>,
    Partial<
      Pick<CatalogueNetwork, 'listed' | 'undatedFrom' | 'ended' | 'size' | 'migrationShare' | 'agenda'>
    >,
    Partial<Pick<CatalogueNetwork, 'formed' | 'resources' | 'parent' | 'founders'>> {
  readonly functions: Sourced<readonly FunctionName[]>;
  readonly line: Sourced<Line>;
  readonly carries: { readonly [policy: string]: number } | Sourced<{ readonly [policy: string]: number }>;
  readonly benchmarks?: Sourced<BenchmarkColumn>;
  /** Smallest population of an eligible city. */
  readonly eligibleFrom: number;
  /** Joins a year and eligible city where every term is 0; left out: `unknownRate`. */
  readonly joinsPerYear?: number;
}

/** Completes an entry by the rules. */
export function defineNetwork(entry: Entry): CatalogueNetwork {
  const { functions, line, carries, benchmarks, eligibleFrom, joinsPerYear, ...given } = entry;
  const origin = entry.origin.value;
  const exclusionary = line.value === 'exclusionary';
  const generalist = entry.theme.value === 'generalist';
  const vertical = verticalByOrigin[origin];
  const membership = entry.membership.value;
  const joiningNote =
    joinsPerYear === undefined
      ? 'rule: coefficients by origin; rate of networks of unknown size'
      : membership.kind === 'rotating'
        ? 'rule: coefficients by origin; rate keeps the seats filled'
        : 'rule: coefficients by origin; rate fitted to the last size';
  return {
    listed: 'table',
    undatedFrom: null,
    ended: null,
    size: [],
    parent: null,
    formed: generalist ? assumed('ex-ante', 'rule: generalist') : assumed('ex-post', 'rule: specialised'),
    migrationShare: generalist ? assumed(0.1, 'rule: generalist') : assumed(1, 'rule: specialised'),
    agenda: assumed({ vertical, horizontal: Math.round((1 - vertical) * 10) / 10 }, 'rule: by origin'),
    resources: assumed(resourcesByOrigin[origin], 'rule: by origin'),
    founders: assumed<Founders>([], 'rule: founders unknown'),
    ...given,
    functions: functionsFrom(functions),
    benchmarks: benchmarks ?? null,
    carries: isSourced(carries) ? carries : assumed(carries, 'weights: main policy 1, others less'),
    line,
    direction: { ...line, value: exclusionary ? -1 : 1 } as Sourced<1 | -1>,
    eligible: assumed(
      eligiblePredicate(entry.countries.value, eligibleFrom),
      'countries of the network; the smallest population is ours',
    ),
    join: assumed<JoiningRule>(
      { baseline: { perYear: joinsPerYear ?? unknownRate[entry.theme.value] }, ...joinCoefficients[origin] },
      joiningNote,
    ),
    leave: assumed<JoiningRule>(
      { baseline: { perYear: leavingRate }, ...leaveCoefficients[origin] },
      'rule: by origin',
    ),
  };
}

function isSourced(carries: Entry['carries']): carries is Sourced<{ readonly [policy: string]: number }> {
  return typeof (carries as Sourced<unknown>).evidence === 'string';
}

const eligiblePredicate = ({ codes }: CountrySet, from: number): Predicate => ({
  ...(codes && { country: codes }),
  population: { from },
});
