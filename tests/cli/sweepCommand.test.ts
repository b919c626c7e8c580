/** What else fastpolicy sweep says, refuses and repeats. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';
import { rowsOf, sweepFiles } from './fixtures/sweep.js';

const { folder, write, read, list, fastpolicy } = place();
write(sweepFiles);
const rows = (file: string): string[][] => rowsOf(read(file));

beforeAll(async () => {
  await fastpolicy('sweep', 'e.yaml', '--quiet', '--no-figures', '--out', 'whole');
});

test('a changed experiment, scenario or shard is refused, and nothing is touched', async () => {
  write({
    'changed/e.yaml': read('e.yaml').replace('to: 3', 'to: 3.5'),
    'changed/small.yaml': smallYaml,
    'scenario/e.yaml': read('e.yaml'),
    'scenario/small.yaml': smallYaml.replace('need: 0.5', 'need: 0.6'),
  });
  const before = read('whole/manifest.json');
  const refused = async (...more: string[]): Promise<string> => {
    const { status, stderr } = await fastpolicy('sweep', ...more, '--quiet', '--out', 'whole', '--resume');
    expect(status).toBe(2);
    return stderr;
  };
  expect(await refused('changed/e.yaml')).toContain('not this one: the experiment has changed');
  expect(await refused('scenario/e.yaml')).toContain('not this one: its scenario has changed');
  expect(await refused('e.yaml', '--shard', '1/2')).toContain('not this one: another shard of it');
  expect(read('whole/manifest.json')).toBe(before);
  // Done before: nothing is left to do.
  const again = await fastpolicy('sweep', 'e.yaml', '--out', 'whole', '--resume');
  expect(again.stdout).toContain('336 runs were done before');
  expect(read('whole/manifest.json')).toBe(before);
});

test('one run is repeated as a run folder, with the outcomes that the sweep has', async () => {
  const row = rows('whole/results.csv').find(([replicate, point]) => replicate === '7' && point === '4')!;
  const { status, stdout } = await fastpolicy(
    'sweep',
    'e.yaml',
    '--point',
    '4',
    '--replicate',
    '7',
    '--out',
    'one',
    '--json',
  );
  expect(status).toBe(0);
  const [outcomes] = JSON.parse(stdout).outcomes;
  expect(Object.values(outcomes).map(String)).toEqual(['7', ...row.slice(2)]);
  expect(list('one')).toContain('events.csv');
  expect(JSON.parse(read('one/manifest.json')).remake).toBe(
    'fastpolicy sweep e.yaml --point 4 --replicate 7',
  );
  // The command of a failure shows the failure.
  const failed = await fastpolicy('sweep', 'e.yaml', '--point', '2', '--replicate', '0', '--out', 'two');
  expect(failed.status).toBe(2);
  expect(failed.stderr).toContain('ties: meanDegree 40 is impossible with 12 cities');
});

test('reproduce repeats a sweep and a shard of one, and tells what was altered', async () => {
  const sweep = ['sweep', 'until.yaml', '--quiet', '--shard', '2/3', '--out', 'shard'];
  expect((await fastpolicy(...sweep)).status).toBe(0);
  for (const { status, stdout } of await Promise.all(
    ['whole', 'shard'].map((out) => fastpolicy('reproduce', out)),
  )) {
    expect(stdout).toContain('came out again byte for byte');
    expect(status).toBe(0);
  }
  write({ 'shard/results.csv': read('shard/results.csv').replace(/\n0,1,.*/, '\n0,1,0.5,1,1,1') });
  const { status, stdout } = await fastpolicy('reproduce', 'shard');
  expect(status).toBe(3);
  expect(stdout).toContain('altered: results.csv');
});

test('--dry-run tells points, runs, time and disk, and writes nothing', async () => {
  const { status, stdout, stderr } = await fastpolicy('sweep', 'e.yaml', '--dry-run', '--threads', '2');
  expect(status).toBe(0);
  expect(stdout).toMatch(/points {2}21\n {2}runs {4}336\n {2}time {4}\d+ s on 2 threads/);
  expect(stdout).toMatch(/disk {4}[\d.]+ kB\n/);
  expect(stderr).toContain('point 2 would fail: ties: meanDegree 40');
  expect(list('out')).toEqual([]);
  const { stdout: json } = await fastpolicy('sweep', 'until.yaml', '--dry-run', '--json');
  expect(JSON.parse(json)).toMatchObject({ points: 7, runs: [28, 448] });
  // The estimate of disk is an upper bound that is not far off.
  const estimate = JSON.parse((await fastpolicy('sweep', 'e.yaml', '--dry-run', '--json')).stdout);
  const size = read('whole/results.csv').length + read('whole/design.csv').length;
  expect(estimate.bytes[0]).toBeGreaterThan(0.8 * size);
  expect(estimate.bytes[0]).toBeLessThan(2.5 * size);
});

test('--format parquet writes the same table beside', async () => {
  await fastpolicy(
    'sweep',
    'until.yaml',
    '--quiet',
    '--replicates',
    '3',
    '--format',
    'parquet',
    '--out',
    'pq',
  );
  const bytes = readFileSync(join(folder, 'pq/results.parquet'));
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const table = (await parquetReadObjects({ file })).map((row) => Object.values(row).map(String));
  expect(table).toEqual(rows('pq/results.csv'));
  expect(Object.keys(JSON.parse(read('pq/manifest.json')).outputs)).toContain('results.parquet');
});

test('an outcome of a fitted curve has the error of the fit beside it', async () => {
  write({
    'fitted.yaml': read('until.yaml').replace(
      /replicates.*\n/,
      'replicates: 2\noutcomes: ["bassM:welcoming"]\n',
    ),
  });
  const { status, stderr } = await fastpolicy(
    'sweep',
    'fitted.yaml',
    '--quiet',
    '--no-figures',
    '--out',
    'fitted',
  );
  expect(status, stderr).toBe(0);
  expect(read('fitted/results.csv')).toMatch(
    /^replicate,point,bassM_welcoming,error_bassM_welcoming\n0,0,[\d.]+,[\d.]+\n/,
  );
});

test('check knows an experiment: its points, runs and outcomes, and which points would fail', async () => {
  const { status, stdout } = await fastpolicy('check', 'e.yaml');
  expect(status).toBe(0);
  expect(stdout).toContain('21 points x 16 replicates; 3 outcomes');
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'of 21 points that were tried 7 would fail, the first point 2:',
  );
  write({ 'bad.yaml': read('e.yaml').replace('emulation', 'emulaton').replace('type: grid', 'type: grd') });
  const bad = await fastpolicy('check', 'bad.yaml');
  expect(bad.status).toBe(2);
  expect(bad.stderr).toContain('bad.yaml:3:17 design.type: expected one of grid, list');
  expect(bad.stderr).toContain('did you mean emulation?');
  expect(bad.stderr).toContain('2 problems in 1 file');
  // Countries are known once there are cities: the outcome is looked for among them.
  write({ 'land.yaml': read('e.yaml').replace('"share:welcoming"', '"share:welcoming/Z"') });
  const land = await fastpolicy('check', 'land.yaml', '--set', 'observe.by=[country]');
  expect(land.status).toBe(2);
  expect(land.stderr).toMatch(/^land\.yaml:8:\d+ observe\.outcomes\[0\]: no group 'Z'; there are all, /);
});

test('mistakes of the command line start nothing', async () => {
  const wrong = async (...more: string[]): Promise<string> => {
    const { status, stderr } = await fastpolicy('sweep', 'e.yaml', ...more);
    expect(status).toBe(2);
    expect(stderr).not.toMatch(noStack);
    return stderr;
  };
  expect(await wrong('--shard', '4/3')).toContain('Expected i/n with i from 1 to n');
  expect(await wrong('--replicate', '1')).toContain('it goes with --point');
  expect(await wrong('--point', '1', '--shard', '1/2', '--dry-run')).toContain(
    'it does not go with --shard and --dry-run',
  );
  expect(await wrong('--point', '21')).toContain('there are 21 points, from 0 to 20');
  expect(await wrong('--point', '1', '--replicate', '16')).toContain('there are 16, from 0 to 15');
  const { status, stderr } = await fastpolicy('sweep', 'tippin');
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean tipping?');
});
