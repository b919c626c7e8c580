/** fastpolicy analyze: a run again, observed data, and mistakes. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AnalyzeCommandOptions, analyze } from '../../src/cli/commands/analyze.js';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { folder, write, read, list, fastpolicy } = place();

/** The command without a process of its own, and without words on standard output. */
const quietly = (dir: string | undefined, options: AnalyzeCommandOptions): Promise<number> =>
  analyze(dir === undefined ? undefined : join(folder, dir), {
    quiet: true,
    ...options,
    ...(options.nodes === undefined ? {} : { nodes: join(folder, options.nodes) }),
    ...(options.ties === undefined ? {} : { ties: join(folder, options.ties) }),
    out: join(folder, options.out ?? `${dir}-analysis`),
  });

/** Rows of a table as objects of texts. */
function rowsOf(file: string): { [column: string]: string }[] {
  const [header, ...lines] = read(file)
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at]])));
}

const outcomes = [
  'share:welcoming',
  'bassP:welcoming',
  'bassQ:welcoming',
  'logisticRate:welcoming',
  'inflexionTime:welcoming',
  'moranTies:welcoming',
  'moranTimeTies:welcoming',
  'moranDistance:welcoming',
  'spaceTimeClustering:welcoming',
  'meanGeneration:welcoming',
  'copyDistance:welcoming',
  'lineageSpeed:welcoming',
  'bassP:charter',
];
const study = smallYaml
  .replace('count: 12', 'count: 40')
  .replace('replicates: 12', 'replicates: 3')
  .replace(/outcomes: \[.*\]/, `outcomes: ${JSON.stringify(outcomes)}`);

describe('a run', () => {
  beforeAll(async () => {
    write({ 'study.yaml': study });
    const { status, stderr } = await fastpolicy('run', 'study.yaml', '--no-figures', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('is analysed into a folder beside it, which the run does not know of', async () => {
    const { status, stdout } = await fastpolicy('analyze', 'out/study');
    expect(status).toBe(0);
    expect(stdout).toContain('welcoming declared');
    expect(stdout).toContain('charter joined');
    expect(stdout).toContain('bassP');
    expect(list('out/study-analysis')).toEqual([
      'adoption.csv',
      'analysis.json',
      'moran.csv',
      'nodes.csv',
      'statistics.csv',
      'tests.csv',
    ]);
    const { status: reproduced, stderr } = await fastpolicy('reproduce', 'out/study', '--quiet');
    expect({ reproduced, stderr }).toEqual({ reproduced: 0, stderr: '' });
  });

  test('its statistics are the outcomes that the run itself had', async () => {
    await quietly('out/study', {});
    const runs = rowsOf('out/study/runs.csv');
    const statistics = rowsOf('out/study-analysis/statistics.csv');
    const pairs: [string, string][] = [
      ['bassP_welcoming', 'bassP'],
      ['bassQ_welcoming', 'bassQ'],
      ['error_bassQ_welcoming', 'bassFitError'],
      ['logisticRate_welcoming', 'logisticRate'],
      ['error_logisticRate_welcoming', 'logisticFitError'],
      ['moranTies_welcoming', 'moranTies'],
      ['moranTimeTies_welcoming', 'moranTimeTies'],
      ['moranDistance_welcoming', 'moranDistance'],
      ['spaceTimeClustering_welcoming', 'spaceTimeRatio'],
      ['meanGeneration_welcoming', 'meanGeneration'],
      ['copyDistance_welcoming', 'copyDistance'],
      ['lineageSpeed_welcoming', 'lineageSpeed'],
    ];
    let defined = 0;
    for (const run of runs) {
      const own = statistics.filter(({ replicate }) => replicate === run['replicate']);
      const declared = own.find(({ policy, stage }) => policy === 'welcoming' && stage === 'declared')!;
      for (const [outcome, statistic] of pairs) {
        // Sums are made in another order here and there.
        if (run[outcome] === '') expect(declared[statistic], outcome).toBe('');
        else expect(Number(declared[statistic]) / Number(run[outcome]), outcome).toBeCloseTo(1, 12);
        if (run[outcome] !== '') defined++;
      }
      // Absolute time here, years from the start there.
      expect(Number(declared['inflexionAt']) - 2010).toBeCloseTo(Number(run['inflexionTime_welcoming']), 9);
      const joined = own.find(({ policy }) => policy === 'charter')!;
      expect(joined['bassP']).toBe(run['bassP_charter']);
      expect(joined['meanGeneration']).toBe('');
    }
    expect(defined).toBeGreaterThan(25);
  });

  test('one replicate has the exposure of each node too, and tests where they are asked for', async () => {
    const options = { replicate: 1, permutations: 39, every: 2, out: 'one' };
    expect(await quietly('out/study', options)).toBe(0);
    const exposure = rowsOf('one/exposure.csv').filter(
      ({ policy, stage }) => policy + stage === 'welcomingdeclared',
    );
    expect(exposure).toHaveLength(40 * 6);
    const tests = rowsOf('one/tests.csv').filter(
      ({ policy, stage }) => policy + stage === 'welcomingdeclared',
    );
    expect(tests.map((row) => row['test'])).toEqual([
      'moranTies',
      'moranTimeTies',
      'moranDistance',
      'moranTimeDistance',
      'spaceTime',
      'structure',
    ]);
    for (const { p } of tests) expect(Number(p) * 40).toBeCloseTo(Math.round(Number(p) * 40), 9);
    // The same again is the same.
    const before = read('one/tests.csv');
    expect(await quietly('out/study', options)).toBe(0);
    expect(read('one/tests.csv')).toBe(before);
  });

  test('another question does not write over the answer to one, but with --force', async () => {
    await quietly('out/study', {});
    await expect(quietly('out/study', { every: 5 })).rejects.toThrow('--force');
    expect(await quietly('out/study', { every: 5, force: true })).toBe(0);
    expect(await quietly('out/study', { force: true })).toBe(0);
  });

  test('the folder of a run is never written to', async () => {
    const onto = quietly('out/study', { out: 'out/study', force: true });
    await expect(onto).rejects.toThrow('is the folder of a run');
  });

  test('as JSON, on standard output alone', async () => {
    const { status, stdout } = await fastpolicy('analyze', 'out/study', '--json');
    expect(status).toBe(0);
    const { policies, replicates } = JSON.parse(stdout);
    expect(replicates).toBe(3);
    expect(policies[0]).toMatchObject({ policy: 'welcoming', stage: 'declared' });
  });

  test('with a changed scenario, or without a folder, says what to do', async () => {
    cpSync(join(folder, 'out/study'), join(folder, 'changed'), { recursive: true });
    write({ 'changed/scenario.yaml': read('changed/scenario.yaml').replace('2020', '2021') });
    await expect(quietly('changed', {})).rejects.toThrow('not what it was in the run');
    await expect(quietly('nowhere', {})).rejects.toThrow('no such folder');
    await expect(quietly('out/study', { replicate: 3 })).rejects.toThrow('the run has 0 to 2');
  });

  test('where no events are written lineage is measured all the same, and analyze asks for them', async () => {
    const words = ['--no-figures', '--quiet', '--set', 'observe.events=false', '--out', 'bare'];
    expect((await fastpolicy('run', 'study.yaml', ...words)).status).toBe(0);
    expect(list('bare')).not.toContain('events.csv');
    expect(read('bare/runs.csv')).toBe(read('out/study/runs.csv'));
    await expect(quietly('bare', {})).rejects.toThrow('--set observe.events=true');
  });
});

describe('observed data', () => {
  // Valente's five, with another header, an extra column that is out of the range of an attribute, and NA.
  const nodes = 'who,year,education,second\n1,1,99,2\n2,4,99,NA\n3,1,99,3\n4,2,99,\n5,3,99,1\n';
  const ties = 'ego,alter,strength\n5,1,5\n5,2,1\n5,3,1\n5,4,3\n';
  const column = ['id=who', 'source=ego', 'target=alter', 'weight=strength'];
  const observed = { nodes: 'nodes.csv', ties: 'ties.csv', adopted: ['year'], column, out: 'observed' };

  beforeAll(() => write({ 'nodes.csv': nodes, 'ties.csv': ties }));

  test("Valente's five nodes", async () => {
    const words = column.flatMap((text) => ['--column', text]);
    const files = ['--nodes', 'nodes.csv', '--ties', 'ties.csv'];
    const { status, stdout, stderr } = await fastpolicy(
      ...['analyze', ...files, '--adopted', 'year', '--adopted', 'second', ...words],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('5 nodes, 4 ties, 2 adoptions, 4 moments from 1 to 4');
    const out = 'out/nodes-analysis';
    const exposure = rowsOf(`${out}/exposure.csv`).filter(({ policy, node }) => policy + node === 'year5');
    expect(exposure.map((row) => row['exposure'])).toEqual(['0.5', '0.75', '0.75', '1']);
    expect(exposure.map((row) => row['exposureValued'])).toEqual(['0.6', '0.9', '0.9', '1']);
    expect(exposure.map((row) => row['adoptedPeers'])).toEqual(['2', '3', '3', '4']);
    const fifth = rowsOf(`${out}/nodes.csv`).find(({ policy, node }) => policy + node === 'year5')!;
    expect(fifth).toMatchObject({ adoptedAt: '3', threshold: '0.75', thresholdLag1: '0.75' });
    const second = rowsOf(`${out}/adoption.csv`).filter(({ policy }) => policy === 'second');
    expect(second.map((row) => row['cumulative'])).toEqual(['1', '2', '3', '3']);
    expect(rowsOf(`${out}/nodes.csv`).filter(({ adoptedAt }) => adoptedAt === '')).toHaveLength(2);
  });

  test('what is adopted after --until is not adopted', async () => {
    expect(await quietly(undefined, { ...observed, until: 3, out: 'until' })).toBe(0);
    expect(rowsOf('until/adoption.csv').map((row) => row['cumulative'])).toEqual(['2', '3', '4']);
  });

  test('ties that change are those of their wave', async () => {
    const waves = `ego,alter,since\n${['5,1,1', '5,2,1', '5,3,1', '5,4,1', '5,2,3'].join('\n')}\n`;
    write({ 'waves.csv': waves });
    const named = ['id=who', 'source=ego', 'target=alter', 'wave=since'];
    expect(await quietly(undefined, { ...observed, ties: 'waves.csv', column: named, out: 'waves' })).toBe(0);
    const exposure = rowsOf('waves/exposure.csv').filter(({ node }) => node === '5');
    expect(exposure.map((row) => row['exposure'])).toEqual(['0.5', '0.75', '0', '1']);
  });

  test('cities without ties, in countries and places', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => `c${i},${i % 2 ? 'FR' : 'DE'},${45 + i},${i},${2000 + i}`,
    );
    write({ 'places.csv': `id,country,latitude,longitude,adoptedAt\n${rows.join('\n')}\n` });
    expect(await quietly(undefined, { nodes: 'places.csv', adopted: ['adoptedAt'], out: 'places' })).toBe(0);
    const found = rowsOf('places/tests.csv');
    expect(found.map((row) => row['test'])).toEqual(['moranDistance', 'moranTimeDistance', 'spaceTime']);
    expect(Number(found[2]['observed'])).toBeLessThan(Number(found[2]['expected']));
    expect(found[2]['p']).toBe('0.001');
    expect(list('places')).not.toContain('exposure.csv');
  });

  const mistakes: [string, AnalyzeCommandOptions, string[]][] = [
    ['no such column of adoption', { adopted: ['yaer'] }, ['--adopted', 'did you mean year?']],
    ['no such id column', { column: ['id=whom'] }, ['--column id', 'no column whom', 'did you mean who?']],
    ['an unknown field', { column: ['sorce=ego'] }, ['did you mean source?']],
    ['a field without header', { column: ['id'] }, ['FIELD=HEADER']],
    ['a field twice', { column: ['id=who', 'id=year'] }, ['given twice']],
    ['from after until', { from: 4, until: 2 }, ['not before']],
    ['nobody adopts', { column: ['id=who'], until: 0 }, ['nobody adopts by 0']],
    ['undirected without ties', { undirected: true }, ['--ties']],
    ['a column of ties without ties', { column: ['source=ego'] }, ['--ties']],
    ['a replicate of observed data', { replicate: 0 }, ['--replicate is for the folder of a run']],
  ];
  test.each(mistakes)('%s: says what was meant, and writes nothing', async (_, options, said) => {
    const error = await quietly(undefined, {
      nodes: 'nodes.csv',
      adopted: ['year'],
      out: 'wrong',
      ...options,
    }).then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(['UsageError', 'InputError', 'TableError']).toContain(error?.name);
    for (const text of said) expect(error?.message).toContain(text);
    expect(list('wrong')).toEqual([]);
  });

  test('wrong cells are named by row and column, all together', async () => {
    write({
      'bad.csv': 'who,year\n1,2001\n2,soon\n2,2003\n',
      'badTies.csv': 'ego,alter,strength\n1,9,1\n1,1,1\n1,2,0\n1,2,2\n',
    });
    const bad = await fastpolicy('analyze', '--nodes', 'bad.csv', '--adopted', 'year', '--column', 'id=who');
    expect(bad.status).toBe(2);
    expect(bad.stderr).toContain('bad.csv:3:2 year: got "soon"');
    expect(bad.stderr).toContain('bad.csv:4:1 who: got "2"');
    expect(bad.stderr).not.toMatch(noStack);
    const badTies = quietly(undefined, { ...observed, ties: 'badTies.csv' });
    const message = await badTies.catch((error: Error) => error.message);
    expect(message).toContain('badTies.csv:2:2 alter: got "9"');
    expect(message).toContain('badTies.csv:3:2 alter: got "1", expected another than in ego');
    expect(message).toContain('badTies.csv:4:3 strength: got "0"');
    expect(message).toContain('badTies.csv:5:2 alter: got "2", expected each tie once; it is in line 4');
  });

  test('a run and observed data are not mixed', async () => {
    const mixed = quietly('out/study', { nodes: 'nodes.csv', adopted: ['year'] });
    await expect(mixed).rejects.toThrow('--nodes is for observed data');
    const none = await fastpolicy('analyze', '--nodes', 'nodes.csv', '--every', '0');
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('above 0');
    await expect(analyze(undefined, {})).rejects.toThrow('name the folder of a run');
  });
});
