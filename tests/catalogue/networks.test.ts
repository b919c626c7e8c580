import { describe, expect, it } from 'vitest';
import { joinCoefficients } from '../../src/catalogue/assumptions.js';
import {
  type CatalogueNetwork,
  describeNetwork,
  evidences,
  lines,
  membersAt,
  networkById,
  networkDefinition,
  networkIds,
  networks,
  networksFoundedBy,
  originKind,
  origins,
  policyById,
  scopes,
  sources,
  symbolicParts,
} from '../../src/catalogue/index.js';
import { attributes } from '../../src/model/attributes.js';
import { gazetteer } from './joining.js';

/** Our own copy of the literature's table: which networks it names and when they began (null: not said). */
const table: readonly (readonly [id: string, launch: number | null])[] = [
  ['us-sanctuary-movement', 1985],
  ['welcoming-cities', 2013],
  ['city-for-action', 2014],
  ['national-league-of-cities', 1924],
  ['us-coalition-against-racism', null],
  ['cities-of-migration', null],
  ['city-of-sanctuary', 2006],
  ['eurocities', 1986],
  ['eurocities-migration-working-group', null],
  ['integrating-cities-charter', 2010],
  ['assembly-of-european-regions', 1985],
  ['cemr', 1951],
  ['urbact-arrival-cities', 2006],
  ['arlem', 2010],
  ['clip', 2006],
  ['mc2cm', 2015],
  ['solidarity-cities', 2016],
  ['icorn', 1996],
  ['seebruecke-safe-harbours', 2018],
  ['communes-hospitalieres', 2017],
  ['anvita', 2018],
  ['anti-salvini-movement', 2018],
  ['from-the-sea-to-the-city', null],
  ['ma-commune-sans-migrants', 2016],
  ['c-mise', 2017],
  ['university-initiated-networks', null],
  ['iccar', 2004],
  ['african-coalition-against-racism', 2006],
  ['intercultural-cities', 2008],
  ['uclg', 2004],
  ['metropolis', 1985],
  ['global-parliament-of-mayors', 2016],
  ['mayoral-forum', 2014],
  ['mayors-mechanism', 2018],
  ['congress-local-regional-authorities', 1994],
  ['local-government-association', 1997],
  ['sello-migrante', 2015],
  ['mercociudades', 1995],
  ['africities', 1998],
  ['host-municipalities-network', null],
];

const alsoNamed = [
  'cities-for-action-pandemic',
  'mayors-dialogue-border-solvers',
  'iom-cities-forum',
  'alliance-safe-harbours',
];

const network = (id: string): CatalogueNetwork => networkById(id)!;

/** Everything in an entry that claims evidence, with its path. */
function claims(value: unknown, path: string): readonly (readonly [path: string, claim: object])[] {
  if (value === null || typeof value !== 'object') return [];
  const own = 'evidence' in value ? [[path, value] as const] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => claims(inner, `${path}.${key}`))];
}

describe('the rows of the literature', () => {
  it('are all in the catalogue, with the launch year of the table', () => {
    expect(table).toHaveLength(40);
    const rows = networks.filter(({ listed }) => listed === 'table');
    const launches = new Map(rows.map(({ id, launch }) => [id, launch?.year ?? null]));
    expect(launches).toEqual(new Map(table));
  });

  it('stand beside the networks that are only named in passing', () => {
    const beside = networks.filter(({ listed }) => listed === 'also-named').map(({ id }) => id);
    expect(beside.sort()).toEqual([...alsoNamed].sort());
  });

  it('have ids of their own, in kebab case', () => {
    expect(new Set(networkIds).size).toBe(networks.length);
    for (const id of networkIds) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(networkById('no-such-network')).toBeUndefined();
  });

  it('keep both years where the paper and another source differ', () => {
    const years = (id: string): readonly number[] => {
      const { launch } = network(id);
      return [launch!.year, ...(launch!.alternatives ?? []).map(({ year }) => year)];
    };
    expect(years('icorn')).toEqual([1996, 1994, 2006]);
    expect(years('city-of-sanctuary')).toEqual([2006, 2005, 2007]);
    expect(years('mayoral-forum')).toEqual([2014, 2013]);
  });

  it('multiply: dated rows by the end of 1999, 2010 and 2020', () => {
    expect([1999, 2010, 2020].map(networksFoundedBy)).toEqual(
      [1999, 2010, 2020].map(
        (year) => table.filter(([, launch]) => launch !== null && launch <= year).length,
      ),
    );
    expect([1999, 2010, 2020].map(networksFoundedBy)).toEqual([11, 20, 34]);
  });
});

describe('every value', () => {
  it('says what its evidence is, and cites the source of what is from a paper or verified', () => {
    for (const entry of networks) {
      const columns = Object.entries(entry).filter(
        ([key, value]) =>
          typeof value === 'object' && value !== null && !['size', 'sources', 'functions'].includes(key),
      );
      for (const [key, value] of columns) expect(value, `${entry.id}.${key}`).toHaveProperty('evidence');
      for (const [key, value] of Object.entries(entry.functions)) {
        if (value !== null) expect(value, `${entry.id}.functions.${key}`).toHaveProperty('evidence');
      }
      for (const [path, claim] of claims(entry, entry.id)) {
        const { evidence, source } = claim as { evidence: string; source?: string };
        expect(evidences, path).toContain(evidence);
        if (evidence === 'paper') expect(Object.keys(sources), path).toContain(source);
        if (evidence === 'verified') expect(source, path).toBeTruthy();
      }
    }
  });

  it('that is a strength of a function, a weight, a resource, a coefficient or a founder is not passed off as a finding', () => {
    for (const {
      id,
      functions,
      carries,
      resources,
      join,
      leave,
      eligible,
      agenda,
      migrationShare,
    } of networks) {
      const { practical, symbolic, jurisgenerative } = functions;
      const ours = [
        practical,
        symbolic,
        jurisgenerative,
        carries,
        resources,
        join,
        leave,
        eligible,
        agenda,
        migrationShare,
      ];
      for (const { evidence } of ours) expect(evidence, id).toBe('assumption');
    }
  });

  it('has a source behind its network', () => {
    for (const { id, sources: cited } of networks) {
      expect(cited.length, id).toBeGreaterThan(0);
      if (network(id).listed === 'table')
        expect(
          cited.some((key) => key === 'LS' || key === 'T'),
          id,
        ).toBe(true);
    }
  });

  it('lies in its range', () => {
    for (const { id, functions, ...entry } of networks) {
      const parts: { readonly [part: string]: number } = functions.symbolicParts?.value ?? {};
      const shares: readonly number[] = [
        functions.practical.value,
        functions.symbolic.value,
        functions.jurisgenerative.value,
        ...Object.values(parts),
        ...Object.values(entry.carries.value),
        entry.migrationShare.value,
        entry.resources.value,
        entry.agenda.value.vertical,
        entry.agenda.value.horizontal,
        entry.benchmarks?.value.standard ?? 0,
      ];
      for (const share of shares) expect(share >= 0 && share <= 1, `${id}: ${share}`).toBe(true);
      expect(entry.agenda.value.vertical + entry.agenda.value.horizontal, id).toBeCloseTo(1, 12);
      expect(scopes, id).toContain(entry.scope.value);
      expect(origins, id).toContain(entry.origin.value);
      expect(lines, id).toContain(entry.line.value);
      expect(entry.direction.value, id).toBe(entry.line.value === 'exclusionary' ? -1 : 1);
      expect((entry.launch === null) === (entry.undatedFrom !== null), id).toBe(true);
      const times = entry.size.map(({ at }) => at);
      expect(times, id).toEqual([...times].sort((a, b) => a - b));
      expect(entry.parent === null || networkById(entry.parent) !== undefined, id).toBe(true);
      const { value: membership } = entry.membership;
      if (membership.kind === 'temporary') expect(membership.to, id).toBe(entry.ended?.value ?? null);
    }
  });
});

describe('what an entry refers to', () => {
  const isCountry = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const inGazetteer = new Set(gazetteer.map(({ country }) => country));

  it('is a known country, of ISO 3166 and of the gazetteer', () => {
    for (const { id, eligible, countries } of networks) {
      const { country, ...rest } = eligible.value as { country?: readonly string[]; population: object };
      expect(Object.keys(rest), id).toEqual(['population']);
      expect(country ?? null, id).toEqual(countries.value.codes);
      for (const code of country ?? []) {
        expect(isCountry.of(code), `${id}: ${code}`).toBeTruthy();
        expect(inGazetteer.has(code), `${id}: ${code}`).toBe(true);
      }
      expect(new Set(country).size, id).toBe((country ?? []).length);
    }
  });

  it('is a shipped policy on the side that the network takes', () => {
    for (const { id, carries, direction, benchmarks } of networks) {
      for (const policy of [...Object.keys(carries.value), benchmarks?.value.policy ?? 'welcoming']) {
        expect(policyById(policy), `${id}: ${policy}`).toBeDefined();
        if (policy in carries.value) expect(policyById(policy)!.direction.value, id).toBe(direction.value);
      }
      if (benchmarks) expect(carries.value, id).toHaveProperty(benchmarks.value.policy);
    }
  });

  it('is a founder that the gazetteer knows', () => {
    const names = new Set(gazetteer.map(({ country, name }) => `${country}/${name}`));
    for (const { id, founders } of networks) {
      if ('take' in founders.value) expect(attributes, id).toHaveProperty(founders.value.by);
      else for (const city of founders.value) expect(names.has(city), `${id}: ${city}`).toBe(true);
    }
  });

  it('is a mechanism of the registry', () => {
    const known = [
      ...['need', 'orientation', 'civilSociety', 'population', 'capacity', 'emulation'],
      ...['membership', 'defiance', 'support', 'education', 'leadership'],
    ];
    for (const { id, join, leave } of networks) {
      for (const rule of [join.value, leave.value]) {
        const { baseline, ...coefficients } = rule;
        expect(baseline.perYear, id).toBeGreaterThan(0);
        for (const mechanism of Object.keys(coefficients)) expect(known, id).toContain(mechanism);
      }
    }
  });
});

describe('the rule for strengths', () => {
  it('gives .6 to a function that is named and .1 to one that is not', () => {
    const { functions } = network('welcoming-cities');
    expect(functions.named.value).toEqual(['practical', 'symbolic']);
    expect(
      [functions.practical, functions.symbolic, functions.jurisgenerative].map(({ value }) => value),
    ).toEqual([0.6, 0.6, 0.1]);
    expect(functions.symbolicParts).toBeNull();
  });

  it('makes the symbolic strength the mean of the parts that Spencer names', () => {
    const { functions } = network('c-mise');
    expect(Object.keys(functions.symbolicParts!.value)).toEqual([...symbolicParts]);
    expect(functions.symbolic.value).toBe(0.6);
    expect(network('cemr').functions.symbolic.value).toBe(0.225); // (.6 + 3 x .1) / 4
    expect(network('cemr').functions.jurisgenerative.value).toBe(0.6);
  });

  it('keeps Caponio’s order of vertical agendas', () => {
    const vertical = (id: string): number => network(id).agenda.value.vertical;
    expect(vertical('eurocities')).toBeGreaterThan(vertical('intercultural-cities'));
    expect(vertical('intercultural-cities')).toBeGreaterThan(vertical('welcoming-cities'));
  });

  it('gives sponsored networks more resources than grassroots ones', () => {
    const of = (kind: string): readonly number[] =>
      networks
        .filter(({ origin }) => originKind(origin.value) === kind)
        .map(({ resources }) => resources.value);
    expect(Math.min(...of('sponsored'))).toBeGreaterThan(Math.max(...of('grassroots')));
    expect(joinCoefficients.grassroots).not.toHaveProperty('capacity');
  });
});

describe('origin and scope', () => {
  /** Cramér's V of a 2 x 2 table = |ad - bc| / sqrt of the product of its margins. */
  const cramersV = ([[a, b], [c, d]]: readonly (readonly number[])[]): number =>
    Math.abs(a * d - b * c) / Math.sqrt((a + b) * (c + d) * (a + c) * (b + d));

  const rows = networks.filter(({ listed }) => listed === 'table');
  const counts = (
    isGrassroots: (entry: CatalogueNetwork) => boolean | null,
  ): readonly (readonly number[])[] =>
    [true, false].map((grassroots) =>
      [true, false].map(
        (national) =>
          rows.filter(
            (entry) => isGrassroots(entry) === grassroots && (entry.scope.value === 'national') === national,
          ).length,
      ),
    );

  it('go together: grassroots networks are national, sponsored ones international', () => {
    const strict = counts(({ origin }) => {
      const kind = originKind(origin.value);
      return kind === 'other' ? null : kind === 'grassroots';
    });
    // Rows grassroots, sponsored; columns national, several countries. Sponsored and national: the American
    // coalition against racism and Sello Migrante. V = (7 x 11 - 3 x 2) / sqrt(10 x 13 x 9 x 14) = .555.
    expect(strict).toEqual([
      [7, 3],
      [2, 11],
    ]);
    console.info(`Cramér's V of origin and scope: ${cramersV(strict).toFixed(3)} ${JSON.stringify(strict)}`);
    expect(cramersV(strict)).toBeCloseTo(0.555, 3);
    expect(cramersV(strict)).toBeGreaterThan(0.4);
  });

  it('go together too where a paper’s word of grassroots for EUROCITIES is taken', () => {
    const byWord = counts(({ origin }) => {
      const values = [origin.value, ...(origin.alternatives ?? []).map(({ value }) => value)];
      if (values.some((value) => originKind(value) === 'grassroots')) return true;
      return originKind(origin.value) === 'sponsored' ? false : null;
    });
    console.info(`with EUROCITIES as grassroots: ${cramersV(byWord).toFixed(3)} ${JSON.stringify(byWord)}`);
    expect(cramersV(byWord)).toBeGreaterThan(0.4);
  });
});

describe('describeNetwork', () => {
  it('says so where the launch year or the size is missing', () => {
    const text = describeNetwork(network('cities-of-migration'));
    expect(text).toContain('launch year unknown');
    expect(text).toContain('size unknown');
    expect(text).toContain('simulated from: 2008 [assumption] (a stand-in');
    expect(text).not.toContain('undefined');
  });

  it('gives each value its evidence, and both where sources differ', () => {
    const text = describeNetwork(network('icorn'));
    expect(text).toContain(
      'launch: 1996 [paper: LS] (by the parliament of writers); or 1994 [verified: penopp.org]',
    );
    expect(text).toContain('size: 15 at 2006.5 [verified: penopp.org]; 52 at 2016.2');
  });

  it('has a line for each column of every network, and no object in brackets', () => {
    for (const entry of networks) {
      const text = describeNetwork(entry);
      expect(text, entry.id).not.toMatch(/undefined|\[object|NaN/);
      expect(text.split('\n').length, entry.id).toBeGreaterThan(20);
    }
  });
});

describe('networkDefinition', () => {
  it('is the form of scenario files, bare values', () => {
    expect(networkDefinition(network('integrating-cities-charter'))).toMatchObject({
      from: 2010,
      to: null,
      scope: 'regional',
      origin: 'city-led',
      functions: { practical: 0.6, symbolic: 0.6, jurisgenerative: 0.1 },
      migrationShare: 1,
      carries: { integration: 1, welcoming: 0.5 },
      founders: [],
      benchmark: { peers: 5, by: ['population', 'immigrantShare', 'orientation'], standard: null },
    });
    expect(networkDefinition(network('anvita')).from).toBe('2018-09-26');
  });

  it('lets welcoming stand for integration where a scenario has welcoming alone', () => {
    const carried = (policies: readonly string[]): object =>
      networkDefinition(network('integrating-cities-charter'), { policies }).carries;
    expect(carried(['welcoming'])).toEqual({ welcoming: 1 });
    expect(carried(['integration', 'welcoming'])).toEqual({ integration: 1, welcoming: 0.5 });
    expect(carried(['riot'])).toEqual({});
  });

  it('starts a network that is older than the scenario with the members it had by then', () => {
    expect(networkDefinition(network('eurocities'), { start: 2010 }).founders).toEqual({
      take: 140,
      by: 'population',
    });
    expect(networkDefinition(network('eurocities'), { start: 1980 }).founders).toHaveLength(6);
    expect(networkDefinition(network('cemr'), { start: 2000 }).founders).toEqual([]);
  });
});

describe('membersAt', () => {
  it('draws straight lines between the known sizes', () => {
    const welcoming = network('welcoming-cities');
    expect([2010, 2013, 2014, 2015, 2020, 2030].map((time) => membersAt(welcoming, time))).toEqual([
      0, 18, 34, 50, 93, 93,
    ]);
    expect(membersAt(network('eurocities'), 1998)).toBe(73); // half-way from 6 in 1986 to 140 in 2010
    expect(membersAt(network('us-sanctuary-movement'), 1985)).toBe(1);
  });

  it('is null where neither size nor founders are known', () => {
    expect(membersAt(network('cemr'), 2000)).toBeNull();
  });
});
