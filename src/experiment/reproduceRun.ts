/**
 * `reproduce`: does a run folder still hold what its manifest says, and does the same run come out again?
 * The folder is only read; the repetition lies in a temporary one, which is gone afterwards.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../io/checksum.js';
import {
  MANIFEST_FILE,
  type Manifest,
  manifestOf,
  REPORT_FILE,
  readManifest,
  remakeOf,
} from '../io/manifest.js';
import { inTemporaryFolder } from '../io/temporaryFolder.js';
import { InputError, refusal } from '../scenario/problem.js';
import { version } from '../version.js';
import { draw } from './drawing/draw.js';
import { drawingsOf } from './drawing/drawings.js';
import { ANY_FOLDER, type FolderKind, listedFiles, refuseIncomplete } from './finishedManifest.js';
import { type FolderForm, folderForms, folderKindOf } from './folderForms.js';
import { compareFiles, filesOf } from './ownFiles.js';
import type { Conditions, UndertakingOutcome } from './undertaking.js';

export interface ReproduceOptions {
  readonly folder: string;
  readonly threads: number;
  /** The files were compared with the manifest; the repetition starts. */
  readonly onChecked?: () => void;
  readonly onProgress: (done: number, total: number) => void;
  /** All replicates are done; figures and checksums follow. */
  readonly onComputed?: () => void;
  readonly signal: AbortSignal;
}

export interface Verdict {
  /** No file is altered or missing, and each came out again with the same bytes. */
  readonly holds: boolean;
  /** Files of the manifest that have other bytes now, or are gone. */
  readonly altered: readonly string[];
  readonly missing: readonly string[];
  /** Files of the folder that the manifest does not know. */
  readonly notInManifest: readonly string[];
  /** Files of the manifest that the repetition made with other bytes, or not at all. */
  readonly notReproduced: readonly string[];
  /** PNG and PDF that were made on another platform. */
  readonly notCompared: readonly string[];
  /** Files that came out byte for byte. */
  readonly reproduced: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Checks a run folder, and repeats the run from its scenario.yaml and inputs.
 *
 * @returns null where it was interrupted.
 * @throws InputError where there is nothing to compare with: no manifest, an incomplete run, an input that is gone or
 * changed. TaskError or RunError where the repetition fails.
 */
export async function reproduceRun(options: ReproduceOptions): Promise<Verdict | null> {
  const { folder, threads, signal } = options;
  const manifest = manifestOf(folder, 'the folder of a run');
  refuseIncomplete(folder, manifest);
  const kind = folderKindOf(manifest);
  if (kind === null)
    throw refusal(join(folder, MANIFEST_FILE), 'nothing is known of how this was made', ANY_FOLDER);
  const files = listedFiles(folder, manifest);
  await checkInputs(folder, manifest);

  const { altered, missing } = await compareFiles(folder, manifest.outputs);
  const known = new Set([...files, MANIFEST_FILE, REPORT_FILE]);
  const notInManifest = filesOf(folder).filter((name) => !known.has(name));
  const warnings = versionWarnings(manifest);
  options.onChecked?.();
  const found = { altered, missing, notInManifest, notCompared: [], reproduced: [] };
  const madeFrom = folderForms[kind].files(manifest);
  const spoilt = [...altered, ...missing].find((name) => madeFrom.includes(name));
  if (spoilt !== undefined) {
    const why = `the run was not repeated: its ${spoilt} is not what it was`;
    return { ...found, holds: false, notReproduced: [], warnings: [...warnings, why] };
  }

  return inTemporaryFolder(async (repeated) => {
    const outcome = await repeat(kind, folder, manifest, {
      folder: repeated,
      threads,
      resume: false,
      force: false,
      command: '',
      remake: remakeOf(manifest),
      onProgress: options.onProgress,
      ...(options.onComputed ? { onComputed: options.onComputed } : {}),
      signal,
    });
    if (!outcome.complete) return null;
    const sums = readManifest(repeated)!.outputs;
    const elsewhere = manifest.platform !== `${process.platform}-${process.arch}`;
    const notReproduced: string[] = [];
    const notCompared: string[] = [];
    const reproduced: string[] = [];
    for (const [name, sum] of Object.entries(manifest.outputs)) {
      if (sums[name] === sum) reproduced.push(name);
      else if (elsewhere && sums[name] !== undefined && /\.(png|pdf)$/.test(name)) notCompared.push(name);
      else notReproduced.push(name);
    }
    const holds = altered.length + missing.length + notReproduced.length === 0;
    return { ...found, holds, notReproduced, notCompared, reproduced, warnings };
  });
}

/** Does it again as the manifest says, figures included. */
function repeat<Kind extends FolderKind>(
  kind: Kind,
  folder: string,
  manifest: Manifest,
  conditions: Conditions,
): Promise<Pick<UndertakingOutcome, 'complete'>> {
  const form: FolderForm<Kind> = folderForms[kind];
  const { identity } = manifest;
  const drawings = drawingsOf(manifest);
  if (drawings.length === 0) return form.repeat(folder, manifest, conditions);
  // Figures carry the identity that the run had, also where another version of the tool repeats it.
  const drawn = draw(kind, { say: () => {}, signal: conditions.signal, identity, drawings });
  return form.repeat(folder, manifest, { ...conditions, draw: drawn });
}

/** Without the very inputs a repetition says nothing. */
async function checkInputs(folder: string, { inputs }: Manifest): Promise<void> {
  const problems = [];
  for (const { file, sha256 } of inputs) {
    const path = join(folder, file);
    const there = existsSync(path);
    if (there && (await sha256OfFile(path)) === sha256) continue;
    const message = there ? 'this input has changed since the run' : 'this input of the run is missing';
    problems.push({ file: path, line: 0, column: 0, path: '', message, expected: 'the input as it was' });
  }
  if (problems.length > 0) throw new InputError(problems);
}

function versionWarnings({ tool, node, platform }: Manifest): string[] {
  const here = `${process.platform}-${process.arch}`;
  return [
    ...(tool.version === version ? [] : [`made with fastpolicy ${tool.version}, repeated with ${version}`]),
    ...(node === process.version ? [] : [`made with Node ${node}, repeated with ${process.version}`]),
    ...(platform === here ? [] : [`made on ${platform}, repeated on ${here}: PNG and PDF are not compared`]),
  ];
}
