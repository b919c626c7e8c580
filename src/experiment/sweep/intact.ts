/** Whether the tables of a sweep's folder are still those that its manifest was written for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../../io/checksum.js';
import type { Manifest } from '../../io/manifest.js';
import { InputError, refusal } from '../../scenario/problem.js';
import { DESIGN_FILE, FAILURES_FILE, RESULTS_FILE } from './sweepFiles.js';

const TABLES = [RESULTS_FILE, FAILURES_FILE, DESIGN_FILE];

/**
 * Compares design.csv, results.csv and failures.csv with the checksums of the manifest; what is not complete has none.
 * Cost: one pass over each file.
 * @throws InputError with each table that is gone or has other bytes, and the command that makes it again.
 */
export async function refuseAltered(folder: string, manifest: Manifest): Promise<void> {
  if (!manifest.complete) return;
  const again = `${manifest.command.replace(/ --(force|resume)\b/g, '')} --force`;
  const faults: InputError[] = [];
  for (const name of TABLES) {
    const file = join(folder, name);
    const sealed = manifest.outputs[name];
    if (sealed === undefined) continue;
    const isThere = existsSync(file);
    if (isThere && (await sha256OfFile(file)) === sealed) continue;
    const what = isThere
      ? 'not the file that was written: its checksum is not that of the manifest'
      : 'is gone, though the manifest lists it';
    faults.push(
      refusal(
        file,
        `${what}; put back the file, or make it again:\n  ${again}`,
        'the file as it was written',
      ),
    );
  }
  if (faults.length > 0) throw new InputError(faults.flatMap(({ problems }) => problems));
}
