import type { Command } from 'commander';

export function sensitivity(program: Command): void {
  program
    .command('sensitivity')
    .argument('<dir>', 'the folder of a sweep')
    .description(
      "Sobol' or Morris indices of a sweep, for other designs rank regression; sweep itself ends so",
    )
    .option('--drop-incomplete', 'leave out base rows, trajectories or points with a missing run')
    .option('--no-figures', 'leave the figures as they are')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the indices as JSON on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy sensitivity out/sobol\n  fastpolicy sensitivity out/morris --drop-incomplete --json',
    )
    .action(async (folder, options) => {
      const { sensitivity } = await import('../commands/sensitivity.js');
      process.exitCode = await sensitivity(folder, options);
    });
}
