/** `fastpolicy run` as a process: the same bytes however it is run, and nothing lost. */
import { expect, test } from 'vitest';
import { noStack, place, smallYaml, tables } from './fixtures/command.js';

const { write, read, list, fastpolicy, start } = place();
write({ 'small.yaml': smallYaml });

const tablesOf = (folder: string): { [name: string]: string } =>
  Object.fromEntries(tables.map((name) => [name, read(`${folder}/${name}`)]));

test('two runs, and runs on 0, 1 and 2 threads, write the same bytes', async () => {
  const runs = [
    ['a', '2'],
    ['b', '2'],
    ['c', '0'],
    ['d', '1'],
  ];
  for (const [name, threads] of runs) {
    const words = ['run', 'small.yaml', '--quiet', '--no-figures', '--threads', threads, '--out', name];
    expect(await fastpolicy(...words)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(tablesOf(name)).toEqual(tablesOf('a'));
    expect(read(`${name}/scenario.yaml`)).toBe(read('a/scenario.yaml'));
  }
  expect(read('a/runs.csv').trim().split('\n')).toHaveLength(1 + 12);
});

test('a run draws its figures, and says in plain lines where all is when it is piped', async () => {
  const { status, stdout, stderr } = await fastpolicy('run', 'small.yaml');
  expect(status).toBe(0);
  expect(stdout).toContain('for tests');
  expect(stdout).toContain('share_welcoming');
  expect(stdout).toContain('12 replicates in');
  expect(stderr).toMatch(/^ {2}12 of 12 replicates, .* a second, .* left\n$/);
  expect(stdout + stderr).not.toContain('\x1b');
  for (const ending of ['svg', 'pdf', 'png', 'csv', 'vl.json'])
    expect(list('out/small/figures')).toContain(`adoption.${ending}`);
  const manifest = JSON.parse(read('out/small/manifest.json'));
  expect(manifest).toMatchObject({ kind: 'run', scenario: 'small', complete: true, replicatesDone: 12 });
  expect(manifest.command).toBe('fastpolicy run small.yaml');
});

test('a reader that has seen enough ends no run', async () => {
  const { child, ended } = start('run', 'small.yaml', '--no-figures', '--out', 'unread');
  child.stdout!.destroy();
  child.stderr!.destroy();
  expect((await ended).status).toBe(0);
  expect(JSON.parse(read('unread/manifest.json')).complete).toBe(true);
  expect(tablesOf('unread')).toEqual(tablesOf('a'));
});

test('--json prints JSON and nothing else', async () => {
  const { status, stdout, stderr } = await fastpolicy(
    'run',
    'small.yaml',
    '--json',
    '--no-figures',
    '--out',
    'j',
  );
  expect(status).toBe(0);
  expect(stderr).toBe('');
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ scenario: 'small', seed: 'small', replicates: 12, folder: 'j' });
  expect(summary.outcomes[0]).toMatchObject({ outcome: 'share_welcoming', count: 12, missing: 0 });
});

test('--resume on a complete folder says so, and changes nothing', async () => {
  const before = read('a/manifest.json');
  const { status, stderr } = await fastpolicy('run', 'small.yaml', '--out', 'a', '--resume', '--no-figures');
  expect(status).toBe(0);
  expect(stderr).toBe('a is complete: all 12 replicates were done before\n');
  expect(read('a/manifest.json')).toBe(before);
});

test("another study's folder is refused without --force", async () => {
  const other = ['run', 'small.yaml', '--seed', 'other', '--no-figures', '--out', 'b'];
  const refused = await fastpolicy(...other);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('b: holds the results of another study');
  expect(tablesOf('b')).toEqual(tablesOf('a'));
  expect((await fastpolicy(...other, '--force')).status).toBe(0);
  expect(read('b/runs.csv')).toContain('small,0,other,');
});

test('--replicate repeats one replicate alone, as often as one likes', async () => {
  for (let time = 0; time < 2; time++) {
    expect((await fastpolicy('run', 'small.yaml', '--replicate', '7', '--quiet')).status).toBe(0);
    for (const name of ['runs.csv', 'series.csv', 'events.csv']) {
      const [header, ...rows] = read(`a/${name}`).split('\n');
      const own = rows.filter((row) => row.startsWith('small,7,'));
      expect(read(`out/small-replicate-7/${name}`)).toBe(`${[header, ...own].join('\n')}\n`);
    }
  }
});

test('folders that cannot or must not be written are refused before anything is computed', async () => {
  write({ 'data/own.csv': 'a user, not a run\n', 'study/small.yaml': smallYaml });
  const cases = [
    ['small.yaml', 'a file of that name is there already'],
    ['small.yaml/below', 'a part of this path is a file'],
    ['/proc/nowhere', 'no folder can be made there'],
    ['data', 'holds own.csv, and no manifest.json'],
  ];
  for (const [folder, message] of cases) {
    const { status, stdout, stderr } = await fastpolicy('run', 'small.yaml', '--out', folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(noStack);
  }
  // Not even with --force: the run would delete what it reads.
  const own = await fastpolicy('run', 'study/small.yaml', '--out', 'study', '--force');
  expect(own.status).toBe(2);
  expect(own.stderr).toContain('the run reads study/small.yaml, which lies there');
  expect(list('data')).toEqual(['own.csv']);
  expect(list('study')).toEqual(['small.yaml']);
});

test('a replicate that fails names the command that repeats it, and those before it are kept', async () => {
  // Countries are drawn in each replicate: in the thirteenth, one is too small for four ties within.
  write({
    'failing.yaml': `seed: f
replicates: 60
time: { start: 0, end: 2 }
cities: { perReplicate: true, synthetic: { count: 30, countries: { A: 0.7, B: 0.3 } } }
policies: { p: {} }
ties: { generator: blocks, by: country, within: 4, between: 1 }
mechanisms: { p: { declare: { baseline: -2, emulation: 1 } } }
observe: { outcomes: [ 'share:p' ] }
`,
  });
  const command = 'fastpolicy run failing.yaml --replicate ';
  const { status, stderr } = await fastpolicy('run', 'failing.yaml');
  expect(status).toBe(1);
  expect(stderr).not.toMatch(noStack);
  const failed = Number(stderr.slice(stderr.indexOf(command) + command.length).trim());
  expect(failed).toBeGreaterThan(0);
  expect(stderr).toContain(`replicate ${failed} failed: `);
  expect(read('out/failing/runs.csv').trim().split('\n')).toHaveLength(1 + failed);
  expect(JSON.parse(read('out/failing/manifest.json'))).toMatchObject({
    complete: false,
    replicatesDone: failed,
  });

  const again = await fastpolicy('run', 'failing.yaml', '--replicate', String(failed));
  expect(again.status).toBe(1);
  expect(again.stderr).toContain(`replicate ${failed} failed: `);
  expect((await fastpolicy('run', 'failing.yaml', '--replicate', '0', '--quiet')).status).toBe(0);
});

test('switching a mechanism off in three lines leaves the events of isolated cities as they were', async () => {
  const names = ['north', 'south', 'alone', 'apart'];
  write({
    'towns.csv': `id,population,immigrantShare\n${names.map((name, i) => `${name},${(i + 1) * 30000},0.${i + 1}`).join('\n')}\n`,
    'edges.csv': 'source,target\nnorth,south\n',
    'towns.yaml': `replicates: 40
time: { start: 2000, end: 2030 }
cities: { file: towns.csv }
ties: { file: edges.csv, directed: false }
policies: { welcoming: {} }
mechanisms: { welcoming: { declare: { baseline: -3, need: 0.5, emulation: 3 }, repeal: { baseline: -3 } } }
`,
    'without.yaml': `name: without emulation
extends: towns.yaml
mechanisms: { welcoming: { declare: { emulation: 0 } } }
`,
  });
  // The column of a mechanism without a coefficient is left out: compared is what both tables have.
  const rowsOf = async (scenario: string): Promise<string[][]> => {
    expect((await fastpolicy('run', `${scenario}.yaml`, '--quiet', '--no-figures')).status).toBe(0);
    const [header, ...rows] = read(`out/${scenario}/events.csv`)
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(header.slice(0, 4)).toEqual(['scenario', 'replicate', 'time', 'city']);
    const kept = header.flatMap((name, at) => (['scenario', 'emulation'].includes(name) ? [] : [at]));
    return rows.map((row) => kept.map((at) => row[at]));
  };
  const [withIt, without] = [await rowsOf('towns'), await rowsOf('without')];
  const of = (rows: string[][], cities: readonly string[]) => rows.filter((row) => cities.includes(row[2]));
  expect(of(withIt, ['alone', 'apart']).length).toBeGreaterThan(40);
  expect(of(without, ['alone', 'apart'])).toEqual(of(withIt, ['alone', 'apart']));
  expect(of(without, ['north', 'south'])).not.toEqual(of(withIt, ['north', 'south']));
});

test('a city whose name looks like a formula is harmless in cities.csv, and runs again as it was', async () => {
  write({
    'names.csv': 'id,name\n=1+1,"=HYPERLINK(""http://x"")"\nb,\'s-Hertogenbosch\nc,-5\n',
    'names.yaml': `replicates: 1
time: { start: 0, end: 5 }
cities: { file: names.csv }
policies: { p: {} }
mechanisms: { p: { declare: { baseline: 1 } } }
`,
  });
  expect((await fastpolicy('run', 'names.yaml', '--quiet', '--no-figures')).status).toBe(0);
  const rows = read('out/names/cities.csv').split('\n');
  expect(rows[1]).toBe(`'=1+1,"'=HYPERLINK(""http://x"")",`);
  expect(rows[2]).toMatch(/^b,'s-Hertogenbosch,$/);
  expect(rows[3]).toMatch(/^c,'-5,$/);
  expect(read('out/names/events.csv')).toContain(",'=1+1,p,declare,");
  write({ 'again.yaml': read('names.yaml').replace('names.csv', 'out/names/cities.csv') });
  expect((await fastpolicy('run', 'again.yaml', '--quiet', '--no-figures', '--seed', 'names')).status).toBe(
    0,
  );
  expect(read('out/again/cities.csv')).toBe(read('out/names/cities.csv'));
});

test('what a user drew or put into the folder stays there, whatever is run again', async () => {
  const again = ['run', 'small.yaml', '--quiet', '--out', 'kept'];
  await fastpolicy(...again);
  await fastpolicy('plot', 'kept', 'survival', '--quiet');
  write({ 'kept/notes.txt': 'mine', 'kept/figures/edited.svg': 'mine' });
  const before = list('kept/figures');
  expect(before).toContain('survival.pdf');
  expect((await fastpolicy(...again)).status).toBe(0);
  expect(list('kept/figures')).toEqual(before);
  // Another study takes the folder over: what the first one wrote goes, and nothing else.
  expect((await fastpolicy(...again, '--replicates', '3', '--force')).status).toBe(0);
  expect(list('kept/figures')).not.toContain('survival.pdf');
  expect([read('kept/notes.txt'), read('kept/figures/edited.svg')]).toEqual(['mine', 'mine']);
  const { outputs } = JSON.parse(read('kept/manifest.json'));
  expect(Object.keys(outputs)).toContain('figures/adoption.svg');
  expect(Object.keys(outputs)).not.toContain('notes.txt');
});

test('observed shares and observed spells of one policy have a figure each, to the last year that was coded', async () => {
  write({
    'coded.csv':
      'city,subject,from\nc0000001,welcoming,2012\nc0000002,welcoming,2015\nc0000003,welcoming,2016\n',
    'coded.yaml': `${smallYaml}observed:\n  - { outcome: "share:welcoming", points: [[2014, 0.2]], source: counted }\n  - { events: coded.csv, source: coded }\n`,
  });
  const { status } = await fastpolicy('run', 'coded.yaml', '--replicates', '4', '--quiet', '--out', 'coded');
  expect(status).toBe(0);
  const figures = list('coded/figures').filter((name) => /^observed.*\.csv$/.test(name));
  expect(figures.sort()).toEqual(['observed-welcoming-count.csv', 'observed-welcoming.csv']);
  const points = read('coded/figures/observed-welcoming-count.csv');
  expect(points).toMatch(/2016\.5.*\b3\b/);
  expect(read('coded/captions.md')).toContain('observed (coded)');
});
