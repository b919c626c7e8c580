/** `fastpolicy attribute` as a process. */
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { write, read, rowsOf, list, fastpolicy } = place();
write({ 'small.yaml': smallYaml });

test('shares sum to the total to 1e-9, at the end and at every time', async () => {
  const { status, stdout, stderr } = await fastpolicy(
    'attribute',
    'small.yaml',
    '--replicates',
    '6',
    '--threads',
    '2',
  );
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  expect(stdout).toMatch(/imitation/);
  const folder = 'out/small-attribution';
  const shares = rowsOf(`${folder}/shares.csv`);
  const total = shares.find(({ group }) => group === 'total')!;
  const sum = shares.filter((row) => row !== total).reduce((own, { shapley }) => own + Number(shapley), 0);
  expect(Number(total['shapley'])).not.toBe(0);
  expect(Math.abs(sum - Number(total['shapley']))).toBeLessThan(1e-9);
  const course = rowsOf(`${folder}/course.csv`);
  const times = [...new Set(course.map(({ time }) => time))];
  expect(times).toHaveLength(20);
  for (const time of times) {
    const own = course.filter((row) => row['time'] === time);
    const parts = own
      .filter(({ group }) => group !== 'total')
      .reduce((all, { shapley }) => all + Number(shapley), 0);
    expect(Math.abs(parts - Number(own.find(({ group }) => group === 'total')!['shapley']))).toBeLessThan(
      1e-9,
    );
  }
  // The last time is the end.
  expect(course.at(-1)!['shapley']).toBe(total['shapley']);
  expect(list(`${folder}/figures`)).toContain('shares.png');
});

test('adoptions after a repeal are told from first ones, and the outcome with none of the groups has a row', async () => {
  write({
    'again.yaml':
      'extends: small.yaml\nmechanisms: { welcoming: { repeal: { baseline: { perYear: 0.5 } }, declare: { baseline: -1 } } }\n',
  });
  const words = ['attribute', 'again.yaml', '--replicates', '3', '--threads', '0', '--no-figures'];
  const { stdout } = await fastpolicy(...words, '--out', 'again');
  const rows = rowsOf('again/adoptions.csv');
  const first = new Set(rows.map(({ replicate, city }) => `${replicate} ${city}`)).size;
  expect(first).toBeLessThan(rows.length);
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain(
    `${rows.length} adoptions of 3 replicates (${first} of them first ones, ${rows.length - first} after a repeal)`,
  );
  expect(text).toContain('outcome with none of the groups');
  expect(text).toContain('It is raw, measured from 0');
  expect(read('again/tables/shares.md')).toMatch(/Outcome with none of them \| +\| 0?\.\d+/);
});

test('with one mechanism the share is the but-for effect', async () => {
  const { status } = await fastpolicy(
    'attribute',
    'small.yaml',
    '--group',
    'peers=emulation',
    '--replicates',
    '6',
    '--no-figures',
    '--out',
    'one',
  );
  expect(status).toBe(0);
  const [group] = rowsOf('one/shares.csv');
  expect(group['butFor']).toBe(group['shapley']);
  expect(group['alone']).toBe(group['shapley']);
  expect(rowsOf('one/mechanisms.csv').find(({ mechanism }) => mechanism === 'emulation')!['butFor']).toBe(
    group['shapley'],
  );
});

test('the same bytes for any number of threads, and they come out again', async () => {
  for (const [out, threads] of [
    ['a', '0'],
    ['b', '3'],
  ])
    await fastpolicy(
      'attribute',
      'small.yaml',
      '--outcome',
      'timeTo50:welcoming',
      '--each',
      '--replicates',
      '4',
      '--threads',
      threads,
      '--out',
      out,
      '--quiet',
      '--no-figures',
    );
  const files = list('a').filter((name) => /\.\w+$/.test(name) && name !== 'manifest.json');
  expect(files).toContain('shares.csv');
  for (const name of files) expect(read(`a/${name}`) === read(`b/${name}`), name).toBe(true);
  expect((await fastpolicy('reproduce', 'b')).status).toBe(0);
});

test('mistakes: a mechanism that is off, in two groups, no form', async () => {
  const words = [
    ['--group', 'x=emulaton'],
    ['--group', 'x=emulation', '--group', 'y=emulation'],
    ['--group', 'emulation'],
  ];
  const runs = await Promise.all(words.map((own) => fastpolicy('attribute', 'small.yaml', ...own)));
  for (const { status, stderr } of runs) {
    expect(status).toBe(2);
    expect(stderr).not.toMatch(noStack);
  }
  expect(runs[0].stderr).toMatch(/did you mean emulation/);
  expect(runs[1].stderr).toContain('emulation is in two groups');
  expect(runs[2].stderr).toContain('expected name=mechanisms');
});

test('direct effects: what works through no one else is but-for, what has no coefficient is not there', async () => {
  write({
    'alone.yaml':
      'extends: small.yaml\nmechanisms: { welcoming: { declare: { emulation: 0, need: 1.5 } } }\n',
  });
  // The network, joined by emulation, does nothing for the policy.
  const words = ['attribute', 'alone.yaml', '--replicates', '6', '--quiet', '--no-figures'];
  const runs = await Promise.all([
    fastpolicy(...words, '--direct', '99', '--threads', '0', '--out', 'direct'),
    fastpolicy(...words, '--direct', '99', '--threads', '2', '--out', 'threads'),
  ]);
  expect(runs.map(({ status }) => status)).toEqual([0, 0]);
  const rows = rowsOf('direct/mechanisms.csv');
  const need = rows.find(({ mechanism }) => mechanism === 'need')!;
  expect(Number(need['direct'])).not.toBe(0);
  expect(need['direct']).toBe(need['butForCities']);
  expect(Number(need['direct'])).toBeCloseTo(Number(need['butFor']), 12);
  const emulation = rows.find(({ mechanism }) => mechanism === 'emulation')!;
  expect(emulation).toMatchObject({ direct: '0', butForCities: '0', butFor: '0' });
  expect(rowsOf('direct/direct.csv')).toHaveLength(rows.length * 6 * 12);
  const files = list('direct').filter((name) => /\.\w+$/.test(name) && name !== 'manifest.json');
  for (const name of files) expect(read(`direct/${name}`) === read(`threads/${name}`), name).toBe(true);
  expect((await fastpolicy('reproduce', 'direct')).status).toBe(0);
});

test('an outcome goes by the name that the scenario gives it; a wrong name brings the nearest of both kinds', async () => {
  write({
    'named.yaml':
      'extends: small.yaml\nobserve: { outcomes: [{ adopters: "share:welcoming" }, { sharer: "share:welcoming@2015" }] }\n',
  });
  const asked = (outcome: string) =>
    fastpolicy(
      ...['attribute', 'named.yaml', '--outcome', outcome, '--group', 'peers=emulation'],
      ...['--replicates', '2', '--no-figures', '--out', 'named', '--threads', '0'],
    );
  const named = await asked('adopters');
  expect(named.status, named.stderr).toBe(0);
  expect(named.stdout).toContain('what share:welcoming rests on');
  const near = await asked('shares');
  expect(near.status).toBe(2);
  expect(near.stderr).toContain('did you mean sharer (an outcome of the scenario) or share (a measure)?');
  const policy = await asked('welcoming');
  expect(policy.stderr).toContain('did you mean share:welcoming?');
  const lost = await asked('nothingLikeIt');
  expect(lost.stderr).toContain('the scenario names adopters, sharer; measures are share');
});

test('an outcome with the error of its fit beside it is attributed, and the table has a column for it', async () => {
  const words = ['--outcome', 'bassM:welcoming', '--replicates', '2', '--threads', '0', '--no-figures'];
  const { status, stderr } = await fastpolicy('attribute', 'small.yaml', ...words, '--out', 'fitted');
  expect(status, stderr).toBe(0);
  expect(read('fitted/runs.csv')).toMatch(/^variant,replicate,outcome,error_outcome\n/);
});
