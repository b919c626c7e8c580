/** fastpolicy package DIR */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { historyFile } from '../../experiment/drawing/history/finishedHistory.js';
import { writeZip } from '../../io/zipFile.js';
import { replicationPackage } from '../../report/package/replicationPackage.js';
import { countText } from '../../scenario/countText.js';
import { outColors } from '../colors.js';
import { UsageError } from '../errors.js';
import { folderFault } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { teller } from '../underway.js';

interface PackageOptions {
  readonly out?: string;
  readonly sources?: readonly string[];
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function writePackage(folder: string, options: PackageOptions): Promise<number> {
  const { out = `${folder.replace(/[/\\]+$/, '')}.zip`, sources = [], force = false, json = false } = options;
  const { say, note } = teller(options);
  if (existsSync(out)) {
    if (statSync(out).isDirectory()) throw new UsageError(`${out}: this is a folder; name a file with --out`);
    if (!force)
      throw new UsageError(`${out} is there already; write over it with --force, or name another with --out`);
  }
  if (historyFile(folder) !== null)
    throw new UsageError(
      `${folder} holds results of eha, of which there is no package: it has its own scripts (eha.R, eha.do). Hand it on with the data that it was made of; of a simulated history, package the folder of the run`,
    );
  const { name, entries, notes, sources: written } = await replicationPackage(folder, sources);
  const fault = folderFault(dirname(out));
  if (fault !== null) throw new UsageError(`--out ${out}: ${fault}`);
  writeZip(out, entries);
  for (const text of notes) note(text);
  const { size } = statSync(out);
  if (json) {
    const files = entries.map((entry) => entry.name).sort();
    printJson({ package: name, file: out, bytes: size, notes, files });
  } else
    say(
      `${outColors.bold(name)}: ${countText(entries.length, 'file')}${sources.length === 0 ? '' : `, ${written} of them in sources/`}, ${(size / 1e6).toFixed(1)} MB; written to ${outColors.bold(out)}\n  unzip it anywhere; sh run.sh repeats and checks everything`,
    );
  return 0;
}
