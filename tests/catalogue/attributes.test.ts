/**
 * Which columns of a catalogue entry the simulation reads: changing one of these changes what happens, changing a
 * label changes nothing. The table stands in the header of src/catalogue/network.ts.
 */
import { describe, expect, it } from 'vitest';
import { type CatalogueNetwork, networkById, networkDefinition } from '../../src/catalogue/index.js';
import { createSimulator } from '../../src/model/simulate.js';
import { registry } from '../../src/registry.js';
import { buildWorld } from '../../src/scenario/build/buildWorld.js';
import { loadScenario } from '../../src/scenario/load.js';
import { memoryFiles } from '../scenario/fixture.js';

/** A column of an entry, with another value in it. */
type Change = (entry: CatalogueNetwork) => Partial<CatalogueNetwork>;

const start = 2005;

/** A world in which every channel is open, with one network of the catalogue in it. */
function scenarioWith(entry: CatalogueNetwork): object {
  const policies = { welcoming: {}, integration: {}, sanctuary: {}, exclusion: {} };
  const definition = {
    ...networkDefinition(entry, { policies: Object.keys(policies), start }),
    direction: entry.direction.value,
  };
  const stated = Object.entries(definition).filter(([, value]) => value !== null);
  const declare = {
    baseline: { perYear: 0.05 },
    orientation: 1,
    membership: 3,
    emulation: 2,
    branding: 3,
    benchmarking: 3,
    support: 3,
  };
  const policy = {
    declare: { ...declare, defiance: 3, coercion: -1 },
    implement: { ...declare, baseline: { perYear: 0.3 } },
    repeal: { baseline: { perYear: 0.02 } },
  };
  return {
    seed: 'columns',
    time: { start, end: 2025, stepsPerYear: 4 },
    cities: {
      synthetic: { count: 120, countries: { DE: 0.5, US: 0.5 } },
      attributes: {
        immigrantShare: { beta: [2, 16] },
        orientation: { normal: [0, 0.4], within: [-1, 1] },
        civilSociety: { beta: [3, 3] },
        capacity: { beta: [3, 3] },
        brandAmbition: { beta: [2, 3] },
        dependence: { beta: [2, 5] },
      },
    },
    nations: Object.fromEntries(
      ['DE', 'US'].map((nation) => [
        nation,
        {
          pressure: [
            { at: 2005, level: -0.2 },
            { at: 2015, level: 0.6 },
          ],
        },
      ]),
    ),
    policies,
    networks: { club: Object.fromEntries(stated) },
    ties: { generator: 'gravity', meanDegree: 6 },
    exposure: { layers: { ties: 1, networks: 1 } },
    mechanisms: Object.fromEntries(Object.keys(policies).map((id) => [id, policy])),
    feedback: {
      socialisation: 0.5,
      dissent: 0.5,
      advocacy: { pushes: { welcoming: -1, integration: -1, sanctuary: 1 }, voice: 0.2, decay: 0.2 },
    },
  };
}

/** What happened: who did what and when, to the last bit. */
function happened(entry: CatalogueNetwork): string {
  const text = JSON.stringify(scenarioWith(entry));
  const { scenario } = loadScenario('scenario.json', {
    files: memoryFiles({ 'scenario.json': text }),
    registry,
  });
  const inputs = { scenario, cities: null, ties: null, adopters: [], memberships: null };
  const { world } = buildWorld({ ...inputs, fromCatalogue: ['club'] });
  const { count, time, city, subject, to } = createSimulator(world, { explain: false }).run(0);
  const events = Array.from({ length: count }, (_, k) => [time[k], city[k], subject[k], to[k]]);
  return JSON.stringify([...world.initialStage, ...world.entries.map((at) => Object.values(at)), ...events]);
}

/** An entry that any of the 120 cities may join, so that there is something to change. */
function opened(id: string): CatalogueNetwork {
  const entry = networkById(id)!;
  return {
    ...entry,
    eligible: { ...entry.eligible, value: {} },
    founders: { value: { take: 5, by: 'population' }, evidence: 'assumption' },
    join: {
      ...entry.join,
      value: { ...entry.join.value, baseline: { perYear: 0.1 } },
    },
  };
}

const value =
  <Key extends keyof CatalogueNetwork>(key: Key, changed: unknown): Change =>
  (entry) => ({ [key]: { ...(entry[key] as object | null), value: changed } });
const strength =
  (name: 'practical' | 'symbolic' | 'jurisgenerative'): Change =>
  ({ functions }) => ({ functions: { ...functions, [name]: { ...functions[name], value: 0.35 } } });

const simulated: readonly [column: string, network: string, Change][] = [
  ['launch', 'integrating-cities-charter', ({ launch }) => ({ launch: { ...launch!, year: 2013 } })],
  ['undatedFrom', 'cities-of-migration', value('undatedFrom', 2013)],
  ['ended', 'clip', value('ended', 2010)],
  ['size', 'eurocities', () => ({ size: [{ members: 20, at: 2004, evidence: 'assumption' }] })],
  ['functions.practical', 'integrating-cities-charter', strength('practical')],
  ['functions.symbolic', 'integrating-cities-charter', strength('symbolic')],
  ['functions.jurisgenerative', 'anvita', strength('jurisgenerative')],
  ['migrationShare', 'eurocities', value('migrationShare', 0.6)],
  ['benchmarks', 'integrating-cities-charter', () => ({ benchmarks: null })],
  [
    'benchmarks: standard',
    'integrating-cities-charter',
    ({ benchmarks }) => ({
      benchmarks: { ...benchmarks!, value: { ...benchmarks!.value, standard: 1 } },
    }),
  ],
  ['carries', 'integrating-cities-charter', value('carries', { sanctuary: 1 })],
  ['eligible', 'integrating-cities-charter', value('eligible', { country: ['DE'] })],
  ['founders', 'integrating-cities-charter', value('founders', { take: 12, by: 'population' })],
  ['join', 'integrating-cities-charter', value('join', { baseline: { perYear: 0.01 } })],
  ['leave', 'integrating-cities-charter', value('leave', { baseline: { perYear: 0.3 } })],
  ['membership: rotating', 'arlem', value('membership', { kind: 'rotating', seats: 80, term: 1 })],
  ['membership: permanent', 'arlem', value('membership', { kind: 'permanent' })],
  ['origin: no sponsor any more', 'intercultural-cities', value('origin', 'city-led')],
  ['origin: university-led', 'integrating-cities-charter', value('origin', 'university')],
  ['resources of a sponsor', 'intercultural-cities', value('resources', 0.1)],
  ['agenda', 'anvita', value('agenda', { vertical: 0.9, horizontal: 0.1 })],
  ['direction', 'integrating-cities-charter', value('direction', -1)],
];

const label =
  (changed: Partial<CatalogueNetwork>): Change =>
  () =>
    changed;
const labels: readonly [column: string, Change][] = [
  ['label, help', label({ label: 'another name', help: 'another text' })],
  ['listed', label({ listed: 'also-named' })],
  ['scope', value('scope', 'national')],
  ['countries, which `eligible` states', value('countries', { name: 'elsewhere', codes: ['FR'] })],
  ['origin, where neither a sponsor nor a university', value('origin', 'grassroots')],
  ['theme', value('theme', 'generalist')],
  ['formed', value('formed', 'ex-ante')],
  ['composition', value('composition', 'composite')],
  ['governance', value('governance', 'decentralised')],
  ['resources of others', value('resources', 0.9)],
  ['line, which `direction` and `carries` state', value('line', 'inclusive')],
  ['membership: temporary, where `ended` states the end', value('membership', { kind: 'permanent' })],
  ['parent', label({ parent: null })],
  ['sources', label({ sources: ['hearsay'] })],
  [
    'functions named, and parts of the symbolic one',
    ({ functions }) => ({
      functions: { ...functions, named: { ...functions.named, value: [] }, symbolicParts: null },
    }),
  ],
];

describe('a column that is simulated', () => {
  it.each(simulated)('%s (%s) changes what happens', (_, id, change) => {
    const entry = opened(id);
    const other = { ...entry, ...change(entry) };
    expect(other).not.toEqual(entry);
    expect(happened(other)).not.toBe(happened(entry));
  });
});

describe('a label', () => {
  const entry = opened('integrating-cities-charter');
  const before = happened(entry);

  it.each(labels)('%s changes nothing', (_, change) => {
    expect(happened({ ...entry, ...change(entry) })).toBe(before);
  });

  it('or a simulated column is every column of an entry', () => {
    const named = [...simulated.map(([column]) => column), ...labels.map(([column]) => column)].join(' ');
    for (const column of Object.keys(entry)) {
      if (column !== 'id') expect(named, column).toMatch(new RegExp(`\\b${column}\\b`));
    }
  });
});
