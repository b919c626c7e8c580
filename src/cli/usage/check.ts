import type { Command } from 'commander';
import { scenarioOptions } from './options.js';

export function check(program: Command): void {
  scenarioOptions(
    program
      .command('check')
      .argument(
        '<file...>',
        'scenarios, experiments, comparisons, hypotheses, laboratories, tables of cities, ties, adopters, memberships, or graphs of ties (GraphML, GEXF)',
      )
      .description('validates input files without running them'),
  )
    .option('--quiet', 'nothing but errors')
    .option('--json', 'what was found as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  fastpolicy check my-study.yaml\n  fastpolicy check my-hypotheses.yaml my-comparison.yaml\n  fastpolicy check cities.csv ties.csv adopters.csv',
    )
    .action(async (files, options) => {
      const { check } = await import('../commands/check.js');
      process.exitCode = await check(files, options);
    });
}
