/**
 * From a scenario and what was read for it to a World. Pure: no files, runs in a worker and in the browser.
 * What the scenario's text alone cannot show (an attribute that the cities lack, a city that is not there)
 * is reported here, all at once, with the paths of the keys at fault.
 */
import { type AttributeName, attributes as attributeDeclarations } from '../model/attributes.js';
import { mechanismById } from '../model/mechanisms/index.js';
import { compilePredicate } from '../model/predicate.js';
import { stream, uniform } from '../model/random.js';
import { withReferences } from '../model/reference.js';
import { ACTIVE } from '../model/state.js';
import {
  type Cities,
  coefficientsOf,
  type Entry,
  type Feedback,
  type Nation,
  type Predicate,
  type Subject,
  stagesOf,
  type Ties,
  type Transition,
  type TransitionName,
  type World,
} from '../model/world.js';
import { cityLookup } from '../population/cityLookup.js';
import { CorrelationError, drawAttributes } from '../population/copula.js';
import { type Margin, MarginError, quantileOf } from '../population/distributions.js';
import { syntheticCities } from '../population/synthetic.js';
import { type TieGeneratorName, tieGenerator } from '../population/ties/index.js';
import { TieError } from '../population/ties/rows.js';
import { idleOffNotes } from './idleOff.js';
import { nearestName } from './nearestName.js';
import { partedPowers, partedShocks, partedTransition } from './parting.js';
import type { Path } from './problem.js';
import type { TransitionSpec } from './schema/mechanisms.js';
import type { NetworkSpec } from './schema/networks.js';
import type { PowerSpec } from './schema/powers.js';
import type { PolicyTransitions, Scenario } from './schema.js';

/** What was read for a scenario, before anything is drawn. */
export interface Inputs {
  readonly scenario: Scenario;
  /** Cities that were given; null: synthetic ones. */
  readonly cities: Cities | null;
  /** Ties that were given; null: generated, or none. */
  readonly ties: Ties | null;
  /** Held at the start. */
  readonly adopters: readonly { city: number; subject: string; stage: number; since: number }[];
  /** Recorded memberships; null: no file. */
  readonly memberships: readonly { city: number; network: string; from: number; to: number }[] | null;
  /** Networks whose values come from the catalogue: founders that are not among the cities are passed over. */
  readonly fromCatalogue: readonly string[];
}

/** A mistake that only shows when the world is built. */
export interface BuildFault {
  readonly path: Path;
  readonly message: string;
  readonly expected: string;
  readonly suggestion?: string;
}

export class BuildError extends Error {
  constructor(readonly faults: readonly BuildFault[]) {
    super(faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
    this.name = 'BuildError';
  }
}

export interface Built {
  readonly world: World;
  /** What was left out without being a mistake, in words. */
  readonly notes: readonly string[];
}

/**
 * Builds the world of a replicate. Population and ties come from the seed alone, the same in all replicates,
 * unless the scenario says perReplicate.
 * @throws BuildError with every fault.
 */
export function buildWorld(inputs: Inputs, replicate = 0): Built {
  const { scenario } = inputs;
  const faults: BuildFault[] = [];
  const notes: string[] = idleOffNotes(scenario);
  const stopIfFaulty = (): void => {
    if (faults.length > 0) throw new BuildError(faults);
  };
  const drawSeed = scenario.cities.perReplicate ? `${scenario.seed} ${replicate}` : scenario.seed;

  const cities = drawCities(inputs, drawSeed, faults);
  stopIfFaulty();
  const ties = drawTies(inputs, cities!, drawSeed, faults);
  const lookup = cityLookup(cities!);

  const elsewhere = Object.keys(scenario.nations).filter((id) => !cities!.countries.includes(id));
  if (elsewhere.length > 0) {
    notes.push(`nations without a city here are left out: ${elsewhere.join(', ')}`);
  }
  const nowhere = Object.keys(scenario.regions).filter((id) => !cities!.regions.includes(id));
  if (nowhere.length > 0) {
    notes.push(`regions without a city here are left out: ${nowhere.join(', ')}`);
  }

  const policyIds = Object.keys(scenario.policies);
  const networkIds = Object.keys(scenario.networks);
  const subjectIds = [...policyIds, ...networkIds];
  const recorded = new Set((inputs.memberships ?? []).map(({ network }) => network));

  const findCity = (name: string, path: Path): number => {
    const city = lookup.find(name);
    if (city < 0) {
      const suggestion = nearestName(name, cities!.ids) ?? nearestName(name, slashNames(cities!));
      faults.push({
        path,
        message: `no city ${name} among the ${cities!.count} of this scenario`,
        expected: 'the id of a city, or CC/Name',
        ...(suggestion === undefined ? {} : { suggestion }),
      });
    }
    return city;
  };
  const resolve = (predicate: Predicate | null, path: Path): Predicate | null =>
    predicate && resolvePredicate(predicate, path, findCity, cities!);

  const policies: Subject[] = policyIds.map((id) => {
    const { label, direction, conflict, effect, buildsOn, excludes } = scenario.policies[id];
    return {
      id,
      label,
      direction,
      transitions: policyTransitions(scenario, id),
      policy: {
        conflict,
        effect,
        buildsOn: buildsOn.map((other) => subjectIds.indexOf(other)),
        excludes: excludes.map((other) => subjectIds.indexOf(other)),
      },
      network: null,
    };
  });
  const networks: Subject[] = networkIds.map((id) => {
    const network = scenario.networks[id];
    return {
      id,
      label: network.label,
      direction: network.direction,
      transitions: recorded.has(id)
        ? []
        : transitionsOf(
            [
              ['join', network.join],
              ['lapse', network.lapse],
              ['renew', network.renew],
              ['leave', network.leave],
              ['expire', network.term === null ? null : { after: network.term }],
            ],
            scenario.branch && { at: scenario.branch.at, specs: scenario.branch.past.networks[id] ?? {} },
          ),
      policy: null,
      network: {
        founded: network.from ?? -Infinity,
        closed: network.to ?? Infinity,
        ...network.functions,
        turnsSymbolic: network.turnsSymbolic,
        funds: network.funds,
        vertical: network.vertical,
        migrationShare: network.migrationShare,
        carries: policyIds.map((policy) => network.carries[policy] ?? 0),
        eligible: resolve(network.eligible as Predicate | null, ['networks', id, 'eligible']),
        founders: [],
        benchmark: network.benchmark,
      },
    };
  });
  const subjects = [...policies, ...networks];
  checkAttributes(subjects, scenario, cities!, faults);
  stopIfFaulty();

  const cityCount = cities!.count;
  const initialStage = new Uint8Array(subjects.length * cityCount);
  const initialSince = new Float64Array(subjects.length * cityCount).fill(NaN);
  const entries: Entry[] = [];
  const { start, end } = scenario.time;
  const hold = (subject: number, city: number, stage: number, since: number): void => {
    // A city may have a row for each stage: it holds the highest, since the first.
    const at = subject * cityCount + city;
    initialSince[at] = initialStage[at] > 0 ? Math.min(initialSince[at], since) : since;
    initialStage[at] = Math.max(initialStage[at], stage);
  };
  for (const { city, subject, stage, since } of inputs.adopters)
    hold(subjectIds.indexOf(subject), city, stage, since);
  for (const { city, network, from, to } of inputs.memberships ?? []) {
    const subject = subjectIds.indexOf(network);
    if (to <= start || from > end) continue;
    if (from <= start) hold(subject, city, ACTIVE, from);
    else entries.push({ time: from, city, subject, to: ACTIVE });
    if (to <= end) entries.push({ time: to, city, subject, to: 0 });
  }

  if (
    scenario.decision.rule === 'threshold' &&
    inputs.adopters.length === 0 &&
    cities!.threshold?.every((threshold) => threshold > 0)
  ) {
    notes.push(
      'nobody holds a policy at the start and no threshold is 0: by the threshold rule nothing can happen',
    );
  }

  const { branch } = scenario;
  const nations = branch ? partedPowers(branch.at, branch.past.nations, scenario.nations) : scenario.nations;
  const regions = branch ? partedPowers(branch.at, branch.past.regions, scenario.regions) : scenario.regions;
  const bare: World = {
    seed: scenario.seed,
    time: scenario.time,
    cities: cities!,
    nations: powersOf(nations, cities!.countries, subjectIds),
    regions: powersOf(regions, cities!.regions, subjectIds),
    subjects,
    policyCount: policies.length,
    initialStage,
    initialSince,
    entries,
    ties,
    exposure: scenario.exposure,
    decision: scenario.decision,
    dynamics: scenario.dynamics,
    feedback: feedbackOf(scenario, policyIds),
    shocks: shocksOf(scenario).map((shock, k) => ({
      ...shock,
      cities: resolve(shock.cities as Predicate | null, ['shocks', k, 'cities']),
    })),
    snapshots: snapshotTimes(scenario),
  };
  for (const id of foundingOrder(scenario, networkIds)) {
    const subject = subjectIds.indexOf(id);
    if (recorded.has(id)) continue;
    const network = scenario.networks[id];
    const founded = network.from ?? -Infinity;
    if ((network.to ?? Infinity) <= start) continue;
    const chosen = foundersOf(bare, subject, network, inputs.fromCatalogue.includes(id), findCity, id, notes);
    for (const city of chosen) {
      if (founded <= start) hold(subject, city, ACTIVE, start);
      else if (founded <= end) entries.push({ time: founded, city, subject, to: ACTIVE });
    }
  }
  stopIfFaulty();
  // Of an exit and an entry at one moment the exit comes first.
  entries.sort((a, b) => a.time - b.time || a.to - b.to || a.city - b.city || a.subject - b.subject);
  return { world: withReferences(bare), notes };
}

function policyTransitions(scenario: Scenario, policy: string): Transition[] {
  const given: PolicyTransitions = scenario.mechanisms[policy] ?? {
    declare: null,
    quiet: null,
    implement: null,
    repeal: null,
  };
  // The threshold and Bass rules decide on declaring themselves.
  const byHazard = scenario.decision.rule === 'hazard';
  const declare = byHazard ? given.declare : { baseline: 0, coefficients: [] };
  const past = scenario.branch?.past.mechanisms[policy] ?? {};
  return transitionsOf(
    [
      ['declare', declare],
      ['quiet', given.quiet],
      ['implement', given.implement],
      ['repeal', given.repeal],
    ],
    scenario.branch && { at: scenario.branch.at, specs: byHazard ? past : { ...past, declare } },
  );
}

type TransitionGiven = TransitionSpec | { readonly after: number } | null;

function transitionsOf(
  given: readonly (readonly [TransitionName, TransitionGiven])[],
  past: {
    readonly at: number;
    readonly specs: { readonly [name in TransitionName]?: TransitionSpec | null };
  } | null,
): Transition[] {
  return given.flatMap(([name, spec]): Transition[] => {
    if (past && !(spec && 'after' in spec)) {
      const parted = partedTransition(name, past.at, past.specs[name] ?? null, spec);
      return parted ? [parted] : [];
    }
    if (!spec) return [];
    if ('after' in spec) {
      return [{ name, ...stagesOf[name], baseline: 0, coefficients: [], after: spec.after }];
    }
    const { baseline, coefficients } = spec;
    return [{ name, ...stagesOf[name], baseline, coefficients, after: null }];
  });
}

const shocksOf = ({ branch, shocks }: Scenario): Scenario['shocks'] =>
  branch ? partedShocks(branch.at, branch.past.shocks, shocks) : shocks;

/** What is said of nations or regions, in the order of those that the cities are in. */
function powersOf(
  given: { readonly [id: string]: PowerSpec },
  ids: readonly string[],
  subjectIds: readonly string[],
): Nation[] {
  return ids.map((id) => {
    const { pressure = [], noise = 0, preempts = [], coordinates = [] } = given[id] ?? {};
    return {
      id,
      pressure,
      noise,
      preempts: preempts.map(({ policy, from, to, force }) => ({
        policy: subjectIds.indexOf(policy),
        from,
        to: to ?? Infinity,
        force,
      })),
      coordinates: coordinates.map(({ network, from, to }) => ({
        network: subjectIds.indexOf(network),
        from,
        to: to ?? Infinity,
      })),
    };
  });
}

function feedbackOf({ feedback }: Scenario, policyIds: readonly string[]): Feedback {
  const { advocacy } = feedback;
  return {
    ...feedback,
    advocacy: advocacy && {
      pushes: policyIds.map((id) => advocacy.pushes[id] ?? 0),
      voice: advocacy.voice,
      decay: advocacy.decay,
    },
  };
}

/** When the moving columns are written down: at the times of the outcomes that read them. */
function snapshotTimes({ observe, observed, time }: Scenario): number[] {
  const times = [
    ...observe.outcomes.filter(({ moving }) => moving).map((outcome) => outcome.time),
    ...observed.flatMap((item) =>
      'outcome' in item && item.outcome.moving ? item.points.map(([at]) => at) : [],
    ),
  ].map((at) => (at === 'end' ? time.end : at));
  return [...new Set(times)].filter((at) => at >= time.start && at <= time.end).sort((a, b) => a - b);
}

function drawCities({ scenario, cities }: Inputs, seed: string, faults: BuildFault[]): Cities | null {
  const { synthetic, attributes, correlations } = scenario.cities;
  const { threshold, ...margins } = attributes as { readonly [name in AttributeName | 'threshold']?: Margin };
  try {
    const drawn = synthetic
      ? syntheticCities({ ...synthetic, margins, correlations }, seed)
      : withAttributes(cities!, margins, correlations, seed, faults);
    if (!threshold || faults.length > 0) return drawn;
    if (drawn.threshold) {
      faults.push(alreadyGiven('threshold'));
      return null;
    }
    const quantile = quantileOf(threshold);
    const from = stream(seed, 'population', 'threshold');
    const draws = Float64Array.from({ length: drawn.count }, (_, city) =>
      quantile(uniform(from, drawn.keys[2 * city], drawn.keys[2 * city + 1])),
    );
    return { ...drawn, threshold: draws };
  } catch (error) {
    if (error instanceof CorrelationError) {
      const [pair] = error.pairs;
      const path: Path = ['cities', 'attributes', 'correlations', ...(pair === undefined ? [] : [pair])];
      faults.push({ path, message: error.message, expected: 'correlations that can hold together' });
    } else if (error instanceof MarginError || error instanceof RangeError) {
      faults.push({ path: ['cities'], message: error.message, expected: 'a possible distribution' });
    } else throw error;
    return null;
  }
}

const alreadyGiven = (name: string): BuildFault => ({
  path: ['cities', 'attributes', name],
  message: `the cities have ${name} already`,
  expected: 'an attribute that is not given',
});

/** The cities given, with further attributes drawn. */
function withAttributes(
  cities: Cities,
  margins: { readonly [name in AttributeName]?: Margin },
  correlations: { readonly [pair: string]: number },
  seed: string,
  faults: BuildFault[],
): Cities {
  const given = cities.attributes;
  const twice = (Object.keys(margins) as AttributeName[]).filter((name) => given[name]);
  faults.push(...twice.map(alreadyGiven));
  if (twice.length > 0) return cities;
  const made = drawAttributes({ seed, keys: cities.keys, margins, correlations, given });
  return { ...cities, attributes: { ...given, ...made } };
}

function drawTies(
  { scenario, ties }: Inputs,
  cities: Cities,
  seed: string,
  faults: BuildFault[],
): Ties | null {
  if (ties || scenario.ties === null || !('generator' in scenario.ties)) return ties;
  const { generator, options } = scenario.ties;
  try {
    return tieGenerator(generator as TieGeneratorName).generate(cities, options, seed);
  } catch (error) {
    if (!(error instanceof TieError)) throw error;
    faults.push({ path: ['ties'], message: error.message, expected: 'ties that these cities can have' });
    return null;
  }
}

const slashNames = (cities: Cities): string[] =>
  cities.names.map((name, i) => `${cities.countries[cities.country[i]]}/${name}`);

/** City names become ids; countries and regions must be there. */
function resolvePredicate(
  predicate: Predicate,
  path: Path,
  findCity: (name: string, path: Path) => number,
  cities: Cities,
): Predicate {
  return Object.fromEntries(
    Object.entries(predicate).map(([key, value]) => {
      const at = [...path, key];
      if (key === 'city') {
        const ids = (value as readonly string[])
          .map((name) => findCity(name, at))
          .filter((city) => city >= 0);
        return [key, ids.map((city) => cities.ids[city])];
      }
      if (key === 'not') return [key, resolvePredicate(value as Predicate, at, findCity, cities)];
      if (key === 'any') {
        const branches = value as readonly Predicate[];
        return [key, branches.map((branch, k) => resolvePredicate(branch, [...at, k], findCity, cities))];
      }
      return [key, value];
    }),
  );
}

/** Groups of a scenario with the names of cities resolved to ids. */
export function resolveGroups(scenario: Scenario, cities: Cities): { readonly [name: string]: Predicate } {
  const lookup = cityLookup(cities);
  const faults: BuildFault[] = [];
  const find = (name: string, path: Path): number => {
    const city = lookup.find(name);
    if (city < 0) faults.push({ path, message: `no city ${name}`, expected: 'the id of a city, or CC/Name' });
    return city;
  };
  const groups = Object.fromEntries(
    Object.entries(scenario.observe.groups).map(([name, predicate]) => [
      name,
      resolvePredicate(predicate as Predicate, ['observe', 'groups', name], find, cities),
    ]),
  );
  for (const [name, predicate] of Object.entries(scenario.observe.groups)) {
    for (const attribute of attributesIn(predicate as Predicate)) {
      if (!cities.attributes[attribute]) {
        faults.push({
          path: ['observe', 'groups', name],
          message: `the group needs ${attribute}, which the cities do not have`,
          expected: `a column, distribution or imputation for ${attribute}`,
        });
      }
    }
  }
  if (faults.length > 0) throw new BuildError(faults);
  return groups;
}

function attributesIn(predicate: Predicate | null): AttributeName[] {
  return Object.entries(predicate ?? {}).flatMap(([key, value]): AttributeName[] => {
    if (key === 'any') return (value as Predicate[]).flatMap(attributesIn);
    if (key === 'not') return attributesIn(value as Predicate);
    return key in attributeDeclarations ? [key as AttributeName] : [];
  });
}

/** Every coefficient other than 0, benchmark and predicate must find the attributes that it reads. */
function checkAttributes(
  subjects: readonly Subject[],
  scenario: Scenario,
  cities: Cities,
  faults: BuildFault[],
): void {
  const has = (name: AttributeName): boolean => cities.attributes[name] !== undefined;
  const missing = (path: Path, who: string, name: AttributeName): void => {
    faults.push({
      path,
      message: `${who} needs ${name}, which the cities do not have`,
      expected: `a column of the file, a distribution under cities.attributes or an imputation for ${name}`,
    });
  };
  for (const { id, transitions, network } of subjects) {
    for (const own of transitions) {
      const { name: transition } = own;
      const path = network ? ['networks', id, transition] : ['mechanisms', id, transition];
      for (const { mechanism, coefficient } of coefficientsOf(own)) {
        if (coefficient === 0) continue;
        for (const name of mechanismById(mechanism).needs) {
          if (!has(name)) missing([...path, mechanism], mechanism, name);
        }
      }
    }
    if (!network) continue;
    for (const name of attributesIn(network.eligible)) {
      if (!has(name)) missing(['networks', id, 'eligible'], 'the condition', name);
    }
    const benchmarked = subjects.some(({ transitions }) =>
      transitions.some((transition) =>
        coefficientsOf(transition).some(
          ({ mechanism, coefficient }) => mechanism === 'benchmarking' && coefficient !== 0,
        ),
      ),
    );
    for (const name of network.benchmark && benchmarked ? network.benchmark.by : []) {
      if (!has(name)) missing(['networks', id, 'benchmark'], 'benchmarking', name);
    }
  }
  const needs: [wanted: boolean, path: Path, who: string, name: AttributeName][] = [
    [scenario.dynamics.mobilisation > 0, ['dynamics', 'mobilisation'], 'mobilisation', 'orientation'],
    [scenario.dynamics.growth !== null, ['dynamics', 'growth'], 'growth', 'immigrantShare'],
    [scenario.dynamics.elections !== null, ['dynamics', 'elections'], 'elections', 'orientation'],
    [scenario.feedback.socialisation > 0, ['feedback', 'socialisation'], 'socialisation', 'orientation'],
    [scenario.feedback.dissent > 0, ['feedback', 'dissent'], 'dissent', 'orientation'],
    [scenario.feedback.advocacy !== null, ['feedback', 'advocacy'], 'advocacy', 'population'],
  ];
  for (const [wanted, path, who, name] of needs) if (wanted && !has(name)) missing(path, who, name);
  scenario.shocks.forEach(({ share, cities: hit }, k) => {
    if (share > 0 && !has('immigrantShare')) missing(['shocks', k, 'share'], 'the wave', 'immigrantShare');
    for (const name of attributesIn(hit as Predicate | null)) {
      if (!has(name)) missing(['shocks', k, 'cities'], 'the condition', name);
    }
  });
  if (scenario.exposure.prestige !== 0 && !has('population')) {
    missing(['exposure', 'prestige'], 'prestige', 'population');
  }
  if (scenario.observe.by.includes('sizeClass') && !has('population')) {
    missing(['observe', 'by'], 'sizeClass', 'population');
  }
  if (scenario.decision.rule === 'threshold' && !cities.threshold) {
    faults.push({
      path: ['decision', 'rule'],
      message: 'the threshold rule needs a threshold of each city',
      expected: 'a column threshold in the file of cities',
    });
  }
}

/** Networks whose members may found others come before these, whatever their order in the file. */
function foundingOrder(scenario: Scenario, ids: readonly string[]): string[] {
  const ordered: string[] = [];
  const visit = (id: string, above: readonly string[]): void => {
    if (ordered.includes(id) || above.includes(id)) return;
    for (const other of membershipsIn(scenario.networks[id].eligible as Predicate | null)) {
      if (ids.includes(other)) visit(other, [...above, id]);
    }
    ordered.push(id);
  };
  for (const id of ids) visit(id, []);
  return ordered;
}

/** Networks that a condition speaks of. */
function membershipsIn(predicate: Predicate | null): string[] {
  return Object.entries(predicate ?? {}).flatMap(([key, value]): string[] => {
    if (key === 'any') return (value as Predicate[]).flatMap(membershipsIn);
    if (key === 'not') return membershipsIn(value as Predicate);
    return key === 'memberOf' ? [...(value as readonly string[])] : [];
  });
}

/** Founders by name, or those with most of an attribute among the eligible (as things stand at the start). */
function foundersOf(
  world: World,
  subject: number,
  spec: NetworkSpec,
  fromCatalogue: boolean,
  findCity: (name: string, path: Path) => number,
  id: string,
  notes: string[],
): number[] {
  const { founders } = spec;
  if ('cities' in founders) {
    const lookup = cityLookup(world.cities);
    const absent = founders.cities.filter((name) => lookup.find(name) < 0);
    if (fromCatalogue && absent.length > 0) {
      notes.push(`${id}: founders that are not among the cities are left out: ${absent.join(', ')}`);
    }
    return founders.cities.flatMap((name, k) => {
      if (fromCatalogue && absent.includes(name)) return [];
      const city = findCity(name, ['networks', id, 'founders', k]);
      return city < 0 ? [] : [city];
    });
  }
  const values = world.cities.attributes[founders.by];
  if (!values) {
    throw new BuildError([
      {
        path: ['networks', id, 'founders'],
        message: `founders by ${founders.by} need it, and the cities do not have it`,
        expected: `a column, distribution or imputation for ${founders.by}`,
      },
    ]);
  }
  const eligible = compilePredicate(world.subjects[subject].network!.eligible, world);
  const candidates = [...world.cities.ids.keys()].filter((i) => eligible.holds(i, world.initialStage));
  candidates.sort((a, b) => values[b] - values[a] || a - b);
  if (candidates.length < founders.take) {
    notes.push(
      `${id}: ${founders.take} founders were asked for, only ${candidates.length} cities are eligible`,
    );
  }
  return candidates.slice(0, founders.take);
}
