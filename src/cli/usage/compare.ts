import type { Command } from 'commander';
import { collect, filled, scenarioOptions, tableFormat, threads } from './options.js';

export function compare(program: Command): void {
  scenarioOptions(
    program
      .command('compare')
      .argument('<scenario...>', 'scenarios, the first as the baseline; or one file that lists them')
      .description('scenarios on common resistances: differences, tests, and what changes for each city'),
  )
    .option(
      '--smallest-effect <outcome=value>',
      'smallest effect of interest, in the unit of the outcome; repeatable; a bare number: of every outcome',
      collect,
    )
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option(
      '--out <folder>',
      'where to write (default: out/NAME-comparison of a file, out/A-vs-B of scenarios)',
      filled,
    )
    .option('--resume', 'go on with an interrupted comparison')
    .option('--force', "overwrite another study's results")
    .addOption(tableFormat('series.parquet, events.parquet, adoptions.parquet, counterfactual.parquet'))
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the differences as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy compare eu-charter eu-charter/no-benchmarking --replicates 100
  fastpolicy compare laboratory laboratory/no-networks --smallest-effect welcoming=0.02
  fastpolicy compare comparisons/laboratory

All scenarios get the baseline's seed, replicates and outcomes. Ctrl-C keeps what is done; --resume goes on with it.
Exit status: 0 done, 1 a replicate failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (scenarios, options) => {
      const { compare } = await import('../commands/compare.js');
      process.exitCode = await compare(scenarios, options);
    });
}
