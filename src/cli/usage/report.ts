import type { Command } from 'commander';
import { filled } from './options.js';

export function report(program: Command): void {
  program
    .command('report')
    .argument(
      '<dir>',
      'a folder of run, compare, test, attribute, identify, sweep or eha; or an eha.json beside a run',
    )
    .description('one self-contained HTML page of what a folder holds')
    .option(
      '--out <file>',
      'where to write it (default: report.html in the folder; of an eha.json, eha.html beside it)',
      filled,
    )
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the name and size of the page as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy report out/eu-charter\n  fastpolicy report out/states-eha',
    )
    .action(async (folder, options) => {
      const { report } = await import('../commands/report.js');
      process.exitCode = await report(folder, options);
    });
}
