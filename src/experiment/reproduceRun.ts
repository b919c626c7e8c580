/**
 * `reproduce`: does the folder of a run or a sweep still hold what its manifest says, and does the same come out again?
 * The folder is only read; the repetition lies in a temporary one, which is gone afterwards.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { sha256OfFile } from '../io/checksum.js';
import { MANIFEST_FILE, type Manifest, readManifest } from '../io/manifest.js';
import { InputError } from '../scenario/problem.js';
import { version } from '../version.js';
import { drawRun } from './drawRun.js';
import { runScenario } from './runScenario.js';
import { prepareStudy } from './study.js';
import { loadExperiment } from './sweep/loadExperiment.js';
import { prepareSweep } from './sweep/prepareSweep.js';
import type { Shard } from './sweep/rounds.js';
import { runSweep } from './sweep/runSweep.js';
import { EXPERIMENT_FILE, PARQUET_FILE } from './sweep/sweepFiles.js';

const SCENARIO_FILE = 'scenario.yaml';

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
 * Checks a folder, and repeats the run from its scenario.yaml, or the sweep from its experiment.yaml, and its inputs.
 *
 * @returns null where it was interrupted.
 * @throws InputError where there is nothing to compare with: no manifest, an incomplete run, an input that is gone or
 * changed. TaskError or RunError where the repetition fails.
 */
export async function reproduceRun(options: ReproduceOptions): Promise<Verdict | null> {
  const { folder } = options;
  const manifest = readManifest(folder);
  if (manifest === null)
    throw refusal(
      folder,
      existsSync(folder) ? `no ${MANIFEST_FILE} here` : 'no such folder',
      'the folder of a run',
    );
  const file = join(folder, MANIFEST_FILE);
  if (!manifest.complete) {
    const done = `${manifest.replicatesDone} of ${manifest.replicates} replicates`;
    throw refusal(
      file,
      `the run is not complete (${done}); go on with it by --resume first`,
      'a complete run',
    );
  }
  if (typeof manifest.scenario !== 'string')
    throw refusal(
      file,
      'this is not the run of one scenario, and only those can be repeated',
      'a folder of run',
    );
  const files = [...manifest.inputs.map((input) => input.file), ...Object.keys(manifest.outputs)];
  const outside = files.find((name) => !resolve(folder, name).startsWith(resolve(folder) + sep));
  if (outside !== undefined) throw refusal(file, `${outside} lies outside the folder`, 'files of the folder');
  await checkInputs(folder, manifest);

  const { altered, missing } = await compareFiles(folder, manifest);
  const known = new Set([...files, MANIFEST_FILE]);
  const notInManifest = filesOf(folder).filter((name) => !known.has(name));
  const warnings = versionWarnings(manifest);
  options.onChecked?.();
  const found = { altered, missing, notInManifest, notCompared: [], reproduced: [] };
  const isSweep = manifest['kind'] === 'sweep';
  const source = [...altered, ...missing].find(
    (name) =>
      name === (isSweep ? EXPERIMENT_FILE : SCENARIO_FILE) || (isSweep && name.startsWith('scenarios/')),
  );
  if (source !== undefined) {
    const why = `the run was not repeated: its ${source} is not what it was`;
    return { ...found, holds: false, notReproduced: [], warnings: [...warnings, why] };
  }

  const repeated = mkdtempSync(join(tmpdir(), 'fastpolicy-reproduce-'));
  try {
    const complete = await (isSweep ? repeatSweep : repeatRun)(manifest, repeated, options);
    if (!complete) return null;
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
  } finally {
    rmSync(repeated, { recursive: true, force: true });
  }
}

/** Repeats a run into another folder; false: it was interrupted. */
async function repeatRun(
  manifest: Manifest,
  to: string,
  { folder, threads, onProgress, onComputed, signal }: ReproduceOptions,
): Promise<boolean> {
  const study = await prepareStudy(join(folder, SCENARIO_FILE), [], manifest.scenario as string);
  const only = manifest['replicate'];
  const draw = drawRun(study, () => {}, signal);
  const { complete } = await runScenario({
    study,
    folder: to,
    threads,
    resume: false,
    force: false,
    command: '',
    ...(typeof only === 'number' ? { only } : {}),
    // Figures carry the identity that the run had, also where another version of the tool repeats it.
    ...(Object.keys(manifest.outputs).some((name) => name.startsWith('figures/'))
      ? { draw: (into: string) => draw(into, manifest.identity) }
      : {}),
    onProgress,
    ...(onComputed ? { onComputed } : {}),
    signal,
  });
  return complete;
}

/** Repeats a sweep, or a shard of one, into another folder; false: it was interrupted. */
async function repeatSweep(
  manifest: Manifest,
  to: string,
  { folder, threads, onProgress, onComputed, signal }: ReproduceOptions,
): Promise<boolean> {
  const experiment = loadExperiment(join(folder, EXPERIMENT_FILE), { id: manifest.scenario as string });
  const shard = manifest['shard'] as { readonly index: number; readonly count: number } | undefined;
  const { complete } = await runSweep({
    experiment,
    work: await prepareSweep(experiment),
    folder: to,
    threads,
    ...(shard ? { shard: { index: shard.index - 1, count: shard.count } satisfies Shard } : {}),
    resume: false,
    force: false,
    command: '',
    repeat: String(manifest['repeat']),
    conclusions: {
      parquet: manifest.outputs[PARQUET_FILE] !== undefined,
      dropIncomplete: manifest['dropIncomplete'] === true,
    },
    onProgress,
    ...(onComputed ? { onComputed } : {}),
    signal,
  });
  return complete;
}

function refusal(file: string, message: string, expected: string): InputError {
  return new InputError([{ file, line: 0, column: 0, path: '', message, expected }]);
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

async function compareFiles(folder: string, { outputs }: Manifest) {
  const altered: string[] = [];
  const missing: string[] = [];
  for (const [name, sum] of Object.entries(outputs)) {
    const path = join(folder, name);
    if (!existsSync(path)) missing.push(name);
    else if ((await sha256OfFile(path)) !== sum) altered.push(name);
  }
  return { altered, missing };
}

/** Files of a folder by their path within it, hidden ones aside. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function versionWarnings({ tool, node, platform }: Manifest): string[] {
  const here = `${process.platform}-${process.arch}`;
  return [
    ...(tool.version === version ? [] : [`made with fastpolicy ${tool.version}, repeated with ${version}`]),
    ...(node === process.version ? [] : [`made with Node ${node}, repeated with ${process.version}`]),
    ...(platform === here ? [] : [`made on ${platform}, repeated on ${here}: PNG and PDF are not compared`]),
  ];
}
