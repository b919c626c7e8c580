import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../../src/io/manifest.js';
import { sourceFiles } from '../../src/report/package/sources.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

test('a laboratory and an experiment, which both name a scenario, are each packed as what they are', async () => {
  const scenarios = resolve('scenarios');
  cpSync(join(scenarios, 'identification/ties.yaml'), join(folder, 'identification/ties.yaml'));
  cpSync(join(scenarios, 'experiments/tipping.yaml'), join(folder, 'experiments/tipping.yaml'));
  cpSync(join(scenarios, 'neighbours.yaml'), join(folder, 'neighbours.yaml'));
  const files = ['identification/ties.yaml', 'experiments/tipping.yaml'].map((name) => join(folder, name));
  const manifest = { inputs: [], scenario: 'neighbours' } as unknown as Manifest;
  const found = await sourceFiles(files, manifest);
  expect(found.files.map(({ name }) => name).sort()).toEqual([
    'experiments/tipping.yaml',
    'identification/ties.yaml',
    'neighbours.yaml',
  ]);
});
