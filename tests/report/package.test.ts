/** `fastpolicy package` as a process: unzipped elsewhere, it checks itself against this very build. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { manifestOf } from '../../src/io/manifest.js';
import { replicationPackage } from '../../src/report/package/replicationPackage.js';
import { sourceFiles } from '../../src/report/package/sources.js';
import { packageRoot } from '../../src/version.js';
import { noStack, place, smallYaml } from '../cli/fixtures/command.js';
import { compiledMain } from '../cli/fixtures/compiled.js';

const { folder, write, read, fastpolicy } = place();
write({
  'study/towns.csv': 'id,population,immigrantShare\na,50000,0.1\nb,90000,0.2\nc,20000,0.3\n',
  'study/base.yaml': smallYaml
    .replace(/cities:\n.*\n.*\n/, 'cities: { file: towns.csv }\n')
    .replace('meanDegree: 3', 'meanDegree: 1'),
  'study/variants/eager.yaml':
    'extends: ../base.yaml\nname: Eager\nreplicates: 3\nmechanisms: { welcoming: { declare: { emulation: 3 } } }\n',
});
const NAME = 'eager-replication';

/** Its files by name. */
const unzipped = (zip: string): { [name: string]: Uint8Array } => unzipSync(readFileSync(join(folder, zip)));

function unpack(zip: string, to: string): void {
  for (const [name, bytes] of Object.entries(unzipped(zip))) {
    const path = join(folder, to, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** Runs the package's own check with the tool that these tests compiled. */
const check = (below: string): Promise<{ status: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, FASTPOLICY: compiledMain(), NO_COLOR: '1' };
    const child = spawn('sh', [join(folder, below, NAME, 'run.sh'), '--threads', '1'], { cwd: '/', env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });

beforeAll(async () => {
  const ran = await fastpolicy('run', 'study/variants/eager.yaml', '--threads', '1', '--quiet');
  expect(ran.status, ran.stderr).toBe(0);
  write({ 'out/eager/notes.txt': 'what a user laid beside the results', 'out/eager/.hidden': '' });
  const packed = await fastpolicy('package', 'out/eager', '--sources', 'study/variants/eager.yaml');
  expect(packed.stderr).toBe('');
  expect(packed.stdout).toContain('written to out/eager.zip');
  expect(packed.stdout).toContain(', 3 of them in sources/');
  expect(packed.status).toBe(0);
});

test('it holds results, report, ODD, what the author wrote with all that it rests on, and the versions of the tool', () => {
  const files = unzipped('out/eager.zip');
  const names = Object.keys(files);
  expect(names).toEqual([...names].sort());
  for (const name of [
    'README.md',
    'run.sh',
    'run.mjs',
    'SHA256SUMS',
    'CITATION.cff',
    'package.json',
    'package-lock.json',
    'odd/eager.html',
    'odd/eager.md',
    'results/report.html',
    'results/manifest.json',
    'results/scenario.yaml',
    'results/inputs/towns.csv',
    'results/runs.csv',
    'results/notes.txt',
    'results/figures/adoption.svg',
    'sources/base.yaml',
    'sources/towns.csv',
    'sources/variants/eager.yaml',
  ])
    expect(names).toContain(`${NAME}/${name}`);
  expect(names.filter((name) => name.includes('hidden'))).toEqual([]);
  const text = (name: string): string => Buffer.from(files[`${NAME}/${name}`]).toString();
  expect(text('results/manifest.json')).toBe(read('out/eager/manifest.json'));
  const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { dependencies: wanted } = JSON.parse(text('package.json'));
  const { packages } = JSON.parse(text('package-lock.json'));
  expect(wanted).toEqual({ fastpolicy: version });
  for (const [name, exact] of Object.entries(dependencies))
    expect(packages[`node_modules/${name}`].version).toBe(exact);
  expect(Object.values(packages).filter((each) => (each as { dev?: boolean }).dev)).toEqual([]);
});

test('the same folder gives the same zip, wherever it lies, in any time zone and whenever it is packed', async () => {
  cpSync(join(folder, 'out/eager'), join(folder, 'elsewhere'), { recursive: true });
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Pacific/Auckland';
  try {
    const words = ['--sources', 'study/variants/eager.yaml', '--out', 'again.zip', '--quiet'];
    const { status } = await fastpolicy('package', 'elsewhere', ...words);
    expect(status).toBe(0);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
  expect(readFileSync(join(folder, 'again.zip')).equals(readFileSync(join(folder, 'out/eager.zip')))).toBe(
    true,
  );
});

test('unzipped elsewhere it repeats and checks everything: 0; one byte spoilt: 3', async () => {
  unpack('out/eager.zip', 'there');
  const whole = await check('there');
  expect(whole.output).toContain('All files are as they were packed.');
  expect(whole.output).toContain('holds: results is as its manifest says');
  expect(whole.output.match(/not in the manifest: .*/g)).toEqual(['not in the manifest: notes.txt']);
  expect(whole.status).toBe(0);

  const spoilt = join(folder, 'there', NAME, 'results/runs.csv');
  const bytes = readFileSync(spoilt);
  bytes[bytes.length - 2] ^= 1;
  writeFileSync(spoilt, bytes);
  const other = await check('there');
  expect(other.output).toContain('results/runs.csv: not as it was packed');
  expect(other.status).toBe(3);
});

test('a zip that is there is written over with --force alone', async () => {
  const before = statSync(join(folder, 'out/eager.zip')).mtimeMs;
  const refused = await fastpolicy('package', 'out/eager');
  expect(refused.stderr).toContain('out/eager.zip is there already; write over it with --force');
  expect(refused.stderr).not.toMatch(noStack);
  expect(refused.status).toBe(2);
  expect(statSync(join(folder, 'out/eager.zip')).mtimeMs).toBe(before);
});

test('what could not be reproduced is not packed', async () => {
  const manifest = JSON.parse(read('out/eager/manifest.json'));
  const copy = (name: string): string => {
    cpSync(join(folder, 'out/eager'), join(folder, name), { recursive: true });
    return join(folder, name);
  };
  writeFileSync(join(copy('altered'), 'runs.csv'), read('out/eager/runs.csv').replace('0.', '1.'));
  writeFileSync(join(copy('input'), 'inputs/towns.csv'), `${read('study/towns.csv')}d,1000,0.1\n`);
  rmSync(join(copy('lost'), 'figures/adoption.pdf'));
  copy('outside');
  write({
    'outside/manifest.json': JSON.stringify({
      ...manifest,
      outputs: { '../study/towns.csv': 'a'.repeat(64) },
    }),
    'half/manifest.json': JSON.stringify({ ...manifest, complete: false, replicatesDone: 1, finished: null }),
  });
  const cases = {
    altered: 'runs.csv: not as it was written',
    input: 'inputs/towns.csv: not as it was written',
    lost: 'figures/adoption.pdf: not as it was written',
    outside: '../study/towns.csv lies outside the folder',
    half: 'not complete (1 of 3 replicates)',
    nowhere: 'no such folder',
  };
  for (const [name, said] of Object.entries(cases))
    await expect(replicationPackage(join(folder, name), []), name).rejects.toThrow(said);
  await expect(replicationPackage(join(folder, 'out/eager'), [join(folder, 'none.yaml')])).rejects.toThrow(
    'none.yaml',
  );
});

test('a study that lies in the folder of the tool is packed; what ships with it is not, and is told', async () => {
  const manifest = manifestOf(join(folder, 'out/eager'), 'a folder');
  mkdirSync(join(packageRoot, 'out'), { recursive: true });
  const inside = mkdtempSync(join(packageRoot, 'out/test-sources-'));
  try {
    const file = join(inside, 'eager.yaml');
    writeFileSync(file, 'extends: hello\n');
    expect(await sourceFiles([file], manifest)).toEqual({
      files: [{ path: file, name: 'eager.yaml' }],
      notes: [],
    });
    const shipped = join(packageRoot, 'scenarios/hello.yaml');
    const { files, notes } = await sourceFiles([shipped], manifest);
    expect(files).toEqual([]);
    expect(notes[0]).toContain('hello.yaml ships with fastpolicy, and is not packed');
  } finally {
    rmSync(inside, { recursive: true });
  }
});

test('a source of other results is noted; a base of these, or another name for them, is not', async () => {
  write({ 'study/other.yaml': smallYaml });
  const manifest = manifestOf(join(folder, 'out/eager'), 'a folder');
  const notesOf = async (file: string): Promise<readonly string[]> =>
    (await sourceFiles([join(folder, 'study', file)], manifest)).notes;
  expect(await notesOf('other.yaml')).toEqual([
    expect.stringContaining('nothing says that these results were made from it; they were made from eager'),
  ]);
  expect(await notesOf('base.yaml')).toEqual([]);
  expect(await notesOf('variants/eager.yaml')).toEqual([]);
});
