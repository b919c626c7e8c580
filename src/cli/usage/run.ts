import type { Command } from 'commander';
import { filled, MOST_REPLICATES, scenarioOptions, tableFormat, threads, wholeNumber } from './options.js';

export function run(program: Command): void {
  scenarioOptions(
    program
      .command('run')
      .argument('<scenario>', 'a scenario file, or the name of a shipped one')
      .description('replicates of one scenario: a folder of tables, a summary, figures'),
  )
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the scenario>)', filled)
    .option('--resume', 'go on with an interrupted run')
    .option('--force', "overwrite another study's results")
    .addOption(tableFormat('series.parquet, events.parquet, designs.parquet'))
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the summary as JSON on standard output')
    .option('--replicate <r>', 'this replicate alone, counted from 0', wholeNumber(0, MOST_REPLICATES))
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy run eu-charter
  fastpolicy run my-study.yaml --replicates 500 --seed 7 --threads 2
  fastpolicy run eu-charter --set mechanisms.welcoming.declare.benchmarking=0 --out out/without

Ctrl-C ends a run and keeps what is done; --resume goes on with it.
Exit status: 0 done, 1 a replicate failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (scenario, options) => {
      const { run } = await import('../commands/run.js');
      process.exitCode = await run(scenario, options);
    });
}
