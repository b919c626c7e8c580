/** Whether tables of a folder are still those that its manifest was written for. */
import { join } from 'node:path';
import type { Manifest } from '../io/manifest.js';
import { InputError, type Problem, refusal } from '../scenario/problem.js';
import { compareFiles } from './ownFiles.js';

/**
 * Compares tables with the checksums of the manifest; what is not complete has none.
 * Cost: one pass over each file.
 * @throws InputError with each table that is gone or has other bytes, and the command that makes it again.
 */
export async function refuseAltered(
  folder: string,
  manifest: Manifest,
  tables: readonly string[],
): Promise<void> {
  if (!manifest.complete) return;
  const again = `${manifest.command.replace(/ --(force|resume)\b/g, '')} --force`;
  const sealed = Object.fromEntries(
    Object.entries(manifest.outputs).filter(([name]) => tables.includes(name)),
  );
  const { altered, missing } = await compareFiles(folder, sealed);
  const fault = (name: string, what: string): readonly Problem[] =>
    refusal(
      join(folder, name),
      `${what}; put back the file, or make it again:\n  ${again}`,
      'the file as it was written',
    ).problems;
  const faults = tables.flatMap((name) => {
    if (altered.includes(name))
      return fault(name, 'not the file that was written: its checksum is not that of the manifest');
    return missing.includes(name) ? fault(name, 'is gone, though the manifest lists it') : [];
  });
  if (faults.length > 0) throw new InputError(faults);
}
