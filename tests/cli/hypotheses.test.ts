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
  expect(rows[2]['difference']).toBe('0');
  expect(stdout).toContain('no number of replicates would decide');
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
