/** Wrong input: every mistake with its place, exit 2, no stack, nothing written. */
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { folder, write, list, fastpolicy } = place();

const withCities = `time: { start: 0, end: 5 }
replicates: 1
cities: { file: cities.csv }
policies: { p: {} }
mechanisms: { p: { declare: { baseline: -1 } } }
`;

/** Runs and checks a scenario that cannot be right, and returns what was said. */
async function refused(scenario: string): Promise<string> {
  const before = list('.');
  const run = await fastpolicy('run', scenario);
  const check = await fastpolicy('check', scenario);
  for (const { status, stderr } of [run, check]) {
    expect(status).toBe(2);
    expect(stderr).not.toMatch(noStack);
    expect(stderr).not.toContain('it is not your fault');
  }
  expect(run.stdout).toBe('');
  expect(list('.')).toEqual(before);
  const problems = (text: string): string => text.split('\n').slice(0, -2).join('\n');
  expect(problems(check.stderr)).toBe(problems(run.stderr));
  return run.stderr;
}

test('five mistakes in a scenario are five positions, together', async () => {
  write({
    'five.yaml': `name: five mistakes
time: { start: 2010, end: 2005 }
replicates: many
cities: { synthetic: { count: 10 } }
policies: { welcoming: {} }
mechanisms:
  welcoming:
    declare: { baseline: -4, emulaton: 1.2 }
ties: { generator: gravty }
observe:
  outcomes: [ shre:welcoming ]
`,
  });
  const said = await refused('five.yaml');
  for (const place of [
    'five.yaml:2:27 time.end: expected a time after the start 2010, found 2005',
    'five.yaml:3:13 replicates: expected a whole number',
    "five.yaml:8:30 mechanisms.welcoming.declare.emulaton: unknown mechanism 'emulaton'; did you mean emulation?",
    'five.yaml:9:20 ties.generator: expected one of',
    "five.yaml:11:15 observe.outcomes[0]: unknown measure 'shre'; did you mean share?",
  ])
    expect(said).toContain(place);
  expect(said).toContain('did you mean gravity?');
  expect(said).toContain('5 problems; nothing was started');
});

test.each([
  ['broken.yaml', 'name: [a\n b: {', /^broken\.yaml:1:\d+: not valid YAML/],
  ['empty.yaml', '', /^empty\.yaml: the file is empty/],
  ['list.yaml', '- a\n- b\n', /^list\.yaml:1:1: expected keys with values/],
  [
    'binary.yaml',
    new Uint8Array([80, 75, 3, 4, 0, 0, 255, 0]),
    /^binary\.yaml: binary\.yaml is not a text file/,
  ],
  ['latin.yaml', new Uint8Array([110, 97, 109, 101, 58, 32, 252]), /is not text in UTF-8/],
] as const)('%s', async (name, content, message) => {
  write({ [name]: content });
  expect(await refused(name)).toMatch(message);
});

test.each([
  [
    'a missing value',
    'id,population\na,5\nb,\n',
    /^cities\.csv:3:2 population: nothing there, expected a number/,
  ],
  [
    'an id given twice',
    'id\na\nb\na\n',
    /^cities\.csv:4:1 id: got "a", expected each id once; it is in line 2/,
  ],
  [
    'NaN',
    'id,population\na,NaN\n',
    /^cities\.csv:2:2 population: got "NaN", expected a number.*leave a missing cell empty/,
  ],
  [
    'a number out of range',
    'id,immigrantShare\na,12\n',
    /^cities\.csv:2:2 immigrantShare: got "12", expected a number from 0 to 1/,
  ],
  ['semicolons', 'id;population\na;5\n', /^cities\.csv:1:1: .*columns divided by commas, not by semicolons/],
  ['an empty file', '', /^cities\.csv:1:1: an empty file/],
  ['a header alone', 'id\n', /^cities\.csv:1: no cities|^cities\.csv: no cities/],
  [
    'a spreadsheet',
    new Uint8Array([80, 75, 3, 4, 0, 0]),
    /^cities\.csv:1:1: a zip archive \(a spreadsheet\?\)/,
  ],
  ['a row too short', 'id,population\na\n', /^cities\.csv:2:1: 1 cell, expected 2/],
])('a file of cities with %s', async (_, content, message) => {
  write({ 'cities.csv': content, 'cities.yaml': withCities });
  expect(await refused('cities.yaml')).toMatch(message);
});

test('a tie to an unknown city, with the nearest', async () => {
  write({
    'cities.csv': 'id\nGhent\nBruges\n',
    'edges.csv': 'source,target\nGhent,Bruges\nGhent,Brugges\n',
    'tied.yaml': `${withCities}ties: { file: edges.csv, directed: false }\n`,
  });
  expect(await refused('tied.yaml')).toMatch(
    /^edges\.csv:3:2 target: got "Brugges", expected the id of a city, or CC\/Name; did you mean Bruges\?/,
  );
});

test('files that are not there, with the nearest name', async () => {
  write({
    'small.yaml': smallYaml,
    'lost.yaml': withCities.replace('cities.csv', 'citis.csv'),
    'cities.csv': 'id\na\n',
  });
  expect(await refused('smal.yaml')).toContain('did you mean small.yaml?');
  expect(await refused('lost.yaml')).toMatch(
    /^lost\.yaml:3:\d+ cities\.file: no such file.*did you mean cities\.csv\?/,
  );
  expect(await refused('.')).toContain('this is a folder; it holds');
});

test('groups are known only when the cities are: an outcome of one that is not there is a problem of the scenario', async () => {
  const by = smallYaml
    .replace('observe:\n', 'observe:\n  by: [country]\n')
    .replace('"share:welcoming"', '"share:welcoming/ZZ"');
  const city = smallYaml.replace('observe:\n', 'observe:\n  groups: { odd: { city: [nowhere] } }\n');
  write({ 'by.yaml': by, 'odd.yaml': city });
  expect(await refused('by.yaml')).toContain("observe.outcomes[0]: no group 'ZZ'; there are all, A, B");
  expect(await refused('odd.yaml')).toContain('observe.groups.odd.city: no city nowhere');
});

test('observed spells enter no simulation, and are checked all the same', async () => {
  write({
    'seen.csv': 'city,subject,from\nc0000001,welcoming,2011\nc0000002,welcomming,2011\n',
    'seen.yaml': `${smallYaml}observed: [{ events: seen.csv }]\n`,
  });
  expect(await refused('seen.yaml')).toMatch(
    /^seen\.csv:3:2 subject: got "welcomming".*did you mean welcoming\?/,
  );
});

test('--set: unknown paths, wrong types and no path at all, together', async () => {
  write({ 'small.yaml': smallYaml });
  const words = ['tme.start=3', 'time.start=x', 'foo', 'mechanisms.welcoming.declare.emulaton=1'];
  const { status, stdout, stderr } = await fastpolicy(
    'run',
    'small.yaml',
    ...words.flatMap((word) => ['--set', word]),
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain("--set tme.start=3 tme: unknown key 'tme'; did you mean time?");
  expect(stderr).toContain('--set time.start=x time.start: expected a decimal year or a date');
  expect(stderr).toContain('--set foo: not of the form path=value');
  expect(stderr).toContain('did you mean emulation?');
  expect(stderr).toContain('4 problems; nothing was started');
  expect(list('out')).toEqual([]);
});

test.each([
  [['rnu', 'x'], 'Did you mean run?'],
  [['run'], "missing required argument 'scenario'"],
  [['run', 'a', 'b'], 'too many arguments'],
  [['run', 'small.yaml', '--replicats', '3'], 'Did you mean'],
  [['run', 'small.yaml', '--replicates', '2.5'], 'Expected a whole number from 1'],
  [['run', 'small.yaml', '--threads', '1e9'], 'Expected a whole number from 0 to 256'],
  [['run', 'small.yaml', '--seed', ''], 'Expected some text'],
  [['run', 'small.yaml', '--replicate', '12'], 'there are 12, from 0 to 11'],
  [['list', 'mechanism'], 'did you mean mechanisms?'],
  [['list', 'mechanisms', 'emulaton'], 'did you mean emulation?'],
  [['init', 'small.yaml'], 'a file of that name is there already'],
  [['init', '.'], 'is not empty'],
])('fastpolicy %j', async (words, message) => {
  write({ 'small.yaml': smallYaml });
  const { status, stdout, stderr } = await fastpolicy(...words);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(noStack);
});

test('every command has help with an example', async () => {
  const general = await fastpolicy();
  expect(general.status).toBe(0);
  const commands = [...general.stdout.matchAll(/^ {2}([a-z]+) .*[<[]/gm)].map(([, name]) => name);
  expect(commands).toEqual(expect.arrayContaining(['run', 'check', 'list', 'init', 'reproduce']));
  for (const command of commands.filter((name) => name !== 'help')) {
    const { status, stdout } = await fastpolicy(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n {2}fastpolicy ${command} `));
  }
});

test('check tells the role of each table, and finds the mistakes of all files', async () => {
  write({
    'small.yaml': smallYaml,
    'good/cities.csv': 'id,name,population,notes\nx,Exe,5000,nice\ny,Wye,6000,\n',
    'good/ties.csv': 'source,target,weight\nx,y,2\n',
    'good/adopters.csv': 'city,policy,stage,time\nx,welcoming,declared,2009\n',
    'good/memberships.csv': 'city,network,from,to\nx,charter,2001,\n',
    'good/observed.csv': 'city,subject,stage,from,to\ny,welcoming,1,2003,2007\n',
    'bad/ties.csv': 'source,target\nx,y\nx,z\n',
    'bad/adopters.csv': 'city,policy,stage,time\nx,welcoming,declaired,2009\nw,welcoming,declared,then\n',
    'bad/misspelt.csv': 'sorce,target\nx,y\n',
  });
  const good = ['cities', 'ties', 'adopters', 'memberships', 'observed'].map((role) => `good/${role}.csv`);
  const fine = await fastpolicy('check', 'small.yaml', ...good, '--json');
  expect(fine.status).toBe(0);
  const { files } = JSON.parse(fine.stdout);
  expect(files.map(({ summary }: { summary: { kind: string } }) => summary.kind)).toEqual([
    'scenario',
    'cities',
    'ties',
    'adopters',
    'memberships',
    'observed',
  ]);
  expect(files[0]).toMatchObject({
    file: 'small.yaml',
    ok: true,
    problems: [],
    summary: {
      cities: 12,
      policies: ['welcoming'],
      networks: ['charter'],
      transitions: 3,
      steps: 40,
      replicates: 12,
    },
  });

  const bad = ['ties', 'adopters', 'misspelt'].map((name) => `bad/${name}.csv`);
  const faulty = await fastpolicy('check', 'good/cities.csv', ...bad, 'small.yaml');
  expect(faulty.status).toBe(2);
  for (const message of [
    'bad/ties.csv:3:2 target: got "z", expected the id of a city',
    'bad/adopters.csv:2:3 stage: got "declaired", expected declared (or 1) or implemented (or 2); did you mean declared?',
    'bad/adopters.csv:3:1 city: got "w"',
    'bad/adopters.csv:3:4 time: got "then"',
    'bad/misspelt.csv:1:1 source: no such column, expected the columns source, target and perhaps weight; did you mean sorce?',
    '5 problems in 3 files',
  ])
    expect(faulty.stderr).toContain(message);
  expect(faulty.stdout).toContain('ok small.yaml: small');
  expect(faulty.stdout).toContain('not read unless a scenario maps them: notes');
  const json = await fastpolicy('check', 'good/cities.csv', ...bad, '--json');
  expect(json.status).toBe(2);
  expect(json.stderr).toBe('');
  expect(JSON.parse(json.stdout).files.map(({ ok }: { ok: boolean }) => ok)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a table that a scenario reads with columns of its own is not judged without it', async () => {
  write({
    'people.csv': 'person,share\na,40\nb,60\n',
    'people.yaml': withCities.replace(
      'file: cities.csv',
      'file: people.csv, columns: { id: person, immigrantShare: { column: share, divide: 100 } }',
    ),
  });
  const { status, stdout } = await fastpolicy('check', 'people.yaml', 'people.csv');
  expect(status).toBe(0);
  expect(stdout).toContain('ok people.csv: read by people.yaml');
  expect((await fastpolicy('check', `${folder}/people.csv`)).status).toBe(2);
});

test('a file for another command is told by its name', async () => {
  write({
    'points.yaml': 'scenario: small.yaml\ndesign: { type: grid }\nparameters: { replicates: [1, 2] }\n',
  });
  const told: [words: string[], said: string][] = [
    [['run', 'points.yaml'], 'points.yaml: this is an experiment: fastpolicy sweep points.yaml'],
    [['sweep', 'small.yaml'], 'small.yaml: this is a scenario: fastpolicy run small.yaml'],
    [['test', 'points.yaml'], 'points.yaml: this is an experiment: fastpolicy sweep points.yaml'],
  ];
  for (const [words, said] of told) {
    const { status, stderr } = await fastpolicy(...words);
    expect(stderr).toContain(said);
    expect(status).toBe(2);
  }
});
