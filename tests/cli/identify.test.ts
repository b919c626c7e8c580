/** `fastpolicy identify` as a process. */
import { cpSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noStack, place } from './fixtures/command.js';

const { folder, write, read, rowsOf, list, fastpolicy, start } = place();
const laboratory = `name: A small laboratory
scenario: known-truth
seed: small
replicates: 4
set: { cities.synthetic.count: 60 }
influence: { policy: welcoming, values: [0, 2] }
selection: { label: selection, paths: [networks.network-A.join.frailty], values: [0, 1] }
confounders:
  - { id: none }
  - { id: latent, label: a hidden trait, set: { mechanisms.welcoming.declare.frailty: 1 } }
estimators:
  - { id: plain, covariates: [population] }
  - { id: years, label: with years, dummies: period, link: logit }
  - { id: shuffled, type: shuffled-times, permutations: 19 }
`;
write({ 'small.yaml': laboratory, 'long.yaml': laboratory.replace('replicates: 4', 'replicates: 12') });
const wholeFiles = (out: string): string[] =>
  list(out).filter((name) => /\.\w+$/.test(name) && name !== 'manifest.json');

test('every estimator in every cell: estimates, performance, tables, figure', async () => {
  const { status, stdout, stderr } = await fastpolicy('identify', 'small.yaml', '--threads', '2');
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  expect(stdout).toMatch(/a hidden trait, true influence 2/);
  expect(stdout).toMatch(/with years/);
  expect(stdout.replace(/\s+/g, ' ')).toContain('Only 4 replicates a cell: a look, and no result.');
  const estimates = rowsOf('out/small/estimates.csv');
  expect(estimates).toHaveLength(8 * 4 * 3);
  const fares = rowsOf('out/small/performance.csv');
  expect(fares).toHaveLength(8 * 3);
  const [first] = fares;
  expect(first).toMatchObject({
    confounder: 'none',
    influence: '0',
    estimator: 'plain',
    rejectionIs: 'size',
  });
  const own = estimates.filter(
    (row) =>
      row['confounder'] === 'none' &&
      row['influence'] === '0' &&
      row['selection'] === '0' &&
      row['estimator'] === 'plain' &&
      row['estimate'] !== '',
  );
  const mean = own.reduce((sum, { estimate }) => sum + Number(estimate), 0) / own.length;
  expect(Number(first['mean'])).toBeCloseTo(mean, 12);
  expect(fares.find(({ estimator }) => estimator === 'shuffled')!['bias']).toBe('');
  expect(list('out/small/tables')).toEqual([
    'performance-narrow.tex',
    'performance.csv',
    'performance.md',
    'performance.tex',
  ]);
  expect(list('out/small/figures')).toContain('estimates.png');
  const table = read('out/small/tables/performance.md');
  expect(table).toContain('1.00 [0.510, 1.00]');
  expect(table).not.toMatch(/1\.00 \(0\)/);
  expect(read('out/small/captions.md')).toMatch(/Student's t[\s\S]*Only 4 replicates/);
  // The interval of the figure is Student's: t(.975; 3) = 3.182446 errors.
  const [drawn] = rowsOf('out/small/figures/estimates.csv');
  expect(Number(drawn['high']) - Number(drawn['mean'])).toBeCloseTo(
    3.182446305 * Number(first['biasError']),
    6,
  );
});

test('its figure is drawn again, and reported, from the folder alone', async () => {
  const { status, stdout } = await fastpolicy('plot', 'out/small', '--out', 'drawn', '--format', 'svg');
  expect(status, stdout).toBe(0);
  expect(read('drawn/estimates.svg')).toBe(read('out/small/figures/estimates.svg'));
  expect((await fastpolicy('report', 'out/small')).status).toBe(0);
  const page = read('out/small/report.html');
  expect(page).toMatch(/of its 95\u00a0% intervals hold the truth/);
  expect(page).toContain('Only 4 replicates a cell');
  // Whatever the draws: of 4 replicates a share of 1 comes with an interval that says how little that is.
  expect(page).toMatch(/100\s% \[51, 100\]/);
  expect(page).toContain('Estimators and a known truth');
});

test('the same bytes without threads, and they come out again', async () => {
  const words = ['--threads', '0', '--out', 'again', '--no-figures', '--json'];
  const { status, stdout } = await fastpolicy('identify', 'small.yaml', ...words);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).performance).toHaveLength(24);
  for (const name of wholeFiles('again')) expect(read(`again/${name}`), name).toBe(read(`out/small/${name}`));
  expect((await fastpolicy('reproduce', 'out/small')).status).toBe(0);
});

test('Ctrl-C exits 130, and --resume ends in the same bytes', async () => {
  const words = ['identify', 'long.yaml', '--no-figures'];
  const run = start(...words, '--out', 'stopped');
  const progress = join(folder, 'stopped/.parts/progress.json');
  const done = (): number =>
    existsSync(progress) ? JSON.parse(readFileSync(progress, 'utf8')).replicatesDone : 0;
  while (run.child.exitCode === null && done() < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  run.child.kill('SIGINT');
  const { status, stderr } = await run.ended;
  expect(status).toBe(130);
  expect(stderr).toMatch(/interrupted after \d+ of 96 replicates/);
  expect((await fastpolicy(...words, '--out', 'stopped', '--resume')).status).toBe(0);
  expect((await fastpolicy(...words, '--out', 'unstopped', '--threads', '1')).status).toBe(0);
  const files = wholeFiles('unstopped');
  expect(files).toContain('estimates.csv');
  for (const name of files) expect(read(`stopped/${name}`) === read(`unstopped/${name}`), name).toBe(true);
});

test('mistakes are named by their line, and nothing starts', async () => {
  write({
    'form.yaml': laboratory
      .replace('type: shuffled-times', 'type: shufled-times')
      .replace('id: years', 'id: plain'),
    'twice.yaml': laboratory.replace('id: years', 'id: plain'),
    'covariate.yaml': laboratory.replace('[population]', '[populaton]'),
    'path.yaml': laboratory.replace('network-A.join.frailty', 'network-A.join.fraility'),
    'policy.yaml': laboratory.replace('policy: welcoming', 'policy: welcomming'),
  });
  const found = async (name: string): Promise<string> => {
    const { status, stderr } = await fastpolicy('identify', `${name}.yaml`);
    expect(status, name).toBe(2);
    expect(stderr).not.toMatch(noStack);
    return stderr;
  };
  expect(await found('form')).toMatch(
    /form\.yaml:14:\d+ estimators\[2\]\.type: .*did you mean shuffled-times/,
  );
  expect(await found('twice')).toMatch(
    /twice\.yaml:13:\d+ estimators\[1\]\.id: there is another estimator plain/,
  );
  expect(await found('covariate')).toMatch(/covariate\.yaml:12:\d+ .*did you mean population/);
  expect(await found('path')).toMatch(/path\.yaml:7:\d+ .*did you mean frailty/);
  expect(await found('policy')).toMatch(/policy\.yaml:6:\d+ .*did you mean welcoming/);
  expect(existsSync(join(folder, 'out/covariate'))).toBe(false);
});

test('a figure names its command, which makes it again where its folder is lost', async () => {
  write({ 'lost/deep/small.yaml': laboratory });
  cpSync(join(folder, 'out/small/figures/estimates.svg'), join(folder, 'lost/deep/estimates.svg'));
  const near = await fastpolicy('replay', 'lost/deep/estimates.svg', '--out', 'replayed');
  expect(near).toMatchObject({ status: 0, stderr: '' });
  expect(near.stdout).toContain('command   fastpolicy identify small.yaml\n');
  expect(near.stdout).toMatch(/the same: .*drawn from out.small/);
  expect(JSON.parse(read('out/small/manifest.json'))['remake']).toBe('fastpolicy identify small.yaml');
  renameSync(join(folder, 'out'), join(folder, 'kept'));
  const anew = await fastpolicy('replay', 'lost/deep/estimates.svg', '--out', 'anew', '--json');
  expect(anew.stderr).toContain('the command is run into anew/study');
  expect(JSON.parse(anew.stdout)).toMatchObject({ same: true, folder: 'anew/study', figure: 'estimates' });
});
