/** The manifest of a finished folder of results, whatever made it. */
import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { MANIFEST_FILE, type Manifest, readManifest } from '../io/manifest.js';
import { InputError } from '../scenario/problem.js';

const KINDS = ['run', 'compare', 'test', 'attribute', 'identify', 'sweep'];
const EXPECTED = 'a folder of run, compare, test, attribute, identify or sweep';

/** @throws InputError where there is none, or the results are not complete. */
export function finishedManifest(folder: string): Manifest {
  const refuse = (file: string, message: string, expected: string): never => {
    throw new InputError([{ file, line: 0, column: 0, path: '', message, expected }]);
  };
  const manifest = readManifest(folder);
  if (manifest === null)
    return refuse(folder, existsSync(folder) ? `no ${MANIFEST_FILE} here` : 'no such folder', EXPECTED);
  const file = join(folder, MANIFEST_FILE);
  if (!manifest.complete) {
    const done = `${manifest.replicatesDone} of ${manifest.replicates} replicates`;
    refuse(file, `the results are not complete (${done}); go on with --resume first`, 'complete results');
  }
  if (manifest['shard'] !== undefined)
    refuse(
      file,
      'this is one shard of a sweep; put them together by fastpolicy merge first',
      'a whole sweep',
    );
  const files = [...manifest.inputs.map((input) => input.file), ...Object.keys(manifest.outputs)];
  const outside = files.find((name) => !resolve(folder, name).startsWith(resolve(folder) + sep));
  if (outside !== undefined) refuse(file, `${outside} lies outside the folder`, 'files of the folder');
  if (!KINDS.includes(String(manifest['kind'])))
    refuse(file, 'nothing is known of how this was made', EXPECTED);
  return manifest;
}
