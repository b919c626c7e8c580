/** Ties from GraphML and GEXF: the same results as from CSV, in every command that reads them. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { noStack, place, tables } from './fixtures/command.js';

const { folder, write, read, list, fastpolicy } = place();

const graph = (name: string): Uint8Array => readFileSync(new URL(`../io/graphs/${name}`, import.meta.url));
const header = 'source,target,weight\n';
write({
  'towns.csv':
    'id,population,immigrantShare,year\nnorth,30000,0.1,2001\nsouth,60000,0.2,2003\neast & west,90000,0.3,2004\nhill,20000,0.4,\n',
  'ties.csv': `${header}south,north,2\neast & west,south,1\nnorth,east & west,0.25\n`,
  'directed.csv': `${header}north,south,2\nsouth,east & west,1\nsouth,north,0.25\n`,
  'igraph.graphml': graph('igraph.graphml'),
  'networkx.graphml': graph('networkx.graphml'),
  'gephi13.GEXF': graph('gephi13.gexf'),
  'gephi12.gexf': graph('gephi12.gexf'),
  'study.yaml': `replicates: 40
time: { start: 2000, end: 2030 }
cities: { file: towns.csv }
ties: { file: networkx.graphml }
exposure: { layers: { ties: 1 } }
policies: { welcoming: {} }
mechanisms: { welcoming: { declare: { baseline: -3, need: 0.5, emulation: 3 }, repeal: { baseline: -3 } } }
`,
});

/** Runs the study with these ties; returns where. */
async function run(out: string, ties: string): Promise<string> {
  const words = ['--no-figures', '--quiet', '--out', out, '--set', `ties=${ties}`];
  const { status, stderr } = await fastpolicy('run', 'study.yaml', ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return out;
}

beforeAll(async () => {
  await run('csv', '{ file: ties.csv, directed: false }');
  await run('directedCsv', '{ file: directed.csv, directed: true }');
  const { status, stderr } = await fastpolicy('run', 'study.yaml', '--no-figures', '--quiet');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('the ties decide', () => {
  expect(read('directedCsv/events.csv')).not.toBe(read('csv/events.csv'));
});

test.each([
  ['NetworkX', '{ file: networkx.graphml }', 'csv'],
  ['igraph', '{ file: igraph.graphml, columns: { node: name } }', 'csv'],
  ['Gephi', '{ file: gephi13.GEXF, directed: false, columns: { node: label } }', 'csv'],
  ['Gephi, directed', '{ file: gephi12.gexf }', 'directedCsv'],
])('%s: every table is that of the CSV, byte for byte', async (name, ties, csv) => {
  const out = await run(`of ${name}`, ties);
  for (const table of tables) expect(read(`${out}/${table}`) === read(`${csv}/${table}`), table).toBe(true);
});

test('the file is kept beside the results, which come out again and go into a package', async () => {
  expect(list('out/study/inputs')).toEqual(['networkx.graphml', 'towns.csv']);
  expect(read('out/study/inputs/networkx.graphml')).toBe(read('networkx.graphml'));
  const manifest = JSON.parse(read('out/study/manifest.json'));
  const { file, sha256 } = manifest.inputs.find(({ file }: { file: string }) => file.includes('graphml'));
  expect([file, sha256]).toEqual(['inputs/networkx.graphml', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(read('out/study/scenario.yaml')).toContain('inputs/networkx.graphml');

  expect(await fastpolicy('reproduce', 'out/study')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('holds: out/study'),
  });
  expect((await fastpolicy('package', 'out/study')).status).toBe(0);
  const names = Object.keys(unzipSync(readFileSync(`${folder}/out/study.zip`)));
  expect(names.filter((name) => name.endsWith('inputs/networkx.graphml'))).toHaveLength(1);

  write({ 'out/study/inputs/networkx.graphml': read('networkx.graphml').replace('0.25', '0.5') });
  expect((await fastpolicy('reproduce', 'out/study')).status).toBe(2);
});

test('check: the scenario with its graph, or the graph alone', async () => {
  const whole = await fastpolicy('check', 'study.yaml', 'networkx.graphml');
  expect(whole).toMatchObject({ status: 0, stderr: '' });
  expect(whole.stdout).toContain('4 cities, 3 ties');
  expect(whole.stdout).toContain('networkx.graphml: read by study.yaml');

  const alone = await fastpolicy('check', 'igraph.graphml', 'gephi12.gexf', 'towns.csv');
  expect(alone).toMatchObject({ status: 0, stderr: '' });
  const words = alone.stdout.replace(/\s+/g, ' ');
  expect(words).toContain('ok igraph.graphml: 3 ties undirected: both ways nodes are cities by their name;');
  expect(words).toContain('ties: { file: igraph.graphml, columns: { node: name } }');
  expect(words).toContain('ok gephi12.gexf: 3 ties directed: source looks at target ok');

  const unnamed = await fastpolicy('check', 'igraph.graphml');
  expect(unnamed).toMatchObject({ status: 0, stderr: '' });
  expect(unnamed.stdout).toContain('names of cities are not checked');
});

test('mistakes in the file: exit 2, each by its line, without a stack', async () => {
  write({
    'wrong.graphml': read('networkx.graphml').replace('<node id="hill" />', '').replace('>0.25<', '>-1<'),
    'broken.gexf': read('gephi12.gexf').replace('</nodes>', ''),
    'bomb.graphml': `<!DOCTYPE g [<!ENTITY a "b">]>${read('networkx.graphml').replace(/<\?.*\?>/, '')}`,
    'void.gexf': '',
  });
  const refused = async (ties: string): Promise<string[]> => {
    const { status, stdout, stderr } = await fastpolicy('run', 'study.yaml', '--set', `ties=${ties}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toMatch(noStack);
    return stderr.trim().split('\n');
  };
  expect((await refused('{ file: wrong.graphml }')).join('\n')).toMatch(
    /wrong\.graphml:\d+:5 weight: got "-1", expected a number above 0/,
  );
  expect((await refused('{ file: igraph.graphml }')).join('\n')).toContain('columns: { node: name }');
  for (const [file, message] of [
    ['broken.gexf', 'unexpected close tag, expected well-formed XML'],
    ['bomb.graphml', 'a document type (<!DOCTYPE …>), expected none'],
    ['void.gexf', 'an empty file, expected a graph as GraphML or GEXF'],
  ]) {
    const lines = await refused(`{ file: ${file} }`);
    expect(lines.filter((line) => line.includes(message))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(file))).toHaveLength(1);
  }
  expect(list('out')).not.toContain('wrong');
});

test('mistakes in what the scenario says of it', async () => {
  const refused = async (ties: string): Promise<string> => {
    const { status, stderr } = await fastpolicy('check', 'study.yaml', '--set', `ties=${ties}`);
    expect(status).toBe(2);
    return stderr;
  };
  expect(await refused('{ file: gephi12.gexf, directed: false }')).toContain(
    'directed edges, expected undirected ones, as stated (directed: false)',
  );
  expect(await refused('{ file: gephi12.gexf, columns: { source: a } }')).toContain('source goes with a CSV');
  expect(await refused('{ file: ties.csv, directed: false, columns: { node: a } }')).toContain(
    'node goes with a graph only (.graphml, .gexf)',
  );
  expect(await refused('{ file: ties.csv }')).toContain('ties.directed: missing');
});

test('analyze: observed data with a graph are as with a CSV', async () => {
  const observed = [
    'analyze',
    '--nodes',
    'towns.csv',
    '--adopted',
    'year',
    '--quiet',
    '--permutations',
    '99',
  ];
  const analyze = async (out: string, ...words: string[]): Promise<void> => {
    const { status, stderr } = await fastpolicy(...observed, '--out', out, '--ties', ...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  };
  await analyze('seen', 'ties.csv', '--undirected');
  await analyze('seenGraph', 'igraph.graphml', '--column', 'node=name');
  await analyze('seenBoth', 'networkx.graphml', '--undirected');
  await analyze('seenDirected', 'directed.csv');
  await analyze('seenDirectedGraph', 'gephi12.gexf');
  const files = list('seen').filter((name) => name.endsWith('.csv'));
  expect(files).toContain('exposure.csv');
  for (const [a, b] of [
    ['seen', 'seenGraph'],
    ['seen', 'seenBoth'],
    ['seenDirected', 'seenDirectedGraph'],
  ])
    for (const file of files)
      expect(read(`${b}/${file}`) === read(`${a}/${file}`), `${b} ${file}`).toBe(true);
  expect(JSON.parse(read('seenGraph/analysis.json'))).toMatchObject({ directed: false });

  const refused = async (...words: string[]): Promise<string> => {
    const { status, stderr } = await fastpolicy(...observed, '--out', 'no', '--ties', ...words);
    expect(status).toBe(2);
    return stderr;
  };
  expect(await refused('igraph.graphml')).toContain('--column node=name');
  expect(await refused('gephi12.gexf', '--undirected')).toContain('as stated (--undirected)');
  expect(await refused('gephi12.gexf', '--column', 'source=x')).toContain('a graph has it itself');
  expect(await refused('ties.csv', '--column', 'node=x')).toContain('(.graphml, .gexf)');
  expect(list('no')).toEqual([]);
});
