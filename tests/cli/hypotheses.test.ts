/** `fastpolicy test` as a process. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { write, read, rowsOf, list, fastpolicy } = place();
const hypotheses = `name: Claims
confirmatory: true
replicates: 24
range: { draws: 3, replicates: 6 }
hypotheses:
  - id: H1
    claim: Cities that look at each other adopt more
    compare: [alone.yaml, base.yaml]
    outcome: share:welcoming
    direction: greater
`;
write({
  'base.yaml': smallYaml,
  'alone.yaml': 'extends: base.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'renamed.yaml': 'extends: base.yaml\nname: another name\n',
  'claims.yaml': hypotheses,
  'mixed.yaml': `${hypotheses}  - id: H2
    claim: And less
    compare: [alone.yaml, base.yaml]
    outcome: share:welcoming
    direction: less
  - id: H3
    claim: A name changes something
    compare: [renamed.yaml, base.yaml]
    outcome: timeTo50:welcoming
    direction: different
  - id: H4
    claim: A name changes nothing
    compare: [renamed.yaml, base.yaml]
    outcome: share:welcoming
    direction: equivalent
    minimumEffect: 0.01
`,
});

test('what is supported exits 0; the checksum of the file is printed and stored', async () => {
  const { status, stdout, stderr } = await fastpolicy('test', 'claims.yaml', '--threads', '2');
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  const sum = createHash('sha256').update(hypotheses).digest('hex');
  expect(stdout).toContain(`confirmatory: claims.yaml, SHA-256 ${sum}`);
  expect(stdout).toMatch(/H1\s+supported/);
  expect(stdout.replace(/\s+/g, ' ')).toContain('of one draw of cities and ties (seed small)');
  const [row] = rowsOf('out/claims/verdicts.csv');
  expect(row).toMatchObject({
    id: 'H1',
    verdict: 'supported',
    status: 'confirmatory',
    checksum: sum,
    pairs: '24',
  });
  const shares = ['rangeSupported', 'rangeRefuted', 'rangeUndecided'].map((name) => Number(row[name]));
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  expect(read('out/claims/hypotheses.yaml')).toBe(hypotheses);
  expect(read('out/claims/tables/verdicts.md')).toContain('Confirmatory');
  expect(list('out/claims/figures')).toContain('verdicts.png');
  // Sets of coefficients: each mechanism within its plausible range, but the one compared as it stands.
  const [header] = read('out/claims/coefficients.csv').split('\n');
  expect(header).toContain('mechanisms.welcoming.declare.need');
});

test('what is refuted or undecided exits 3, and says what would decide', async () => {
  const { status, stdout } = await fastpolicy('test', 'mixed.yaml', '--draws', '0', '--no-figures');
  expect(status).toBe(3);
  const rows = rowsOf('out/mixed/verdicts.csv');
  expect(rows.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted', 'undecided', 'supported']);
  expect(rows[2]).toMatchObject({ difference: '0', replicatesNeeded: '' });
  expect(stdout).toContain('no number of replicates would decide');
});

test('--json has what was declared: the inequality, the test, and by which file', async () => {
  const { stdout } = await fastpolicy('test', 'claims.yaml', '--json');
  const { checksum, status, verdicts } = JSON.parse(stdout);
  expect(verdicts[0]).toMatchObject({ tested: 'b - a > 0', test: 'sign-flip', checksum, status });
});

test('the same bytes without threads, and they come out again', async () => {
  expect(
    (await fastpolicy('test', 'claims.yaml', '--threads', '0', '--out', 'again', '--quiet', '--no-figures'))
      .status,
  ).toBe(0);
  const files = list('again').filter((name) => /\.\w+$/.test(name) && name !== 'manifest.json');
  expect(files.length).toBeGreaterThan(7);
  for (const name of files) expect(read(`again/${name}`) === read(`out/claims/${name}`), name).toBe(true);
  expect((await fastpolicy('reproduce', 'again')).status).toBe(0);
});

test('what was tested is drawn again; hypotheses that were altered since are refused', async () => {
  const plot = (): ReturnType<typeof fastpolicy> =>
    fastpolicy('plot', 'out/claims', '--out', 'drawn', '--format', 'svg');
  const { status, stderr } = await plot();
  expect(status, stderr).toBe(0);
  expect(read('drawn/verdicts.svg')).toBe(read('out/claims/figures/verdicts.svg'));
  const refused = async (from: string, to: string): Promise<string> => {
    write({ 'out/claims/hypotheses.yaml': hypotheses.replace(from, to) });
    const altered = await plot();
    write({ 'out/claims/hypotheses.yaml': hypotheses });
    expect(altered.stderr).not.toMatch(noStack);
    expect(altered.status).toBe(2);
    return altered.stderr;
  };
  expect(await refused('direction: greater', 'direction: less')).toMatch(
    /claims.hypotheses\.yaml: it, or an input beside it, is not what it was/,
  );
  expect(await refused('alone.yaml', 'mixed.yaml')).toMatch(
    /claims.hypotheses\.yaml: it compares mixed\.yaml, which was not tested/,
  );
});

test('mistakes are named by their line, and nothing starts', async () => {
  write({
    'wrong.yaml': hypotheses
      .replace('direction: greater', 'direction: greter')
      .replace('alone.yaml, base.yaml', 'alne.yaml, base.yaml'),
    'twice.yaml': `${hypotheses}${hypotheses.slice(hypotheses.indexOf('  - id'))}`,
    'lost.yaml': hypotheses.replace('alone.yaml, base.yaml', 'alne.yaml, base.yaml'),
    'all.yaml': hypotheses
      .replace('direction: greater', 'direction: greter')
      .replace('alone.yaml, base.yaml', 'alne.yaml, base.yaml')
      .replace('share:welcoming', 'shares:welcoming'),
    'outcome.yaml': hypotheses.replace('share:welcoming', 'shares:welcoming'),
  });
  const runs = await Promise.all(
    ['wrong', 'twice', 'lost', 'outcome'].map((name) => fastpolicy('test', `${name}.yaml`)),
  );
  for (const { status, stderr } of runs) {
    expect(status).toBe(2);
    expect(stderr).not.toMatch(noStack);
  }
  const all = await fastpolicy('test', 'all.yaml');
  expect(all.stderr).toMatch(/direction/);
  expect(all.stderr).toMatch(/no such file: alne\.yaml/);
  expect(all.stderr).toMatch(/outcome.*shares.*did you mean share/);
  expect(all.stderr).toContain('3 problems');
  const [wrong, twice, lost, outcome] = runs.map(({ stderr }) => stderr);
  expect(wrong).toMatch(/wrong\.yaml:10:\d+ .*direction/);
  expect(twice).toContain('there is another hypothesis H1');
  expect(lost).toMatch(/no such file: alne\.yaml/);
  expect(outcome).toMatch(/did you mean share/);
});

test('a limit of either sign: check says the inequality, and test tests it', async () => {
  const claims = (lines: string): string =>
    `replicates: 8\nrange: { draws: 0 }\nhypotheses:\n  - id: H1\n    claim: Cities that look at each other adopt little more\n    compare: [alone.yaml, base.yaml]\n    outcome: share:welcoming\n${lines}`;
  write({
    'little.yaml': claims('    direction: less\n    limit: 0.99\n'),
    'negative.yaml': claims('    direction: less\n    minimumEffect: -0.99\n'),
    'both.yaml': claims('    direction: less\n    minimumEffect: 0.1\n    limit: 0.99\n'),
    'sides.yaml': claims('    direction: equivalent\n    limit: 0.99\n'),
  });
  const { stdout } = await fastpolicy('check', 'little.yaml');
  expect(stdout).toContain(
    'H1: b - a < 0.99, in b higher by less than 0.99, or lower; b base, a alone; share_welcoming',
  );
  const tested = await fastpolicy('test', 'little.yaml', '--no-figures');
  expect(tested.status, tested.stderr).toBe(0);
  expect(tested.stdout).toContain('share:welcoming, base − alone < 0.99');
  expect(rowsOf('out/little/verdicts.csv')[0]).toMatchObject({
    verdict: 'supported',
    tested: 'b - a < 0.99',
  });
  const wrong = async (file: string): Promise<string> => (await fastpolicy('check', file)).stderr;
  expect(await wrong('negative.yaml')).toContain(
    'expected 0 or more, or limit in its place, which may have either sign',
  );
  expect(await wrong('both.yaml')).toContain('limit does not go with minimumEffect');
  expect(await wrong('sides.yaml')).toContain('equivalent has two limits: state minimumEffect');
});

test('a file that was altered after results, tested by force, is exploratory and says so everywhere', async () => {
  const first = hypotheses
    .replace('replicates: 24', 'replicates: 8')
    .replace(/range: .*/, 'range: { draws: 0 }');
  const sum = createHash('sha256').update(first).digest('hex');
  const test = (...words: string[]): ReturnType<typeof fastpolicy> =>
    fastpolicy('test', 'late.yaml', '--threads', '0', ...words);
  write({ 'late.yaml': first });
  await test('--no-figures');
  write({ 'late.yaml': first.replace('direction: greater', 'direction: less') });
  expect((await test()).stderr).toContain('holds the results of another study');
  const { stdout, stderr } = await test('--force');
  const status = 'exploratory: altered after results were seen';
  expect(stdout).toContain(`${status}: late.yaml`);
  expect(stderr).toContain(`another version of these hypotheses (SHA-256 ${sum})`);
  expect(JSON.parse(read('out/late/manifest.json')).supersedes).toEqual([sum]);
  expect(rowsOf('out/late/verdicts.csv')[0]).toMatchObject({ status });
  expect(read('out/late/tables/verdicts.tex')).toContain(`(${status})`);
  expect(read('out/late/figures/verdicts.vl.json')).toContain('altered after results of an earlier version');
  // The same file again keeps what it superseded, and the folder repeats itself.
  await test('--force', '--no-figures');
  expect(JSON.parse(read('out/late/manifest.json')).supersedes).toEqual([sum]);
  expect((await fastpolicy('reproduce', 'out/late')).status).toBe(0);
});

test('an outcome may be named as the scenarios name it', async () => {
  const named = smallYaml.replace('"share:welcoming"', '{ reached: "share:welcoming" }');
  const claim = (outcome: string, scenarios = 'named.yaml, namedAlone.yaml'): string =>
    `replicates: 8\nrange: { draws: 0 }\nhypotheses:\n  - { id: H1, claim: c, compare: [${scenarios}], outcome: "${outcome}", direction: different }\n`;
  write({
    'named.yaml': named,
    'namedAlone.yaml': 'extends: named.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
    'otherwise.yaml': 'extends: named.yaml\nobserve: { outcomes: [{ reached: "members:charter" }] }\n',
    'byName.yaml': claim('reached'),
    'byText.yaml': claim('share:welcoming'),
    'bare.yaml': claim('welcoming'),
    'unlike.yaml': claim('reached', 'named.yaml, otherwise.yaml'),
  });
  const { status, stderr } = await fastpolicy('test', 'byName.yaml', '--no-figures');
  expect(stderr).not.toMatch(noStack);
  expect(status).toBeLessThan(2);
  expect((await fastpolicy('test', 'byText.yaml', '--no-figures')).status).toBe(status);
  const [[name], [text]] = ['out/byName', 'out/byText'].map((folder) => rowsOf(`${folder}/verdicts.csv`));
  expect([name['outcome'], text['outcome']]).toEqual(['reached', 'share:welcoming']);
  expect(name['difference']).toBe(text['difference']);
  expect((await fastpolicy('reproduce', 'out/byName')).status).toBe(0);
  const bare = await fastpolicy('test', 'bare.yaml');
  expect([bare.status, bare.stderr]).toEqual([2, expect.stringContaining('share:welcoming')]);
  const unlike = await fastpolicy('test', 'unlike.yaml');
  expect([unlike.status, unlike.stderr]).toEqual([
    2,
    expect.stringContaining('reached is share:welcoming in named, members:charter in otherwise'),
  ]);
});
