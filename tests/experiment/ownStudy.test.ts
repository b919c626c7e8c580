/** A scholar's own files: what the tool says of data that are incomplete, odd, or in other units than it reads. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStudy, type Study } from '../../src/experiment/study.js';
import { markdownOf } from '../../src/odd/markdown.js';
import { oddDocument } from '../../src/odd/odd.js';
import { oddSubject } from '../../src/report/oddSubject.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const header = 'id,name,country,latitude,longitude,immigrantShare,orientation';
/** Six German cities where they are. */
const cities = [
  ['DE01', 'Berlin', 'DE', '52.5', '13.4', '.2', '.5'],
  ['DE02', 'Bremen', 'DE', '53.1', '8.8', '.19', '.4'],
  ['DE03', 'Köln', 'DE', '50.9', '7', '.18', '.3'],
  ['DE04', 'Leipzig', 'DE', '51.3', '12.4', '.1', '.2'],
  ['DE05', 'München', 'DE', '48.1', '11.6', '.28', '.1'],
  ['DE06', 'Ulm', 'DE', '48.4', '10', '.2', '0'],
];

const scenario = `name: own
replicates: 2
time: { start: 2008, end: 2023 }
cities: { file: cities.csv, impute: { immigrantShare: median, orientation: mean } }
policies: { welcoming: {} }
mechanisms: { welcoming: { declare: { baseline: -3, emulation: 1 } } }
`;

/** Another table: cells changed by row and column. */
function table(change: (cells: string[], row: number) => string[] = (cells) => cells, head = header): string {
  return [head, ...cities.map((cells, row) => change([...cells], row).join(','))].join('\n') + '\n';
}

function write(files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries({ 'cities.csv': table(), 'own.yaml': scenario, ...files }))
    writeFileSync(join(folder, name), text);
}

async function read(files: { readonly [name: string]: string }, set: string[] = []): Promise<Study> {
  write(files);
  return prepareStudy(join(folder, 'own.yaml'), set);
}

/** What is said of wrong files. */
async function refused(files: { readonly [name: string]: string }, set: string[] = []): Promise<string> {
  write(files);
  const error = await prepareStudy(join(folder, 'own.yaml'), set).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll(`${folder}/`, '');
}

test('what was imputed is said in the notes and the ODD, and nothing where nothing was', async () => {
  const study = await read({
    'cities.csv': table((cells, row) => cells.map((cell, j) => (j === 5 && row < 2 ? '' : cell))),
  });
  const note = 'imputed, not observed: immigrantShare for 2 of 6 cities (median)';
  expect(study.notes).toContain(note);
  const odd = markdownOf(oddDocument(oddSubject(study)));
  expect(odd.split(note)).toHaveLength(2);
  expect(odd).toContain(`Given: immigrantShare and orientation. Of these ${note}.`);
  expect((await read({})).notes).toEqual([]);
});

test('observed shares above 1 and counts that no number of cities meets are mistakes, with the remedy', async () => {
  const observed = (points: string, outcome = 'share:welcoming'): string[] => [
    `observed=[{ outcome: '${outcome}', points: ${points} }]`,
  ];
  const percent = await refused({}, observed('[[2015, 20], [2020, 40]]'));
  expect(percent).toContain(
    'observed[0].points[0][1]: share:welcoming is a share of the group: expected a share from 0 to 1, found 20; write 0.2 and not 20',
  );
  expect(percent).toContain('found 40; write 0.4 and not 40');
  expect(await refused({}, observed('[[2015, -0.1]]'))).toMatch(/found -0\.1$/);
  expect(await refused({}, observed('[[2015, 7]]', 'count:welcoming'))).toContain(
    'expected a number from 0 to 6, that of the cities, found 7',
  );
  const fine = await read({}, observed('[[2015, 6]]', 'count:welcoming'));
  expect(fine.observed[0].points).toEqual([[2015, 6]]);
});

test('what is dated before the start or after the end of the run is said, once and without a mistake', async () => {
  const { notes } = await read({ 'memb.csv': 'city,network,from,to\nDE01,net,2001,2004\nDE02,net,2030,\n' }, [
    'nations.DE={ pressure: [{ at: 1925, level: 0.5 }, { at: 2008, level: 0.1 }, { at: 2105-09-01, level: 1 }], preempts: [{ policy: welcoming, from: 1990, to: 1999 }] }',
    'networks.net={ from: 2000, functions: { practical: 0.5 } }',
    'networks.late={ from: 2040, functions: { practical: 0.5 } }',
    `memberships={ file: ${join(folder, 'memb.csv')} }`,
    'shocks=[{ at: 2001 }, { at: 2015 }, { at: 2023 }]',
    'observed=[{ outcome: share:welcoming, points: [[2010, 0.1], [1999, 0.2]] }]',
  ]);
  const when = '(the run is from 2008 to 2023)';
  for (const note of [
    'before the start, superseded by a later level: nations.DE.pressure 1925 (by 2008)',
    `ended before the start, without effect ${when}: nations.DE.preempts welcoming 1990 to 1999`,
    'before the start, so that newcomers come in the first step: shocks 2001',
    `after the end of the run, never happens ${when}: nations.DE.pressure 2105.67, networks.late 2040, shocks 2023`,
    'memberships: 1 spell of 2 ended before the start',
    'memberships: 1 spell of 2 would begin after the end of the run',
    `observed outside the run, held against nothing ${when}: share:welcoming 1999`,
  ])
    expect(notes).toContain(note);
  // A level that rules at the start is no idle one.
  const ruling = ['nations.DE={ pressure: [{ at: 1925, level: 0.5 }, { at: 2009, level: 0.1 }] }'];
  expect((await read({}, ruling)).notes).toEqual([]);
});

test('NA and . are missing in numbers and dates, and texts elsewhere: NA is Namibia', async () => {
  const gaps = table((cells, row) => {
    if (row === 0) cells[5] = 'NA';
    if (row === 1) cells[5] = '.';
    if (row === 2) cells[2] = 'NA';
    return cells;
  });
  const { world, notes } = await read({ 'cities.csv': gaps });
  expect(notes).toContain('imputed, not observed: immigrantShare for 2 of 6 cities (median)');
  expect(world.cities.countries).toEqual(['DE', 'NA']);
  expect(await refused({ 'cities.csv': gaps }, ['cities.impute=null'])).toContain(
    'cities.csv:2:6 immigrantShare: got "NA", expected a number (no value is missing unless impute says what stands in for it; empty, NA and . are missing)',
  );
  const spells = 'city,network,from,to\nDE01,net,NA,2015\nDE02,net,2009,.\n';
  const set = [
    'networks.net={ from: 2000, functions: { practical: 0.5 } }',
    `memberships={ file: ${join(folder, 'memb.csv')} }`,
  ];
  const { inputs } = await read({ 'memb.csv': spells }, set);
  expect(inputs.memberships?.map(({ from, to }) => [from, to])).toEqual([
    [-Infinity, 2015],
    [2009, Infinity],
  ]);
});

test('cities that lie far outside their country are noticed, and swapped coordinates asked for', async () => {
  const note = 'the coordinates of 6 of 6 cities lie far outside their country: ';
  const swapped = await read({
    'cities.csv': table(([id, name, country, latitude, longitude, ...more]) => [
      ...[id, name, country, longitude, latitude],
      ...more,
    ]),
  });
  expect(swapped.notes).toEqual([`${note}are latitude and longitude swapped?`]);
  const elsewhere = table((cells) => cells.map((cell, j) => (j === 3 ? `-${cell}` : cell)));
  expect((await read({ 'cities.csv': elsewhere })).notes).toEqual([
    `${note}are they right? (DE01, DE02, DE03, DE04, DE05, …)`,
  ]);
  // A country of a code of one's own is no country of the gazetteer.
  const invented = table((cells) => cells.map((cell, j) => (j === 2 ? 'ZZ' : cell)));
  expect((await read({ 'cities.csv': invented })).notes).toEqual([]);
});

test('a column that fails in most rows is one problem, with the remedy', async () => {
  const shares = ['20', '19', '18', '10', '28', '20'];
  const column = (write: (share: string) => string): { 'cities.csv': string } => ({
    'cities.csv': table((cells, row) => cells.map((cell, j) => (j === 5 ? write(shares[row]) : cell))),
  });
  const first = 'cities.csv:2:6 immigrantShare: got';
  const cells = 'so in 6 of 6 cells (lines 2, 3, 4, 5, …)';
  const mapping = (how: string): string => `columns: { immigrantShare: { column: immigrantShare, ${how} } }`;
  expect(await refused(column((share) => share))).toBe(
    `${first} "20", expected a number from 0 to 1; ${cells}: per cent? ${mapping('divide: 100')}`,
  );
  expect(await refused(column((share) => `${share}%`))).toBe(
    `${first} "20%", expected a number; ${cells}: per cent? write the numbers without %, and ${mapping('divide: 100')}`,
  );
  const commas = column((share) => `"${share},5"`);
  const how = "decimal: ',', divide: 100";
  expect(await refused(commas)).toBe(
    `${first} "20,5", expected a number with a decimal point and no other separator; ${cells}: decimal commas? ${mapping(how)}`,
  );
  // What it says is what helps.
  const { world } = await read(commas, [`cities.${mapping(how).replace(': {', '={')}`]);
  expect(world.cities.attributes.immigrantShare?.[0]).toBe(0.205);
  // A few wrong cells are problems each.
  const few = await refused(column((share) => (share === '20' ? '20' : `.${share}`)));
  expect(few.split('\n')).toHaveLength(2);
});

test('ids with blanks around them are said once, in the file of cities', async () => {
  const spaced = table(([id, ...cells]) => [`${id} `, ...cells]);
  const ties = 'source,target\nDE01,DE02\nDE03,DE04\n';
  const set = [`ties={ file: ${join(folder, 'ties.csv')}, directed: false }`];
  expect(await refused({ 'cities.csv': spaced, 'ties.csv': ties }, set)).toBe(
    'cities.csv:2:1 id: got "DE01 ", expected an id without blanks before or after it (so in 6 of 6 rows)',
  );
  expect(await refused({ 'ties.csv': 'source,target\nde04,DE05 \n' }, set)).toBe(
    'ties.csv:2:1 source: got "de04", expected the id of a city, or CC/Name; did you mean DE04?\n' +
      'ties.csv:2:2 target: got "DE05 ", expected the id of a city, or CC/Name; did you mean DE05?',
  );
});

test('ties, memberships and adopters are read under headers of their own', async () => {
  const file = (name: string): string => join(folder, name);
  const files = {
    'ties.csv': 'from,to,strength\nDE01,DE02,2\n',
    'memb.csv': 'town,net,from,since\nDE01,club,x,2009\n',
    'adopters.csv': 'code,what,level,year\nDE03,welcoming,declared,2007\n',
  };
  const set = [
    'networks.club={ from: 2000, functions: { practical: 0.5 } }',
    `ties={ file: ${file('ties.csv')}, directed: true, columns: { source: from, target: to, weight: strength } }`,
    `memberships={ file: ${file('memb.csv')}, columns: { city: town, network: net, from: since } }`,
    `adopters={ file: ${file('adopters.csv')}, columns: { city: code, policy: what, stage: level, time: year } }`,
  ];
  const { inputs } = await read(files, set);
  expect(inputs.ties?.weight).toEqual(Float64Array.of(2));
  expect(inputs.memberships).toEqual([{ city: 0, network: 'club', from: 2009, to: Infinity }]);
  expect(inputs.adopters).toEqual([{ city: 2, subject: 'welcoming', stage: 1, since: 2007 }]);
  const wrong = await refused(files, [...set, 'memberships.columns.city=twon']);
  expect(wrong).toBe(
    'memb.csv:1:1 columns.city: no column twon, expected one of town, net, from, since; did you mean town?',
  );
});

test('a policy that nothing brings about and a giant coefficient are said', async () => {
  const { notes } = await read({}, [
    'policies.welcomming={}',
    'mechanisms.welcoming.declare.emulation=120',
    'mechanisms.welcoming.declare.orientation=-7',
  ]);
  expect(notes).toEqual([
    'nothing brings welcomming about: no mechanisms, no adopters; did you mean welcoming?',
    'far outside the plausible range: mechanisms.welcoming.declare.emulation 120 (0 to 2.4)',
  ]);
});

test('log-odds are noted where they are far from log-hazards, and there alone', async () => {
  const odds = 'mechanisms.welcoming.declare.emulation={ logOdds: 0.7 }';
  const often = 'mechanisms.welcoming.declare.baseline={ perYear: 0.25 }';
  expect((await read({}, [odds])).notes).toEqual([]);
  expect((await read({}, [often])).notes).toEqual([]);
  expect((await read({}, [odds, often])).notes).toEqual([
    'log-odds stand for log-hazards, which they come near to where events are rare; above 0.1 a year where every term is 0: mechanisms.welcoming.declare 0.25',
  ]);
});
