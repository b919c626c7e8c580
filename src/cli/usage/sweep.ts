import type { Command } from 'commander';
import {
  filled,
  MOST_REPLICATES,
  scenarioOptions,
  shard,
  tableFormat,
  threads,
  wholeNumber,
} from './options.js';

export function sweep(program: Command): void {
  scenarioOptions(
    program
      .command('sweep')
      .argument('<experiment>', 'an experiment file, or the name of a shipped one')
      .description('a design over parameters, on all cores: a folder of results'),
  )
    .option('--dry-run', 'points, runs, time and disk beforehand; writes nothing')
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the experiment>)', filled)
    .option('--resume', 'go on with an interrupted sweep')
    .option('--shard <i/n>', 'the i-th of n parts, for arrays of jobs; then fastpolicy merge', shard)
    .option('--force', "overwrite another study's results")
    .addOption(tableFormat('results.parquet (of a --point: series.parquet, events.parquet)'))
    .option(
      '--point <p>',
      'this point alone, as a run folder with events and curves',
      wholeNumber(0, 2 ** 31),
    )
    .option('--replicate <r>', 'with --point: this replicate alone', wholeNumber(0, MOST_REPLICATES))
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'a summary as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy sweep tipping --dry-run
  fastpolicy sweep tipping --threads 2
  fastpolicy sweep my-experiment.yaml --shard 2/8 --out shards/2
  fastpolicy sweep tipping --point 17 --replicate 3

Ctrl-C ends a sweep and keeps what is done; --resume goes on with it, to the same bytes.
Exit status: 0 done, 1 a run failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (experiment, options) => {
      const { sweep } = await import('../commands/sweep.js');
      process.exitCode = await sweep(experiment, options);
    });
}
