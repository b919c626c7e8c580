import type { Command } from 'commander';
import { collect, filled, MOST_REPLICATES, threads, wholeNumber } from './options.js';

export function attribute(program: Command): void {
  program
    .command('attribute')
    .argument('<scenario>', 'a scenario file, or one that ships')
    .description('what adoption rests on: but-for effects of mechanisms, and Shapley shares of their groups')
    .option(
      '--outcome <text>',
      'what is attributed: an outcome, or the name that the scenario gives one (default: the share that holds the first policy)',
      filled,
    )
    .option('--group <name=mechanisms>', 'a group, its mechanisms with commas between; repeatable', collect)
    .option('--each', 'every mechanism is a group of its own')
    .option(
      '--orders <n>',
      'orders that are drawn where there are more than ten groups',
      wholeNumber(2, 100_000),
      40,
    )
    .option(
      '--direct <cities>',
      'direct effects: each mechanism off for one city alone, over so many cities (0: none)',
      wholeNumber(0, 10_000_000),
      0,
    )
    .option('--set <path=value>', 'override a value of the scenario; repeatable', collect)
    .option('--replicates <n>', 'replicates of each variant', wholeNumber(2, MOST_REPLICATES), 20)
    .option('--seed <text>', 'seed of all random draws', filled)
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the scenario>-attribution)', filled)
    .option('--resume', 'go on with an interrupted attribution')
    .option('--force', "overwrite another study's results")
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the shares as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy attribute eu-charter --outcome members:integrating-cities-charter
  fastpolicy attribute hello --direct 20
  fastpolicy attribute laboratory --group peers=emulation,emulationBySize,learning --group benchmarking=benchmarking

k groups are run in all 2^k coalitions, up to ten groups; beyond, orders are drawn. What is in no group stays on.
Exit status: 0 done, 1 a replicate failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (scenario, options) => {
      const { attribute } = await import('../commands/attribute.js');
      process.exitCode = await attribute(scenario, options);
    });
}
