import type { Command } from 'commander';
import { collect, filled, MOST_REPLICATES, threads, wholeNumber } from './options.js';

export function identify(program: Command): void {
  program
    .command('identify')
    .argument('[file]', 'a file of the identification laboratory, or one that ships', 'joining')
    .description('holds estimators of influence against a known truth: bias, coverage, size, power')
    .option('--set <path=value>', 'override a value of the world; repeatable', collect)
    .option('--replicates <n>', 'replicates of each cell', wholeNumber(2, MOST_REPLICATES))
    .option('--seed <text>', 'seed of all random draws', filled)
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--out <folder>', 'where to write (default: out/<name of the file>)', filled)
    .option('--resume', 'go on with what was interrupted')
    .option('--force', "overwrite another study's results")
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'how each estimator fares, as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy identify ties --replicates 200
  fastpolicy identify my-laboratory.yaml

A file:
  scenario: known-truth
  influence: { policy: welcoming, mechanism: emulation, values: [0, 1.5] }
  selection: { label: homophily in joining, paths: [networks.network-A.join.frailty], values: [0, 1] }
  confounders:
    - { id: none }
    - { id: latent, set: { mechanisms.welcoming.declare.frailty: 0.8 } }
  estimators:
    - { id: exposure }
    - { id: dummies, covariates: [population], dummies: country-period }   # none, period, country, country-period
    - { id: lagged, lag: 1 }
    - { id: memberships, memberships: true, link: logit }                  # cloglog, logit
    - { id: shuffled, type: shuffled-times }

Exit status: 0 done, 1 a replicate failed, 2 the input or the command line is wrong, 130 interrupted.`,
    )
    .action(async (file, options) => {
      const { identify } = await import('../commands/identify.js');
      process.exitCode = await identify(file, options);
    });
}
