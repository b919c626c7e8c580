/** fastpolicy sensitivity DIR */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sensitivityOf } from '../../experiment/sweep/sensitivityOf.js';
import { INDICES_FILE, TIPPING_FILE } from '../../experiment/sweep/sweepFiles.js';
import { MANIFEST_FILE } from '../../io/manifest.js';
import { outColors } from '../colors.js';
import { concludedText } from '../concludedText.js';
import { UsageError } from '../errors.js';
import { fileList } from '../fileList.js';
import { drawing } from '../fill.js';
import { folderFault } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { teller } from '../underway.js';

interface SensitivityCommandOptions {
  readonly dropIncomplete?: boolean;
  readonly figures: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function sensitivity(folder: string, options: SensitivityCommandOptions): Promise<number> {
  const { dropIncomplete = false, json = false } = options;
  const tell = teller(options);
  const fault = existsSync(join(folder, MANIFEST_FILE)) ? folderFault(folder) : null;
  if (fault !== null) throw new UsageError(`${folder}: ${fault}, and indices are written into the folder`);
  const { draw } = drawing('sweep', options, tell);
  const { experiment, concluded, figures } = await sensitivityOf(folder, dropIncomplete, draw);
  const { indices, tipping, ranges, notes } = concluded;
  if (json) {
    const data = {
      experiment: experiment.id,
      design: experiment.design.type,
      folder,
      outcomes: ranges,
      indices,
      tipping,
      notes,
    };
    printJson(data);
    return 0;
  }
  const tables = [INDICES_FILE, ...(experiment.design.structure.kind === 'grid' ? [TIPPING_FILE] : [])];
  tell.say(
    `${concludedText(concluded, experiment, folder)}\n  written to ${outColors.bold(folder)}:\n${fileList(folder, [...tables, ...(draw ? figures : [])])}`,
  );
  for (const note of notes) tell.note(note);
  return 0;
}
