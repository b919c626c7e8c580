import type { Command } from 'commander';
import { filled, scenarioOptions, someOf } from './options.js';

export function odd(program: Command): void {
  scenarioOptions(
    program
      .command('odd')
      .argument('<scenario>', 'a scenario file, or the name of a shipped one')
      .argument('[other]', 'another one: then what sets the two apart')
      .description('the ODD+D document of a scenario, or the difference of two'),
  )
    .option('--out <dir>', 'where to write it (default: out/odd)', filled)
    .option('--format <endings>', 'some of md,html,docx (default: all)', someOf(['md', 'html', 'docx']))
    .option(
      '--validation <file>',
      'the table that validate --out wrote (default: the one that ships)',
      filled,
    )
    .option('--quiet', 'nothing but errors')
    .option('--json', 'the names of the files as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy odd eu-charter\n  fastpolicy odd laboratory laboratory/no-benchmarking --format md',
    )
    .action(async (scenario, other, options) => {
      const { odd } = await import('../commands/odd.js');
      process.exitCode = await odd(other === undefined ? [scenario] : [scenario, other], options);
    });
}
