/** fastpolicy sensitivity DIR */
import { join } from 'node:path';
import { sensitivityOf } from '../../experiment/sweep/sensitivityOf.js';
import { INDICES_FILE } from '../../experiment/sweep/sweepFiles.js';
import { errorColors, outColors } from '../colors.js';
import { indicesText } from '../indicesText.js';

interface SensitivityCommandOptions {
  readonly dropIncomplete?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function sensitivity(folder: string, options: SensitivityCommandOptions): Promise<number> {
  const { dropIncomplete = false, quiet = false, json = false } = options;
  const { experiment, rows, notes } = await sensitivityOf(folder, dropIncomplete);
  if (json) {
    const data = { experiment: experiment.id, design: experiment.design.type, folder, indices: rows, notes };
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return 0;
  }
  if (quiet) return 0;
  const file = join(folder, INDICES_FILE);
  process.stdout.write(`${indicesText(rows, file)}\n  written to ${outColors.bold(file)}\n`);
  for (const note of notes) process.stderr.write(`${errorColors.yellow('note')} ${note}\n`);
  return 0;
}
