/** fastpolicy sensitivity, and the figures that a sweep ends with. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';
import { committed, rowsOf, sweepFiles } from './fixtures/sweep.js';

const { folder, write, read, list, fastpolicy, start } = place();
const saltelli = `scenario: small.yaml
design: { type: saltelli, n: 32, secondOrder: false }
parameters:
  mechanisms.welcoming.declare.emulation: { from: 0, to: 3 }
  mechanisms.welcoming.declare.baseline.perYear: { from: 0.02, to: 0.2, scale: log }
replicates: 2
outcomes: [{ welcoming: "share:welcoming" }]
`;
write({
  'small.yaml': smallYaml,
  'saltelli.yaml': saltelli,
  'morris.yaml': saltelli.replace('{ type: saltelli, n: 32, secondOrder: false }', '{ type: morris, n: 8 }'),
  // Twelve cities have 11 others: some base rows fail.
  'failing.yaml': saltelli
    .replace('parameters:\n', 'parameters:\n  ties.meanDegree: { from: 9, to: 12, integer: true }\n')
    .replace('type: saltelli', 'type: saltelli, base: random'),
  'until.yaml': sweepFiles['until.yaml'],
});
const formats = ['csv', 'pdf', 'png', 'svg', 'vl.json'];
const figures = (out: string): string[] => list(`${out}/figures`);
const drawn = (...stems: string[]): string[] =>
  stems.flatMap((stem) => formats.map((format) => `${stem}.${format}`)).sort();
const digest = (out: string): { [file: string]: string } => JSON.parse(read(`${out}/manifest.json`)).outputs;

test('a sweep ends with indices, figures and words; sensitivity makes the same again, and reproduce holds', async () => {
  const { status, stdout } = await fastpolicy('sweep', 'saltelli.yaml');
  expect(status).toBe(0);
  expect(stdout).toMatch(/In words\n {2}welcoming: its variance comes mostly from|no parameter stands out/);
  expect(stdout).toMatch(
    /Means of the points\n {2}outcome +mean +least +95 % +point +largest +95 % +point\n/,
  );
  expect(stdout).toContain('out/saltelli/figures/sobol-welcoming.{svg,pdf,png}');
  expect(figures('out/saltelli')).toEqual(drawn('sobol-welcoming'));
  expect(rowsOf(read('out/saltelli/indices.csv')).map(([, , , index]) => index)).toEqual(
    ['first', 'total', 'first', 'total'].sort(),
  );
  const before = digest('out/saltelli');
  const indices = read('out/saltelli/indices.csv');
  for (const name of ['indices.csv', 'figures'])
    rmSync(join(folder, 'out/saltelli', name), { recursive: true });
  const again = await fastpolicy('sensitivity', 'out/saltelli');
  expect(again.status).toBe(0);
  expect(again.stdout).toContain('out/saltelli/figures/sobol-welcoming.{svg,pdf,png}');
  expect(read('out/saltelli/indices.csv')).toBe(indices);
  expect(digest('out/saltelli')).toEqual(before);
  expect((await fastpolicy('reproduce', 'out/saltelli')).status).toBe(0);
  const json = await fastpolicy('sensitivity', 'out/saltelli', '--no-figures', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ design: 'saltelli', tipping: [] });
  expect(JSON.parse(json.stdout).indices.length).toBe(4);
  expect(digest('out/saltelli')).toEqual(before);
});

test('morris has a scatter, --no-figures none', async () => {
  await fastpolicy('sweep', 'morris.yaml', '--quiet');
  expect(figures('out/morris')).toEqual(drawn('morris-welcoming'));
  await fastpolicy('sweep', 'morris.yaml', '--quiet', '--no-figures', '--force');
  expect(figures('out/morris')).toEqual([]);
});

test('figures and tipping points of a grid are the same to the byte from one thread, two, and merged shards', async () => {
  const sweep = ['sweep', 'until.yaml', '--quiet', '--replicates', '4'];
  await fastpolicy(...sweep, '--threads', '1', '--out', 'one');
  await fastpolicy(...sweep, '--threads', '2', '--out', 'two');
  const shards = ['1', '2'].map((k) => `shards/${k}`);
  for (const [k, out] of shards.entries()) await fastpolicy(...sweep, '--shard', `${k + 1}/2`, '--out', out);
  expect(figures(shards[0])).toEqual([]);
  const merged = await fastpolicy('merge', ...shards, '--out', 'merged');
  expect(merged.stdout).toContain('In words\n  share_welcoming: ');
  // The number of members is the same everywhere.
  const stems = ['share_welcoming', 'timeTo50_welcoming'].map((name) => `profile-${name}`);
  expect(figures('one')).toEqual(drawn(...stems));
  expect(Object.keys(digest('one'))).toContain('tipping.csv');
  for (const out of ['two', 'merged']) expect(digest(out)).toEqual(digest('one'));
});

test('missing runs: refused with the command that repeats the first, and --drop-incomplete leaves out whole base rows', async () => {
  const sweep = await fastpolicy('sweep', 'failing.yaml');
  expect(sweep.status).toBe(1);
  expect(sweep.stderr).toMatch(
    /note no indices: \d+ runs failed; fastpolicy sensitivity --drop-incomplete makes them of what is whole/,
  );
  expect(figures('out/failing')).toEqual([]);
  const refused = await fastpolicy('sensitivity', 'out/failing');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/\d+ runs failed, and their results are missing/);
  const command = /fastpolicy (sweep failing\.yaml --point \d+ --replicate 0)/.exec(refused.stderr)![1];
  expect((await fastpolicy(...command.split(' '), '--out', 'repeated')).stderr).toContain(
    'ties: meanDegree 12 is impossible with 12 cities',
  );
  const { status, stderr } = await fastpolicy('sensitivity', 'out/failing', '--drop-incomplete');
  expect(status).toBe(0);
  expect(stderr).toMatch(/welcoming: \d+ of 32 base rows are left out, since a run of theirs has no value/);
  expect(figures('out/failing')).toEqual(drawn('sobol-welcoming'));
});

test('an interrupted sweep: refused with the command that completes it', async () => {
  const sweep = start('sweep', 'saltelli.yaml', '--quiet', '--replicates', '40', '--out', 'stopped');
  await committed(join(folder, 'stopped'), 70, sweep);
  sweep.child.kill('SIGKILL');
  await sweep.ended;
  const { status, stderr } = await fastpolicy('sensitivity', 'stopped');
  expect(status).toBe(2);
  expect(stderr).not.toMatch(noStack);
  expect(stderr).toMatch(/the sweep is not complete \(\d+ runs are done\); this completes it:/);
  const [, command] = /fastpolicy (sweep .* --resume)/.exec(stderr)!;
  expect((await fastpolicy(...command.split(' '))).status).toBe(0);
  expect((await fastpolicy('sensitivity', 'stopped', '--quiet', '--no-figures')).status).toBe(0);
});

test('killed, and killed again when it was resumed, it keeps what was done for --drop-incomplete', async () => {
  const words = ['sweep', 'saltelli.yaml', '--quiet', '--replicates', '4000', '--out', 'killed'];
  let done = 600;
  for (const more of [[], ['--resume']]) {
    const sweep = start(...words, ...more);
    done = (await committed(join(folder, 'killed'), done, sweep)) + 1;
    sweep.child.kill('SIGKILL');
    await sweep.ended;
    const { status, stderr } = await fastpolicy('sensitivity', 'killed', '--drop-incomplete', '--no-figures');
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/not one replicate/)]);
  }
  // 128 points: four whole replicates at least were there when it was resumed.
  expect(JSON.parse(read('killed/manifest.json'))).toMatchObject({ complete: false });
  expect(JSON.parse(read('killed/manifest.json')).replicatesDone).toBeGreaterThanOrEqual(4);
});

test('merge tells of runs that failed as the sweep does, and with its status', async () => {
  const { status, stderr } = await fastpolicy('merge', 'out/failing', '--out', 'failed', '--no-figures');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /\d+ runs failed; all others are done\. failed\/failures\.csv has each with its error; the first:\n {2}point \d+, replicate 0: ties: meanDegree 12 .*\n {2}fastpolicy sweep failing\.yaml --point/,
  );
});

test('saltelli, sobol and morris refuse constraints and replicates until a precision; other designs tipping levels', async () => {
  const designs = ['saltelli, n: 32', 'sobol, n: 16', 'morris, n: 8'];
  const files = Object.fromEntries(
    designs.map((design, k) => [
      `refused-${k}.yaml`,
      saltelli
        .replace('saltelli, n: 32, secondOrder: false', design)
        .replace(
          'replicates: 2',
          'constraints: ["mechanisms.welcoming.declare.emulation < 2"]\nreplicates: { until: { halfWidth: 0.1, of: welcoming }, min: 4, max: 8 }',
        )
        .concat('tipping: { welcomin: 0.5 }\n'),
    ]),
  );
  write(files);
  const { status, stderr } = await fastpolicy('check', ...Object.keys(files));
  expect(status).toBe(2);
  for (const type of ['saltelli', 'sobol', 'morris']) {
    expect(stderr).toContain(`${type} asks for the same number of replicates of every point; state a number`);
    expect(stderr).toContain(`tipping: tipping points need a grid, not ${type}`);
    expect(stderr).toContain(`constraints: ${type} takes no constraints`);
  }
  expect(stderr).toContain("no outcome 'welcomin'; did you mean welcoming?");
});
