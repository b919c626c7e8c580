import type { Command } from 'commander';
import { filled, tableFormat } from './options.js';

export function merge(program: Command): void {
  program
    .command('merge')
    .argument('<dir...>', 'folders of all shards of one sweep')
    .description('the shards of a sweep as one folder, as if it had been run at once')
    .requiredOption('--out <folder>', 'where to write', filled)
    .option('--force', "overwrite another study's results")
    .addOption(tableFormat('results.parquet'))
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'a summary as JSON on standard output')
    .addHelpText(
      'after',
      `
Example:
  fastpolicy merge shards/* --out out/my-experiment

Exit status: 0 done, 1 a run of the sweep failed, 2 the shards or the command line are wrong.`,
    )
    .action(async (folders, options) => {
      const { merge } = await import('../commands/merge.js');
      process.exitCode = await merge(folders, options);
    });
}
