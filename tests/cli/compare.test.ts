/** `fastpolicy compare` as a process: the null, the bytes, and what a user is told. */
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { write, read, rowsOf, list, fastpolicy } = place();
write({
  'base.yaml': smallYaml,
  'renamed.yaml': 'extends: base.yaml\nname: another name\n',
  // No city is pressed: the term is 0 everywhere.
  'idle.yaml':
    'extends: base.yaml\nmechanisms: { welcoming: { declare: { coercion: -2 } } }\ncities: { attributes: { dependence: { beta: [2, 5] } } }\n',
  'alone.yaml': 'extends: base.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'worlds/base.yaml': 'scenarios: [../base.yaml, ../alone.yaml]\nreplicates: 3\n',
  'longer.yaml': 'extends: base.yaml\ntime: { end: 2025 }\n',
});

test('worlds that differ in name, or in what cannot act, do not differ: 0, [0, 0], p = 1, superiority .5', async () => {
  const { status, stdout, stderr } = await fastpolicy(
    'compare',
    'base.yaml',
    'renamed.yaml',
    'idle.yaml',
    '--no-figures',
    '--out',
    'null',
  );
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  expect(stdout).toContain('Exploratory');
  expect(stdout.replace(/\s+/g, ' ')).toContain('of one draw of cities and ties (seed small)');
  const rows = rowsOf('null/differences.csv');
  expect(rows).toHaveLength(6);
  for (const row of rows) {
    const { difference, low, high, lowBca, highBca, effectSize, superiority, p, pCorrected } = row;
    expect([difference, low, high, lowBca, highBca, effectSize]).toEqual(['0', '0', '0', '0', '0', '0']);
    expect([superiority, p, pCorrected]).toEqual(['0.5', '1', '1']);
  }
  for (const row of rowsOf('null/counterfactual.csv')) expect(row['timeA']).toBe(row['timeB']);
});

test('the same bytes for any number of threads, figures and all, and they come out again', async () => {
  const outs = ['out0', 'out3'];
  for (const [k, threads] of ['0', '3'].entries()) {
    const { status } = await fastpolicy(
      'compare',
      'base.yaml',
      'alone.yaml',
      '--threads',
      threads,
      '--quiet',
      '--out',
      outs[k],
    );
    expect(status).toBe(0);
  }
  const files = list('out0').filter((name) => /\.\w+$/.test(name) && name !== 'manifest.json');
  expect(files.some((name) => name.startsWith('figures/'))).toBe(true);
  expect(files).toContain('differences.csv');
  for (const other of outs.slice(1))
    for (const name of files)
      expect(read(`${other}/${name}`) === read(`out0/${name}`), `${other}/${name}`).toBe(true);
  for (const place of ['tables/differences.md', 'tables/differences.tex', 'figures/differences.vl.json'])
    expect(read(`out0/${place}`).replace(/\s+/g, ' ')).toContain(
      'over 12 replicates (Monte Carlo) of one draw of cities and ties (seed small); other draws differ by more',
    );
  const rows = rowsOf('out0/differences.csv');
  expect(rows.some(({ difference }) => Number(difference) < 0)).toBe(true);
  for (const { varianceReduction, sd } of rows) expect(varianceReduction === '').toBe(sd === '0');
  // Without figures, which take longest.
  expect((await fastpolicy('reproduce', 'null')).status).toBe(0);
});

test('mistakes: one scenario, other years, an effect of no outcome', async () => {
  const one = await fastpolicy('compare', 'base.yaml');
  expect([one.status, one.stderr]).toEqual([2, expect.stringContaining('two scenarios or more')]);
  const years = await fastpolicy('compare', 'base.yaml', 'longer.yaml');
  expect(years.status).toBe(2);
  expect(years.stderr).toMatch(/longer runs from 2010 to 2025, base from 2010 to 2020/);
  const effect = await fastpolicy(
    'compare',
    'base.yaml',
    'alone.yaml',
    '--smallest-effect',
    'share_welcomin=.1',
  );
  expect(effect.status).toBe(2);
  expect(effect.stderr).toMatch(/did you mean share_welcoming/);
  for (const { stderr } of [one, years, effect]) expect(stderr).not.toMatch(noStack);
});

test('off of what nothing has on, and worlds that never differ, are noted', async () => {
  write({
    'benchless.yaml': 'extends: base.yaml\noff: [benchmarking]\n',
    'needless.yaml': 'extends: base.yaml\noff: [benchmarking, need]\n',
  });
  const note = 'off takes away benchmarking, which nothing here has on: it changes nothing';
  const checked = await fastpolicy('check', 'benchless.yaml', 'needless.yaml');
  expect(checked.status).toBe(0);
  expect(checked.stdout).toContain(`note: ${note}`);
  expect(checked.stdout).toContain('which nothing here has on: that changes nothing');
  const out = ['--no-figures', '--replicates', '3', '--out'];
  expect((await fastpolicy('run', 'benchless.yaml', ...out, 'benchless')).stderr).toContain(note);
  const { stderr } = await fastpolicy(
    'compare',
    'base.yaml',
    'benchless.yaml',
    'needless.yaml',
    ...out,
    'off',
  );
  expect(stderr).toContain(`benchless: ${note}`);
  expect(stderr).toContain('benchless never differs from base, in any outcome of any replicate');
  expect(stderr).not.toContain('needless never differs');
  expect(read('off/tables/differences.md')).toContain('benchless never differs from base');
  // A column of numbers holds numbers alone; for people it is without bound.
  expect(read('off/differences.csv') + read('off/tables/differences.csv')).not.toContain('Infinity');
  expect(read('off/tables/differences.md')).toContain('∞');
});

test('a file of scenarios and a scenario of the same name have folders of their own', async () => {
  expect((await fastpolicy('run', 'base.yaml', '--no-figures', '--quiet')).status).toBe(0);
  const { status, stderr } = await fastpolicy('compare', 'worlds/base.yaml', '--no-figures', '--quiet');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(rowsOf('out/base/runs.csv').length).toBeGreaterThan(0);
  expect(rowsOf('out/base-comparison/differences.csv').length).toBeGreaterThan(0);
});

test('the smallest effect of interest is stated wherever its test is', async () => {
  const effects = [
    '--smallest-effect',
    'share_welcoming=0.001',
    '--smallest-effect',
    'timeTo50_welcoming=0.5',
  ];
  const { status, stdout, stderr } = await fastpolicy(
    'compare',
    'base.yaml',
    'alone.yaml',
    ...effects,
    '--out',
    'least',
  );
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  const plain = (text: string): string => text.replaceAll('\\', '').replace(/\s+/g, ' ');
  const limits = /share_welcoming 0\.001, timeTo50_welcoming 0\.5/;
  expect(plain(stdout)).toMatch(limits);
  for (const file of [
    'tables/differences.md',
    'tables/differences.tex',
    'tables/differences-narrow.tex',
    'figures/differences.vl.json',
  ])
    expect(plain(read(`least/${file}`)), file).toMatch(limits);
  const table = plain(read('least/tables/differences.md'));
  expect(table).toContain('Against the smallest effect of interest: larger than it share_welcoming');
  expect(table).toMatch(/^\*\*Differences in outcomes, .* against .*, means of 12 replicates\*\*/);
  expect(read('least/tables/differences.tex')).toMatch(
    /^% \d+ columns, for a page on its side.*differences-narrow\.tex/,
  );
  expect((await fastpolicy('report', 'least')).status).toBe(0);
  const page = plain(read('least/report.html'));
  expect(page).toMatch(/: larger than the smallest effect of interest of 0\.001\./);
});

test('a replicate that fails names the command that repeats it, with what the comparison sets', async () => {
  // Countries are drawn in each replicate, and only what the comparison sets asks more ties within than some have cities.
  write({
    'roomy.yaml': `seed: f
time: { start: 0, end: 2 }
cities: { perReplicate: true, synthetic: { count: 30, countries: { A: 0.7, B: 0.3 } } }
policies: { p: {} }
ties: { generator: blocks, by: country, within: 0, between: 1 }
mechanisms: { p: { declare: { baseline: -2, emulation: 1 } } }
observe: { outcomes: [ 'share:p' ] }
`,
    'other.yaml': 'extends: roomy.yaml\nname: other\n',
    'failing.yaml': 'scenarios: [roomy.yaml, other.yaml]\nreplicates: 60\nset: { ties.within: 4 }\n',
  });
  const { status, stderr } = await fastpolicy('compare', 'failing.yaml', '--no-figures');
  expect(status).toBe(1);
  expect(stderr).not.toMatch(noStack);
  const repeat = /fastpolicy (run .*--replicate \d+)/.exec(stderr)![1];
  expect(repeat).toContain('--set ties.within=4 --seed f --replicates 60');
  const again = await fastpolicy(...repeat.split(' '));
  expect(again.status).toBe(1);
  expect(again.stderr).toContain('failed: ties: ');
});
