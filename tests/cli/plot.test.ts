/** `fastpolicy plot` and `fastpolicy replay`: figures of a finished folder again, and a folder for a figure. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readProvenance } from '../../src/figures/provenance.js';
import { noStack, place, smallYaml } from './fixtures/command.js';

const { folder, write, read, rowsOf, list, fastpolicy } = place();
write({ 'studies/small.yaml': smallYaml.replace('replicates: 12', 'replicates: 4') });

const bytes = (file: string): Buffer => readFileSync(join(folder, file));

beforeAll(async () => {
  expect((await fastpolicy('run', 'studies/small.yaml', '--set', 'seed=the "first"', '--quiet')).status).toBe(
    0,
  );
});

test('kinds are listed with what they answer, and what is lacking with why', async () => {
  const { status, stdout } = await fastpolicy('plot', 'out/small', '--list', '--json');
  expect(status).toBe(0);
  const { kind, kinds } = JSON.parse(stdout);
  expect(kind).toBe('run');
  const of = (id: string) => kinds.find((one: { id: string }) => one.id === id);
  expect(of('map')).toMatchObject({ figures: ['map-welcoming'], lacks: null });
  expect(of('tree').figures).toEqual(['tree-welcoming-map', 'tree-welcoming']);
  expect(of('observed').lacks).toContain('observed data');
  for (const { question } of kinds) expect(question).toMatch(/\?$/);
  const told = await fastpolicy('plot', 'out/small', '--list');
  expect(told.stdout).toContain('survival  How long do cities hold out');
  expect(told.stdout).toContain('Not of this folder:');
});

test('drawn into the folder, figures are known to the manifest, and reproduce holds', async () => {
  const before = bytes('out/small/figures/adoption.svg');
  const { status, stdout, stderr } = await fastpolicy(
    'plot',
    'out/small',
    'survival',
    'tree-welcoming',
    '--format',
    'svg',
  );
  expect(stderr).not.toMatch(noStack);
  expect(status).toBe(0);
  expect(stdout).toContain('2 figures drawn in out/small/figures');
  expect(stdout).toMatch(/survival\.svg$/m);
  expect(list('out/small/figures')).toContain('survival.vl.json');
  expect(list('out/small/figures')).not.toContain('survival.png');
  expect(bytes('out/small/figures/adoption.svg').equals(before)).toBe(true);
  const serif = await fastpolicy(
    'plot',
    'out/small',
    'adoption',
    '--face',
    'serif',
    '--palette',
    'grey',
    '--width',
    '100',
    '--dpi',
    '600',
  );
  expect(serif.status).toBe(0);
  expect(read('out/small/figures/adoption.svg')).toContain('width="100mm"');
  const { drawings, outputs } = JSON.parse(read('out/small/manifest.json'));
  expect(drawings.map((one: { look: string }) => one.look)).toEqual([
    '',
    '',
    '--width 100 --dpi 600 --face serif --palette grey',
  ]);
  expect(Object.keys(outputs)).toContain('figures/survival.svg');
  expect(read('out/small/captions.md')).toMatch(/## survival\n[^#]*Kaplan–Meier[^#]*Alternative text: /);
  const again = await fastpolicy('reproduce', 'out/small', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ holds: true, notReproduced: [], notInManifest: [] });
});

test('elsewhere, in another look and language; the folder stays as it is', async () => {
  const manifest = read('out/small/manifest.json');
  const { status } = await fastpolicy(
    ...[
      'plot',
      'out/small',
      'adoption',
      '--theme',
      'dark',
      '--language',
      'de',
      '--format',
      'svg,png',
      '--out',
      'slides',
    ],
  );
  expect(status).toBe(0);
  expect(read('out/small/manifest.json')).toBe(manifest);
  expect(list('slides')).toEqual([
    'adoption.csv',
    'adoption.png',
    'adoption.svg',
    'adoption.vl.json',
    'captions.md',
  ]);
  expect(read('slides/adoption.svg')).toContain('Anteil der Städte');
  // Slides have titles.
  expect(read('slides/adoption.svg')).toContain('small: Übernahme');
  expect(read('slides/adoption.svg')).toContain('#15181c');
});

test('every figure carries the identity, a command without paths, and its look', async () => {
  const { identity } = JSON.parse(read('out/small/manifest.json'));
  const carried = {
    identity,
    command: `fastpolicy run small.yaml --set 'seed=the "first"'`,
    kind: 'adoption',
  };
  const look = '--theme dark --language de';
  expect(readProvenance(bytes('slides/adoption.png'))).toEqual({ ...carried, figure: 'adoption', look });
  expect(readProvenance(bytes('out/small/figures/map-welcoming.pdf'))).toEqual({
    ...carried,
    kind: 'map',
    figure: 'map-welcoming',
  });
});

test('replay finds the folder by its identity and makes the same bytes', async () => {
  for (const figure of [
    'slides/adoption.png',
    'out/small/figures/map-welcoming.pdf',
    'out/small/figures/survival.vl.json',
  ]) {
    const { status, stdout, stderr } = await fastpolicy('replay', figure, '--out', 'replayed');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain(`command   fastpolicy run small.yaml --set 'seed=the "first"'`);
    expect(stdout).toContain('the same: ');
  }
  const other = read('slides/adoption.svg').replace('Anteil', 'Unteil');
  write({ 'slides/forged.svg': other });
  const forged = await fastpolicy('replay', 'slides/forged.svg', '--out', 'replayed');
  expect(forged.status).toBe(3);
  expect(forged.stdout).toContain('not the same: ');
});

test('without the folder the command is run anew', async () => {
  cpSync(join(folder, 'slides/adoption.png'), join(folder, 'studies/figure 3.png'));
  cpSync(join(folder, 'out'), join(folder, 'kept/deep/down/there/out'), { recursive: true });
  rmSync(join(folder, 'out'), { recursive: true });
  const { status, stdout, stderr } = await fastpolicy(
    'replay',
    'studies/figure 3.png',
    '--out',
    'anew',
    '--json',
  );
  expect(stderr).toContain('the command is run into anew/study');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ same: true, folder: 'anew/study', figure: 'adoption' });
  // A scenario that has changed is another study.
  rmSync(join(folder, 'anew'), { recursive: true });
  write({ 'studies/small.yaml': read('studies/small.yaml').replace('emulation: 2', 'emulation: 1.5') });
  const changed = await fastpolicy('replay', 'studies/figure 3.png', '--out', 'anew', '--quiet');
  expect(changed.status).toBe(3);
  expect(changed.stderr).toContain('is another study');
});

test('mistakes: exit 2, in words', async () => {
  write({
    'plain.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'plain.png': 'no picture',
    'plain.txt': '',
  });
  const evil = JSON.stringify({
    identity: 'a'.repeat(64),
    command: 'fastpolicy run x.yaml --out /tmp/x',
    figure: 'f',
  });
  write({
    'evil.svg': `<svg><metadata id="f-fastpolicy">${evil.replaceAll('"', '&quot;')}</metadata></svg>`,
  });
  const there = 'kept/deep/down/there/out/small';
  const cases: (readonly [string[], string])[] = [
    [['plot', 'nowhere'], 'no such folder'],
    [['plot', 'studies'], 'no manifest.json here'],
    [['plot', there, 'adoptoin'], 'did you mean adoption?'],
    [['plot', there, 'observed'], "'observed' needs observed data"],
    [['plot', there, 'map-nothing', '--out', 'x'], "there is no figure 'map-nothing'"],
    [['plot', there, '--theme', 'neon'], 'Allowed choices are journal, slides, dark'],
    [['plot', there, '--width', '20'], 'millimetres from 60 to 400'],
    [['plot', there, '--dpi', '5'], 'dots per inch from 50 to 1200'],
    [['plot', there, '--format', 'jpg'], 'Expected some of svg, pdf, png'],
    [['replay', 'nothing.svg'], 'no such file'],
    [['replay', 'plain.txt'], 'no figure by its name'],
    [['replay', 'plain.svg'], 'carries nothing of fastpolicy'],
    [['replay', 'plain.png'], 'carries nothing of fastpolicy'],
    [['replay', 'evil.svg', '--out', 'y'], 'is not run: fastpolicy run x.yaml --out /tmp/x'],
  ];
  for (const [words, message] of cases) {
    const { status, stderr } = await fastpolicy(...words);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(noStack);
    expect(status, words.join(' ')).toBe(2);
  }
});

test('designs have a table of their own, from which their drift is drawn; reproduce makes it again', async () => {
  const charter = 'benchmark: { peers: 1, by: [population], design: [0.9, 0.1], pull: 0.3 }';
  write({
    'drift/drift.yaml': smallYaml
      .replace('replicates: 12', 'replicates: 3')
      .replace('functions: {', `carries: { welcoming: 1 }, ${charter}, functions: {`)
      .replace('mechanisms:', 'feedback: { design: { dimensions: 2 } }\nmechanisms:'),
  });
  expect((await fastpolicy('run', 'drift/drift.yaml', '--no-figures', '--quiet')).status).toBe(0);
  expect(read('out/drift/designs.csv').split('\n')[0]).toBe(
    'scenario,replicate,time,policy,standing,generation,cities,fromIdeal,fromOrigin,apart',
  );
  const standings = new Set(rowsOf('out/drift/designs.csv').map(({ standing }) => standing));
  expect([...standings].sort()).toEqual(['members', 'others']);
  const { status, stdout } = await fastpolicy('plot', 'out/drift', 'designs', '--format', 'svg', '--json');
  expect(status).toBe(0);
  const names = ['designs-welcoming', 'designs-welcoming-copies', 'designs-welcoming-misfit'];
  expect(JSON.parse(stdout).figures).toEqual(names);
  const again = await fastpolicy('reproduce', 'out/drift', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ holds: true, notReproduced: [], notInManifest: [] });
});
