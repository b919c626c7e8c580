/** `--format parquet` of run and compare: the same rows as the CSV beside, in types, whatever happens on the way. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTableFile } from '../../src/io/csv.js';
import { readParquet } from '../support/readParquet.js';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { folder, write, read, list, fastpolicy, start } = place();
write({
  'cities.csv': 'id,population,immigrantShare\n"=Alpha, ""A""",50000,0.1\n-b,90000,0.2\nc,20000,0.3\n',
  'small.yaml': smallYaml
    .replace(/cities:\n.*\n.*\n/, 'cities: { file: cities.csv }\n')
    .replace('meanDegree: 3', 'meanDegree: 1'),
  'alone.yaml': 'extends: small.yaml\nmechanisms: { welcoming: { declare: { emulation: 0 } } }\n',
  'third.yaml': 'extends: small.yaml\nmechanisms: { welcoming: { declare: { need: 0 } } }\n',
  'long.yaml': smallYaml.replace('replicates: 12', 'replicates: 2000'),
});

const outputsOf = (out: string): { readonly [file: string]: string } =>
  JSON.parse(read(`${out}/manifest.json`)).outputs;
const parquetOf = (out: string): string[] => list(out).filter((name) => name.endsWith('.parquet'));

/** Holds a Parquet file against its CSV, cell by cell; returns its columns by type. */
async function expectSame(out: string, name: string) {
  const { header, rows } = readTableFile(join(folder, out, `${name}.csv`));
  const table = await readParquet(join(folder, out, `${name}.parquet`));
  expect(table.columns.map(([column]) => column)).toEqual(header);
  const types = Object.fromEntries(table.columns);
  expect(table.rows.length).toBeGreaterThan(0);
  expect(table.rows).toEqual(
    rows.map(({ cells }) =>
      Object.fromEntries(
        cells.map((cell, k) => {
          const text = types[header[k]] === 'BYTE_ARRAY';
          return [header[k], cell === '' ? null : text ? cell : Number(cell)];
        }),
      ),
    ),
  );
  const of = (type: string) => table.columns.filter((column) => column[1] === type).map(([column]) => column);
  return { texts: of('BYTE_ARRAY'), whole: of('INT32'), numbers: of('DOUBLE'), rows: table.rows };
}

test('a run writes its large tables as Parquet beside the CSV, in types, texts as they are', async () => {
  const words = ['run', 'small.yaml', '--quiet', '--no-figures'];
  expect((await fastpolicy(...words, '--out', 'plain')).status).toBe(0);
  for (const threads of ['0', '2']) {
    const out = `on${threads}`;
    const ended = await fastpolicy(...words, '--format', 'parquet', '--threads', threads, '--out', out);
    expect(ended).toEqual({ status: 0, stdout: '', stderr: '' });
    const { 'events.parquet': _, 'series.parquet': __, ...others } = outputsOf(out);
    expect(others).toEqual(outputsOf('plain'));
    expect(parquetOf(out)).toEqual(['events.parquet', 'series.parquet']);
  }
  expect(outputsOf('on2')).toEqual(outputsOf('on0'));
  const events = await expectSame('on2', 'events');
  expect(events.texts).toEqual(['scenario', 'city', 'policy', 'transition', 'source', 'route']);
  expect(events.whole).toEqual(['replicate', 'from', 'to', 'generation', 'spell']);
  expect(events.numbers).toEqual(['time', 'logHazard', 'baseline', 'preemption', 'need', 'emulation']);
  expect(new Set(events.rows.map(({ city }) => city))).toEqual(new Set(['=Alpha, "A"', '-b', 'c']));
  const series = await expectSame('on2', 'series');
  expect(series.texts).toEqual(['scenario', 'policy', 'group']);
  expect(series.whole).toEqual(['replicate', 'cities', 'declared', 'implemented']);
});

test('reproduce makes them again, and names one that is altered', async () => {
  const held = await fastpolicy('reproduce', 'on0');
  expect(held.stdout).toContain('holds: on0');
  expect(held.status).toBe(0);
  write({ 'on0/events.parquet': 'PAR1' });
  const { status, stdout } = await fastpolicy('reproduce', 'on0');
  expect(status).toBe(3);
  expect(stdout).toContain('altered: events.parquet\n');
  expect(stdout).not.toContain('not reproduced');
});

test('a complete folder gets them without being computed again, but not from a table that was altered', async () => {
  const words = ['run', 'small.yaml', '--no-figures', '--out', 'plain', '--format', 'parquet'];
  const events = read('plain/events.csv');
  write({ 'plain/events.csv': events.replace('2010', '2011') });
  const refused = await fastpolicy(...words);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('events.csv: not the file that was written');
  expect(refused.stderr).not.toMatch(noStack);
  expect(parquetOf('plain')).toEqual([]);
  write({ 'plain/events.csv': events });
  const { started } = JSON.parse(read('plain/manifest.json'));
  const { status, stderr, stdout } = await fastpolicy(...words);
  expect(status).toBe(0);
  expect(stderr).toContain('plain is complete: all 12 replicates were done before');
  expect(stdout).toContain('events.parquet');
  expect(JSON.parse(read('plain/manifest.json')).started).toBe(started);
  expect(outputsOf('plain')).toEqual(outputsOf('on2'));
  expect((await fastpolicy('reproduce', 'plain')).status).toBe(0);
});

test('what was asked for once holds: for --resume, for figures later, until --force', async () => {
  const words = ['run', 'long.yaml', '--quiet', '--no-figures', '--out', 'stopped'];
  const progress = (): string =>
    list('stopped').includes('.parts/progress.json') ? read('stopped/.parts/progress.json') : '';
  const run = start(...words, '--format', 'parquet');
  while (!/"replicatesDone":[1-9]/.test(progress())) await new Promise((done) => setTimeout(done, 2));
  run.child.kill('SIGKILL');
  await run.ended;
  expect(JSON.parse(read('stopped/manifest.json'))).toMatchObject({ complete: false });
  expect((await fastpolicy(...words, '--resume')).status).toBe(0);
  expect((await fastpolicy(...words.with(-1, 'whole'), '--format', 'parquet')).status).toBe(0);
  expect(outputsOf('stopped')).toEqual(outputsOf('whole'));
  expect(parquetOf('stopped')).toEqual(['events.parquet', 'series.parquet']);

  expect((await fastpolicy('run', 'small.yaml', '--quiet', '--out', 'on2')).status).toBe(0);
  expect(parquetOf('on2')).toEqual(['events.parquet', 'series.parquet']);
  expect(
    (await fastpolicy('run', 'small.yaml', '--quiet', '--no-figures', '--force', '--out', 'on2')).status,
  ).toBe(0);
  expect(parquetOf('on2')).toEqual([]);
});

test('a comparison has adoptions and counterfactuals too, the same on any number of threads', async () => {
  for (const threads of ['0', '2']) {
    const scenarios = ['small.yaml', 'alone.yaml', 'third.yaml'];
    const words = [
      '--quiet',
      '--no-figures',
      '--format',
      'parquet',
      '--threads',
      threads,
      '--out',
      `c${threads}`,
    ];
    expect((await fastpolicy('compare', ...scenarios, ...words)).status).toBe(0);
  }
  expect(outputsOf('c2')).toEqual(outputsOf('c0'));
  const names = ['adoptions', 'counterfactual', 'events', 'series'];
  expect(parquetOf('c2')).toEqual(names.map((name) => `${name}.parquet`));
  for (const name of names) expect(Object.keys(outputsOf('c2'))).toContain(`${name}.parquet`);
  for (const name of ['adoptions', 'events', 'series']) await expectSame('c2', name);
  const { texts, whole, numbers } = await expectSame('c2', 'counterfactual');
  expect({ texts, whole, numbers }).toEqual({
    texts: ['a', 'b', 'city', 'policy'],
    whole: ['replicate'],
    numbers: ['timeA', 'timeB', 'difference'],
  });
  expect((await fastpolicy('reproduce', 'c2')).status).toBe(0);
});
