import type { Command } from 'commander';
import { collect, filled, MOST_REPLICATES, threads, wholeNumber } from './options.js';

export function test(program: Command): void {
  program
    .command('test')
    .argument('<hypotheses>', 'a file of hypotheses, or one that ships')
    .description('runs what declared hypotheses need, and prints a verdict on each')
    .option('--set <path=value>', 'override a value in every scenario; repeatable', collect)
    .option('--replicates <n>', 'replicates of each scenario', wholeNumber(2, MOST_REPLICATES))
    .option(
      '--draws <n>',
      'sets of coefficients from their plausible ranges; 0: none',
      wholeNumber(0, 100_000),
    )
    .option('--draw-replicates <n>', 'replicates of each set', wholeNumber(2, 1_000_000))
    .option('--seed <text>', 'seed of all random draws', filled)
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the file>)', filled)
    .option('--resume', 'go on with an interrupted test')
    .option('--force', "overwrite another study's results")
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the verdicts as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy test hypotheses/fast-policy
  fastpolicy test my-hypotheses.yaml --replicates 500 --draws 0

A file of hypotheses:
  confirmatory: true        # written before any result was seen
  replicates: 200
  range: { draws: 40, replicates: 20 }
  hypotheses:
    - id: H1
      claim: Networks speed adoption
      compare: [laboratory/no-networks, laboratory]   # of B - A
      outcome: timeTo10:welcoming
      direction: less       # greater, less, different, equivalent
      minimumEffect: 0.5    # in the unit of the outcome; or limit: the number itself, of either sign

Exit status: 0 all are supported, 1 a replicate failed, 2 the input or the command line is wrong, 3 one is refuted or
undecided, 130 interrupted.`,
    )
    .action(async (name, options) => {
      const { test } = await import('../commands/test.js');
      process.exitCode = await test(name, options);
    });
}
