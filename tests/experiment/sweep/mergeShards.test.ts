import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadExperiment } from '../../../src/experiment/sweep/experimentFile/loadExperiment.js';
import { mergeShards } from '../../../src/experiment/sweep/mergeShards.js';
import { prepareSweep } from '../../../src/experiment/sweep/prepareSweep.js';
import { runSweep } from '../../../src/experiment/sweep/runSweep.js';
import { sensitivityOf } from '../../../src/experiment/sweep/sensitivityOf.js';
import { sha256Of } from '../../../src/io/checksum.js';
import { sweepFiles } from '../../cli/fixtures/sweep.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** Runs a shard without threads; batches of another size each time. */
async function shard(
  out: string,
  index: number,
  count: number,
  seed = 'small',
  batchMilliseconds = 100,
  resume = false,
) {
  const experiment = loadExperiment(at('until.yaml'), { seed });
  await runSweep({
    experiment,
    work: await prepareSweep(experiment),
    folder: at(out),
    threads: 0,
    shard: { index, count },
    resume,
    force: false,
    command: '',
    repeat: 'fastpolicy sweep until.yaml',
    batchMilliseconds,
    onProgress() {},
    signal: new AbortController().signal,
  });
}

const merge = (...shards: string[]) =>
  mergeShards({ folders: shards.map(at), out: at('merged'), force: false, command: '', parquet: false });
const read = (file: string): string => readFileSync(at(file), 'utf8');

beforeAll(async () => {
  for (const [name, text] of Object.entries(sweepFiles)) writeFileSync(at(name), text);
  await shard('whole', 0, 1);
  for (const index of [0, 1, 2]) await shard(`${index + 1}of3`, index, 3, 'small', 10 ** (index - 1));
  await shard('2of7', 1, 7);
  await shard('stranger', 1, 3, 'another');
});

test('shards run in batches of any size, merged in any order, are the sweep', async () => {
  await merge('3of3', '1of3', '2of3');
  for (const name of ['results.csv', 'failures.csv', 'design.csv', 'experiment.yaml'])
    expect(read(`merged/${name}`)).toBe(read(`whole/${name}`));
  // Again, over what is there: it is the same sweep.
  await merge('1of3', '2of3', '3of3');
});

test.each([
  [['1of3', '3of3'], 'of 3 shards 2 are not among the folders'],
  [['1of3', '1of3', '2of3'], /shard 1 of 3, as .*1of3 is/],
  [['1of3', 'stranger', '3of3'], 'a shard of another sweep'],
  [['1of3', '2of7'], /one of 7 shards, .*1of3 is one of 3/],
  [['1of3', 'nowhere'], 'this is not the folder of a sweep'],
] as const)('%j are refused', async (shards, message) => {
  rmSync(at('merged'), { recursive: true, force: true });
  await expect(merge(...shards)).rejects.toThrow(message);
  expect(existsSync(at('merged'))).toBe(false);
});

test('the merged folder must not be a shard, above or below one, by whatever path, and nothing is touched', async () => {
  cpSync(at('1of3'), at('only/one'), { recursive: true });
  symlinkSync(at('only/one'), at('link'));
  const before = readdirSync(at('only'), { recursive: true });
  for (const out of ['only/one', 'only/one/merged', 'only', 'link', 'link/merged'])
    await expect(
      mergeShards({
        folders: ['only/one', '2of3', '3of3'].map(at),
        out: at(out),
        force: true,
        command: '',
        parquet: false,
      }),
    ).rejects.toThrow(/the merged folder must be neither a shard nor above or below one/);
  expect(readdirSync(at('only'), { recursive: true })).toEqual(before);
});

test('tables that are not as they were written are refused by merge, sensitivity and resume alike', async () => {
  const cut = (name: string): string => read(name).slice(0, -9);
  for (const [name, from] of [
    ['short', '3of3'],
    ['edited', 'whole'],
    ['gone', 'whole'],
  ])
    cpSync(at(from), at(name), { recursive: true });
  writeFileSync(at('short/results.csv'), cut('short/results.csv'));
  rmSync(at('merged'), { recursive: true, force: true });
  await expect(merge('1of3', '2of3', 'short')).rejects.toThrow(
    /short\/results\.csv: not the file that was written.*make it again:\n.* --force/,
  );
  expect(existsSync(at('merged'))).toBe(false);
  writeFileSync(at('edited/results.csv'), read('whole/results.csv').replace(/\n0,0,[^,]*/, '\n0,0,0.125'));
  const sealed = read('edited/manifest.json');
  await expect(sensitivityOf(at('edited'), true)).rejects.toThrow(/edited\/results\.csv: not the file/);
  await expect(shard('edited', 0, 1, 'small', 100, true)).rejects.toThrow(
    /edited\/results\.csv: not the file/,
  );
  expect(read('edited/manifest.json')).toBe(sealed);
  rmSync(at('gone/failures.csv'));
  await expect(sensitivityOf(at('gone'), true)).rejects.toThrow(/gone\/failures\.csv: is gone/);
});

test('a run that two shards have, the one of the reference, must be the same in both', async () => {
  // Point 3 is the reference and belongs to the first shard of three.
  writeFileSync(at('2of3/results.csv'), read('2of3/results.csv').replace(/\n1,3,.*/, '\n1,3,0.25,1,1,1'));
  const written = JSON.parse(read('2of3/manifest.json'));
  const outputs = { ...written.outputs, 'results.csv': sha256Of(read('2of3/results.csv')) };
  writeFileSync(at('2of3/manifest.json'), JSON.stringify({ ...written, outputs }));
  await expect(merge('1of3', '2of3', '3of3')).rejects.toThrow(
    /replicate 1 of point 3 differs between shards/,
  );
});

test('a shard that is not complete is refused', async () => {
  const manifest = JSON.parse(read('3of3/manifest.json'));
  writeFileSync(at('3of3/manifest.json'), JSON.stringify({ ...manifest, complete: false }));
  await expect(merge('1of3', '2of3', '3of3')).rejects.toThrow(/this shard is not complete \(\d+ runs\)/);
});
