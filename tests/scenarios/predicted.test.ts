/**
 * Cases that are predicted with what was learned in two others: their coefficients are those learned, so that none of
 * them can be tuned to its own curve.
 */
import { describe, expect, it } from 'vitest';
import { networkById } from '../../src/catalogue/index.js';
import { nodeFiles } from '../../src/io/nodeFiles.js';
import { registry } from '../../src/registry.js';
import { loadScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/schema.js';
import { fileOf, outcomes } from './worlds.js';

const scenarioOf = (name: string): Scenario =>
  loadScenario(fileOf(name), { files: nodeFiles, registry }).scenario;

/** What a case may not change: all that was learned of how cities decide. */
const learned = ({ mechanisms, policies, exposure, decision, dynamics, feedback, ties }: Scenario) => ({
  mechanisms,
  policies,
  exposure,
  decision,
  dynamics,
  feedback,
  ties,
});

const cases: readonly [name: string, from: string][] = [
  ['de-safe-harbours', 'us-sanctuary'],
  ['uk-city-of-sanctuary', 'us-sanctuary'],
  ['fr-anvita', 'us-sanctuary'],
  ['it-salvini', 'us-sanctuary'],
  ['be-communes-hospitalieres', 'us-sanctuary'],
  ['cl-sello-migrante', 'eu-charter'],
];

describe.each(cases)('%s', (name, from) => {
  it(`decides as cities do in ${from}`, () => {
    expect(learned(scenarioOf(name))).toEqual(learned(scenarioOf(from)));
  });

  it('has attributes distributed as there, but for what it says otherwise', () => {
    const { attributes, correlations } = scenarioOf(from).cities;
    const own = scenarioOf(name).cities;
    const { immigrantShare: _, ...others } = attributes;
    expect(own.attributes).toMatchObject(others);
    expect(own.correlations).toEqual(correlations);
    expect(own.perReplicate).toBe(true);
  });

  it('has a source, observed points and named cities', () => {
    const { source, observed, observe, networks } = scenarioOf(name);
    expect(source).not.toBe('');
    expect(observed.length).toBeGreaterThan(0);
    for (const item of observed) expect(item.source).not.toBe('');
    const founders = Object.values(networks).map(({ founders: by }) => ('cities' in by ? by.cities : []));
    const named = Object.values(observe.groups).flatMap(({ city }) => city ?? []);
    expect([...founders.flat(), ...named].length).toBeGreaterThan(0);
  });

  it('has its observed outcomes and its own ones defined in a run', async () => {
    const { observed, networks } = scenarioOf(name);
    for (const item of observed)
      expect(networks).toHaveProperty(('outcome' in item && item.outcome.subject) || '');
    const columns = await outcomes(name, 1);
    const defined = Object.values(columns).filter(([value]) => Number.isFinite(value));
    expect(defined.length).toBeGreaterThan(Object.keys(columns).length / 2);
  });
});

/** Rates and coefficients of joining go with a network: each is that of one that was tuned. */
const joins: readonly [name: string, network: string, from: string, learnedFrom: string][] = [
  ['de-safe-harbours', 'seebruecke-safe-harbours', 'us-sanctuary', 'us-sanctuary-movement'],
  ['de-safe-harbours', 'alliance-safe-harbours', 'eu-charter', 'integrating-cities-charter'],
  ['uk-city-of-sanctuary', 'city-of-sanctuary', 'us-sanctuary', 'us-sanctuary-movement'],
  ['fr-anvita', 'anvita', 'us-sanctuary', 'us-sanctuary-movement'],
  ['it-salvini', 'anti-salvini-movement', 'us-sanctuary', 'us-sanctuary-movement'],
  ['be-communes-hospitalieres', 'communes-hospitalieres', 'us-sanctuary', 'welcoming-cities'],
];

describe('the rule of joining', () => {
  it.each(joins)('of %s: %s is that of %s: %s', (name, network, from, learnedFrom) => {
    const { join, leave } = scenarioOf(from).networks[learnedFrom];
    expect(scenarioOf(name).networks[network]).toMatchObject({ join, leave });
  });

  it('of Ma commune sans migrants is how American cities declare exclusion', () => {
    expect(scenarioOf('fr-anvita').networks['ma-commune-sans-migrants'].join).toEqual(
      scenarioOf('us-sanctuary').mechanisms['exclusion'].declare,
    );
  });

  it('of Sello Migrante knows nothing of Chile: no size of it is known to the catalogue', () => {
    expect(networkById('sello-migrante')!.size).toEqual([]);
    const { join } = scenarioOf('cl-sello-migrante').networks['sello-migrante'];
    const { baseline, ...coefficients } = networkById('sello-migrante')!.join.value;
    expect(join!.baseline).toBeCloseTo(Math.log(baseline.perYear), 12);
    expect(
      Object.fromEntries(join!.coefficients.map((entry) => [entry.mechanism, entry.coefficient])),
    ).toEqual(coefficients);
  });
});

describe('what was learned', () => {
  it.each([
    ['learned/us', 'us-sanctuary'],
    ['learned/charter', 'eu-charter'],
  ])('%s is %s without place, networks and history', (name, from) => {
    const [bare, whole] = [scenarioOf(name), scenarioOf(from)];
    expect(learned(bare)).toEqual(learned(whole));
    const { nations, regions, shocks, networks, memberships, adopters, observed } = bare;
    expect({ nations, regions, shocks, networks, memberships, adopters, observed }).toEqual({
      nations: {},
      regions: {},
      shocks: [],
      networks: {},
      memberships: null,
      adopters: null,
      observed: [],
    });
  });
});
