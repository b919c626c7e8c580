/** fastpolicy merge DIR… --out DIR */
import { mergeShards } from '../../experiment/sweep/mergeShards.js';
import { countText } from '../../scenario/countText.js';
import { outColors } from '../colors.js';
import { commandLine } from '../commandLine.js';
import { concludedText } from '../concludedText.js';
import { failureText } from '../failureText.js';
import { fileList } from '../fileList.js';
import { drawing, type FormatOption } from '../fill.js';
import { claimFolder } from '../outputFolder.js';
import { printJson } from '../printJson.js';
import { teller } from '../underway.js';

interface MergeCommandOptions extends FormatOption {
  readonly out: string;
  readonly force?: boolean;
  readonly figures: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function merge(folders: readonly string[], options: MergeCommandOptions): Promise<number> {
  const { out, force = false, json = false } = options;
  const tell = teller(options);
  const { experiment, runs, failed, files, concluded } = await mergeShards({
    folders,
    out,
    force,
    command: commandLine(),
    parquet: options.format === 'parquet',
    claim: () => claimFolder(out, folders, force),
    ...drawing('sweep', options, tell),
  });
  if (json) {
    const { id, identity, design } = experiment;
    const data = {
      experiment: id,
      identity,
      points: design.pointCount,
      runs,
      failed,
      folder: out,
      outcomes: concluded.ranges,
      indices: concluded.indices,
      tipping: concluded.tipping,
      notes: concluded.notes,
      files,
    };
    printJson(data);
  } else {
    const lost = failed > 0 ? ` (${failed} failed)` : '';
    tell.say(
      `${concludedText(concluded, experiment, out)}\n  ${countText(folders.length, 'shard')}, ${countText(runs, 'run')}${lost}; written to ${outColors.bold(out)}:\n${fileList(out, files)}`,
    );
    for (const note of concluded.notes) tell.note(note);
  }
  if (failed > 0) process.stderr.write(`${failureText(out, failed)}\n`);
  return failed > 0 ? 1 : 0;
}
