/** The manifest of a finished folder of results, whatever made it. */
import { join, resolve, sep } from 'node:path';
import { MANIFEST_FILE, type Manifest, manifestOf } from '../io/manifest.js';
import { refusal } from '../scenario/problem.js';

/** Sorts of folders, each by the command that fills it. */
const folderKinds = ['run', 'compare', 'test', 'attribute', 'identify', 'sweep'] as const;
export type FolderKind = (typeof folderKinds)[number];

/** Whether `kind` of a manifest, or a word of the command line, is a command that fills a folder. */
export const isFolderKind = (name: unknown): name is FolderKind =>
  (folderKinds as readonly unknown[]).includes(name);

export const ANY_FOLDER = `a folder of ${folderKinds.slice(0, -1).join(', ')} or ${folderKinds.at(-1)}`;

/** @throws InputError where the results are not complete. */
export function refuseIncomplete(folder: string, { complete, replicatesDone, replicates }: Manifest): void {
  if (complete) return;
  const missing =
    replicatesDone < replicates
      ? `the run is not complete (${replicatesDone} of ${replicates} replicates); go on with it by --resume first`
      : `all ${replicates} replicates are done, but not all tables, figures and checksums that follow from them; finish them by --resume first`;
  throw refusal(join(folder, MANIFEST_FILE), missing, 'a complete run');
}

/** Inputs and outputs, by path within the folder. Throws InputError where one lies outside it. */
export function listedFiles(folder: string, { inputs, outputs }: Manifest): string[] {
  const files = [...inputs.map((input) => input.file), ...Object.keys(outputs)];
  const outside = files.find((name) => !resolve(folder, name).startsWith(resolve(folder) + sep));
  if (outside === undefined) return files;
  throw refusal(join(folder, MANIFEST_FILE), `${outside} lies outside the folder`, 'files of the folder');
}

/** @throws InputError where there is none, or the results are not complete. */
export function finishedManifest(folder: string): Manifest {
  const manifest = manifestOf(folder, ANY_FOLDER);
  const file = join(folder, MANIFEST_FILE);
  refuseIncomplete(folder, manifest);
  if (manifest['shard'] !== undefined)
    throw refusal(
      file,
      'this is one shard of a sweep; put them together by fastpolicy merge first',
      'a whole sweep',
    );
  listedFiles(folder, manifest);
  if (!isFolderKind(manifest['kind']))
    throw refusal(file, 'nothing is known of how this was made', ANY_FOLDER);
  return manifest;
}
