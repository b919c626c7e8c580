/** fastpolicy merge DIR… --out DIR */
import { mergeShards } from '../../experiment/sweep/mergeShards.js';
import { outColors } from '../colors.js';
import { commandLine } from '../commandLine.js';
import { countText } from '../errors.js';
import { claimFolder } from '../outputFolder.js';
import { wrapped } from '../text.js';

interface MergeCommandOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly format?: 'csv' | 'parquet';
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export async function merge(folders: readonly string[], options: MergeCommandOptions): Promise<number> {
  const { out, force = false, quiet = false, json = false } = options;
  claimFolder(out, folders, force);
  const { experiment, runs, failed, files } = await mergeShards({
    folders,
    out,
    force,
    command: commandLine(),
    parquet: options.format === 'parquet',
  });
  if (json) {
    const { id, identity, design } = experiment;
    const data = { experiment: id, identity, points: design.pointCount, runs, failed, folder: out, files };
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  } else if (!quiet) {
    const lost = failed > 0 ? ` (${failed} failed)` : '';
    process.stdout.write(
      `  ${countText(folders.length, 'shard')}, ${countText(runs, 'run')}${lost}; written to ${outColors.bold(out)}:\n${wrapped(files.join(' '), 4)}\n`,
    );
  }
  return 0;
}
