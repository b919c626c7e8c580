/** `fastpolicy reproduce`: do the files still hold, and does the run come out again? */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { folder, temporary, write, read, list, fastpolicy, start } = place();
write({
  'cities.csv': 'id,population,immigrantShare\na,50000,0.1\nb,90000,0.2\nc,20000,0.3\n',
  'small.yaml': smallYaml
    .replace(/cities:\n.*\n.*\n/, 'cities: { file: cities.csv }\n')
    .replace('meanDegree: 3', 'meanDegree: 1'),
});

/** A copy of the run, to spoil. */
function copy(name: string): string {
  cpSync(join(folder, 'out/small'), join(folder, name), { recursive: true });
  return name;
}

const verdictOf = async (name: string) => {
  const { status, stdout, stderr } = await fastpolicy('reproduce', name, '--json');
  expect(stderr).not.toMatch(noStack);
  return { status, verdict: stdout === '' ? null : JSON.parse(stdout), stderr };
};

beforeAll(async () => {
  expect((await fastpolicy('run', 'small.yaml', '--quiet')).status).toBe(0);
});

test('a run, figures and all, comes out again, and its folder is not touched', async () => {
  const before = Object.fromEntries(
    list('out/small')
      .filter((name) => name.includes('.'))
      .map((name) => [name, read(`out/small/${name}`)]),
  );
  const { status, stdout, stderr } = await fastpolicy('reproduce', 'out/small');
  expect(stdout).toMatch(
    /^holds: out\/small is as its manifest says, and \d+ files came out again byte for byte\n$/,
  );
  expect(stderr).toMatch(/12 of 12 runs/);
  expect(status).toBe(0);
  for (const [name, text] of Object.entries(before))
    expect(read(`out/small/${name}`) === text, name).toBe(true);
});

test('one other byte in events.csv: exit 3, and the file is named', async () => {
  const spoilt = copy('spoilt');
  const events = read('spoilt/events.csv');
  const at = events.length - 3;
  write({
    'spoilt/events.csv': events.slice(0, at) + (events[at] === '1' ? '2' : '1') + events.slice(at + 1),
  });
  const { status, stdout } = await fastpolicy('reproduce', spoilt);
  expect(status).toBe(3);
  expect(stdout).toContain('altered: events.csv\n');
  expect(stdout).toContain('does not hold: spoilt');
  // The run itself still comes out as the manifest says.
  expect(stdout).not.toContain('not reproduced');
});

test('files that are gone, and files that nobody made', async () => {
  const name = copy('gone');
  rmSync(join(folder, name, 'ties.csv'));
  write({ 'gone/notes.txt': 'mine' });
  const { status, verdict } = await verdictOf(name);
  expect(status).toBe(3);
  expect(verdict).toMatchObject({
    holds: false,
    missing: ['ties.csv'],
    notInManifest: ['notes.txt'],
    altered: [],
  });

  write({ [`${copy('more')}/notes.txt`]: 'mine' });
  const more = await fastpolicy('reproduce', 'more');
  expect(more.status).toBe(0);
  expect(more.stderr).toContain('warning not in the manifest: notes.txt');
});

test('results that do not come out again: exit 3', async () => {
  const name = copy('forged');
  // A table and its checksum changed together hold, but nothing makes them.
  const forged = `${read('forged/runs.csv')}small,12,small,1,0,1,3\n`;
  const manifest = JSON.parse(read('forged/manifest.json'));
  manifest.outputs['runs.csv'] = createHash('sha256').update(forged).digest('hex');
  write({ 'forged/runs.csv': forged, 'forged/manifest.json': JSON.stringify(manifest) });
  const { status, verdict } = await verdictOf(name);
  expect(status).toBe(3);
  expect(verdict).toMatchObject({ holds: false, altered: [], notReproduced: ['runs.csv'] });
});

test('another version of Node or of the tool is a warning', async () => {
  const name = copy('older');
  const manifest = JSON.parse(read('older/manifest.json'));
  write({
    'older/manifest.json': JSON.stringify({
      ...manifest,
      node: 'v18.0.0',
      tool: { name: 'fastpolicy', version: '0.0.1' },
    }),
  });
  const { status, verdict } = await verdictOf(name);
  expect(status).toBe(0);
  expect(verdict.warnings).toHaveLength(2);
  expect(verdict.warnings[0]).toContain('0.0.1');
  expect(verdict.warnings[1]).toContain('v18.0.0');
});

test('PNG and PDF of another platform are not compared; SVG and tables are', async () => {
  const name = copy('elsewhere');
  const manifest = JSON.parse(read('elsewhere/manifest.json'));
  const png = 'figures/adoption.png';
  write({ 'elsewhere/figures/adoption.png': 'other pixels' });
  manifest.outputs[png] = createHash('sha256').update('other pixels').digest('hex');
  write({ 'elsewhere/manifest.json': JSON.stringify({ ...manifest, platform: 'beos-m68k' }) });
  const { status, verdict } = await verdictOf(name);
  expect(status).toBe(0);
  expect(verdict.notCompared).toEqual([png]);
  write({ 'elsewhere/manifest.json': JSON.stringify(manifest) });
  expect((await verdictOf(name)).verdict.notReproduced).toEqual([png]);
});

test('without figures, and one replicate alone: repeated as they were', async () => {
  expect((await fastpolicy('run', 'small.yaml', '--quiet', '--no-figures', '--out', 'plain')).status).toBe(0);
  expect((await fastpolicy('run', 'small.yaml', '--quiet', '--replicate', '3')).status).toBe(0);
  expect((await fastpolicy('reproduce', 'plain', '--quiet')).status).toBe(0);
  expect((await fastpolicy('reproduce', 'out/small-replicate-3', '--quiet')).status).toBe(0);
});

test('nothing to compare with: exit 2', async () => {
  const changed = copy('changed');
  write({ 'changed/inputs/cities.csv': 'id\na\n' });
  rmSync(join(folder, copy('lost'), 'inputs/cities.csv'));
  const manifest = JSON.parse(read('out/small/manifest.json'));
  write({
    'half/manifest.json': JSON.stringify({ ...manifest, complete: false, replicatesDone: 4 }),
    'outside/manifest.json': JSON.stringify({
      ...manifest,
      inputs: [],
      outputs: { '../secret': 'a'.repeat(64) },
    }),
    'text/manifest.json': 'not JSON',
    'bare/runs.csv': '',
  });
  const cases = [
    [changed, 'inputs/cities.csv: this input has changed'],
    ['lost', 'inputs/cities.csv: this input of the run is missing'],
    ['half', 'the run is not complete (4 of 12 replicates)'],
    ['outside', '../secret lies outside the folder'],
    ['text', 'is not JSON'],
    ['bare', 'no manifest.json here'],
    ['nowhere', 'no such folder'],
  ];
  for (const [name, message] of cases) {
    const { status, stderr } = await verdictOf(name);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  }
});

test('a scenario.yaml that was edited is told, and not taken for the run', async () => {
  const name = copy('edited');
  write({ 'edited/scenario.yaml': read('edited/scenario.yaml').replace('replicates: 12', 'replicates: 13') });
  const { status, verdict } = await verdictOf(name);
  expect(status).toBe(3);
  expect(verdict).toMatchObject({ altered: ['scenario.yaml'], reproduced: [] });
  expect(verdict.warnings[0]).toContain('the run was not repeated');
});

test('Ctrl-C ends it with 130, at once where it is pressed again, and the folder is as it was', async () => {
  write({ 'long.yaml': smallYaml.replace('replicates: 12', 'replicates: 1500') });
  const words = ['--no-figures', '--quiet', '--threads', '0'];
  expect((await fastpolicy('run', 'long.yaml', ...words)).status).toBe(0);
  const before = list('out/long');
  for (const times of [1, 2]) {
    const { child, ended } = start('reproduce', 'out/long', '--threads', '0');
    while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    if (times === 2) {
      await new Promise((resolve) => child.stderr!.once('data', resolve));
      child.kill('SIGINT');
    }
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr).toContain('stopping');
    expect(stderr).not.toMatch(noStack);
    expect(list('out/long')).toEqual(before);
  }
});
