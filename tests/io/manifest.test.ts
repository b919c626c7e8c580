import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Of, sha256OfFile } from '../../src/io/checksum.js';
import {
  canonicalJson,
  identityOf,
  type Manifest,
  readManifest,
  writeManifest,
} from '../../src/io/manifest.js';
import { InputError } from '../../src/scenario/problem.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const study = {
  toolVersion: '1',
  scenarios: [{ b: 1, a: { d: [1, null], c: 'x' } }],
  seeds: ['s'],
  inputs: [],
};
const manifest: Manifest = {
  manifestVersion: 1,
  tool: { name: 'fastpolicy', version: '0.1.0' },
  node: 'v20',
  platform: 'linux-x64',
  command: 'run x.yaml',
  scenario: 'x',
  resolved: { name: 'x' },
  seed: 's',
  replicates: 3,
  inputs: [{ file: 'inputs/a.csv', sha256: sha256Of('a') }],
  identity: identityOf(study),
  started: '2026-01-01T00:00:00Z',
  finished: null,
  seconds: 1,
  threads: 2,
  complete: false,
  replicatesDone: 1,
  outputs: { 'runs.csv': sha256Of('b') },
};

describe('checksums', () => {
  it('are SHA-256, of texts as of files', async () => {
    // printf abc | sha256sum
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Of('abc')).toBe(abc);
    const file = join(temporaryFolder(), 'abc');
    writeFileSync(file, 'abc');
    expect(await sha256OfFile(file)).toBe(abc);
    await expect(sha256OfFile(`${file}d`)).rejects.toThrow(/ENOENT/);
  });
});

describe('identity', () => {
  it('does not depend on the order of keys or of inputs', () => {
    const turned = { toolVersion: '1', scenarios: [{ a: { c: 'x', d: [1, null] }, b: 1 }], seeds: ['s'] };
    const [x, y] = [
      { file: 'x', sha256: '1' },
      { file: 'y', sha256: '2' },
    ];
    expect(identityOf({ ...turned, inputs: [x, y] })).toBe(identityOf({ ...study, inputs: [y, x] }));
  });

  it.each([
    { toolVersion: '2' },
    { scenarios: [{ b: 2, a: { d: [1, null], c: 'x' } }] },
    { scenarios: [{ b: 1, a: { d: [null, 1], c: 'x' } }] },
    { seeds: ['t'] },
    { inputs: [{ file: 'x', sha256: '1' }] },
  ])('changes with %j', (change) => {
    expect(identityOf({ ...study, ...change })).not.toBe(identityOf(study));
  });

  it('canonical JSON is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('a number that JSON lacks is refused', () => {
    expect(() => canonicalJson({ a: Infinity })).toThrow(TypeError);
  });
});

describe('manifest', () => {
  it('is written whole and read back', () => {
    const dir = join(temporaryFolder(), 'new', 'folder');
    writeManifest(dir, manifest);
    expect(readManifest(dir)).toEqual(manifest);
    expect(readdirSync(dir)).toEqual(['manifest.json']);
  });

  it('keys that commands add are kept', () => {
    const dir = temporaryFolder();
    writeManifest(dir, { ...manifest, saturated: 4 });
    expect(readManifest(dir)!.saturated).toBe(4);
  });

  it('a folder without one has none', () => {
    expect(readManifest(temporaryFolder())).toBeNull();
  });

  it.each([
    ['{"manifestVersion": 1,', /is not JSON/],
    ['{"manifestVersion": 2}', /another version of fastpolicy/],
    ['{"manifestVersion": 1}', /identity/],
    ['[]', /manifest/],
    [JSON.stringify({ ...manifest, identity: 'x' }), /manifest\.json identity: expected a SHA-256/],
  ])('%s is an input error', (text, message) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'manifest.json'), text);
    expect(() => readManifest(dir)).toThrow(InputError);
    expect(() => readManifest(dir)).toThrow(message);
  });
});
