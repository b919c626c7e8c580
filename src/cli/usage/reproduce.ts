import type { Command } from 'commander';
import { threads } from './options.js';

export function reproduce(program: Command): void {
  program
    .command('reproduce')
    .argument('<dir>', 'the folder of a run or a sweep')
    .description('repeats a run or a sweep from its manifest and compares the checksums')
    .option('--threads <n>', 'threads (default: one a core)', threads)
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the verdict as JSON')
    .addHelpText('after', '\nExample:\n  fastpolicy reproduce out/eu-charter')
    .action(async (folder, options) => {
      const { reproduce } = await import('../commands/reproduce.js');
      process.exitCode = await reproduce(folder, options);
    });
}
