/** `fastpolicy init`, `fastpolicy list`, and the schema for editors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { schemaText, schemaTexts } from '../../src/cli/schemaText.js';
import { studyYaml } from '../../src/cli/starterStudy.js';
import { shippedInputs } from '../../src/io/shippedScenarios.js';
import { packageRoot } from '../../src/version.js';
import { place } from './fixtures/command.js';

const { write, read, list, fastpolicy } = place();

test.each(Object.entries(schemaTexts))(
  'docs/%s is the schema of the registries; if not: npm run schema',
  (file, made) => {
    const kept = readFileSync(join(packageRoot, 'docs', file), 'utf8');
    expect(kept === made(), `docs/${file} is stale; run: npm run schema`).toBe(true);
  },
);

test('the schemas take what ships, and no key that is misspelt', () => {
  for (const [kind, place] of [
    ['comparison', 'comparisons'],
    ['experiment', 'experiments'],
    ['hypotheses', 'hypotheses'],
    ['identification', 'identification'],
  ] as const) {
    // zod reads patterns without the flag that JSON Schema gives them, and so without \p.
    const text = schemaTexts[`${kind}.schema.json`]().replaceAll(/\\\\p\{(.)\}/g, (_, of) =>
      of === 'L' ? 'a-zA-Z' : '0-9',
    );
    const schema = z.fromJSONSchema(JSON.parse(text));
    const shipped = shippedInputs(place);
    expect(shipped, place).not.toEqual([]);
    for (const { name, file } of shipped) {
      const stated = parse(readFileSync(file, 'utf8'));
      expect(schema.safeParse(stated).error, name).toBeUndefined();
      expect(schema.safeParse({ ...stated, replicate: 3 }).success, name).toBe(false);
    }
  }
});

test('what init writes passes check and runs, the counterfactual too', async () => {
  const init = await fastpolicy('init', 'my study');
  expect(init.status).toBe(0);
  expect(init.stdout).toContain("fastpolicy run 'my study/study.yaml'");
  expect(list('my study')).toEqual([
    'README.md',
    'scenario.schema.json',
    'study.yaml',
    'without-benchmarking.yaml',
  ]);
  expect(read('my study/study.yaml').split('\n')[0]).toBe(
    '# yaml-language-server: $schema=./scenario.schema.json',
  );
  expect(read('my study/scenario.schema.json')).toBe(schemaText());
  const files = ['my study/study.yaml', 'my study/without-benchmarking.yaml'];
  const check = await fastpolicy('check', ...files);
  expect(check).toMatchObject({ status: 0, stderr: '' });
  expect(check.stdout).not.toContain('note');
  for (const file of files) {
    const run = await fastpolicy('run', file, '--quiet', '--no-figures', '--replicates', '20');
    expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
  }
  const shareOf = (name: string): number => {
    const rows = read(`out/${name}/runs.csv`).trim().split('\n').slice(1);
    return rows.reduce((sum, row) => sum + Number(row.split(',')[3]), 0) / rows.length;
  };
  expect(shareOf('without-benchmarking')).toBeLessThan(shareOf('study'));
  // The draws are the same: only what benchmarking brought about is gone.
  expect(read('out/without-benchmarking/cities.csv')).toBe(read('out/study/cities.csv'));
  expect(read('out/without-benchmarking/runs.csv')).toContain(',study,');
  const again = await fastpolicy('init', 'my study');
  expect(again.status).toBe(2);
});

test('the study shows every top-level key', () => {
  const shown = [...studyYaml.matchAll(/^#?([a-z]+):/gm)].map(([, key]) => key);
  const { properties } = JSON.parse(schemaText());
  expect([...new Set(shown)].sort()).toEqual(Object.keys(properties).sort());
});

test('each line of the study that is switched off can be switched on', async () => {
  write({
    'cities.csv':
      'id,country,population,latitude,longitude,foreign_born_percent\na,NL,300000,52,5,10\nb,BE,200000,51,4,20\nc,NL,150000,52,6,30\nd,BE,120000,50,4,15\ne,NL,110000,53,6,12\nf,NL,110000,53,5.5,12\ng,NL,110000,53,5.2,12\nh,NL,110000,53,5.3,12\n',
    'memberships.csv': 'city,network,from,to\nNL/Amsterdam,my-charter,2011,\n',
    'ties.csv': 'source,target\nNL/Amsterdam,NL/Rotterdam\n',
    'adopters.csv': 'city,policy,stage,time\nNL/Amsterdam,welcoming,declared,2009\n',
    'another-study.yaml': 'why: to be extended\n',
    'study.yaml': studyYaml,
  });
  const lines = studyYaml.split('\n');
  const isOff = (line: string): boolean => /^#[^\s]|^# {2,}/.test(line) && !line.startsWith('# yaml');
  const on = (line: string): string => line.slice(1);
  /** What stands instead of an example: that of the same key, or of where the cities come from. */
  const rivals: { readonly [start: string]: RegExp } = {
    '  synthetic': /^ {2}gazetteer/,
    '  file': /^ {2}(gazetteer)/,
    ties: /^ties/,
  };
  const files: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (!isOff(line)) continue;
    const key = on(line).split(':')[0];
    // Lines that belong to the example above go with it.
    if (/^ {2}(columns|impute|NL|- )/.test(on(line))) continue;
    const chosen = lines.flatMap((other, j) => {
      // One example may stand in two places.
      if (isOff(other) && on(other).split(':')[0] === key) return [on(other)];
      const below =
        j > at &&
        lines.slice(at + 1, j + 1).every((one) => isOff(one) && /^ {2}(columns|impute|NL|- )/.test(on(one)));
      if (below) return [on(other)];
      if (rivals[key]?.test(other)) return [];
      // The attribute that the file gives is not drawn as well.
      if (key === '  file' && /^ {4}(immigrantShare|correlations)/.test(other)) return [];
      return [other];
    });
    const name = `on-${at}.yaml`;
    write({ [name]: chosen.join('\n') });
    files.push(name);
  }
  expect(files.length).toBeGreaterThanOrEqual(14);
  const { stdout, stderr, status } = await fastpolicy('check', ...files);
  expect(stderr).toBe('');
  expect(status, stdout).toBe(0);
});

test.each([
  ['mechanisms', 'emulation', ['formula', 'reads', 'needs', 'plausible', 'enters', 'source', 'Boehmke']],
  ['networks', 'integrating-cities-charter', ['launch: 2010', 'benchmarks', 'eligible', 'join:', 'sources:']],
  ['policies', 'sanctuary', ['-', 'conflict', 'builds on', 'Lacroix']],
  ['outcomes', 'timeTo25', ['25 %', 'empty when', 'reached_']],
  ['attributes', 'orientation', ['-1 to 1', 'read by', 'defiance']],
  ['ties', 'gravity', ['meanDegree', 'default 10', 'Zipf']],
  ['scenarios', 'eu-charter', ['why', 'source', 'fastpolicy run eu-charter']],
])('list %s: a table within 100 columns; list %s %s: the whole entry', async (what, name, words) => {
  const table = await fastpolicy('list', what);
  expect(table).toMatchObject({ status: 0, stderr: '' });
  for (const line of table.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(table.stdout).toContain(name === 'timeTo25' ? 'timeToN' : name);
  const entry = await fastpolicy('list', what, name);
  expect(entry.status).toBe(0);
  for (const word of words) expect(entry.stdout).toContain(word);
  const all = JSON.parse((await fastpolicy('list', what, '--json')).stdout);
  expect(all.map((one: { id?: string; name?: string }) => one.id ?? one.name)).toContain(name);
  const one = JSON.parse((await fastpolicy('list', what, name, '--json')).stdout);
  expect(one.id ?? one.name).toBe(name);
});
