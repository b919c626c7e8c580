/** fastpolicy sensitivity DIR */
import { draw } from '../../experiment/drawing/draw.js';
import { sensitivityOf } from '../../experiment/sweep/sensitivityOf.js';
import { INDICES_FILE, TIPPING_FILE } from '../../experiment/sweep/sweepFiles.js';
import { errorColors, outColors } from '../colors.js';
import { concludedText } from '../concludedText.js';
import { fileList } from '../fileList.js';

interface SensitivityCommandOptions {
  readonly dropIncomplete?: boolean;
  readonly figures: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function sensitivity(folder: string, options: SensitivityCommandOptions): Promise<number> {
  const { dropIncomplete = false, quiet = false, json = false } = options;
  const warn = (text: string): void => {
    if (!quiet) process.stderr.write(`${text}\n`);
  };
  const drawn = options.figures
    ? draw('sweep', { say: (text) => warn(errorColors.yellow(text)) })
    : undefined;
  const { experiment, concluded, figures } = await sensitivityOf(folder, dropIncomplete, drawn);
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
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return 0;
  }
  if (quiet) return 0;
  const tables = [INDICES_FILE, ...(experiment.design.structure.kind === 'grid' ? [TIPPING_FILE] : [])];
  process.stdout.write(
    `${concludedText(concluded, experiment, folder)}\n  written to ${outColors.bold(folder)}:\n${fileList(folder, [...tables, ...(drawn ? figures : [])])}\n`,
  );
  for (const note of notes) warn(`${errorColors.yellow('note')} ${note}`);
  return 0;
}
