#!/usr/bin/env node
/** The command line. Commands are imported on demand, so that --help is quick. */
import { Command, CommanderError, Option } from 'commander';
import { version } from '../version.js';
import { report } from './errors.js';

const collect = (value: string, before: string[]): string[] => [...before, value];

const wholeNumber = (what: string, least: number) => (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new CommanderError(2, 'fastpolicy.number', `${what} must be a whole number of ${least} or more, not '${text}'`);
};

function createProgram(): Command {
  const program = new Command('fastpolicy')
    .description('A laboratory for one question: how do policies for migrants travel between cities?')
    .version(version)
    .showHelpAfterError('(fastpolicy --help says what there is)')
    .exitOverride();

  const scenarioOptions = (command: Command): Command =>
    command
      .option('--set <path=value>', 'override a value of the scenario; repeatable', collect, [])
      .option('--replicates <n>', 'number of replicates', wholeNumber('--replicates', 1))
      .option('--seed <text>', 'seed');

  scenarioOptions(
    program
      .command('run')
      .argument('<scenario>', 'a scenario file, or the name of a shipped one')
      .description('replicates of one scenario: a folder of tables, a summary, figures'),
  )
    .option('--threads <n>', 'threads; 0: none beside the main one', wholeNumber('--threads', 0))
    .option('--out <folder>', 'where to write (default: out/<name of the scenario>)')
    .option('--resume', 'go on with an interrupted run', false)
    .option('--force', "overwrite another study's results", false)
    .option('--no-figures', 'no figures')
    .option('--quiet', 'nothing but errors', false)
    .option('--json', 'the summary as JSON on standard output', false)
    .addOption(new Option('--replicate <r>', 'one replicate alone, to look at').argParser(wholeNumber('--replicate', 0)))
    .addHelpText(
      'after',
      `
Examples:
  fastpolicy run eu-charter
  fastpolicy run my-study.yaml --replicates 500 --seed 7 --threads 2
  fastpolicy run eu-charter --set mechanisms.welcoming.declare.benchmarking=0 --out out/without`,
    )
    .action(async (scenario, options) => {
      const { run } = await import('./commands/run.js');
      process.exitCode = await run(scenario, options);
    });

  scenarioOptions(
    program
      .command('check')
      .argument('<file...>', 'scenarios, or tables of cities, ties, adopters, memberships')
      .description('validates input files without running them'),
  )
    .option('--quiet', 'nothing but errors', false)
    .option('--json', 'what was found as JSON', false)
    .addHelpText('after', '\nExample:\n  fastpolicy check my-study.yaml cities.csv')
    .action(async (files, options) => {
      const { check } = await import('./commands/check.js');
      process.exitCode = await check(files, options);
    });

  program
    .command('list')
    .argument('<what>', 'scenarios, networks, mechanisms, policies, outcomes, attributes or ties')
    .argument('[name]', 'one of them, with all that is known about it')
    .description('what ships, with sources')
    .option('--json', 'as JSON', false)
    .addHelpText('after', '\nExamples:\n  fastpolicy list mechanisms\n  fastpolicy list networks eurocities')
    .action(async (what, name, options) => {
      const { list } = await import('./commands/list.js');
      process.exitCode = await list(what, name, options);
    });

  program
    .command('init')
    .argument('<dir>', 'a new folder')
    .description('a commented study to start from')
    .option('--quiet', 'nothing but errors', false)
    .addHelpText('after', '\nExample:\n  fastpolicy init my-study && fastpolicy run my-study/study.yaml')
    .action(async (folder, options) => {
      const { init } = await import('./commands/init.js');
      process.exitCode = await init(folder, options);
    });

  program
    .command('reproduce')
    .argument('<dir>', 'a run folder')
    .description('repeats a run from its manifest and compares the checksums')
    .option('--threads <n>', 'threads', wholeNumber('--threads', 0))
    .option('--quiet', 'nothing but errors', false)
    .option('--json', 'the verdict as JSON', false)
    .addHelpText('after', '\nExample:\n  fastpolicy reproduce out/eu-charter')
    .action(async (folder, options) => {
      const { reproduce } = await import('./commands/reproduce.js');
      process.exitCode = await reproduce(folder, options);
    });

  for (const command of program.commands) command.exitOverride().showHelpAfterError(`(fastpolicy ${command.name()} --help says more)`);
  return program;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
