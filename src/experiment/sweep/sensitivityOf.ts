/** `sensitivity`: the indices of a sweep's folder, made again. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eachRow } from '../../io/eachRow.js';
import { FIGURES, type Manifest, readManifest, remakeOf, writeManifest } from '../../io/manifest.js';
import { refusal } from '../../scenario/problem.js';
import { CAPTIONS_FILE } from '../drawing/captions.js';
import type { Draw } from '../drawing/draw.js';
import { lockFolder } from '../folderLock.js';
import { refuseAltered } from '../intact.js';
import { RunError } from '../journal.js';
import { checksums } from '../undertaking.js';
import { type Concluded, concludeSweep } from './concludeSweep.js';
import type { Experiment } from './experimentFile/experiment.js';
import { experimentOf } from './experimentOf.js';
import {
  EXPERIMENT_FILE,
  FAILURES_FILE,
  INDICES_FILE,
  RESULTS_FILE,
  SEALED_FILES,
  TIPPING_FILE,
} from './sweepFiles.js';

export interface SensitivityOutcome {
  readonly experiment: Experiment;
  readonly concluded: Concluded;
  /** Figures in the folder. */
  readonly figures: readonly string[];
}

/**
 * Writes indices.csv, tipping.csv and the figures into the folder, and their checksums into the manifest. `draw` left
 * out: figures stay as they are.
 * @throws InputError where it is no sweep, only a shard, a table is not as it was written, or runs are missing and dropIncomplete does not say to go on.
 */
export async function sensitivityOf(
  folder: string,
  dropIncomplete: boolean,
  draw?: Draw<'sweep'>,
): Promise<SensitivityOutcome> {
  const manifest = readManifest(folder);
  if (manifest === null || manifest['kind'] !== 'sweep') {
    const what = existsSync(folder) ? 'this is not the folder of a sweep' : 'no such folder';
    throw refusal(folder, what, 'a folder of fastpolicy sweep');
  }
  if (manifest['shard'] !== undefined)
    throw refusal(
      folder,
      'this is one shard of a sweep; put them together by fastpolicy merge first',
      'a whole sweep',
    );
  await refuseAltered(folder, manifest, SEALED_FILES);
  const { runs, failed, replicatesDone } = heldBy(folder, manifest);
  if (!dropIncomplete) refuseMissing(folder, manifest, runs);
  if (replicatesDone === 0)
    throw refusal(folder, 'not one replicate of all points is done', 'a sweep with at least one replicate');
  const experiment = experimentOf(folder, manifest);
  if (JSON.stringify(experiment.resolved) !== JSON.stringify(manifest.resolved))
    throw refusal(
      join(folder, EXPERIMENT_FILE),
      'not the experiment that was run',
      'the file as it was written',
    );
  const release = lockFolder(folder);
  try {
    // Figures of other indices would stand among those of these.
    const drawn = Object.keys(manifest.outputs).filter((file) => file.startsWith(`${FIGURES}/`));
    for (const file of draw ? drawn : []) rmSync(join(folder, file), { force: true });
    const concluded = await concludeSweep(
      {
        experiment,
        folder,
        failed,
        replicatesDone,
      },
      { identity: manifest.identity, command: remakeOf(manifest) },
      { parquet: false, dropIncomplete, ...(draw ? { draw } : {}) },
    );
    const { indices, notes } = concluded;
    if (indices.length === 0) throw new RunError(`no indices: ${notes.join('; ')}`);
    const sums = await checksums(folder);
    const made = (file: string): boolean =>
      [INDICES_FILE, TIPPING_FILE].includes(file) ||
      (draw !== undefined && (file.startsWith('figures/') || file === CAPTIONS_FILE));
    if (manifest.complete) {
      const { dropIncomplete: _, drawings, ...kept } = manifest;
      writeManifest(folder, {
        ...kept,
        ...(dropIncomplete ? { dropIncomplete } : {}),
        notes,
        ...(draw || drawings === undefined ? {} : { drawings }),
        // Other files keep the checksums that they were written with.
        outputs: Object.fromEntries(
          [
            ...Object.entries(manifest.outputs).filter(([file]) => !made(file)),
            ...Object.entries(sums).filter(([file]) => made(file)),
          ].sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      } as Manifest);
    }
    return {
      experiment,
      concluded,
      figures: Object.keys(sums).filter((file) => file.startsWith('figures/')),
    };
  } finally {
    release();
  }
}

/**
 * What the tables hold. Of a sweep that was killed they say more than its manifest, which was written when it was started; they hold
 * whole replicates only.
 */
function heldBy(folder: string, manifest: Manifest) {
  const told = {
    runs: Number(manifest['runs']),
    failed: Number(manifest['failed']),
    replicatesDone: manifest.replicatesDone,
  };
  if (manifest.complete) return told;
  let replicatesDone = 0;
  const rowsOf = (name: string): number => {
    let rows = 0;
    if (!existsSync(join(folder, name))) return rows;
    eachRow(join(folder, name), ['replicate'], ([replicate]) => {
      rows++;
      replicatesDone = Math.max(replicatesDone, Number(replicate) + 1);
    });
    return rows;
  };
  const [succeeded, failed] = [rowsOf(RESULTS_FILE), rowsOf(FAILURES_FILE)];
  return { runs: Math.max(told.runs, succeeded + failed), failed, replicatesDone };
}

/** Missing runs, with the command that fills them. */
function refuseMissing(folder: string, manifest: Manifest, runs: number): void {
  const drop = '--drop-incomplete leaves out what is not whole';
  if (!manifest.complete) {
    const command = `${manifest.command.replace(/ --(force|resume)\b/g, '')} --resume`;
    throw refusal(
      folder,
      `the sweep is not complete (${runs} runs are done); this completes it:\n  ${command}\n${drop}`,
      'a complete sweep',
    );
  }
  const failed = Number(manifest['failed']);
  if (failed === 0) return;
  let first = '';
  eachRow(join(folder, FAILURES_FILE), ['command'], ([command]) => {
    first ||= command;
  });
  throw refusal(
    join(folder, FAILURES_FILE),
    `${failed} runs failed, and their results are missing; each row has the command that repeats its run, the first:\n  ${first}\n${drop}`,
    'a sweep without failures',
  );
}
