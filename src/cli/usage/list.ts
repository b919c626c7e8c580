import type { Command } from 'commander';

export function list(program: Command): void {
  program
    .command('list')
    .argument('<what>', 'scenarios, networks, mechanisms, policies, outcomes, attributes, ties or patterns')
    .argument('[name]', 'one of them, with all that is known about it')
    .description('what ships, with sources')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  fastpolicy list mechanisms\n  fastpolicy list networks eurocities')
    .action(async (what, name, options) => {
      const { list } = await import('../commands/list.js');
      process.exitCode = await list(what, name, options);
    });
}
