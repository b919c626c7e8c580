import type { Command } from 'commander';
import { collect, filled } from './options.js';

export function replicationPackage(program: Command): void {
  program
    .command('package')
    .argument('<dir>', 'a folder of run, compare, test, attribute, identify or sweep')
    .description('a replication package: a zip that repeats and checks the results by itself')
    .option('--out <file>', 'where to write it (default: the folder with .zip)', filled)
    .option(
      '--sources <file>',
      'a file as you wrote it, to go along with all that it extends and reads; repeatable',
      collect,
    )
    .option('--force', 'write over a zip that is there')
    .option('--quiet', 'nothing but errors')
    .option('--json', 'what is in it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy package out/eu-charter\n  fastpolicy package out/study --sources my-study/study.yaml',
    )
    .action(async (folder, options) => {
      const { writePackage } = await import('../commands/package.js');
      process.exitCode = await writePackage(folder, options);
    });
}
