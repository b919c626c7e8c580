import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolvedYaml } from '../../src/scenario/load.js';
import { type InputError, problemWithSource } from '../../src/scenario/problem.js';
import { load, problemsIn, small } from './fixture.js';

const charter = readFileSync(new URL('charterExample.yaml', import.meta.url), 'utf8');
const granovetter = readFileSync(new URL('granovetterExample.yaml', import.meta.url), 'utf8');

/** `small` with further lines; they start in line 6. */
const more = (...lines: string[]): string => `${small}${lines.join('\n')}\n`;

describe('the examples of FORMATS.md are accepted as they stand', () => {
  test('the charter', () => {
    const { scenario } = load(charter);
    expect(scenario).toMatchObject({
      name: 'Integrating Cities Charter',
      seed: 'charter',
      replicates: 200,
      time: { start: 2010, end: 2021, stepsPerYear: 4 },
      exposure: { layers: { ties: 1, networks: 1, country: 0, all: 0 }, prestige: 0, halfLife: null },
      decision: { rule: 'hazard' },
    });
    expect(scenario.nations['DE'].pressure.map(({ at, level }) => [at, level])).toEqual([
      [2010, 0],
      [2015 + 243 / 365, -0.4],
      [2016 + 60 / 366, 0.3],
    ]);
    expect(scenario.cities.gazetteer!.country).toContain('NO');
    expect(scenario.observe.outcomes.map(({ column }) => column)).toEqual([
      'signed2020',
      'share_welcoming_implemented_signatories',
      'timeTo25_welcoming_large',
    ]);
    expect(scenario.observed).toEqual([
      {
        outcome: expect.objectContaining({ measure: 'members', subject: 'integrating-cities-charter' }),
        points: [
          [2010, 0],
          [2021, 39],
        ],
        source: 'Teixeira 2020',
      },
    ]);
  });

  test('thresholds on a user’s files', () => {
    const contents = {
      's/granovetter.yaml': granovetter,
      's/people.csv': 'person,needs\n',
      's/edges.csv': '',
    };
    const { scenario, provenance } = load(contents, [], 's/granovetter.yaml');
    expect(scenario.decision).toEqual({ rule: 'threshold', unit: 'count' });
    expect(scenario.cities.columns).toEqual({ id: { column: 'person' }, threshold: { column: 'needs' } });
    expect(scenario.ties).toEqual({ file: 'edges.csv', directed: false });
    expect(scenario.seed).toBe('granovetter');
    expect(provenance.resolvePath(['ties', 'file'])).toBe('s/edges.csv');
  });
});

test('five mistakes are five problems, each at its place, with what was meant', () => {
  const text = `name: five mistakes
time: { start: 2010, end: 2001 }
citeis: { synthetic: { count: 100 } }
policies:
  welcoming: { conflict: 1.5 }
networks:
  eurocites: {}
mechanisms:
  welcoming:
    declare: { baseline: -4, emulaton: 1 }
`;
  expect(problemsIn(text)).toEqual([
    'scenario.yaml:2:27 time.end: expected a time after the start 2010, found 2001',
    "scenario.yaml:3:1 citeis: unknown key 'citeis'; did you mean cities?",
    'scenario.yaml:5:26 policies.welcoming.conflict: expected a number from 0 to 1, found 1.5',
    "scenario.yaml:7:3 networks.eurocites: unknown network 'eurocites'; did you mean eurocities?",
    "scenario.yaml:10:30 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?",
  ]);
  try {
    load(text);
  } catch (error) {
    expect(
      problemWithSource((error as InputError).problems[1])
        .split('\n')
        .slice(1),
    ).toEqual(['    citeis: { synthetic: { count: 100 } }', '    ^']);
  }
});

describe('what a file may leave out', () => {
  test('has its default', () => {
    const { scenario } = load(small);
    expect(scenario).toMatchObject({
      name: 'scenario',
      why: '',
      seed: 'scenario',
      replicates: 100,
      time: { start: 2010, end: 2020, stepsPerYear: 4 },
      nations: {},
      regions: {},
      shocks: [],
      policies: {
        welcoming: {
          label: 'welcoming',
          direction: 1,
          conflict: 0,
          effect: 0.5,
          buildsOn: [],
          excludes: [],
        },
      },
      networks: {},
      ties: null,
      memberships: null,
      adopters: null,
      exposure: { layers: { ties: 1, networks: 1, country: 0, all: 0 }, prestige: 0, halfLife: null },
      decision: { rule: 'hazard' },
      dynamics: {
        mobilisation: 0,
        growth: null,
        elections: null,
        salience: { gain: 1, halfLife: 1 },
      },
      feedback: { socialisation: 0, dissent: 0, advocacy: null, outcomes: null, design: null },
      observe: { every: 0.25, by: [], groups: {}, events: true, outcomes: [] },
      observed: [],
    });
    expect(scenario.mechanisms['welcoming']).toEqual({
      declare: {
        baseline: -4,
        coefficients: [{ mechanism: 'emulation', coefficient: 1, parameters: { delay: 1 } }],
      },
      quiet: null,
      implement: null,
      repeal: null,
    });
  });

  test('is frozen with the rest, all the way down', () => {
    const { scenario } = load(small);
    expect(Object.isFrozen(scenario)).toBe(true);
    expect(Object.isFrozen(scenario.mechanisms['welcoming'].declare!.coefficients[0].parameters)).toBe(true);
  });

  test('depends on the rule where the rule asks for it', () => {
    const { scenario } = load(small, ['mechanisms=null', 'decision={rule: bass, p: .03, q: .4}']);
    expect(scenario.exposure.layers).toEqual({ ties: 0, networks: 0, country: 0, all: 1 });
  });
});

describe('mechanisms', () => {
  test('stand in the order of the registry, with their parameters, and coefficients of 0 stay', () => {
    const set = [
      'mechanisms.welcoming.declare={emulation: {coefficient: 0, delay: 3}, need: .5, baseline: {perYear: .02}}',
    ];
    const declare = load(small, set).scenario.mechanisms['welcoming'].declare!;
    expect(declare.baseline).toBeCloseTo(Math.log(0.02), 12);
    expect(declare.coefficients).toEqual([
      { mechanism: 'need', coefficient: 0.5, parameters: {} },
      { mechanism: 'emulation', coefficient: 0, parameters: { delay: 3 } },
    ]);
  });

  test('a coefficient that was published as log-odds is entered unchanged, and marked so', () => {
    const declare = (words: string): string => `mechanisms.welcoming.declare={baseline: -5, need: ${words}}`;
    const { scenario } = load(small, [declare('{ logOdds: .7 }')]);
    const [need, emulation] = scenario.mechanisms['welcoming'].declare!.coefficients;
    expect(need).toEqual({ mechanism: 'need', coefficient: 0.7, parameters: {}, isLogOdds: true });
    expect(emulation).not.toHaveProperty('isLogOdds');
    expect(problemsIn(small, [declare('{ logOdds: .7, coefficient: .7 }')])[0]).toContain(
      'logOdds does not go with coefficient; keep one of them',
    );
    expect(problemsIn(small, [declare('{}')])[0]).toContain('expected one of coefficient, logOdds');
  });

  test('that cannot enter a transition say which they can', () => {
    expect(problemsIn(more('networks: {}').replace('-4,', '-4, membership: 1,'))).toEqual([]);
    expect(problemsIn(small, ['mechanisms.welcoming.repeal={baseline: -5, benchmarking: 1}'])).toEqual([
      '--set mechanisms.welcoming.repeal={baseline: -5, benchmarking: 1} mechanisms.welcoming.repeal.benchmarking: mechanism benchmarking does not enter repeal; it can enter declare, implement',
    ]);
  });

  test('belong to a policy of the scenario', () => {
    expect(problemsIn(small.replace('  welcoming:', '  welcomin:'))).toEqual([
      "scenario.yaml:5:3 mechanisms.welcomin: unknown policy 'welcomin'; did you mean welcoming?",
    ]);
    expect(problemsIn(small.replace('declare', 'decalre'))).toEqual([
      "scenario.yaml:5:16 mechanisms.welcoming.decalre: unknown transition 'decalre'; did you mean declare?",
    ]);
    expect(
      problemsIn(
        more('networks: { eurocities: {} }').replace('mechanisms:', 'mechanisms:\n  eurocities: {}'),
      )[0],
    ).toContain("'eurocities' is a network: state join and leave at networks.eurocities");
  });

  test('that no one states for a policy are missed', () => {
    expect(problemsIn(small, ['policies.sanctuary={}'])[0]).toContain(
      'mechanisms.sanctuary.declare is missing',
    );
  });

  test('need numbers: text, .nan, 0 events a year and a missing baseline are refused', () => {
    const declare = (text: string) => problemsIn(small.replace('{ baseline: -4, emulation: 1 }', text));
    expect(declare('{ baseline: -4, emulation: abc }')).toEqual([
      "scenario.yaml:5:52 mechanisms.welcoming.declare.emulation: expected a number or a mapping, found text 'abc'",
    ]);
    expect(declare('{ baseline: .inf }')[0]).toContain(
      'expected a number from -100 to 100 or a mapping, found .inf',
    );
    expect(declare('{ baseline: { perYear: 0 } }')[0]).toContain(
      'expected a number above 0 and up to 1,000,000, found 0',
    );
    expect(declare('{ emulation: 1 }')).toEqual([
      'scenario.yaml:5:16 mechanisms.welcoming.declare.baseline: missing: expected a number from -100 to 100 or a mapping',
    ]);
    expect(declare('{ baseline: -4, emulation: { coefficient: 1, delay: 11 } }')[0]).toContain(
      'emulation.delay: expected a number from 0 to 10, found 11',
    );
  });
});

describe('networks', () => {
  test('of the catalogue stand for their entry, with what the scenario states in its place', () => {
    const { scenario, resolved } = load(
      more('networks: { eurocities: { functions: { symbolic: 0.9 }, join: { baseline: -3 }, label: E } }'),
    );
    expect(scenario.networks['eurocities']).toMatchObject({
      label: 'E',
      from: 1986,
      to: null,
      functions: { practical: 0.6, symbolic: 0.9, jurisgenerative: 0.6 },
      join: { baseline: -3, coefficients: [] },
      carries: { welcoming: 1 },
      labels: { scope: 'regional' },
    });
    expect(resolved['networks']).toEqual({
      eurocities: { functions: { symbolic: 0.9 }, join: { baseline: -3 }, label: 'E' },
    });
  });

  test('of the catalogue lose what null removes, and know the start of the scenario', () => {
    const { scenario } = load(more('networks: { integrating-cities-charter: { benchmark: null } }'), [
      'time.start=2015',
    ]);
    expect(scenario.networks['integrating-cities-charter']).toMatchObject({
      benchmark: null,
      founders: { take: 18, by: 'population' },
    });
  });

  test('of one’s own need a founding year, functions and a way in', () => {
    expect(problemsIn(more('networks: { mine: { from: 2012 } }'))).toEqual([
      "scenario.yaml:6:13 networks.mine: unknown network 'mine'; it is not in the catalogue, so its definition needs functions and join, founders or memberships",
    ]);
    const own =
      'networks: { mine: { from: 2012-07-01, functions: { practical: 1 }, founders: [1, DE/Bremen] } }';
    expect(load(more(own)).scenario.networks['mine']).toMatchObject({
      from: 2012 + 182 / 366,
      functions: { practical: 1, symbolic: 0, jurisgenerative: 0 },
      founders: { cities: ['1', 'DE/Bremen'] },
      carries: { welcoming: 1 },
      join: null,
    });
  });

  test('without a value are not taken for removed', () => {
    expect(problemsIn(more('networks:', '  eurocities:'))[0]).toContain(
      'scenario.yaml:7:3 networks.eurocities: expected a mapping, found nothing (null); to state it without settings, write {}',
    );
  });

  test('share no name with a policy, and carry policies that there are', () => {
    const problems = problemsIn(
      more(
        'networks:',
        '  welcoming: { from: 2012, functions: {}, founders: [] }',
        '  eurocities: { carries: { welcomin: 1 }, to: 1980 }',
      ),
    );
    expect(problems).toEqual([
      "scenario.yaml:7:3 networks.welcoming: 'welcoming' is the name of a policy too",
      "scenario.yaml:8:28 networks.eurocities.carries.welcomin: unknown policy 'welcomin'; did you mean welcoming?",
      'scenario.yaml:8:47 networks.eurocities.to: expected a time after its founding 1986, found 1980',
    ]);
  });
});

test('policies of the catalogue drop what they say of policies that the scenario leaves out', () => {
  const text = small.replaceAll('welcoming', 'sanctuary');
  expect(load(text).scenario.policies['sanctuary']).toEqual({
    label: 'sanctuary',
    direction: 1,
    conflict: 1,
    effect: 0.5,
    buildsOn: [],
    excludes: [],
  });
  expect(problemsIn(text.replace('{}', '{ buildsOn: [welcoming], excludes: [sanctuary] }'))).toEqual([
    "scenario.yaml:3:37 policies.sanctuary.buildsOn[0]: unknown policy 'welcoming'; known are sanctuary",
    'scenario.yaml:3:60 policies.sanctuary.excludes[0]: sanctuary cannot name itself',
  ]);
});

describe('countries', () => {
  const countries = (codes: string) =>
    problemsIn(small, ['cities.synthetic=null', `cities.gazetteer={country: ${codes}}`]).map(
      (line) => line.split('country')[1] + line.split('country').slice(2).join('country'),
    );

  test('are codes of two capitals where cities are real', () => {
    expect(countries('[NO, "NO", SE]')).toEqual([]);
    expect(countries('[de]')[0]).toContain('did you mean DE?');
    expect(countries('[UK]')[0]).toContain('did you mean GB?');
  });

  test('NO that was taken for false gets the remedy', () => {
    expect(countries('[false]')[0]).toContain("found false; for Norway, quote it: 'NO'");
    const yaml11 = `%YAML 1.1\n---\n${small.replace('synthetic: { count: 100 }', 'gazetteer: { country: [SE, NO] }')}`;
    expect(problemsIn(yaml11)).toEqual([
      "scenario.yaml:4:38 cities.gazetteer.country[1]: expected a country code ('DE'), found false; for Norway, quote it: 'NO'",
    ]);
  });

  test('are any names where cities are made up', () => {
    const set = [
      'cities.synthetic.countries={North: .5, South: .5}',
      'nations={North: {pressure: [{at: 2015, level: 1}]}}',
    ];
    expect(
      problemsIn(small.replace('{ count: 100 }', '{ count: 100, countries: { North: 0.5, South: 0.6 } }'))[0],
    ).toContain('sum to 1');
    expect(
      load(small.replace('{ count: 100 }', '{ count: 9, countries: { North: 1 } }')).scenario.cities
        .synthetic,
    ).toEqual({
      count: 9,
      countries: { North: 1 },
    });
    expect(problemsIn(small, set)).toEqual([]);
  });
});

test('predicates name what there is, and from is below to', () => {
  const groups = more(
    'networks: { eurocities: { eligible: { not: { holds: welcomin } } } }',
    'observe:',
    '  groups:',
    '    big: { populaton: { from: 3 }, any: [{ memberOf: eurocitis }] }',
    '    odd: { population: { from: 5, to: 5 }, civilSociety: {} }',
  );
  expect(problemsIn(groups)).toEqual([
    "scenario.yaml:6:53 networks.eurocities.eligible.not.holds: unknown policy 'welcomin'; did you mean welcoming?",
    "scenario.yaml:9:12 observe.groups.big.populaton: unknown condition or attribute 'populaton'; did you mean population?",
    "scenario.yaml:9:54 observe.groups.big.any[0].memberOf: unknown network 'eurocitis'; did you mean eurocities?",
    'scenario.yaml:10:24 observe.groups.odd.population: expected from below to, found 5 and 5',
    'scenario.yaml:10:58 observe.groups.odd.civilSociety: expected from, to or both',
  ]);
});

describe('pressure', () => {
  const pressure = (text: string) => more(`nations: { A: { pressure: ${text} } }`);

  test('is dated levels and impulses, in order of time whatever their order in the file', () => {
    const { scenario } = load(
      pressure(
        '[{ at: 1980, level: 0 }, { at: 2017-01-25, level: .9 }, { at: 2015, pulse: .3, halfLife: 2 }]',
      ),
    );
    expect(scenario.nations['A']).toEqual({
      pressure: [
        { at: 1980, level: 0 },
        { at: 2015, pulse: 0.3, halfLife: 2 },
        { at: 2017 + 24 / 365, level: 0.9 },
      ],
      noise: 0,
      preempts: [],
      coordinates: [],
    });
  });

  test('outside its range, undated, doubled or half said is a problem', () => {
    const wrong = (text: string) =>
      problemsIn(pressure(text)).map((line) => line.replace(/^.*?pressure/, ''));
    expect(wrong('[{ at: 2015-02-30, level: 2 }]')).toEqual([
      "[0].at: expected a decimal year or a date such as 2017-01-25, found text '2015-02-30'",
      '[0].level: expected a number from -1 to 1, found 2',
    ]);
    expect(wrong('[{ at: 1, level: 0, halfLife: 2 }]')[0]).toContain('halfLife goes with pulse only');
    expect(wrong('[{ at: 1, pulse: .3 }]')[0]).toContain('a pulse needs its halfLife');
    expect(wrong('[{ at: 1, level: 0, pulse: .3 }]')[0]).toContain('pulse does not go with level');
    expect(wrong('[{ at: 1, level: 0 }, { at: 1, level: 1 }]')[0]).toContain(
      '[1].at: expected one level at a time',
    );
  });
});

describe('ties', () => {
  const ties = (text: string) =>
    problemsIn(more(`ties: ${text}`)).map((line) => line.replace('scenario.yaml', ''));

  test('are generated with complete options, read from a file, or none', () => {
    expect(load(more('ties: { generator: smallWorld, meanDegree: 6 }')).scenario.ties).toEqual({
      generator: 'smallWorld',
      options: { meanDegree: 6, order: 'input' },
    });
    expect(load(more('ties: { generator: gravity }')).scenario.ties).toEqual({
      generator: 'gravity',
      options: { meanDegree: 10 },
    });
    expect(load(more('ties: none')).scenario.ties).toBeNull();
  });

  test('take the options of their generator, and one source', () => {
    expect(ties('{ generator: smallWord, meanDegree: 3.5 }')).toEqual([
      ":6:20 ties.generator: expected one of gravity, smallWorld, found text 'smallWord'; did you mean smallWorld?",
    ]);
    expect(ties('{ generator: gravity, order: random }')).toHaveLength(1);
    expect(ties('{ generator: gravity, order: random }')[0]).toContain(
      'order does not go with generator gravity',
    );
    expect(ties('{ generator: smallWorld, meanDegree: 3.5 }')).toEqual([
      ':6:44 ties.meanDegree: expected a whole number from 0 to 1000, found 3.5',
    ]);
    expect(ties('{ generator: gravity, file: scenario.yaml, directed: true }')[0]).toContain(
      'file does not go with generator',
    );
    expect(ties('{ file: scenario.yaml }')[0]).toContain('ties.directed: missing');
    expect(ties('nome')[0]).toContain("expected none or a mapping, found text 'nome'");
  });
});

describe('decision rules need what they need', () => {
  test('threshold: thresholds, as shares or counts, and no mechanism of declaring', () => {
    const set = ['decision.rule=threshold', 'mechanisms=null'];
    expect(problemsIn(small, set)[0]).toContain('rule threshold needs a threshold of each city');
    expect(problemsIn(small, [...set, 'cities.attributes.threshold={constant: .18}'])).toEqual([]);
    expect(problemsIn(small, [...set, 'cities.attributes.threshold={uniform: [0, 50]}'])[0]).toContain(
      'decision.unit: count',
    );
    expect(
      problemsIn(small, [...set, 'cities.attributes.threshold={uniform: [0, 50]}', 'decision.unit=count']),
    ).toEqual([]);
    expect(problemsIn(small, ['cities.attributes.threshold={constant: .18}'])[0]).toContain(
      'decision.rule threshold only',
    );
    expect(
      problemsIn(small, ['decision.rule=threshold', 'cities.attributes.threshold={constant: .18}']),
    ).toEqual([
      'scenario.yaml:5:16 mechanisms.welcoming.declare: decision.rule threshold decides about declaring, so no mechanism does; remove this (null removes what an extended file states)',
    ]);
  });

  test('bass: p and q', () => {
    expect(problemsIn(small, ['mechanisms=null', 'decision={rule: bass, p: .03}'])).toEqual([
      '--set decision={rule: bass, p: .03} decision.q: missing: rule bass needs p and q, numbers of 0 or more',
    ]);
    expect(problemsIn(small, ['decision={p: .03}'])[0]).toContain('p goes with rule bass only');
  });
});

describe('attributes of cities', () => {
  const attributes = (text: string) =>
    problemsIn(small, [`cities.attributes=${text}`]).map((line) => line.split('cities.attributes').at(-1));

  test('have one distribution, whose values lie in their range', () => {
    expect(
      attributes('{capacity: {beta: [2, 3]}, population: {pareto: [5000, 1]}, growth: {normal: [0, 1]}}'),
    ).toEqual([]);
    expect(attributes('{capacity: {normal: [0, 1], beta: [2, 3]}}')[0]).toContain(
      'normal does not go with beta',
    );
    expect(attributes('{capacity: {constant: 2}}')).toEqual([
      '.capacity.constant: expected values from 0 to 1, found 2',
    ]);
    expect(attributes('{capacity: {beta: [0, 1]}}')[0]).toContain('expected two numbers above 0');
    expect(attributes('{capacity: {lognormal: [0, 1]}}')[0]).toContain(
      'found a distribution without upper end',
    );
    expect(attributes('{capactiy: {beta: [1, 1]}}')[0]).toContain('did you mean capacity?');
    expect(attributes('{capacity: {beta: [1]}}')[0]).toContain('expected two numbers above 0: [a, b]');
  });

  test('normal ones are cut off at the range of the attribute unless the scenario says where', () => {
    const { scenario } = load(small, ['cities.attributes.capacity={normal: [.5, .2]}']);
    expect(scenario.cities.attributes.capacity).toEqual({ normal: [0.5, 0.2], within: [0, 1] });
  });

  test('correlate in pairs, each once', () => {
    expect(
      attributes(
        '{correlations: {"capacity,growth": .3, "growth, capacity": .3, "capacity,grow": 1, capacity: 1, "a,growth": 2}}',
      ),
    ).toEqual([
      '.correlations["a,growth"]: expected a number from -1 to 1, found 2',
      '.correlations["growth, capacity"]: the pair is stated before as \'capacity,growth\'',
      '.correlations["capacity,grow"]: unknown attribute \'grow\'; did you mean growth?',
      ".correlations.capacity: expected two attributes, found 'capacity'",
    ]);
  });
});

test('columns and imputation go with a file, which must be there', () => {
  const text = small.replace(
    'synthetic: { count: 100 }',
    'file: citis.csv, columns: { immigrantShare: { column: pct, divide: 100 } }, impute: { capacity: mean, immigrantShare: 2 }',
  );
  expect(problemsIn({ 'scenario.yaml': text, 'cities.csv': '' })).toEqual([
    'scenario.yaml:2:17 cities.file: no such file: citis.csv; did you mean cities.csv?',
    'scenario.yaml:2:129 cities.impute.immigrantShare: expected mean, median or a number from 0 to 1, found 2',
  ]);
  expect(problemsIn(small, ['cities.columns={id: x}'])[0]).toContain('columns goes with file only');
});

test('rows are recorded at steps', () => {
  expect(problemsIn(small, ['observe.every=.3'])).toEqual([
    '--set observe.every=.3 observe.every: expected a multiple of the step of 0.25 years, found 0.3',
  ]);
});

describe('extends and overrides', () => {
  const contents = {
    's/base.yaml': more('networks: { eurocities: {} }').replace(
      'synthetic: { count: 100 }',
      'file: data/c.csv',
    ),
    's/data/c.csv': '',
    's/sub/child.yaml':
      'extends: ../base.yaml\nmechanisms:\n  welcoming: { declare: { emulaton: 0 } }\nnetworks: { eurocities: null }\n',
  };

  test('a mistake in a child is at its line in the child, one in the base at its line in the base', () => {
    const base = { ...contents, 's/base.yaml': contents['s/base.yaml'].replace('-4', 'abc') };
    expect(problemsIn(base, [], 's/sub/child.yaml')).toEqual([
      "s/base.yaml:5:37 mechanisms.welcoming.declare.baseline: expected a number from -100 to 100 or a mapping, found text 'abc'",
      "s/sub/child.yaml:3:27 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?",
    ]);
  });

  test('a scenario that extends another takes over its files, as seen from the other', () => {
    const good = {
      ...contents,
      's/sub/child.yaml': contents['s/sub/child.yaml'].replace('emulaton', 'emulation'),
    };
    const loaded = load(good, [], 's/sub/child.yaml');
    expect(loaded.scenario.networks).toEqual({});
    expect(loaded.provenance.resolvePath(['cities', 'file'])).toBe('s/data/c.csv');
    expect(loaded.sources).toEqual(['s/sub/child.yaml', 's/base.yaml']);
    expect(loaded.scenario.seed).toBe('base');
  });

  test('the resolved scenario runs as it is, under its old name and seed, and with Norway', () => {
    const text = charter.replace('seed: charter\n', '');
    const loaded = load(
      { 'eu.yaml': text },
      ['time.end=2015', "observe.outcomes=[{a: 'share@2012'}]"],
      'eu.yaml',
    );
    const yaml = resolvedYaml(loaded, (file) => file);
    expect(yaml).toContain('"NO"');
    expect(yaml).toContain('seed: eu');
    const again = load({ 'out/eu/scenario.yaml': yaml }, [], 'out/eu/scenario.yaml');
    expect(again.scenario).toEqual(loaded.scenario);
    expect(resolvedYaml(again, (file) => file)).toBe(yaml);
  });

  test('the resolved scenario names files as seen from its new place', () => {
    const loaded = load({ 's/g.yaml': granovetter, 's/people.csv': '', 's/edges.csv': '' }, [], 's/g.yaml');
    const yaml = resolvedYaml(loaded, (file) => `inputs/${file.replaceAll('/', '_')}`);
    expect(yaml).toContain('inputs/s_people.csv');
    expect(yaml).toContain('inputs/s_edges.csv');
    expect(loaded.resolved['ties']).toEqual({ file: 'edges.csv', directed: false });
  });

  test('an unknown path of an override is an unknown key, at the override', () => {
    expect(problemsIn(small, ['mechanisms.welcoming.declare.emulaton=1', 'time.edn=3'])).toEqual([
      "--set time.edn=3 time.edn: unknown key 'edn'; did you mean end?",
      "--set mechanisms.welcoming.declare.emulaton=1 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?",
    ]);
  });

  test('a number as seed is the same as its text', () => {
    expect(load(small, ['seed=12']).scenario.seed).toBe('12');
  });
});
