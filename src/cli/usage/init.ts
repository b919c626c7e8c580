import type { Command } from 'commander';

export function init(program: Command): void {
  program
    .command('init')
    .argument('<dir>', 'a new folder')
    .description('a commented study to start from')
    .option('--quiet', 'nothing but errors')
    .addHelpText('after', '\nExample:\n  fastpolicy init my-study && fastpolicy run my-study/study.yaml')
    .action(async (folder, options) => {
      const { init } = await import('../commands/init.js');
      process.exitCode = await init(folder, options);
    });
}
