/** A finished folder of any sort, read back to be drawn again. */
import { join } from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../../io/manifest.js';
import { refusal } from '../../scenario/problem.js';
import { version } from '../../version.js';
import { type FolderKind, finishedManifest } from '../finishedManifest.js';
import { folderForms, folderKindOf } from '../folderForms.js';
import type { Sources } from './draw.js';
import { type FinishedHistory, finishedHistory, historyFile } from './history/finishedHistory.js';

/** What the folder holds, with its sort. */
export type OpenFolder =
  | {
      readonly [Kind in FolderKind]: {
        readonly kind: Kind;
        readonly source: Sources[Kind];
        readonly manifest: Manifest;
        readonly notes: readonly string[];
      };
    }[FolderKind]
  | {
      readonly kind: 'eha';
      readonly source: FinishedHistory;
      /** Nothing keeps its checksums. */
      readonly manifest: null;
      readonly notes: readonly string[];
    };

const notesOf = (made: string): string[] =>
  made === version ? [] : [`made with fastpolicy ${made}, drawn with ${version}`];

/**
 * A folder of results; what `eha` left in a folder of its own, or its eha.json wherever it is.
 * @throws InputError where it is none, is not complete, or its scenario is not what the manifest says.
 */
export async function openFolder(folder: string): Promise<OpenFolder> {
  const results = historyFile(folder);
  if (results !== null) {
    const source = finishedHistory(results);
    return { kind: 'eha', source, manifest: null, notes: notesOf(source.tool.version) };
  }
  const manifest = finishedManifest(folder);
  const kind = folderKindOf(manifest);
  if (kind === null)
    throw refusal(
      join(folder, MANIFEST_FILE),
      'nothing is known of how this was made',
      'a folder as fastpolicy writes it',
    );
  const { file, open } = folderForms[kind];
  const source = await open(folder, manifest, (identity) => {
    if (manifest.tool.version === version && identity !== manifest.identity)
      throw refusal(
        join(folder, file),
        'it, or an input beside it, is not what it was',
        'the file as it was',
      );
  });
  return { kind, source, manifest, notes: notesOf(manifest.tool.version) } as OpenFolder;
}
