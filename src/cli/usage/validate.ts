import type { Command } from 'commander';
import { filled, threads, wholeNumber } from './options.js';

export function validate(program: Command): void {
  program
    .command('validate')
    .description(
      'runs the patterns that the simulation must reproduce, and classical results; prints which hold',
    )
    .option('--pattern <id...>', 'these rows alone: A9 A10 D3')
    .option('--seeds <n>', 'seeds, each with cities and ties of its own', wholeNumber(1, 100_000), 200)
    .option('--seed <text>', 'what the seeds are made of', filled, 'validate')
    .option('--scale <factor>', 'half (0.5) or twice (2) the number of cities', '1')
    .option(
      '--prior',
      'besides, how often each row holds under coefficients drawn from their plausible ranges',
    )
    .option('--out <dir>', 'writes the table there, as validation.md and validation.json', filled)
    .option('--force', 'overwrites a table that is there')
    .option('--threads <n>', 'threads (default: one a core; 0: none beside the main one)', threads)
    .option('--quiet', 'nothing but what does not hold')
    .option('--json', 'the table as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy validate --pattern A9 A10 --seeds 20
  fastpolicy validate --seed other --json > table.json
  fastpolicy validate --prior --out out/validation
  fastpolicy odd laboratory --validation out/validation/validation.json

Exit status: 0 all rows hold, 1 a seed failed, 2 the command line is wrong, 3 a row does not hold, 130 interrupted.`,
    )
    .action(async (options) => {
      const { validate } = await import('../commands/validate.js');
      process.exitCode = await validate(options);
    });
}
